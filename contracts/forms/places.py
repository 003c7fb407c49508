"""The agreement's town and rural municipalities: one choice for each municipality, house by house."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms

from contracts.forms.selects import QuickSelect
from contracts.models import TownOrRural
from kkr_portal.registry.models import BusinessHouse, Municipality

CHOICES = [("", "Ikke på listen"), *TownOrRural.Kind.choices]


@dataclass(frozen=True)
class HouseFields:
    """``fixed``: the municipalities whose place on the list is closed, with «By» or «Land»."""

    house: BusinessHouse
    fields: Sequence[Any]
    fixed: Sequence[tuple[str, str]]


class PlacesForm(forms.Form):
    """``stored``: kinds by municipality id; ``closed``: ids of houses whose stored rows stay."""

    def __init__(
        self, *args: Any, municipalities: Sequence[Municipality], stored: Mapping[int, str],
        closed: Collection[int], **kwargs: Any,
    ) -> None:  # fmt: skip
        super().__init__(*args, **kwargs)
        self.municipalities, self.stored = municipalities, stored
        self.fixed = {
            one.pk for one in municipalities if one.business_house_id in closed and one.pk in stored
        }
        for one in municipalities:
            if one.pk not in self.fixed:
                self.fields[f"place-{one.pk}"] = forms.ChoiceField(
                    label=one.name, choices=CHOICES, required=False, widget=QuickSelect,
                    initial=stored.get(one.pk, ""),
                )  # fmt: skip

    @property
    def kinds(self) -> dict[int, str]:
        """What was chosen, with what is closed as it stands."""
        chosen = {
            one.pk: self.cleaned_data[f"place-{one.pk}"]
            for one in self.municipalities
            if one.pk not in self.fixed
        }
        return {pk: kind for pk, kind in chosen.items() if kind} | {pk: self.stored[pk] for pk in self.fixed}

    @property
    def houses(self) -> list[HouseFields]:
        found: dict[BusinessHouse, list[Municipality]] = {}
        for one in self.municipalities:
            if one.business_house:
                found.setdefault(one.business_house, []).append(one)
        labels = dict(TownOrRural.Kind.choices)
        return [
            HouseFields(
                house,
                [self[f"place-{one.pk}"] for one in mine if one.pk not in self.fixed],
                [(one.name, str(labels[self.stored[one.pk]])) for one in mine if one.pk in self.fixed],
            )
            for house, mine in found.items()
        ]
