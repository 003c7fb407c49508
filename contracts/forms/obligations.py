"""The form of one obligation of a contract."""

from __future__ import annotations

from typing import Any, cast

from crispy_forms.layout import Layout, Row
from django import forms

from contracts.forms.text import WritingForm
from contracts.models import Obligation
from kkr_portal.forms import MONTHS

YEARS = [(0, "kontraktåret"), (1, "året efter"), (2, "to år efter"), (3, "tre år efter")]


class ObligationForm(WritingForm):
    text = forms.CharField(
        label="Hvad den går ud på", required=False, widget=forms.Textarea(attrs={"rows": 4})
    )
    due_month = forms.TypedChoiceField(
        label="Senest udgangen af", required=False, coerce=int, empty_value=None,
        choices=[("", "Ingen fast måned"), *((n, name) for n, name in enumerate(MONTHS, 1))],
        help_text="Med en måned kommer pligten i årshjulet.",
    )  # fmt: skip
    year_offset = forms.TypedChoiceField(label="I", coerce=int, choices=YEARS)

    class Meta:
        model = Obligation
        fields = ["title", "text", "place", "who", "due_month", "year_offset", "times_a_year"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offset = cast(forms.TypedChoiceField, self.fields["year_offset"])
        known = {year for year, _ in YEARS}
        if self.instance.pk and self.instance.year_offset not in known:
            offset.choices = [*YEARS, (self.instance.year_offset, f"{self.instance.year_offset} år efter")]
        self.helper.layout = Layout(
            "title", "text", Row("place", "who"), Row("due_month", "year_offset", "times_a_year"), "revision"
        )
