"""A board, its kinds of seats, its term."""

from __future__ import annotations

from typing import Any

from crispy_forms.layout import Fieldset, Layout, Row
from django import forms
from django.utils.text import slugify

from boards.actions.boards import save_seat_kind, set_up
from boards.actions.terms import save_term
from boards.forms.stored_periods import PeriodForm, Refusable
from boards.models import Board, SeatKind, Term
from boards.rules.elections import latest_election, next_election
from boards.rules.terms import term_end
from kkr_portal.editing import RevisedModelForm
from kkr_portal.forms import DanishDateField, DanishWholeNumberField, bare_helper
from kkr_portal.registry.models import BusinessHouse, Council, Person
from meetings.forms.members import PersonChoice

# Words that addresses of this room begin with: no board may be called so.
TAKEN = {"new", "seats", "kinds", "tenures", "terms", "people", "handover", "rounds", "organisations",
         "requests", "nominations", "candidates", "letters", "answer", "timeline", "deputies"}  # fmt: skip


class NewBoardForm(Refusable, forms.ModelForm):
    """By the standard statutes for a house, or any other body."""

    class Meta:
        model = Board
        fields = ["statutes", "business_house", "name", "council", "rulebook", "paragraph", "purpose"]
        help_texts = {
            "statutes": "Efter standardvedtægterne oprettes de 11 pladser og observatørens med det samme.",
            "business_house": "Kun for et erhvervshus' bestyrelse.",
            "name": "Fx «Vækstforum Midtjylland». Må stå tom for et erhvervshus' bestyrelse.",
            "council": "Det KKR, hvis sekretariat fører bestyrelsen.",
        }

    def __init__(self, *args: Any, councils: frozenset[int] | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = Council.objects.all() if councils is None else Council.objects.filter(pk__in=councils)
        self.fields["council"].queryset = own  # type: ignore[attr-defined]
        self.fields["council"].empty_label = None if own.count() == 1 else "Vælg KKR"  # type: ignore[attr-defined]
        houses = BusinessHouse.objects.filter(council__in=own, board=None)
        self.fields["business_house"].queryset = houses  # type: ignore[attr-defined]
        self.fields["business_house"].empty_label = "Ikke et erhvervshus"  # type: ignore[attr-defined]
        self.fields["name"].required = False
        self.helper = bare_helper()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        house = cleaned.get("business_house")
        if house and not cleaned.get("name"):
            cleaned["name"] = house.name
        if not cleaned.get("name") and "name" not in self.errors:
            self.add_error("name", "Skriv bestyrelsens navn.")
        if house and cleaned.get("council") and house.council_id != cleaned["council"].pk:
            self.add_error("business_house", "Erhvervshuset hører til et andet KKR.")
        if cleaned.get("statutes") == Board.Statutes.STANDARD and not house:
            self.add_error("business_house", "Standardvedtægterne gælder kun for et erhvervshus.")
        return cleaned

    def _post_clean(self) -> None:
        self.instance.slug = free_slug(self.cleaned_data.get("name", ""))
        super()._post_clean()  # type: ignore[misc]

    def save(self, commit: bool = True) -> Board:
        return set_up(board=super().save(commit=False))


def free_slug(name: str) -> str:
    """A word for the address that no other board and no page has."""
    danish = name.lower().replace("æ", "ae").replace("ø", "oe").replace("å", "aa")
    stem = slugify(danish.removeprefix("erhvervshus "))[:50] or "bestyrelse"
    slug, number = stem, 2
    while slug in TAKEN or Board.objects.filter(slug=slug).exists():
        slug, number = f"{stem}-{number}", number + 1
    return slug


class BoardForm(Refusable, RevisedModelForm):
    """What is told about a board; its statutes and its address stay."""

    director = PersonChoice(
        label="Direktør", queryset=Person.objects.all(), required=False, empty_label="Ikke angivet",
        help_text="Direktøren kan ikke sidde i bestyrelsen; portalen siger til.",
    )  # fmt: skip

    class Meta:
        model = Board
        fields = ["name", "rulebook", "paragraph", "purpose", "director", "source"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.by_standard:  # cited from the rules
            self.leave_out("rulebook", "paragraph")
        else:
            self.leave_out("director")
        self.helper = bare_helper()


class SeatKindForm(Refusable, RevisedModelForm):
    """Seats of one kind, and how many."""

    count = DanishWholeNumberField(label="Antal pladser", most=999)

    class Meta:
        model = SeatKind
        fields = ["rule", "title", "appointed_by", "appointing_council", "nominated_by", "voting",
                  "legal_basis", "qualifications"]  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        board = self.instance.board
        self.fields["count"].initial = self.instance.seats.count() if self.instance.pk else 1
        if not board.by_standard:
            self.leave_out("rule")
        self.fields["appointing_council"].empty_label = "Ikke et KKR"  # type: ignore[attr-defined]
        self.helper = bare_helper()
        first = ["rule"] if board.by_standard else []
        self.helper.layout = Layout(
            *first, "title", "count",
            Fieldset("Hvem udpeger", "appointed_by", "appointing_council", "nominated_by"),
            Fieldset("Krav", "voting", "qualifications", "legal_basis"), "revision",
        )  # fmt: skip

    def save(self, commit: bool = True) -> SeatKind:
        return save_seat_kind(kind=super().save(commit=False), count=self.cleaned_data["count"] or 0)


class TermForm(PeriodForm):
    """From the first day of the board to the first day of the next."""

    ends = ("first", "until")
    first = DanishDateField(label="Første dag")
    until = DanishDateField(
        label="Den næste bestyrelses første dag",
        help_text="Perioden slutter dagen før. For et erhvervshus: 1. april efter kommunalvalget.",
    )
    election_date = DanishDateField(label="Følger efter kommunalvalget", required=False)

    class Meta:
        model = Term
        fields = ["election_date", "balance_reason", "note"]
        widgets = {"balance_reason": forms.Textarea(attrs={"rows": 4})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.instance.pk and (last := self.instance.board.terms.order_by("period").last()):
            self._propose(last)
        self.helper = bare_helper()
        self.helper.layout = Layout(
            Row("first", "until"), "election_date", "balance_reason", "note", "revision"
        )

    def _propose(self, last: Term) -> None:
        """The term after the last one."""
        first = last.period.upper
        self.fields["first"].initial = first
        if self.instance.board.by_standard:
            self.fields["until"].initial = term_end(next_election(first))
            self.initial["election_date"] = latest_election(first)  # the empty row's None would win

    def save(self, commit: bool = True) -> Term:
        given = self.cleaned_data
        return save_term(term=super().save(commit=False), first=given["first"], until=given["until"])
