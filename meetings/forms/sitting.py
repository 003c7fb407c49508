"""Forms of the meeting itself: decisions, who leads and who else is there, and a seat's times."""

from __future__ import annotations

from typing import Any, cast

from crispy_forms.helper import FormHelper
from django import forms
from django.forms.formsets import BaseFormSet, formset_factory

from kkr_portal.editing import RevisedModelForm
from kkr_portal.forms import RichTextField, bare_helper
from kkr_portal.registry.models import Person
from meetings.attendance_of import Attendance, SeatRow, Span
from meetings.models import Decision, Meeting
from meetings.roster import Roster
from meetings.rules.editions import cite

FOLLOWED = "Indstillingen blev tiltrådt."
LEADS, MAY_COME = cite(5, 7), cite(5, 12)
EMPTY_ROWS = 2  # beside the stays that are there


class DecisionForm(RevisedModelForm):
    text = RichTextField(label="Beslutning", required=False)

    class Meta:
        model = Decision
        fields = ["text"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = bare_helper()
        self.fields["text"].widget.attrs["rows"] = 5

    def follow_recommendation(self) -> None:
        """Put the usual sentence in the field, after what has been typed already."""
        typed = str(self.data.get(self.add_prefix("text"), "")).strip()
        if FOLLOWED not in typed:
            self._put("text", f"{typed}\n\n{FOLLOWED}".strip())


class SessionFactsForm(RevisedModelForm):
    others_present = forms.CharField(
        label="Øvrige deltagere",
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=f"Fx medlemmer af KL's bestyrelse og udvalg ({MAY_COME.place}), gæster og sekretariatet.",
    )

    class Meta:
        model = Meeting
        fields = ["led_by", "others_present"]

    def __init__(self, *args: Any, roster: Roster, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = bare_helper()
        self.fields["led_by"].help_text = f"Formanden, eller ved forfald næstformanden ({LEADS.place})."
        field = cast(forms.ModelChoiceField, self.fields["led_by"])
        people = _leaders_first(roster)
        if (now := self.instance.led_by_id) and now not in people:
            people[now] = str(self.instance.led_by)
        field.queryset = Person.objects.filter(pk__in=people)
        field.choices = [("", "Ikke angivet"), *people.items()]


def _leaders_first(roster: Roster) -> dict[int, str]:
    """Chair, deputy, and then everyone else who sits in the KKR on the day."""
    leaders = [one for one in (roster.chair, roster.deputy) if one]
    people: dict[int, str] = {}
    for one in [*leaders, *roster.members]:
        if person := one.acting:
            holds_post = one in leaders and one.member and one.member.person == person
            post = f" ({one.post_name})" if holds_post else ""
            people.setdefault(person.pk, f"{person}{post}")
    return people


class SpanForm(forms.Form):
    """One stay in a seat. Without a person it is none."""

    person = forms.ChoiceField(label="Hvem", required=False)
    first = forms.ChoiceField(label="Fra og med", required=False)
    last = forms.ChoiceField(label="Til og med", required=False)

    def __init__(self, *args: Any, there: Attendance, row: SeatRow, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        items = [(str(one.item.pk), f"{one.number} {one.item}"[:60]) for one in there.items]
        self.items = {str(one.item.pk): one for one in there.items}
        self.people = {str(person.pk): person for person in _who_may_sit(row)}
        self._choose("person", [("", "Ingen"), *((pk, str(one)) for pk, one in self.people.items())])
        self._choose("first", [("", "Mødets begyndelse"), *items])
        self._choose("last", [("", "Mødets slutning"), *items])

    def _choose(self, name: str, choices: list[tuple[str, str]]) -> None:
        cast(forms.ChoiceField, self.fields[name]).choices = choices

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not cleaned.get("person") and (cleaned.get("first") or cleaned.get("last")):
            self.add_error("person", "Vælg, hvem der var til stede, eller lad begge tider stå tomme.")
        return cleaned

    @property
    def span(self) -> Span | None:
        chosen = self.cleaned_data
        if not chosen.get("person"):
            return None
        person = self.people[chosen["person"]]
        return Span(person, self.items.get(chosen["first"]), self.items.get(chosen["last"]))


def _who_may_sit(row: SeatRow) -> list[Person]:
    """Member, stand-in, and whoever is written down as having sat there."""
    people = [row.acting, row.substitute, row.member, *(span.person for span in row.spans)]
    return list(dict.fromkeys(person for person in people if person))


class _Spans(BaseFormSet):
    @property
    def spans(self) -> list[Span]:
        return [form.span for form in self.forms if form.span]


def span_formset(there: Attendance, row: SeatRow, data: Any = None) -> _Spans:
    """The row's stays and two empty lines."""
    made = formset_factory(SpanForm, formset=_Spans, extra=EMPTY_ROWS, max_num=30, absolute_max=40)
    initial = [
        {
            "person": str(span.person.pk),
            "first": str(span.first.item.pk) if span.first else "",
            "last": str(span.last.item.pk) if span.last else "",
        }
        for span in row.spans
    ]
    formset = made(data, initial=initial, form_kwargs={"there": there, "row": row}, prefix="stay")
    formset.helper = FormHelper()  # type: ignore[attr-defined]
    formset.helper.form_tag = False  # type: ignore[attr-defined]
    formset.helper.template = "dkfds/table_inline_formset.html"  # type: ignore[attr-defined]
    return cast(_Spans, formset)
