"""The forms of the minutes: a part's text, the item that approves them, the reason for opening them again."""

from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.formats import date_format

from kkr_portal.editing import RevisedModelForm
from kkr_portal.forms import RichTextField, bare_helper
from meetings.actions.minutes import approval_title, breaches_of_approval
from meetings.actions.minutes_parts import save_part
from meetings.minutes_of import Part
from meetings.models import AgendaItem, Meeting, MinutesPart
from meetings.numbers import number_of


def _even_lines(text: str) -> str:
    return text.replace("\r\n", "\n").strip()


class MinutesPartForm(RevisedModelForm):
    """One part's text. ``seen`` brings back the portal's text that the page was made with."""

    text = RichTextField(label="Tekst", required=False)
    seen = forms.CharField(widget=forms.HiddenInput, required=False, strip=False)

    class Meta:
        model = MinutesPart
        fields = ["text"]

    def __init__(self, *args: Any, part: Part, meeting: Meeting, **kwargs: Any) -> None:
        item = part.item.item if part.item else None
        new = MinutesPart(
            meeting=meeting, kind=part.kind, item=item, text=part.generated, written_over=part.generated
        )
        super().__init__(*args, instance=part.row or new, **kwargs)
        self.part = part
        self.fields["text"].widget.attrs["rows"] = 14
        self.fields["seen"].initial = part.generated
        self.helper = bare_helper()

    def clean_text(self) -> str:
        return _even_lines(self.cleaned_data["text"])

    def save(self, commit: bool = True) -> MinutesPart:
        row = super().save(commit=False)
        posted = self.add_prefix("seen") in self.data
        row.written_over = _even_lines(self.cleaned_data["seen"]) if posted else self.part.generated
        save_part(row)
        return row


class ApproveForm(forms.Form):
    """Under which item of which later meeting the minutes were approved."""

    item = forms.ModelChoiceField(
        queryset=AgendaItem.objects.none(),
        label="Godkendt under punktet",
        empty_label="Vælg punktet",
        error_messages={
            "required": "Vælg det punkt, som referatet blev godkendt under.",
            "invalid_choice": "Punktet skal stå på dagsordenen for et senere, udsendt møde i samme KKR.",
        },
    )

    def __init__(self, *args: Any, meeting: Meeting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.meeting = meeting
        self.helper = bare_helper()
        field = cast(forms.ModelChoiceField, self.fields["item"])
        field.queryset = later_items(meeting)
        groups: dict[str, list[tuple[int, str]]] = {}
        for one in field.queryset:
            when = f"Mødet den {date_format(one.section.meeting.date, 'j. F Y')}"
            number = one.number  # type: ignore[attr-defined]
            groups.setdefault(when, []).append((one.pk, f"{number} {one.title}"))
            if one.title == approval_title(meeting):
                self.initial.setdefault("item", one.pk)
        field.choices = [("", "Vælg punktet"), *groups.items()]

    def clean_item(self) -> AgendaItem:
        item = self.cleaned_data["item"]
        if breaches := breaches_of_approval(self.meeting, item):
            raise ValidationError([str(breach) for breach in breaches])
        return item


def later_items(meeting: Meeting) -> QuerySet[AgendaItem]:
    """The items of the same KKR's later meetings whose agendas have been sent, each with its ``number``."""
    return (
        AgendaItem.objects.filter(
            section__meeting__council=meeting.council_id, section__meeting__date__gt=meeting.date,
            section__meeting__status__in=Meeting.PUBLISHED,
        )
        .select_related("section__meeting__council")
        .annotate(number=number_of())
        .order_by("section__meeting__date", "section__position", "position")
    )  # fmt: skip


class ReopenForm(forms.Form):
    reason = forms.CharField(
        label="Begrundelse",
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Trykkes i referatet og kan læses af alle. Skriv intet, der hører til et lukket punkt.",
        error_messages={"required": "Skriv, hvorfor mødet genåbnes."},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = bare_helper()
