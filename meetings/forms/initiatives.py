"""Status tables and their initiatives."""

from __future__ import annotations

from typing import Any

from django import forms

from kkr_portal.editing import RevisedModelForm
from kkr_portal.forms import bare_helper
from meetings.models import Initiative, InitiativeTable


class InitiativeTableForm(RevisedModelForm):
    class Meta:
        model = InitiativeTable
        fields = ["title", "introduction"]
        widgets = {"introduction": forms.Textarea(attrs={"rows": 3})}
        help_texts = {"title": "Fx «Status for initiativer – Alliancen om den nære psykiatri»."}
        error_messages = {"title": {"required": "Skriv en overskrift."}}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = bare_helper()

    def _get_validation_exclusions(self) -> set[str]:
        """A title is a KKR's once, and the KKR is no field of the form."""
        return super()._get_validation_exclusions() - {"council"}  # type: ignore[misc]


class InitiativeForm(RevisedModelForm):
    class Meta:
        model = Initiative
        fields = ["name", "run_by", "status"]
        widgets = {"status": forms.Textarea(attrs={"rows": 6})}
        help_texts = {
            "run_by": "En klynge, en kommune eller flere.",
            "status": "Har initiativet flere, så skriv en tom linje mellem dem: de får hver sin række.",
        }
        error_messages = {"name": {"required": "Skriv initiativets navn."}}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = bare_helper()
