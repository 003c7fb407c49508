"""The forms of what is counted: groups, alliances, candidates, rounds, lots."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.forms.formsets import BaseFormSet, formset_factory

from kkr_portal.forms import DanishDateField, bare_helper
from kkr_portal.registry.models import Person
from meetings.candidates import choices_for
from meetings.counting_majority import MajorityCount
from meetings.counting_proportional import ProportionalCount
from meetings.lots_of import OpenLot
from meetings.models import Election

MOST_PEOPLE = 500


def _number(label: str, **kwargs: Any) -> forms.IntegerField:
    widget = forms.NumberInput(attrs={"class": "input-width-xs", "inputmode": "numeric"})
    return forms.IntegerField(label=label, min_value=0, max_value=MOST_PEOPLE, widget=widget, **kwargs)


class AllianceForm(forms.Form):
    groups = forms.MultipleChoiceField(
        label="Partier og listesamarbejder i valgforbundet", widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Sæt kryds ved mindst to."},
    )  # fmt: skip
    notified_on = DanishDateField(label="Meddelt sekretariatet den")

    def __init__(self, data: Any = None, *, count: ProportionalCount) -> None:
        super().__init__(data, auto_id="alliance_%s")
        self.helper = bare_helper()
        self.fields["groups"].choices = [(name, name) for name in count.votes]  # type: ignore[attr-defined]

    def clean_groups(self) -> list[str]:
        groups = self.cleaned_data["groups"]
        if len(groups) < 2:
            raise ValidationError("Et valgforbund er mellem mindst to. Sæt kryds ved dem alle.")
        return groups


class CandidateForm(forms.Form):
    person = forms.ChoiceField(label="Kandidat", error_messages={"required": "Vælg en kandidat."})

    def __init__(self, data: Any = None, *, election: Election) -> None:
        super().__init__(data, auto_id="candidate_%s")
        self.helper = bare_helper()
        there = {str(line.person_id) for line in election.lines.all()}
        people = choices_for(election.meeting)
        self.where = {key: label for _, options in people for key, label in options}
        free = [
            (heading, [o for o in options if o[0] not in there or self.is_bound])
            for heading, options in people
        ]
        self.fields["person"].choices = [  # type: ignore[attr-defined]
            ("", "Vælg person"),
            *((heading, options) for heading, options in free if options),
        ]
        if not people:
            self.fields["person"].help_text = (
                "Der er hverken medlemmer eller mandater på mødets dag at vælge mellem. De skrives ind under "
                "medlemmer og i stamdata."
            )

    @property
    def chosen(self) -> Person:
        return Person.objects.get(pk=self.cleaned_data["person"])

    @property
    def place(self) -> str:
        """Where the person sits, in words: «Viborg, Venstre (V)»."""
        label = self.where[self.cleaned_data["person"]]
        return label[label.index("(") + 1 : -1]


class RoundForm(forms.Form):
    """Those present, and the votes of each candidate. ``seen`` is the round as it was shown."""

    present = _number("Til stede", error_messages={"required": "Skriv, hvor mange der er til stede."})
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, data: Any = None, *, count: MajorityCount, number: int) -> None:
        there = next((one for one in count.rounds if one.round.number == number), None)
        initial: dict[str, Any] = {"seen": there.kept if there else ""}
        before = there or (count.rounds[-1] if count.rounds else None)
        if before:
            initial["present"] = before.round.present
        super().__init__(data, initial=initial, auto_id=f"round{number}_%s")
        self.helper = bare_helper()
        self.number, self.there = number, there
        given = dict(there.votes) if there else {}
        lines = list(dict.fromkeys([*count.candidates_of(number), *given]))
        for line in lines:
            self.fields[f"votes_{line.pk}"] = _number(
                f"Stemmer på {line}", required=False, initial=given.get(line)
            )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        present = cleaned.get("present")
        if present is not None and (cast := sum(self.votes.values())) > present:
            raise ValidationError(f"Der er {cast} stemmer, men kun {present} er til stede.")
        return cleaned

    @property
    def votes(self) -> dict[int, int]:
        return {
            int(name.removeprefix("votes_")): value
            for name, value in self.cleaned_data.items()
            if name.startswith("votes_") and value
        }


class GroupRow(forms.Form):
    name = forms.CharField(label="Gruppe", max_length=120, required=False)
    number = _number("Medlemmer", required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("name") and cleaned.get("number") is None and "number" not in self.errors:
            self.add_error("number", "Skriv, hvor mange medlemmer gruppen har.")
        if not cleaned.get("name") and cleaned.get("number"):
            self.add_error("name", "Skriv gruppens navn.")
        return cleaned


class BaseGroups(BaseFormSet):
    """An empty row is no group: clearing the name of a row removes it."""

    def clean(self) -> None:
        names = [row.cleaned_data.get("name") for row in self.forms if row.is_valid()]
        for name in {name for name in names if name and names.count(name) > 1}:
            raise ValidationError(f"«{name}» står to gange.")

    @property
    def groups(self) -> dict[str, int]:
        return {
            row.cleaned_data["name"]: row.cleaned_data["number"]
            for row in self.forms
            if row.cleaned_data.get("name")
        }


Groups = formset_factory(GroupRow, formset=BaseGroups, extra=3, max_num=200)


def groups_form(data: Any, count: ProportionalCount) -> BaseGroups:
    """The rows of the groups as they are, and three empty ones."""
    initial = [{"name": name, "number": number} for name, number in count.votes.items()]
    formset = cast(BaseGroups, Groups(data, initial=initial, prefix="groups"))
    helper = bare_helper()
    helper.template = "dkfds/table_inline_formset.html"
    helper.disable_csrf = True
    formset.helper = helper  # type: ignore[attr-defined]
    return formset


class LotForm(forms.Form):
    """The names in the order in which people drew them, and who drew, and how."""

    def __init__(self, data: Any = None, *, lot: OpenLot) -> None:
        super().__init__(data, prefix=lot.name)
        self.helper = bare_helper()
        self.lot = lot
        for place in range(1, lot.places + 1):
            self.fields[f"place_{place}"] = forms.ChoiceField(
                label="Udtrukket" if lot.places == 1 else f"Udtrukket som nr. {place}",
                choices=[("", "Vælg"), *lot.choices],
                error_messages={"required": "Vælg, hvem der blev trukket."},
            )
        self.fields["note"] = forms.CharField(
            label="Hvem trak, og hvordan", max_length=300,
            help_text="Fx «Borgmester Anna Holm trak en seddel op af en hat». Står i referatet.",
            error_messages={"required": "Skriv, hvem der trak loddet, og hvordan."},
        )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        drawn = self.order
        if len(drawn) == self.lot.places and len(set(drawn)) < len(drawn):
            raise ValidationError("Den samme kan ikke trækkes to gange.")
        return cleaned

    @property
    def order(self) -> list[str]:
        places = range(1, self.lot.places + 1)
        return [self.cleaned_data[f"place_{n}"] for n in places if self.cleaned_data.get(f"place_{n}")]
