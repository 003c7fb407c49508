"""The forms that set up an election and conclude it."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError

from kkr_portal.editing import RevisedModelForm
from kkr_portal.forms import bare_helper
from kkr_portal.registry.models import Person
from meetings.actions import elections as actions
from meetings.agenda import Agenda
from meetings.candidates import Choices, choices_for, members_by_group
from meetings.counting_proportional import ProportionalCount
from meetings.models import AgendaItem, Election, Meeting

MOST_POSTS = 60
OFFICERS = "Formand og næstformand"


class ElectionForm(RevisedModelForm):
    """A new election, or what is said about one; the kind can't be changed, for the count hangs on it."""

    class Meta:
        model = Election
        fields = ["kind", "title", "posts", "item", "note"]
        widgets = {
            "kind": forms.RadioSelect,
            "note": forms.Textarea(attrs={"rows": 3}),
            "posts": forms.NumberInput(attrs={"class": "input-width-xs"}),
        }
        help_texts = {
            "title": "Fx «Formand for bestyrelsen for Erhvervshus Midtjylland».",
            "posts": "Kun ved valg til flere poster; formand og næstformand er altid to.",
            "item": "Valget hører til dette punkt og står dér i referatet.",
        }

    def __init__(self, *args: Any, meeting: Meeting, agenda: Agenda, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = bare_helper()
        self.instance.meeting = meeting
        self.fields["kind"].choices = list(Election.Kind.choices)  # type: ignore[attr-defined]
        self.fields["title"].required = self.fields["posts"].required = False
        item = cast(forms.ModelChoiceField, self.fields["item"])
        item.queryset = AgendaItem.objects.filter(section__meeting=meeting)
        numbered = [(one.item.pk, f"{one.number} {one.item}") for one in agenda.items]
        item.choices = [("", "Ikke knyttet til et punkt"), *numbered]
        if self.instance.pk:
            self._fix("kind")
            if self.instance.kind != Election.Kind.PROPORTIONAL:
                self._fix("posts")

    def _fix(self, name: str) -> None:
        """A field that stays as it is, and is not shown."""
        self.fields[name].disabled = True
        self.fields[name].widget = forms.HiddenInput()

    def clean_title(self) -> str:
        title = self.cleaned_data["title"]
        kind = self.cleaned_data.get("kind") or self.instance.kind
        if not title and kind == Election.Kind.CHAIR_AND_DEPUTY:
            return OFFICERS
        if not title:
            raise ValidationError("Skriv, hvad der vælges til.")
        return title

    def clean_posts(self) -> int:
        kind = self.cleaned_data.get("kind") or self.instance.kind
        posts = self.cleaned_data["posts"]
        if kind == Election.Kind.CHAIR_AND_DEPUTY:
            return 2
        if kind == Election.Kind.MAJORITY:
            return 1
        if posts is None or not 2 <= posts <= MOST_POSTS:
            raise ValidationError(
                f"Skriv antallet af poster, fra 2 til {MOST_POSTS}. Én post besættes ved flertalsvalg."
            )
        return posts

    def save(self, commit: bool = True) -> Election:
        election = super().save(commit=False)
        return actions.update_election(election) if election.pk else actions.create_election(election)


class ConcludeForm(forms.Form):
    """Who takes each post: members of the group that won it, or anyone from the councils of the region."""

    def __init__(self, data: Any = None, *, count: ProportionalCount) -> None:
        super().__init__(data, auto_id="conclude_%s")
        self.helper = bare_helper()
        self.count = count
        election = count.election
        officers = election.kind == Election.Kind.CHAIR_AND_DEPUTY
        groups = members_by_group(election.meeting)
        everybody: Choices = [] if officers else choices_for(election.meeting)
        kept = {one.number: one for one in election.elected.all()}
        for choice in count.choices:
            own = [(str(person.pk), str(person)) for person in groups.get(choice.group, [])]
            options = own if officers else self._with_own(choice.group, own, everybody)
            chosen = kept.get(choice.number)
            through = f" (valgforbundet {choice.alliance})" if choice.alliance else ""
            self.fields[f"person_{choice.number}"] = forms.ChoiceField(
                label=f"{choice.title[:1].upper()}{choice.title[1:]}: {choice.group}{through}",
                choices=[("", "Vælg person"), *options],
                initial=str(chosen.person_id) if chosen and chosen.group == choice.group else "",
                error_messages={"required": "Vælg, hvem der er valgt."},
                help_text="" if own or not officers else f"Ingen medlemmer for {choice.group} på mødets dag.",
            )

    @staticmethod
    def _with_own(group: str, own: list[tuple[str, str]], everybody: Choices) -> Choices:
        """The group's own members first, and nobody twice."""
        if not own:
            return everybody
        named = {key for key, _ in own}
        rest = [(heading, [o for o in options if o[0] not in named]) for heading, options in everybody]
        return [(group, own), *((heading, options) for heading, options in rest if options)]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        seen: dict[str, str] = {}
        for name, value in cleaned.items():
            if value and value in seen:
                self.add_error(name, "Personen er allerede valgt til en anden af posterne.")
            seen.setdefault(value, name)
        return self.cleaned_data

    @property
    def persons(self) -> dict[int, Person]:
        """The chosen people by number of choice."""
        chosen = {
            choice.number: self.cleaned_data[f"person_{choice.number}"] for choice in self.count.choices
        }
        people = Person.objects.in_bulk([int(pk) for pk in chosen.values()])
        return {number: people[int(pk)] for number, pk in chosen.items()}
