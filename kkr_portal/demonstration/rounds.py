"""Two rounds of appointments in each of the five KKR: that of the source, and one that is going on.

2022–2026 has the days of the source (item 5.2) to the day, and its eight business organisations. That the
steps were carried out is invented, and so is the whole of 2026–2030: some KKR are done, and some are late and
have moved their last steps ahead of the day on which the demonstration is loaded.
"""

from __future__ import annotations

from datetime import date, timedelta

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from boards.actions.nominations import Nominee, receive
from boards.actions.organisations import entitle
from boards.actions.requests import ask
from boards.models import Nomination, Round, SeatKind, Step
from boards.rules.process import STEPS, When, proposed
from kkr_portal.demonstration import figures
from kkr_portal.registry.models import Council, Organisation
from meetings.models import AgendaItem

FIRST, SECOND, THIRD = date(2022, 4, 1), date(2026, 4, 1), date(2030, 4, 1)
SOURCE = (
    "Dagene er fra KL's notat af 4. september 2021 (punkt 5.2). At trinnene er gennemført, og hvad KKR har "
    "besluttet, er opdigtet"
)
GOING_ON = "Hele runden er opdigtet: dage, beslutninger, anmodninger og kandidater"
CRITERIA = (
    "Opdigtet til demonstrationen: De fire virksomhedsrepræsentanter skal tilsammen dække flere brancher og "
    "både store og små virksomheder i regionen."
)
DECISION = "Organisationer og kriterier for den nye bestyrelse"
# The steps that each KKR has carried out in the round that is going on; of the rest, the last are put off.
CARRIED_OUT = {
    "hovedstaden": range(1, 9), "sjaelland": range(1, 6), "syddanmark": range(1, 6),
    "midtjylland": (1, 2, 3, 5), "nordjylland": (1,),
}  # fmt: skip
ASKED = "midtjylland"
NOMINEES = (
    Nominee("Karla", "Kornblomst (opdigtet)", "woman", position="Direktør, Kornblomst Maskiner (opdigtet)",
            active_in_business=True, grounds="Har ledet en produktionsvirksomhed."),
    Nominee("Oskar", "Odder (opdigtet)", "man", position="Ejer, Odder Byg (opdigtet)",
            active_in_business=True, from_sme=True, grounds="Driver en mindre byggevirksomhed."),
)  # fmt: skip
ALONE = Nominee("Nikoline", "Nellike (opdigtet)", "woman", position="Partner, Nellike Handel (opdigtet)",
                active_in_business=True, from_sme=True)  # fmt: skip


@transaction.atomic
def load() -> None:
    """After the boards and their terms."""
    for council in Council.objects.order_by("sort_key"):
        _of_the_source(council)
        _going_on(council)


def _round(council: Council, first: date, until: date, source: str) -> Round:
    opened = Round.objects.create(council=council, period=(first, until), source=source, invented=True)
    opened.refresh_from_db()
    return opened


def _of_the_source(council: Council) -> None:
    opened = _round(council, FIRST, SECOND, SOURCE)
    rows = [
        row
        for row in figures.rows("appointment_timeline")
        if row["council"] in ("", str(council).removeprefix("KKR "))
    ]
    asked_from = next(
        date.fromisoformat(row["end"]) for row in rows if row["kind"] == "organisations_and_criteria"
    )
    when = {kind.name: kind.when for kind in STEPS}
    for row in rows:
        last = date.fromisoformat(row["end"])
        first = date.fromisoformat(row["start"])
        if when[row["kind"]] is When.DEADLINE:  # the requests go out after the meeting
            first = asked_from + timedelta(days=1)
        printed = row["printed"] if row["kind"] == "clarification" else ""
        Step.objects.create(
            round=opened, kind=row["kind"], first=first, last=last, printed=printed, done_on=last
        )
    _entitle(opened)


def _going_on(council: Council) -> None:
    opened = _round(council, SECOND, THIRD, GOING_ON)
    moved = _moved(timezone.localdate())
    for one in proposed(SECOND):
        done = one.kind.number in CARRIED_OUT[council.slug]
        first, last = (one.first, one.last) if done else moved.get(one.kind.name, (one.first, one.last))
        began = done or one.kind.name == "new_boards"  # the boards began, with members carried over
        Step.objects.create(
            round=opened, kind=one.kind.name, first=first, last=last, done_on=last if began else None,
            note="Udskudt (opdigtet)" if last != one.last else "",
        )  # fmt: skip
    _entitle(opened)
    if council.slug == ASKED:
        _requests(opened, moved["organisations_deadline"][1])


def _moved(today: date) -> dict[str, tuple[date, date]]:
    """The steps that are put off: the organisations until a Friday in some weeks, and what follows."""
    deadline = today + timedelta(days=(4 - today.weekday()) % 7 + 14)
    monday = deadline + timedelta(days=3)
    return {
        "organisations_deadline": (today - timedelta(days=25), deadline),
        "clarification": (monday, monday + timedelta(days=11)),
        "appointment": (monday + timedelta(days=21), monday + timedelta(days=25)),
    }


def _entitle(opened: Round) -> None:
    """The eight of the source to the companies' seats; FH and AC together to the employees'."""
    organisations = {one.name: one for one in Organisation.objects.all()}
    item = AgendaItem.objects.filter(
        section__meeting__council=opened.council,
        title=DECISION,
        section__meeting__date__year=opened.period.lower.year,
    ).first()
    Round.objects.filter(pk=opened.pk).update(criteria=CRITERIA, decided_at=item)
    kinds = SeatKind.objects.filter(board__in=opened.boards())
    business = [organisations[row["name"]] for row in figures.rows("nominating_organisations")]
    for one in entitle(opened=opened, organisations=business, seat_kinds=kinds.filter(rule="business")):
        if str(one.organisation) == "SMVdanmark":
            type(one).objects.filter(pk=one.pk).update(from_sme=True)
    unions = [organisations["FH"], organisations["AC"]]
    entitle(opened=opened, organisations=unions, seat_kinds=kinds.filter(rule="employees"), together=True)


def _requests(opened: Round, deadline: date) -> None:
    """Three are asked: one has answered with both, one with a reason, and one has not answered."""
    today = timezone.localdate()
    for number, name in enumerate(("DI", "Dansk Erhverv", "SMVdanmark")):
        nominating = opened.nominating.filter(organisation__name=name).select_related(
            "round__council", "seat_kind__board", "organisation", "together_with"
        )
        request = ask(
            nominating=nominating.get(), deadline=deadline, sent_on=today - timedelta(days=20),
            to_name="Sekretariatet", to_address=f"indstilling{number}@organisation.example",
            link_to=lambda token: settings.PORTAL_URL + reverse("boards:answer", args=[token]),
        )  # fmt: skip
        if number == 0:
            receive(
                request=request, nominees=NOMINEES, received_on=today - timedelta(days=6),
                answered_by="Sekretariatet (opdigtet)", source=Nomination.Source.LINK,
            )  # fmt: skip
        if number == 1:
            receive(
                request=request, nominees=[ALONE], received_on=today - timedelta(days=2),
                reason="Opdigtet: ingen mand har ønsket at stille op.",
            )  # fmt: skip
