"""Forms of a vote: what is voted on, the numbers of a show of hands, and everybody's answer by name."""

from __future__ import annotations

from collections.abc import Iterator
from copy import copy
from typing import Any, cast

from crispy_forms.layout import Layout, Row
from django import forms

from kkr_portal.editing import Difference, RevisedModelForm
from kkr_portal.forms import bare_helper
from meetings.actions.votes import EQUAL, chairs_voter, number_breaches
from meetings.models import Vote, Voter
from meetings.rules.editions import cite
from meetings.votes_told import is_counted

LEADS = cite(5, 7)
NUMBERS = ["in_favour", "against", "abstained", "out_of_the_room"]


def _question() -> forms.CharField:
    return forms.CharField(
        label="Hvad der stemmes om", max_length=2000, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=f"Formanden formulerer det, der stemmes om ({LEADS.place}).",
    )  # fmt: skip


class OpenVoteForm(forms.Form):
    question = _question()
    form = forms.ChoiceField(
        label="Afstemningsmåde", choices=Vote.Form, widget=forms.RadioSelect, initial=Vote.Form.BY_NUMBER
    )
    number = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=1000)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = bare_helper()


class VoteByNumberForm(RevisedModelForm):
    """An empty number is none; how many answered is never more than how many were there."""

    question = _question()

    class Meta:
        model = Vote
        fields = ["question", *NUMBERS, "chairs_answer"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = bare_helper()
        for name in NUMBERS:
            self.fields[name].required = False
            self.fields[name].widget.attrs |= {"class": "input-width-xs", "inputmode": "numeric"}
            if not is_counted(self.instance):
                self.initial[name] = None
        chair = chairs_voter(self.instance)
        if chair:
            answer = cast(forms.ChoiceField, self.fields["chairs_answer"])
            answer.choices = [("", "Ikke oplyst"), *Vote.Answer.choices]
            answer.label = f"Formandens stemme ({chair.name})"
        else:
            del self.fields["chairs_answer"]
        self.helper.layout = Layout(
            "question", Row(*NUMBERS), *(["chairs_answer"] if chair else []), "revision"
        )

    def fill(self) -> None:
        """Everybody voted for."""
        for name, value in zip(NUMBERS, (self.instance.present, 0, 0, 0), strict=True):
            self._put(name, value)
        if "chairs_answer" in self.fields:
            self._put("chairs_answer", Vote.Answer.FOR)

    def clean(self) -> dict[str, Any]:
        for name in NUMBERS:
            if name not in self.errors:
                self.cleaned_data[name] = self.cleaned_data.get(name) or 0
        cleaned = super().clean()
        if not self.errors:
            self._check(cleaned)
        return cleaned

    def _check(self, cleaned: dict[str, Any]) -> None:
        """What the action will ask too, said at its field."""
        vote = copy(self.instance)
        for name, value in cleaned.items():
            setattr(vote, name, value) if name != "revision" else None
        if not is_counted(vote):
            self.add_error("in_favour", "Skriv, hvor mange der stemte.")
        for sentence in number_breaches(vote):
            self.add_error("in_favour", sentence)
        equal = vote.in_favour == vote.against and vote.in_favour
        if equal and "chairs_answer" in self.fields and not vote.chairs_answer:
            self.add_error("chairs_answer", EQUAL)

    def validate_constraints(self) -> None:
        """The database's own words only where the rules' have not been said."""
        if not self.errors:
            super().validate_constraints()


class VoteByNameForm(RevisedModelForm):
    """Everybody's answer. Two who count at once are shown both, name by name."""

    question = _question()

    class Meta:
        model = Vote
        fields = ["question"]

    def __init__(self, *args: Any, instance: Vote, **kwargs: Any) -> None:
        self.voters: list[Voter] = list(instance.voters.all())
        super().__init__(*args, instance=instance, **kwargs)
        self.helper = bare_helper()
        self.helper.layout = Layout("question", "revision")
        for voter in self.voters:
            self.fields[_name(voter)] = forms.ChoiceField(
                label=voter.name, choices=Vote.Answer.choices, initial=voter.answer,
                widget=forms.RadioSelect(attrs={"class": "form-radio"}),
                error_messages={"required": f"Der mangler svar fra {voter.name}."},
            )  # fmt: skip
        self.fields["revision"].initial = self._current_revision()
        if self.is_bound:
            for voter in self.voters:
                if self.data.get(f"choose_{_name(voter)}") == "stored":
                    self._put(_name(voter), voter.answer)

    def fill(self) -> None:
        """Everybody who has not answered yet votes for."""
        for voter in self.voters:
            if not self.data.get(_name(voter)):
                self._put(_name(voter), Vote.Answer.FOR)

    @property
    def rows(self) -> list[tuple[Voter, forms.BoundField]]:
        return [(voter, self[_name(voter)]) for voter in self.voters]

    @property
    def answers(self) -> dict[int, str]:
        return {voter.pk: self.cleaned_data[_name(voter)] for voter in self.voters}

    def _current_revision(self) -> str:
        """The vote's, with the answers as they are stored: the sums alone don't tell of a swap."""
        letters = "".join(voter.answer[:2] or "-" for voter in self.voters)
        return f"{super()._current_revision()}:{letters}"

    def _compare(self, seen: int | None) -> Iterator[Difference]:
        yield from super()._compare(seen)
        labels = dict(Vote.Answer.choices)
        for voter in self.voters:
            mine = self.cleaned_data[_name(voter)]
            if voter.answer and mine != voter.answer:
                yield Difference(_name(voter), voter.name, labels[mine], labels[voter.answer], False)


def _name(voter: Voter) -> str:
    return f"answer_{voter.pk}"
