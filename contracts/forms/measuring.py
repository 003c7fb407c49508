"""The figures of one point: its kind decides the fields. A row is kept whole or not at all."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Any, cast

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import QueryDict

from contracts.judged import in_rule
from contracts.models import Measurement, Target
from contracts.models.points import Kind
from contracts.rules import targets
from contracts.rules.told_results import figure
from contracts.sub_counts import Neighbours
from contracts.suggested import Earlier
from kkr_portal.documents.models import store
from kkr_portal.documents.uploads import UploadField
from kkr_portal.editing import Difference, RevisedModelForm
from kkr_portal.forms import DanishDateField, DanishDecimalField, DanishWholeNumberField, bare_helper
from kkr_portal.registry.models import Municipality

FIELDS: Mapping[str, tuple[str, ...]] = {
    Kind.SHARE: ("numerator", "denominator", "value"),
    Kind.RISE: ("numerator", "denominator", "value", "before"),
    Kind.COUNT: ("value",),
    Kind.NET_PROMOTER_SCORE: ("value",),
    Kind.ACTIVITY: ("done",),
    Kind.CONTROL_GROUP: ("value", "control"),
    Kind.ROUGHLY_EQUAL: ("numerator", "denominator", "value"),
}
FIGURES = ("numerator", "denominator", "value", "before", "control", "done")
COMMON = ("measured_on", "source", "comment")
OR_THE_SHARE = "Når tæller og nævner ikke kendes. I procent."
LABELS: Mapping[str, dict[str, tuple[str, str]]] = {
    Kind.SHARE: {"value": ("Andel i procent", OR_THE_SHARE)},
    Kind.RISE: {"value": ("Andel nu i procent", OR_THE_SHARE)},
    Kind.NET_PROMOTER_SCORE: {"value": ("Net Promoter Score", "Fra -100 til 100.")},
    Kind.CONTROL_GROUP: {
        "value": ("Ændring hos de vejledte i procent", "Fx væksten i omsætning."),
        "control": ("Ændring i kontrolgruppen i procent", ""),
    },
    Kind.ROUGHLY_EQUAL: {
        "numerator": ("Den ene slags", "Antal, fx individuel vejledning."),
        "denominator": ("Begge slags i alt", ""),
        "value": ("Den ene slags i procent", OR_THE_SHARE),
    },
}
DONE = [("", "Ikke oplyst"), ("ja", "Ja, gennemført"), ("nej", "Nej, ikke gennemført")]
ALONE = Neighbours()
NEAR = Fraction(1, 10)  # percentage points: a typed share may be rounded


def _done(value: str) -> bool | None:
    return {"ja": True, "nej": False}.get(value)


class DoneField(forms.TypedChoiceField):
    def prepare_value(self, value: object) -> object:
        if isinstance(value, str):
            return value
        return "" if value is None else "ja" if value else "nej"


class MeasurementForm(RevisedModelForm):
    """One segment, or the whole. ``earlier`` is what a rise is suggested to be counted from; ``beside`` the
    figures that a count must fit to."""

    numerator = DanishWholeNumberField(label="Tæller", required=False, help_text="Hvor mange.")
    denominator = DanishWholeNumberField(label="Nævner", required=False, help_text="Af hvor mange i alt.")
    value = DanishDecimalField(label="Resultat", required=False)
    before = DanishDecimalField(label="Tidligere måling i procent", required=False, least=0, most=100)
    control = DanishDecimalField(label="Kontrolgruppe", required=False, least=-1000, most=1000)
    done = DoneField(label="Gennemført", required=False, choices=DONE, coerce=_done, empty_value=None)
    measured_on = DanishDateField(label="Målt den", required=False, help_text="Tom: periodens sidste dag.")

    class Meta:
        model = Measurement
        fields = [*FIGURES, *COMMON]
        widgets = {"comment": forms.Textarea(attrs={"rows": 3})}

    def __init__(
        self, *args: Any, target: Target, earlier: Earlier | None = None, beside: Neighbours = ALONE,
        **kwargs: Any,
    ) -> None:  # fmt: skip
        super().__init__(*args, **kwargs)
        self.target, self.beside = target, beside
        kept = {*FIELDS[target.kind], *COMMON, "revision"}
        for name in [name for name in self.fields if name not in kept]:
            del self.fields[name]
        if hasattr(self, "stored"):
            self.stored = {name: value for name, value in self.stored.items() if name in self.fields}
        for name, (label, help_text) in LABELS.get(target.kind, {}).items():
            self.fields[name].label, self.fields[name].help_text = label, help_text
        if target.kind == Kind.COUNT:
            self.fields["value"] = DanishDecimalField(
                label=f"Antal {target.unit_noun}".strip(), required=False, least=0, places=0
            )
        if earlier is not None and "before" in self.fields:
            told = f"{figure(earlier.per_cent)} pct. ({earlier.source}, {earlier.on:%d.%m.%Y})"
            self.fields["before"].help_text = f"Tom: portalen regner fra {told}."
        self.fields["upload"] = UploadField(
            label="Fil med dokumentation", required=False, takes_office=settings.OFFICE_FILES
        )
        if self.instance.file_id:
            self.fields["drop_file"] = forms.BooleanField(
                label=f"Fjern filen {self.instance.file_name}", required=False
            )
        self.helper = bare_helper()

    @property
    def is_untouched(self) -> bool:
        """Nothing stored, nothing typed: a row that nobody filled in."""
        names = [name for name in self.fields if name not in ("revision", "drop_file")]
        typed = [
            self.data.get(self.add_prefix(name)) or self.files.get(self.add_prefix(name)) for name in names
        ]
        return self.instance.pk is None and not any(typed)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if self.errors:
            return cleaned
        if all(cleaned.get(name) is None for name in FIELDS[self.target.kind] if name != "before"):
            first = FIELDS[self.target.kind][0]
            raise ValidationError({first: "Skriv et resultat. Skal det slettes, så brug «Slet opgørelsen»."})
        for breach in self._measured(cleaned).breaches(targets.Kind[Kind(self.target.kind).name]):
            self.add_error(self._field_of(breach.message), breach.message.rstrip(".") + ".")
        if not self.errors and (fault := self._disagree(cleaned)):
            self.add_error("value", fault)
        if self.target.kind == Kind.COUNT and not self.errors:
            segment, value = self.instance.segment, cleaned.get("value")
            if value is not None and (fault := self.beside.fault(segment, value)):
                self.add_error("value", fault)
        return cleaned

    def _measured(self, cleaned: dict[str, Any]) -> targets.Measurement:
        row = Measurement(**{name: cleaned.get(name) for name in FIELDS[self.target.kind]})
        return in_rule(self.target.kind, row)

    def _field_of(self, message: str) -> str:
        if message.startswith("Nævneren"):
            return "denominator"
        return "numerator" if message.startswith(("Tæller", "Tælleren")) else "value"

    def _disagree(self, cleaned: dict[str, Any]) -> str:
        """A typed share that is not the one that the two numbers give."""
        of, whole, typed = (cleaned.get(name) for name in ("numerator", "denominator", "value"))
        if not whole or of is None or typed is None:
            return ""
        counted = Fraction(of, whole) * 100
        if abs(counted - Fraction(typed)) <= NEAR:
            return ""
        return f"Tæller og nævner giver {figure(counted)} pct. Ret tallene, eller lad andelen stå tom."

    def save(self, commit: bool = True) -> Measurement:
        row: Measurement = super().save(commit=False)
        upload = self.cleaned_data.get("upload")
        if upload:
            row.file, row.file_name = store(upload), upload.name
        elif self.cleaned_data.get("drop_file"):
            row.file, row.file_name = None, ""
        return row

    # Several of these stand on one page, so the choice between two texts carries the row's name.
    def _take_chosen(self) -> None:
        for name in self.stored:
            if name in self.fields and self.data.get(f"choose_{self.add_prefix(name)}") == "stored":
                value = self.fields[name].prepare_value(self.stored[name])
                self._put(name, "" if value in (None, False) else value)

    def _compare(self, seen: int | None) -> Iterator[Difference]:
        for difference in super()._compare(seen):
            yield replace(difference, name=self.add_prefix(difference.name))


class SpreadForm(forms.Form):
    """How many were guided in each of the house's municipalities; an empty one is not known."""

    measured_on = DanishDateField(label="Målt den", required=False, help_text="Tom: periodens sidste dag.")
    source = forms.CharField(label="Kilde", max_length=300, required=False)
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(
        self,
        *args: Any,
        municipalities: Sequence[Municipality],
        stored: Mapping[int, Measurement],
        **kwargs: Any,
    ) -> None:
        one = next(iter(stored.values()), None)
        initial: dict[str, Any] = {"seen": fingerprint(stored)}
        if one:
            initial |= {"measured_on": one.measured_on, "source": one.source}
        super().__init__(*args, **{**kwargs, "initial": initial})
        self.stored, self.municipalities = stored, municipalities
        for place in municipalities:
            row = stored.get(place.pk)
            self.fields[f"m{place.pk}"] = DanishWholeNumberField(
                label=place.name,
                required=False,
                initial=int(row.value) if row and row.value is not None else None,
            )

    def rows(self) -> Iterator[tuple[Municipality, Any]]:
        for place in self.municipalities:
            yield place, self[f"m{place.pk}"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("seen") != fingerprint(self.stored):
            data = cast(QueryDict, self.data).copy()
            data["seen"] = fingerprint(self.stored)  # the next time it has been seen beside these
            self.data = data
            for place in self.municipalities:
                name, row = f"m{place.pk}", self.stored.get(place.pk)
                now = int(row.value) if row and row.value is not None else None
                if cleaned.get(name) != now:
                    self.add_error(name, f"En anden har gemt {'intet' if now is None else now} imens.")
            if self.errors:
                raise ValidationError(
                    "En anden har gemt tal, mens du skrev. Se tallene igennem, og gem igen: Dine gælder så."
                )
        elif all(cleaned.get(f"m{place.pk}") is None for place in self.municipalities) and not self.errors:
            raise ValidationError("Skriv mindst ét tal.")
        return cleaned


def fingerprint(stored: Mapping[int, Measurement]) -> str:
    return "-".join(f"{pk}.{row.pk}.{row.revision}" for pk, row in sorted(stored.items()))
