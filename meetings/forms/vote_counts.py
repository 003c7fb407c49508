"""The forms of votes: a grid for one place, a table to import, and who counts together."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Any, cast

from crispy_forms.helper import FormHelper
from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.http import QueryDict

from kkr_portal import danish_order
from kkr_portal.forms import DanishWholeNumberField
from kkr_portal.importing.forms import TableForm
from kkr_portal.importing.headings import Table
from kkr_portal.registry.models import Council, Municipality, Party
from meetings.actions.vote_counts import Count
from meetings.models import Term, VoteCount
from meetings.vote_table import read

EMPTY_ROWS, MOST_ROWS = 3, 120
SMALL = {"inputmode": "numeric", "autocomplete": "off"}


def parties_of(council: Council, place: Municipality | None) -> list[Party]:
    """Who may have votes there: national parties, and local lists of the place (or of the whole region)."""
    local = Q(municipality=place) if place else Q(municipality__region=council.region_id)
    return list(Party.objects.filter(Q(municipality=None) | local).select_related("municipality"))


def fingerprint(rows: Sequence[tuple[Any, ...]]) -> str:
    """Tells whether what somebody was shown is what is stored now."""
    return hashlib.sha256(repr(sorted(rows)).encode()).hexdigest()[:24]


class CountForm(forms.Form):
    party = forms.ChoiceField(label="Parti eller liste", required=False)
    votes = DanishWholeNumberField(label="Stemmer", required=False, widget=forms.TextInput(attrs=SMALL))
    council_seats = DanishWholeNumberField(
        label="Mandater", required=False, most=32767, widget=forms.TextInput(attrs=SMALL)
    )
    mayors = DanishWholeNumberField(
        label="Borgmestre", required=False, most=32767, widget=forms.TextInput(attrs=SMALL)
    )
    source = forms.CharField(label="Kilde", required=False, max_length=300)

    def __init__(self, *args: Any, choices: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(forms.ChoiceField, self.fields["party"]).choices = choices

    @property
    def is_filled(self) -> bool:
        data = self.cleaned_data
        return any(data.get(name) is not None for name in ("votes", "council_seats", "mayors"))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if self.is_filled and not cleaned.get("party") and "party" not in self.errors:
            self.add_error("party", "Vælg partiet, eller slet tallene.")
        elif cleaned.get("party") and cleaned.get("votes") is None and self.is_filled and not self.errors:
            self.add_error("votes", "Skriv 0, hvis partiet ingen stemmer fik.")
        return cleaned


class CountGrid(forms.BaseFormSet):
    """One row for each party in one place. A row without numbers is no row."""

    helper: FormHelper

    def __init__(self, *args: Any, municipality: Municipality | None, **kwargs: Any) -> None:
        self.municipality = municipality
        super().__init__(*args, **kwargs)

    def clean(self) -> None:
        rows = [form for form in self.forms if form.cleaned_data and form not in self.deleted_forms]
        seen: set[str] = set()
        for form in rows:
            party = form.cleaned_data.get("party")
            if party and form.is_filled and party in seen:
                form.add_error("party", "Partiet står allerede i en række ovenfor.")
            seen.update({party} if party and form.is_filled else ())
        mayors = sum(form.cleaned_data.get("mayors") or 0 for form in rows)
        if self.municipality and mayors > 1:
            raise ValidationError(f"{self.municipality} har fået {mayors} borgmestre. En kommune har én.")

    @property
    def counts(self) -> list[Count]:
        """What the filled rows say."""
        return [
            Count(
                int(form.cleaned_data["party"]), form.cleaned_data["votes"] or 0,
                form.cleaned_data["council_seats"] or 0, form.cleaned_data["mayors"] or 0,
                form.cleaned_data["source"],
            )
            for form in self.forms
            if form not in self.deleted_forms and form.is_filled
        ]  # fmt: skip


def count_grid(
    council: Council, place: Municipality | None, stored: Sequence[VoteCount], data: QueryDict | None = None
) -> CountGrid:
    """The grid of one place: the stored rows, then every other party that may have votes, then empty rows.

    ``data`` with ``add_rows`` in it gets some empty rows more.
    """
    parties = parties_of(council, place)
    parties += [row.party for row in stored if row.party_id not in {party.pk for party in parties}]
    choices = [("", "Vælg"), *((str(party.pk), str(party)) for party in parties)]
    numbers = ("votes", "council_seats", "mayors", "source")
    there = [{"party": str(row.party_id), **{n: getattr(row, n) for n in numbers}} for row in stored]
    known = {row.party_id for row in stored}
    offered = [one for one in parties if place or one.municipality_id is None]
    there += [{"party": str(party.pk)} for party in offered if party.pk not in known]
    grid: Any = forms.formset_factory(
        CountForm, formset=CountGrid, extra=EMPTY_ROWS, can_delete=True, max_num=MOST_ROWS,
        absolute_max=MOST_ROWS,
    )  # fmt: skip
    if data is not None and "add_rows" in data:
        data = data.copy()
        total = data.get("form-TOTAL_FORMS", "")
        count = int(total) if total.isdecimal() and len(total) < 5 else len(there)
        data["form-TOTAL_FORMS"] = str(min(count + 5, MOST_ROWS))
    made: CountGrid = grid(data, initial=there, municipality=place, form_kwargs={"choices": choices})
    made.helper = FormHelper()
    made.helper.form_tag = False
    made.helper.template = "dkfds/table_inline_formset.html"
    return made


class ImportForm(TableForm[Table]):
    """And where the rows are from, if they do not say."""

    what = "stemmetal"
    place = forms.ChoiceField(
        label="Hvor er tallene fra?", required=False,
        help_text="Bruges kun, når tabellen ikke har en kolonne med kommune.",
    )  # fmt: skip

    def __init__(self, *args: Any, council: Council, **kwargs: Any) -> None:
        super().__init__(*args, read=read, **kwargs)
        places = Municipality.objects.filter(region=council.region_id)
        cast(forms.ChoiceField, self.fields["place"]).choices = [
            ("", "Vælg"), ("region", "Hele regionen"), *((str(one.pk), one.name) for one in places),
        ]  # fmt: skip

    @property
    def default_place(self) -> int | str | None:
        chosen = self.cleaned_data.get("place", "")
        return None if chosen == "region" else int(chosen) if chosen else ""


class CooperationsForm(forms.Form):
    """One field for each party with votes: the name it counts under together with others."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, term: Term, parties: dict[int, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.parties = parties
        self.stored = {one.party_id: one.name for one in term.cooperations.all()}
        self.helper = FormHelper()
        self.helper.form_tag = False
        for pk, label in parties.items():
            self.fields[f"party_{pk}"] = forms.CharField(
                label=label, required=False, max_length=80, initial=self.stored.get(pk, "")
            )
        self.fields["seen"].initial = self.mark

    @property
    def mark(self) -> str:
        return fingerprint(list(self.stored.items()))

    @property
    def names(self) -> dict[int, str]:
        """Party id → the cooperation's name, spelled the way it stands first."""
        spelled: dict[str, str] = {}
        found: dict[int, str] = {}
        for pk in self.parties:
            if name := " ".join(self.cleaned_data.get(f"party_{pk}", "").split()):
                found[pk] = spelled.setdefault(danish_order.sort_key(name), name)
        return found

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if self.errors:
            return cleaned
        names = self.names
        for pk, name in names.items():
            if sum(other == name for other in names.values()) < 2:
                self.add_error(f"party_{pk}", f"Kun ét parti står under «{name}». Der skal være mindst to.")
            for other, label in self.parties.items():
                same = danish_order.sort_key(label) == danish_order.sort_key(name)
                if same and names.get(other) != name:
                    self.add_error(f"party_{pk}", f"«{name}» er navnet på et parti uden for samarbejdet.")
        if not self.errors and cleaned["seen"] != self.mark and names != self.stored:
            now = "; ".join(f"{self.parties.get(pk, '')}: {name}" for pk, name in self.stored.items())
            data = cast(QueryDict, self.data).copy()
            data["seen"] = self.mark
            self.data = data
            raise ValidationError(
                "En anden har gemt listesamarbejder, mens du skrev. Gem igen for at erstatte dem med dine. "
                f"Gemt er nu: {now or 'ingen'}."
            )
        return cleaned
