"""What a what-if calculation asks for: up to four columns, typed in short, and the name to keep it by."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from django import forms
from django.http import QueryDict

from kkr_portal.danish_order import sort_key
from kkr_portal.forms import DanishWholeNumberField, bare_helper
from quotas.models import Scenario
from quotas.models.issues import MOST_PERSONS
from quotas.refused import Refused
from quotas.rules.what_if import MOST_CASES, Case
from quotas.sentences import Names
from quotas.what_if_of import Basis

_SPLIT = re.compile(r"\s*[,;\n]\s*|\s+og\s+")
_MORE = re.compile(r"(?P<name>.+?)[\s:+]+(?P<persons>\d[\d.]*)(?: flere)?")
COLUMNS = ("national", "extra", "more", "exempt")


class CaseForm(forms.Form):
    """One column. ``case`` is the rule's own value once the form is valid."""

    national = DanishWholeNumberField(
        label="Landstal", most=MOST_PERSONS, error_messages={"required": "Skriv landstallet, fx 1.400."}
    )
    extra = DanishWholeNumberField(label="Ekstra personer", most=MOST_PERSONS, required=False)
    more = forms.CharField(
        label="Tager flere", required=False, max_length=1000, help_text="Fx «Bornholm 10, Aarhus 5»"
    )
    exempt = forms.CharField(label="Fritaget", required=False, max_length=1000, help_text="Fx «Læsø, Samsø»")

    def __init__(self, *args: Any, basis: Basis, number: int, **kwargs: Any) -> None:
        super().__init__(*args, **(kwargs | {"prefix": f"c{number}"}))
        self.number = number
        names = [one.name for one in basis.municipalities]
        self.names = Names(basis.spellings, names, "landet")
        self.case: Case | None = None
        self.helper = bare_helper()

    def _found(self, typed: str) -> str:
        try:
            return self.names.found(typed)
        except ValueError as reason:
            raise forms.ValidationError(str(reason)) from None

    def clean_more(self) -> dict[str, int]:
        found: dict[str, int] = {}
        for part in filter(None, _SPLIT.split(self.cleaned_data["more"].strip())):
            read = _MORE.fullmatch(part)
            if not read:
                raise forms.ValidationError(f"«{part[:40]}» kan ikke læses. Skriv fx «Bornholm 10».")
            name, persons = self._found(read["name"]), int(read["persons"].replace(".", "")[:9])
            if name in found:
                raise forms.ValidationError(f"{name} står der to gange.")
            if not 0 < persons <= MOST_PERSONS:
                raise forms.ValidationError(f"{name} skal tage mindst én ekstra.")
            found[name] = persons
        return found

    def clean_exempt(self) -> list[str]:
        parts = filter(None, _SPLIT.split(self.cleaned_data["exempt"].strip()))
        return list(dict.fromkeys(self._found(part) for part in parts))

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or self.cleaned_data
        if not self.errors:
            self.case = Case(
                typed["national"], typed["extra"] or 0, typed["more"], frozenset(typed["exempt"])
            )
        return typed


def case_forms(data: QueryDict, basis: Basis, *, columns: int) -> list[CaseForm]:
    """As many as have something in them, at least ``columns``; empty, the first has the known number."""
    filled = [
        number
        for number in range(1, MOST_CASES + 1)
        if any(data.get(f"c{number}-{name}", "").strip() for name in COLUMNS)
    ]
    shown = min(max([columns, 1, *filled]), MOST_CASES)
    forms_: list[CaseForm] = []
    for number in range(1, shown + 1):
        bound = number in filled
        initial = {"national": basis.national} if number == 1 and not filled else None
        forms_.append(CaseForm(data if bound else None, basis=basis, number=number, initial=initial))
    return forms_


def as_typed(cases: Mapping[int, Case]) -> QueryDict:
    """What one would type to get these cases, by column."""
    data = QueryDict(mutable=True)
    for number, case in cases.items():
        data[f"c{number}-national"] = str(case.national)
        data[f"c{number}-extra"] = str(case.extra or "")
        data[f"c{number}-more"] = ", ".join(f"{name} {n}" for name, n in case.more.items())
        data[f"c{number}-exempt"] = ", ".join(sorted(case.exempt, key=sort_key))
    return data


class NameForm(forms.Form):
    name = forms.CharField(
        label="Gem beregningen som", max_length=100, strip=True,
        error_messages={"required": "Giv beregningen et navn, fx «1.400 personer»."},
    )  # fmt: skip

    def __init__(self, *args: Any, taken: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.taken = Scenario.objects.none() if taken is None else taken
        self.helper = bare_helper()

    def clean_name(self) -> str:
        name = self.cleaned_data["name"]
        if self.taken.filter(name=name).exists():
            raise forms.ValidationError("Der er allerede en beregning med det navn. Vælg et andet.")
        return name

    def refuse(self, reason: Refused) -> None:
        self.add_error("name", str(reason))
