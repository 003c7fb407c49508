"""The DKFDS template pack: labels, hints, errors and summary hang together by id, for every kind of field."""

import re
from html.parser import HTMLParser

import pytest
from crispy_forms.bootstrap import AppendedText, FormActions, InlineRadios, StrictButton
from crispy_forms.helper import FormHelper
from crispy_forms.layout import HTML, ButtonHolder, Div, Layout, MultiField, Reset, Submit
from crispy_forms.utils import render_crispy_form
from django import forms
from django.template import Context, Template
from django.template.loader import get_template

from kkr_portal.templatetags.danish import saved_key
from kkr_portal.templatetags.dkfds import Problem, button_classes, problems
from tests.browser.show import EveryField, Participants

BAD = {"title": "x" * 61, "date": "31-02-2021", "time": "25.00", "version": "1"}
REQUIRED = "Dette felt er påkrævet."


class Elements(HTMLParser):
    """Every start tag of a page with its attributes."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))

    def ids(self) -> list[str]:
        return [attrs["id"] for _, attrs in self.found if attrs.get("id")]

    def one(self, id: str) -> tuple[str, dict[str, str | None]]:
        (found,) = [element for element in self.found if element[1].get("id") == id]
        return found


def rendered(form: forms.Form) -> Elements:
    return Elements(render_crispy_form(form))


@pytest.mark.parametrize("form", [EveryField(), EveryField(BAD)], ids=["fresh", "refused"])
def test_every_reference_by_id_leads_somewhere_and_no_id_is_used_twice(form):
    page = rendered(form)
    ids = page.ids()
    referred = {
        name
        for _, attrs in page.found
        for attribute in ("for", "aria-describedby", "aria-controls")
        for name in (attrs.get(attribute) or "").split()
    } | {attrs["href"][1:] for _, attrs in page.found if (attrs.get("href") or "").startswith("#")}
    assert (sorted(ids) == sorted(set(ids)), referred - set(ids)) == (True, set())


def test_hint_and_error_describe_the_field():
    page = rendered(EveryField(BAD))
    assert page.one("id_date")[1]["aria-describedby"] == "id_date_helptext id_date_error"
    assert page.one("id_date")[1]["aria-invalid"] == "true"
    assert page.one("id_date")[1]["value"] == "31-02-2021"
    assert page.one("id_title")[1]["aria-describedby"] == "id_title_error"
    fieldsets = [attrs.get("aria-describedby") for tag, attrs in page.found if tag == "fieldset"]
    assert fieldsets == ["id_place_helptext id_place_error", "id_told_error", None]


def test_every_control_has_its_kind_of_look():
    page = rendered(EveryField())
    expected = {
        "title": "form-input",
        "date": "form-input input-width-xs",
        "kind": "form-select",
        "body": "form-input",
        "place_0": "form-radio",
        "told_1": "form-checkbox",
        "attachment": "form-file",
        "closed": "form-checkbox",
        "version": None,
    }
    assert {name: page.one(f"id_{name}")[1].get("class") for name in expected} == expected


def test_date_is_a_plain_text_field():
    tag, attrs = rendered(EveryField()).one("id_date")
    assert (tag, attrs["type"]) == ("input", "text")
    assert "date-picker" not in render_crispy_form(EveryField())


def test_required_fields_are_marked_and_no_others():
    html = render_crispy_form(EveryField())
    marked = re.findall(r'id="div_id_(\w+)"(?:(?!id="div_id_).)*?skal udfyldes', html, re.DOTALL)
    assert marked == [
        name for name, field in EveryField().fields.items() if field.required and name != "version"
    ]
    form = EveryField()
    form.helper.mark_required = False
    assert "skal udfyldes" not in render_crispy_form(form)


def test_summary_names_the_field_and_leads_to_its_control():
    assert problems(EveryField(BAD)) == [
        Problem("Titel", "Denne værdi må højst have 60 tegn (den har 61).", "id_title"),
        Problem(
            "Dato",
            "31-02-2021 er ikke en dato, der findes. Skriv datoen som dd.mm.åååå, fx 11.10.2021.",
            "id_date",
        ),
        Problem(
            "Klokkeslæt",
            "25.00 er ikke et klokkeslæt, der findes. Skriv klokkeslættet som tt.mm, fx 10.00.",
            "id_time",
        ),
        Problem("Art", REQUIRED, "id_kind"),
        Problem("Sagsfremstilling", REQUIRED, "id_body"),
        Problem("Mødeform", REQUIRED, "id_place_0"),
        Problem("Orienteres", REQUIRED, "id_told_0"),
        Problem("Punktet er lukket", REQUIRED, "id_closed"),
    ]


def test_errors_of_no_field_and_of_hidden_fields_are_in_the_summary():
    class Form(forms.Form):
        version = forms.IntegerField(widget=forms.HiddenInput)

        def clean(self):
            raise forms.ValidationError("To datoer <passer> ikke sammen.")

    form = Form({"version": "x"})
    assert problems(form) == [
        Problem("", "To datoer <passer> ikke sammen.", ""),
        Problem("", "Indtast et heltal.", ""),
    ]
    html = render_crispy_form(form)
    assert html.count("To datoer &lt;passer&gt; ikke sammen.") == 1
    assert html.count("data-error-summary") == 1


def test_a_form_without_errors_has_no_summary():
    assert "data-error-summary" not in render_crispy_form(EveryField())
    assert problems(EveryField()) == problems(Participants()) == []


def test_what_was_typed_is_escaped():
    html = render_crispy_form(EveryField({"title": '"><script>x</script>', "date": "<script>"}))
    assert "<script>" not in html


def test_a_grid_of_rows_names_the_row_in_summary_and_label():
    data = {"form-TOTAL_FORMS": "2", "form-INITIAL_FORMS": "0", "form-0-seats": "mange", "form-1-name": ""}
    formset = Participants(data)
    formset.helper = FormHelper()
    formset.helper.template = "dkfds/table_inline_formset.html"
    html = render_crispy_form(formset, formset.helper)
    assert problems(formset) == [
        Problem("Række 1, Navn", REQUIRED, "id_form-0-name"),
        Problem("Række 1, Pladser", "Indtast et heltal.", "id_form-0-seats"),
    ]
    assert re.findall(r'<th scope="col">\s*(\w+)', html) == ["Navn", "Pladser", "Fra", "Slet"]
    assert html.count('<span class="sr-only">, række 2</span>') == 4
    assert 'name="form-TOTAL_FORMS"' in html


def test_a_formset_without_a_grid_is_one_fieldset_a_row():
    html = render_crispy_form(Participants(), FormHelper())
    assert re.findall(r"<legend[^>]*>(.*?)</legend>", html) == ["Række 1", "Række 2"]


def test_the_filter_draws_the_same_fields():
    template = Template("{% load crispy_forms_tags %}{{ form|crispy }}")
    page = Elements(template.render(Context({"form": EveryField(BAD)})))
    assert page.one("id_date")[1]["aria-describedby"] == "id_date_helptext id_date_error"
    single = Template("{% load crispy_forms_tags %}{{ form.title|as_crispy_field }}")
    assert Elements(single.render(Context({"form": EveryField()}))).ids() == ["div_id_title", "id_title"]
    errors = Template("{% load crispy_forms_tags %}{{ form|as_crispy_errors }}")
    assert errors.render(Context({"form": EveryField(BAD)})).count("<li>") == 8


def test_every_layout_object_the_pack_has():
    class Form(forms.Form):
        amount = forms.IntegerField(label="Beløb")
        place = forms.ChoiceField(label="Form", choices=[("a", "A"), ("b", "B")], widget=forms.RadioSelect)
        first, second = forms.CharField(label="Første"), forms.CharField(label="Anden")

    form = Form()
    form.helper = FormHelper()
    form.helper.layout = Layout(
        AppendedText("amount", "kr."),
        InlineRadios("place"),
        MultiField("To felter", "first"),
        Div("second", css_class="aside"),
        HTML("<p>{{ form.amount.label }}</p>"),
        FormActions(
            Submit("save", "Gem"), Reset("undo", "Nulstil"), StrictButton("Prøv", css_class="button-tertiary")
        ),
        ButtonHolder(Submit("other", "Andet", css_class="button-secondary")),
    )
    html = render_crispy_form(form, context={"form": form})
    buttons = [
        attrs["class"]
        for tag, attrs in Elements(html).found
        if (attrs.get("class") or "").startswith("button")
    ]
    assert buttons == [f"button button-{kind}" for kind in ("primary", "secondary", "tertiary", "secondary")]
    assert html.count("form-group-inline") == 2
    assert re.search(r'<div class="form-input-suffix"\s+aria-hidden="true">kr\.</div>', html)


@pytest.mark.parametrize(
    ("crispy", "dkfds"),
    [
        ("btn btn-primary", "button button-primary"),
        ("btn btn-primary button-secondary", "button button-secondary"),
        ("btn btn-inverse", "button button-secondary"),
        ("button-warning", "button button-warning"),
        ("btn", "button"),
    ],
)
def test_button_names(crispy, dkfds):
    assert button_classes(crispy) == dkfds


@pytest.mark.parametrize(
    ("tags", "key"), [("saved:item-7 success", "item-7"), ("success", ""), ("", ""), (None, "")]
)
def test_the_draft_that_a_message_confirms(tags, key):
    assert saved_key(tags) == key


@pytest.mark.parametrize("name", ["400.html", "500.html", "503.html", "507.html"])
def test_the_last_error_pages_need_nothing_at_all(name):
    html = get_template(name).template.render(Context())
    assert ("{%" in html, "<h1>" in html, 'lang="da"' in html) == (False, True, True)
    assert re.findall(r'(?:href|src)="([^"]*)"', html)[:2] == [
        "/static/vendor/dkfds-11.2.0/css/dkfds.min.css",
        "/static/css/portal.css",
    ]
