"""What the form templates under ``templates/dkfds`` need beyond Django's and crispy's own tags."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from django import forms, template
from django.forms import BaseForm, BoundField
from django.forms.formsets import BaseFormSet
from django.utils.safestring import SafeString, mark_safe

from kkr_portal.editing import NEWER_REVISION

register = template.Library()


@dataclass(frozen=True)
class Problem:
    """One line of an error summary. ``target`` is the id of the control to go to, or empty."""

    label: str
    message: str
    target: str


@register.simple_tag
def control(field: BoundField, css_class: str = "") -> SafeString:
    """The field's widget with ``css_class`` beside its own classes; the field itself stays untouched."""
    own = field.field.widget.attrs.get("class", "")
    classes = " ".join(name for name in (css_class, own) if name)
    return field.as_widget(attrs={"class": classes} if classes else {})


@register.filter
def kind(field: BoundField) -> str:
    """Which part of the pack draws the field: checkbox, choices, file, select, group or text."""
    widget = field.field.widget
    if isinstance(widget, forms.CheckboxInput):
        return "checkbox"
    if isinstance(widget, forms.RadioSelect):
        return "choices"
    if isinstance(widget, forms.FileInput):
        return "file"
    if isinstance(widget, forms.Select):
        return "select"
    return "group" if field.use_fieldset else "text"


@register.filter
def choice_type(field: BoundField) -> str:
    """``radio`` or ``checkbox``: the type of the inputs in a group of choices."""
    # Django's CheckboxSelectMultiple is itself a RadioSelect.
    return "checkbox" if isinstance(field.field.widget, forms.CheckboxSelectMultiple) else "radio"


@register.filter
def target(field: BoundField) -> str:
    """The id of the first control of a field: a group's choices are numbered from 0."""
    return f"{field.auto_id}_0" if field.use_fieldset else field.id_for_label or field.auto_id


def _problems_of(form: BaseForm, before: str = "") -> Iterator[Problem]:
    for error in form.non_field_errors().as_data():
        if error.code != NEWER_REVISION:  # has a part of the page to itself: _components/differences.html
            yield from (Problem(before, str(message), "") for message in error.messages)
    for field in form:
        for message in field.errors:
            hidden = field.is_hidden
            yield Problem(
                before + ("" if hidden else str(field.label)), str(message), "" if hidden else target(field)
            )


@register.filter
def problems(form: BaseForm | BaseFormSet) -> list[Problem]:
    """Every error of a form, or of a formset and its rows, in the order of the page."""
    if not form.is_bound:
        return []
    if isinstance(form, BaseFormSet):
        found = [Problem("", str(message), "") for message in form.non_form_errors()]
        for number, row in enumerate(form.forms, 1):
            found += _problems_of(row, f"Række {number}, ")
        return [Problem(p.label.removesuffix(", "), p.message, p.target) for p in found]
    return list(_problems_of(form))


@register.filter
def button_classes(classes: str) -> str:
    """Crispy's Bootstrap names for buttons in DKFDS' words; a named variant replaces the primary one."""
    names = [name.replace("btn", "button", 1) if name.startswith("btn") else name for name in classes.split()]
    names = ["button-secondary" if name in ("button-inverse", "button-default") else name for name in names]
    if any(name in ("button-secondary", "button-tertiary", "button-warning") for name in names):
        names = [name for name in names if name != "button-primary"]
    if "button" not in names:
        names.insert(0, "button")
    return " ".join(dict.fromkeys(names))


@register.filter
def button_attributes(attributes: SafeString) -> SafeString:
    """Attributes that crispy has already written out, with the class names put into DKFDS' words."""
    in_our_words = re.sub(r'class="([^"]*)"', lambda found: f'class="{button_classes(found[1])}"', attributes)
    return mark_safe(in_our_words)  # noqa: S308 – escaped by crispy; only class names changed
