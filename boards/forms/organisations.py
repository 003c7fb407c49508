"""Which organisations may nominate, and to which seats."""

from __future__ import annotations

from typing import Any

from django import forms

from boards.actions.organisations import entitle, save_nominating
from boards.forms.stored_periods import Refusable
from boards.models import NominatingOrganisation, Round, SeatKind
from kkr_portal.editing import RevisedModelForm
from kkr_portal.forms import bare_helper
from kkr_portal.importing.forms import TableForm
from kkr_portal.importing.headings import Table
from kkr_portal.registry.models import Organisation
from meetings.decided_at import DecidedAtField
from meetings.forms.members import StepForm

SAME_ITEM = "Samme punkt som kriterierne"


class SeatKindChoices(forms.ModelMultipleChoiceField):
    def label_from_instance(self, obj: SeatKind) -> str:
        return f"{obj.board}: {obj.title}"


class SeatKindChoice(forms.ModelChoiceField):
    def label_from_instance(self, obj: SeatKind) -> str:
        return f"{obj.board}: {obj.title}"


def nominated_kinds(opened: Round) -> Any:
    """The seats of the round's boards that somebody nominates to and the KKR appoints to."""
    kinds = SeatKind.objects.filter(board__in=opened.boards(), appointing_council=opened.council_id)
    return (
        kinds.exclude(rule__in=["chair", "municipal"])
        .select_related("board")
        .order_by("position", "board__sort_key")
    )


class EntitleForm(StepForm):
    """Several organisations at a time, to several kinds of seats."""

    organisations = forms.ModelMultipleChoiceField(
        label="Organisationer", queryset=Organisation.objects.exclude(kind="authority"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Vælg mindst én organisation."},
        help_text="Mangler en organisation på listen, så opretter KL den i portalens stamdata.",
    )  # fmt: skip
    seat_kinds = SeatKindChoices(
        label="Kan indstille til", queryset=SeatKind.objects.none(), widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Vælg, hvilke pladser de kan indstille til."},
    )  # fmt: skip
    together = forms.BooleanField(
        label="De to valgte indstiller i fællesskab", required=False, help_text="Som FH og AC gør."
    )

    def __init__(self, *args: Any, opened: Round, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.opened = opened
        self.fields["seat_kinds"].queryset = nominated_kinds(opened)  # type: ignore[attr-defined]
        self.fields["decided_at"] = DecidedAtField(
            council=opened.council_id, required=False, empty_label=SAME_ITEM
        )

    def save(self) -> list[NominatingOrganisation]:
        given = self.cleaned_data
        return entitle(
            opened=self.opened, organisations=list(given["organisations"]), seat_kinds=given["seat_kinds"],
            decided_at=given["decided_at"], together=given["together"],
        )  # fmt: skip


class NominatingTableForm(TableForm[Table]):
    what = "indstillingsberettigede organisationer"


class NominatingForm(Refusable, RevisedModelForm):
    """What is asked of one organisation, and where it was decided."""

    class Meta:
        model = NominatingOrganisation
        fields = ["from_sme", "decided_at", "note"]

    def __init__(self, *args: Any, instance: NominatingOrganisation, **kwargs: Any) -> None:
        super().__init__(*args, instance=instance, **kwargs)
        if instance.seat_kind.rule != "business":
            self.leave_out("from_sme")
        self.fields["decided_at"] = DecidedAtField(
            council=instance.round.council_id, also=instance.decided_at_id, required=False,
            empty_label=SAME_ITEM,
        )  # fmt: skip
        self.helper = bare_helper()

    def save(self, commit: bool = True) -> NominatingOrganisation:
        return save_nominating(nominating=super().save(commit=False))
