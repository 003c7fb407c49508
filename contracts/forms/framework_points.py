"""What the agreement asks of a measure, by year and segment: rows on the measure's page."""

from __future__ import annotations

from typing import Any

from contracts.forms.asked_rows import FIELDS, LABELS, WIDGETS, AskedForm, AskedRows, made_rows
from contracts.models import FrameworkTarget, Measure

TWICE = "Der er allerede et målepunkt for det år og segment. Ret årstallet eller segmentet."


class FrameworkPointForm(AskedForm):
    class Meta:
        model = FrameworkTarget
        fields = FIELDS
        widgets = WIDGETS
        labels = LABELS
        help_texts = {"wording": "Hele sætningen, som den står i aftalen.", "unit_noun": "", "due_note": ""}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["due_year"].help_text = "Tom: hvert år."


class FrameworkPointRows(AskedRows):
    def clean(self) -> None:
        seen = set()
        for form in self.kept_rows:
            cleaned = getattr(form, "cleaned_data", {})
            if "due_year" not in cleaned or "segments" not in cleaned:
                continue
            key = (cleaned["due_year"], cleaned["segments"])
            if key in seen:
                form.add_error("due_year", TWICE)
            seen.add(key)


def framework_point_rows(measure: Measure, data: Any = None) -> FrameworkPointRows:
    """The rows of ``measure`` (of a new one: one empty row)."""
    stored = list(measure.targets.order_by("due_year", "pk")) if measure.pk else []
    rows: FrameworkPointRows = made_rows(FrameworkPointForm, FrameworkPointRows, stored, data)
    return rows
