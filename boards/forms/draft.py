"""A board as one thinks of it: names on seats, with what makes them eligible. Nothing of it is stored."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from crispy_forms.helper import FormHelper
from django import forms

from boards.models import Tenure
from boards.rules.composition import Candidate
from boards.rules.statutes import BUSINESS_HOUSE_BOARD, Kind

SEATS = [(place.kind.name.lower(), place.title) for place in BUSINESS_HOUSE_BOARD]
BY_BUSINESS, BY_UNIONS = "business", "unions"
NOMINATED = {BY_BUSINESS: ("erhvervsorganisation",), BY_UNIONS: ("FH", "AC")}
EXTRA = 2  # rows without a seat: whoever is one too many


class DraftRowForm(forms.Form):
    name = forms.CharField(
        label="Navn", max_length=160, required=False, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    seat = forms.ChoiceField(label="Plads", choices=[("", "Ingen"), *SEATS], required=False)
    politician = forms.BooleanField(label="Folkevalgt", required=False)
    business = forms.BooleanField(label="Aktiv i erhverv", required=False)
    sme = forms.BooleanField(label="Fra SMV", required=False)
    nominated = forms.ChoiceField(
        label="Indstillet af", required=False,
        choices=[("", "Ingen"), (BY_BUSINESS, "Erhvervsorganisation"), (BY_UNIONS, "FH og AC")],
    )  # fmt: skip
    special = forms.ChoiceField(
        label="Ellers", required=False,
        choices=[("", "–"), ("director", "Husets direktør"), ("substitute", "Suppleant")],
    )  # fmt: skip
    behalf = forms.CharField(label="På vegne af", max_length=80, required=False)
    counts_as = forms.ChoiceField(
        label="Køn", required=False, choices=[("", "–"), *Tenure.CountsAs.choices]
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("name") and not cleaned.get("seat"):
            self.add_error("seat", "Vælg, hvilken plads personen skal have.")
        return cleaned

    def candidate(self, director: str) -> Candidate | None:
        """None for an empty row. ``director``: the name of the house's director, where it is known."""
        given = self.cleaned_data
        name = " ".join(given.get("name", "").split())
        if not name or not given.get("seat"):
            return None
        return Candidate(
            person=name, kind=Kind[given["seat"].upper()], council_member=given["politician"],
            active_in_business=given["business"], from_sme=given["sme"],
            nominated_by=NOMINATED.get(given["nominated"], ()),
            director=given["special"] == "director" or name.casefold() == director.casefold(),
            substitute=given["special"] == "substitute", on_behalf_of=given["behalf"].strip(),
        )  # fmt: skip


class DraftFormSet(forms.BaseFormSet):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.template = "dkfds/table_inline_formset.html"

    def candidates(self, director: str) -> list[Candidate]:
        return [one for form in self.forms if (one := form.candidate(director))]

    def balance(self) -> tuple[int, int, int]:
        """Women, men and unknown among those with a vote."""
        rows = [form.cleaned_data for form in self.forms if form.cleaned_data.get("name")]
        counted = [row["counts_as"] for row in rows if row["seat"] not in ("", "observer")]
        return counted.count("woman"), counted.count("man"), counted.count("")


DraftRows = forms.formset_factory(
    DraftRowForm, formset=DraftFormSet, extra=0, max_num=40, absolute_max=40, validate_max=True
)


def initial_rows(tenures: Iterable[tuple[str, Tenure | None]]) -> list[dict[str, Any]]:
    """A row for each seat (its kind, and who sits there), and some more."""
    rows: list[dict[str, Any]] = []
    for kind, tenure in tenures:
        row: dict[str, Any] = {"seat": kind}
        if tenure:
            names = {one.organisation.name for one in tenure.nominators.all()}
            row |= {
                "name": str(tenure.person), "politician": tenure.municipality_id is not None,
                "business": tenure.active_in_business, "sme": tenure.from_sme,
                "nominated": BY_UNIONS if names >= {"FH", "AC"} else BY_BUSINESS if names else "",
                "counts_as": tenure.counts_as,
            }  # fmt: skip
        rows.append(row)
    return rows + [{"seat": ""} for _ in range(EXTRA)]
