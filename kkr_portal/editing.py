"""Two people edit one thing: the second to save is shown both texts and chooses; nothing is lost.

Every row carries a ``revision`` that the database itself counts up, on every path. A form brings back
the revision it was shown with. When the row has moved on since, the form does not save; it offers,
field by field, the text that was typed and the text that is stored.
"""

from __future__ import annotations

from collections.abc import Iterator
from copy import copy
from dataclasses import dataclass
from typing import Any, cast

import pgtrigger
from django import forms
from django.db import models
from django.forms.models import model_to_dict
from django.http import QueryDict

NEWER_REVISION = "newer_revision"


def revision_field() -> models.PositiveIntegerField:
    """The column that ``counts_revisions`` keeps."""
    return models.PositiveIntegerField("udgave", default=1, editable=False)


def counts_revisions(*, apart_from: list[str]) -> pgtrigger.Trigger:
    """A trigger that adds one to ``revision`` whenever another column than ``apart_from`` changes."""
    return pgtrigger.Trigger(
        name="count_revision",
        when=pgtrigger.Before,
        operation=pgtrigger.Update,
        condition=pgtrigger.AnyChange(exclude=[*apart_from, "revision"]),
        func="NEW.revision = OLD.revision + 1; RETURN NEW;",
    )


@dataclass(frozen=True)
class Difference:
    """One field that two people have filled in differently."""

    name: str
    label: str
    mine: str
    stored: str
    prefer_stored: bool  # this person did not touch the field; only the other one did
    prefix: str = ""  # the form's, where a page has several

    @property
    def choice_name(self) -> str:
        return f"{self.prefix}-choose_{self.name}" if self.prefix else f"choose_{self.name}"


class RevisedModelForm(forms.ModelForm):
    """A model form that never overwrites what somebody else saved in between.

    Use it inside a transaction with the row locked (``select_for_update``). After ``is_valid()``
    has answered False because of a newer revision, ``differences`` says what to choose between.
    """

    revision = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, instance: models.Model | None = None, **kwargs: Any) -> None:
        # A copy: Django puts what was typed into the instance even when the form is refused, and
        # the page around the form must go on showing what is stored.
        super().__init__(*args, **kwargs, instance=copy(instance))  # type: ignore[misc]
        self.differences: list[Difference] = []
        self.fields["revision"].initial = self.instance.revision if self.instance.pk else None
        if self.is_bound and self.instance.pk:
            self.stored = model_to_dict(self.instance, fields=list(self.fields))
            self._take_chosen()

    def _take_chosen(self) -> None:
        """Where the person chose the stored text, put it in place of what was typed."""
        for name in self.stored:
            if self.data.get(self.add_prefix(f"choose_{name}")) == "stored":
                value = self.fields[name].prepare_value(self.stored[name])
                self._put(name, "" if value in (None, False) else value)

    def _put(self, name: str, value: Any) -> None:
        """Put ``value`` in place of what was posted; an empty text unticks a checkbox too."""
        data = cast(QueryDict, self.data).copy()
        data[self.add_prefix(name)] = value
        self.data = data

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not self.instance.pk or self.errors:
            return cleaned
        current, seen = self._current_revision(), cleaned["revision"]
        if seen != str(current):
            self.differences = list(self._compare(int(seen) if seen.isdecimal() and len(seen) < 10 else None))
            # The next time the form comes, it has been seen beside the stored text.
            self._put("revision", current)
            if self.differences:
                raise forms.ValidationError(
                    "Teksten er gemt af en anden, mens du skrev. Intet er gået tabt: "
                    "vælg for hvert felt, hvad der skal gælde, og gem igen.",
                    code=NEWER_REVISION,
                )
        return cleaned

    def _current_revision(self) -> int | str:
        """The stored row's revision, locked by the caller's transaction."""
        return (
            type(self.instance)._default_manager.values_list("revision", flat=True).get(pk=self.instance.pk)
        )

    def _compare(self, seen: int | None) -> Iterator[Difference]:
        before = self._as_seen(seen)
        for name, stored in self.stored.items():
            mine = self.cleaned_data[name]
            mine = mine.pk if isinstance(mine, models.Model) else mine
            if mine == stored:
                continue
            yield Difference(
                name=name,
                label=str(self.fields[name].label),
                mine=self._shown(name, mine),
                stored=self._shown(name, stored),
                prefer_stored=name in before and before[name] == mine,
                prefix=self.prefix or "",
            )

    def _as_seen(self, revision: int | None) -> dict[str, Any]:
        """The row as this person was shown it, out of the history."""
        events = self.instance.events.filter(revision=revision).order_by("-pgh_id")
        columns = {name: self.instance._meta.get_field(name).attname for name in self.stored}
        row = events.values(*columns.values()).first() or {}
        return {name: row[column] for name, column in columns.items() if column in row}

    def _shown(self, name: str, value: Any) -> str:
        field = self.fields[name]
        if isinstance(field, forms.BooleanField):
            return "Ja" if value else "Nej"
        for key, label in getattr(field, "choices", ()):
            if str(getattr(key, "value", key)) == str(value):
                return str(label)
        return str(field.widget.format_value(field.prepare_value(value)) or "")
