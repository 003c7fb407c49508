"""Who can't come to a meeting."""

from typing import Any, cast

from django import forms

from kkr_portal.forms import bare_helper
from meetings.models import AbsenceNotice, Membership
from meetings.roster import Roster


class OwnAbsenceForm(forms.Form):
    note = forms.CharField(
        label="Bemærkning", required=False,
        max_length=AbsenceNotice._meta.get_field("note").max_length,
        help_text="Kan udelades. Læses af sekretariatet.",
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = bare_helper()


class AbsenceForm(OwnAbsenceForm):
    """For any member, by the secretariat."""

    membership = forms.ModelChoiceField(
        label="Medlem", queryset=Membership.objects.none(), empty_label="Vælg medlem",
        error_messages={"required": "Vælg et medlem.", "invalid_choice": "Vælg et medlem på listen."},
    )  # fmt: skip
    field_order = ["membership", "note"]

    def __init__(self, *args: Any, roster: Roster, absent: set[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        coming = [one.member for one in roster.members if one.member and one.member.pk not in absent]
        membership = cast(forms.ModelChoiceField, self.fields["membership"])
        # All of them: whoever posts the form twice has reported the absence, and made no mistake.
        membership.queryset = Membership.objects.filter(
            pk__in=[one.member.pk for one in roster.members if one.member]
        )
        membership.choices = [("", "Vælg medlem"), *((one.pk, str(one)) for one in coming)]
