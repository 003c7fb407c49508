"""What the addresses of the portal are about, for the access matrix: the demonstration and a few things more.

All of it is KKR Midtjylland's or its house's; the other KKR is among the readers.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import Any

from boards.models import (
    Board,
    Candidate,
    DeputyChair,
    NominatingOrganisation,
    Nomination,
    NominationRequest,
    Proposal,
    Round,
    Tenure,
)
from boards.models import Seat as BoardSeat
from contracts.content import content_of
from contracts.models import (
    Addendum,
    Approval,
    ContractVersion,
    FrameworkAgreement,
    Measurement,
    ResultContract,
    Signature,
)
from kkr_portal.access.models import User
from kkr_portal.demonstration.management.commands.demonstration import Command
from kkr_portal.documents.models import StoredFile
from kkr_portal.history.models import Context
from kkr_portal.importing.made import recorded
from kkr_portal.outbox.models import Mail
from kkr_portal.registry.models import Council, Organisation, Person
from kkr_portal.year.models import CalendarFeed
from meetings import models as meetings
from meetings.actions import sending
from quotas.models import Issue, IssueDocument, Scenario
from tests.contracts.reported import a_contract, a_report, accepted

OCTOBER, DRAFT, HELD, APPROVED = map(
    date.fromisoformat, ("2021-10-11", "2026-12-07", "2022-06-09", "2022-03-07")
)
PUBLISHED_YEAR, DRAFT_YEAR = 2020, 2021
NOBODYS = 999_999_999
CONVERTER = re.compile(r"<(?:\w+:)?(\w+)>")
Variants = dict[str, dict[str, Any]]

# What the names in an address are filled with where nothing below says otherwise.
USUAL: dict[str, Any] = {
    "council": "midtjylland", "house": "midtjylland", "slug": "midtjylland", "kind": "csv", "number": 1,
    "post": 1, "token": "ingen", "uidb64": "MQ", "code": "791", "date": OCTOBER, "key": "ingen",
    "app_label": "meetings", "model_name": "meeting",
}  # fmt: skip


def load() -> None:
    """The demonstration, and what it has none of."""
    Command().handle(sign_ins=False, if_empty=False)
    item = meetings.AgendaItem.objects.filter(section__meeting__date=OCTOBER).order_by("pk").first()
    assert item is not None
    file = own_file()
    closed = meetings.AgendaItem.objects.create(
        section=item.section, title="Lukket punkt", closed=True, position=90
    )
    for of, is_closed in ((closed, False), (item, True)):
        meetings.Attachment.objects.create(
            item=of, title="Lukket bilag", file=file, file_name="lukket.pdf", closed=is_closed, position=90
        )
    meetings.Effect.objects.create(item=item, kind="contract", ref="1", title="Godkender en kontrakt")
    for title, council in (("national", None), ("of a KKR", Council.objects.get(slug="midtjylland"))):
        with recorded(title=title, back="/", council=council):
            Organisation.objects.create(name=f"Indlæst, {title}", kind="other", source="Prøve")
    sending.send_version(
        meeting=item.section.meeting, by=User.objects.get(email="administrator@portal.example"), site="",
        late_because="Prøve", accepts_placeholders=True,
    )  # fmt: skip
    draft = ResultContract.objects.get(year=DRAFT_YEAR)
    draft.obligations.create(title="En pligt", place="kontrakten")
    Addendum.objects.create(contract=draft, number=1, title="Tillæg", text="Ny tekst")
    Approval.objects.create(contract=draft, body="board", on=date(2020, 12, 1))
    Signature.objects.create(
        contract=draft, party="board", name="Ane", office="Formand", on=date(2020, 12, 1), scan=file,
        scan_name="scan.pdf",
    )  # fmt: skip
    content = content_of(draft)
    ContractVersion.objects.create(contract=draft, number=1, occasion="Prøve", content=content, pdf=file)
    draft.focus_areas.create(position=1, title="Et område", text="Prøve")
    member = meetings.Membership.objects.filter(**OF_TERM).order_by("pk")[0]
    meetings.Absence.objects.create(membership=member, kind="exempt", period=(date(2022, 3, 1), None))
    public = a_contract(year=PUBLISHED_YEAR, published=True)
    accepted(a_report(public))
    report = draft.reports.get(status="open")
    Measurement.objects.create(
        report=report, target=draft.goals.get(number=1).targets.order_by("pk")[0], comment="Prøve", file=file,
        file_name="tal.pdf",
    )  # fmt: skip
    opened = Round.objects.filter(council__slug="midtjylland").order_by("period").last()
    chair = BoardSeat.objects.get(seat_kind__board__slug="midtjylland", seat_kind__rule="chair")
    Proposal.objects.create(
        round=opened, seat=chair, given_name="Ane", family_name="Ahorn", since=date(2026, 4, 1)
    )
    Mail.objects.filter(council__slug="midtjylland").update(file=file, file_name="fil.pdf")
    CalendarFeed.objects.create(user=User.objects.get(email="medlem@midtjylland.example"), digest="x" * 64)
    IssueDocument.objects.create(
        issue=Issue.objects.get(year__year=2022), title="Bilag", file=file, file_name="bilag.pdf"
    )


def own_file() -> StoredFile:
    """A print of the portal's own: the first attachment of October. Other tests may have left other files."""
    return meetings.Attachment.objects.filter(item__section__meeting__date=OCTOBER).order_by("pk")[0].file


def arguments(route: str) -> Variants:
    """By variant, what fills in ``route``, such as «meetings/items/<int:pk>/edit/».

    «open» is what everyone may read, «closed» what is not public, «» where there is only one kind. KeyError
    for an address of which nobody has said what it is about.
    """
    names = CONVERTER.findall(route)
    start = max((one for one in ABOUT if route.startswith(one)), key=len, default=None)
    variants = ABOUT[start]() if start else {"": {}}
    return {
        variant: {name: known[name] if name in known else USUAL[name] for name in names}
        for variant, known in variants.items()
    }


def _one(rows: Callable[[], Any], **more: Any) -> Callable[[], Variants]:
    """The first row there is."""
    return lambda: {"": {"pk": rows().order_by("pk").values_list("pk", flat=True)[0], **more}}


def _fixed(**known: Any) -> Callable[[], Variants]:
    return lambda: {"": known}


def _pk(rows: Any) -> int:
    return rows.order_by("pk").values_list("pk", flat=True)[0]


def _meetings() -> Variants:
    seat = _pk(meetings.Seat.objects.filter(term__council__slug="midtjylland"))
    part = _pk(meetings.MinutesPart.objects.filter(meeting__date=APPROVED))
    more = {"seat": seat, "pk": part, "name": "agenda"}
    return {
        "open": {"date": OCTOBER, **more}, "preparation": {"date": DRAFT, **more},
        "minutes shared": {"date": HELD, **more}, "approved": {"date": APPROVED, **more},
    }  # fmt: skip


def _minutes_kinds() -> Variants:
    return {variant: {**known, "kind": "attendance"} for variant, known in _meetings().items()}


def _attachments() -> Variants:
    rows = meetings.Attachment.objects.filter(item__section__meeting__date=OCTOBER)
    return {
        "open": {"pk": _pk(rows.filter(closed=False, item__closed=False))},
        "closed": {"pk": _pk(rows.filter(closed=True))},
        "of a closed item": {"pk": _pk(rows.filter(item__closed=True))},
        "preparation": {"pk": _pk(_in_preparation())},
    }


def _in_preparation() -> Any:
    """An attachment of a meeting that is being prepared."""
    item = meetings.AgendaItem.objects.filter(section__meeting__date=DRAFT).order_by("pk").first()
    file = own_file()
    meetings.Attachment.objects.get_or_create(
        item=item, title="Kladde", defaults={"file": file, "file_name": "kladde.pdf", "position": 91}
    )
    return meetings.Attachment.objects.filter(item=item)


def _items() -> Variants:
    rows = meetings.AgendaItem.objects.filter(section__meeting__date=OCTOBER)
    return {
        "open": {"pk": _pk(rows.filter(closed=False))}, "closed": {"pk": _pk(rows.filter(closed=True))}
    }  # fmt: skip


def _consultations() -> Variants:
    rows = meetings.Consultation.objects
    return {
        status: {"pk": _pk(rows.filter(status=status))} for status in rows.values_list("status", flat=True)
    }


def _contracts() -> Variants:
    found = {}
    for variant, year in (("open", PUBLISHED_YEAR), ("closed", DRAFT_YEAR)):
        found[variant] = {"year": year, "name": "negotiate"}
    return found


def _of_contract(relation: str, **more: Any) -> Callable[[], Variants]:
    """Of the draft, which has all of it."""

    def about() -> Variants:
        contract = ResultContract.objects.get(year=DRAFT_YEAR)
        return {"": {"year": DRAFT_YEAR, "pk": _pk(getattr(contract, relation)), **more}}

    return about


def _targets() -> Variants:
    contract = ResultContract.objects.get(year=DRAFT_YEAR)
    return {"": {"year": DRAFT_YEAR, "pk": _pk(contract.goals.get(number=1).targets)}}


def _reports() -> Variants:
    found = {}
    for variant, year, status in (("open", PUBLISHED_YEAR, "accepted"), ("closed", DRAFT_YEAR, "open")):
        contract = ResultContract.objects.get(year=year)
        report = contract.reports.get(status=status)
        target = contract.goals.order_by("number")[0].targets.order_by("pk")[0]
        found[variant] = {"pk": report.pk, "target_pk": target.pk, "name": "submit"}
    return found


def _framework() -> Variants:
    agreement = FrameworkAgreement.objects.get(title__startswith="Aftale")
    goal = agreement.goals.order_by("number")[0]
    return {"": {"slug": agreement.slug, "goal": goal.pk, "pk": goal.measures.order_by("pk")[0].pk}}


def _framework_goal() -> Variants:
    known = _framework()[""]
    return {"": {**known, "pk": known["goal"]}}


def _framework_duty() -> Variants:
    agreement = FrameworkAgreement.objects.get(title__startswith="Aftale")
    return {"": {"slug": agreement.slug, "pk": _pk(agreement.obligations)}}


def _tables() -> Variants:
    table = meetings.InitiativeTable.objects.get()
    return {"": {"pk": table.pk, "initiative_pk": _pk(table.initiatives)}}


def _round() -> Variants:
    opened = Round.objects.filter(council__slug="midtjylland").order_by("period").last()
    assert opened is not None
    chair = BoardSeat.objects.get(seat_kind__board__slug="midtjylland", seat_kind__rule="chair")
    return {"": {"pk": opened.pk, "seat": chair.pk}}


def _steps() -> Variants:
    opened = Round.objects.filter(council__slug="midtjylland").order_by("period").last()
    assert opened is not None
    return {"": {"pk": _pk(opened.steps)}}


def _organisations() -> Variants:
    """One that nobody has been asked by yet."""
    rows = NominatingOrganisation.objects.filter(round__council__slug="midtjylland", requests=None)
    return {"": {"pk": _pk(rows)}}


def _imports() -> Variants:
    return {
        one.metadata["import"]["title"]: {"pk": one.pk}
        for one in Context.objects.filter(metadata__has_key="import")
    }


OF_BOARD = {"board__slug": "midtjylland"}
OF_TERM = {"seat__term__council__slug": "midtjylland"}
ABOUT: dict[str, Callable[[], Variants]] = {
    "boards/<slug:": _fixed(),
    "boards/candidates/": _one(Candidate.objects.all),
    "boards/deputies/": _one(lambda: DeputyChair.objects.filter(**OF_BOARD)),
    "boards/kinds/": _one(lambda: Board.objects.get(slug="midtjylland").seat_kinds),
    "boards/nominations/": _one(Nomination.objects.all),
    "boards/organisations/<": _organisations,
    "boards/people/": lambda: {"": {"pk": Tenure.objects.filter(**OF_BOARD).order_by("pk")[0].person_id}},
    "boards/proposals/": _one(Proposal.objects.all),
    "boards/requests/": _one(NominationRequest.objects.all),
    "boards/rounds/<": _round,
    "boards/rounds/steps/": _steps,
    "boards/seats/<": _one(lambda: BoardSeat.objects.filter(seat_kind__board__slug="midtjylland")),
    "boards/tenures/": _one(lambda: Tenure.objects.filter(**OF_BOARD)),
    "boards/terms/": _one(lambda: Board.objects.get(slug="midtjylland").terms),
    "contracts/<slug:house>/<int:year>/": _contracts,
    "contracts/<slug:house>/<int:year>/addenda/": _of_contract("goals"),
    "contracts/<slug:house>/<int:year>/edit/earlier/": _of_contract("goals", what="goal"),
    "contracts/<slug:house>/<int:year>/edit/focus-areas/<": _of_contract("focus_areas"),
    "contracts/<slug:house>/<int:year>/edit/goals/<": _of_contract("goals"),
    "contracts/<slug:house>/<int:year>/edit/obligations/<": _of_contract("obligations"),
    "contracts/<slug:house>/<int:year>/edit/parts/": _of_contract("parts", kind="preamble"),
    "contracts/<slug:house>/<int:year>/life/approvals/": _of_contract("approvals"),
    "contracts/<slug:house>/<int:year>/life/signatures/": _of_contract("signatures"),
    "contracts/<slug:house>/<int:year>/targets/": _targets,
    "contracts/<slug:house>/<int:year>/versions/<": _of_contract("versions", kind="part", key="preamble"),
    "contracts/frameworks/<": _framework,
    "contracts/frameworks/<slug:slug>/edit/goals/<int:pk>": _framework_goal,
    "contracts/frameworks/<slug:slug>/edit/obligations/<": _framework_duty,
    "contracts/measurements/": _one(lambda: Measurement.objects.filter(report__status="open")),
    "contracts/reports/": _reports,
    "help/<slug:": _fixed(slug="sign-in"),
    "help/first-steps/": _fixed(year=2021),
    "history/": lambda: {
        "open": {"pk": meetings.Meeting.objects.get(date=OCTOBER).pk},
        "preparation": {"pk": meetings.Meeting.objects.get(date=DRAFT).pk},
    },
    "registry/imports/": _imports,
    "meetings/<slug:council>/<date:date>/": _meetings,
    "meetings/<slug:council>/<date:date>/minutes/<slug:kind>": _minutes_kinds,
    "meetings/<slug:council>/initiatives/<": _tables,
    "meetings/<slug:council>/plan/": _fixed(year=2027),
    "meetings/<slug:council>/terms/<": lambda: {
        "": {"year": 2021, "pk": _pk(meetings.Seat.objects.all()), "place": "791"}
    },
    "meetings/approved-minutes/": _one(meetings.Approval.objects.all),
    "meetings/attachments/": _attachments,
    "meetings/consultations/": _consultations,
    "meetings/consultations/answers/": _one(meetings.ConsultationAnswer.objects.all),
    "meetings/effects/": _one(meetings.Effect.objects.all),
    "meetings/elections/": _one(meetings.Election.objects.all, kind="line", child=1),
    "meetings/follow-ups/": _one(meetings.FollowUp.objects.all),
    "meetings/items/": _items,
    "meetings/minutes-parts/": _one(meetings.MinutesPart.objects.all),
    "meetings/proposals/": _one(meetings.Proposal.objects.all),
    "meetings/rules/": _fixed(date=date(2022, 1, 1)),
    "meetings/seats/<int:pk>": _one(meetings.Seat.objects.all),
    "meetings/seats/<slug:kind>/": _one(
        lambda: meetings.Membership.objects.filter(**OF_TERM), kind="memberships"
    ),
    "meetings/seats/absences/": _one(meetings.Absence.objects.all),
    "meetings/seats/memberships/": _one(lambda: meetings.Membership.objects.filter(**OF_TERM)),
    "meetings/seats/officers/": _one(meetings.Officer.objects.all),
    "meetings/seats/people/": lambda: {"": {"pk": meetings.Membership.objects.order_by("pk")[0].person_id}},
    "meetings/seats/substitutes/": _one(lambda: meetings.Substitute.objects.filter(**OF_TERM)),
    "meetings/sections/": _one(lambda: meetings.Section.objects.filter(meeting__date=OCTOBER)),
    "meetings/votes/": _one(meetings.Vote.objects.all),
    "oparl/<": lambda: {"": {"kind": "meetings", "key": str(meetings.Meeting.objects.get(date=OCTOBER).pk)}},
    "oparl/bodies/<slug:council>/<": _fixed(kind="meetings"),
    "outbox/batches/": _one(lambda: Mail.objects.filter(council__slug="midtjylland")),
    "outbox/mails/": _one(lambda: Mail.objects.filter(council__slug="midtjylland")),
    "privacy/people/": _one(Person.objects.all),
    "privacy/users/": _one(lambda: User.objects.filter(is_superuser=False, person=None)),
    "quotas/<int:year>/": _fixed(year=2022, number=1, name="publish", later=2, code="791"),
    "quotas/<int:year>/<int:number>/agreements/<": _fixed(year=2022, name="decide", later=2, code="791"),
    "quotas/<int:year>/<int:number>/documents/<": _one(IssueDocument.objects.all, year=2022),
    "quotas/what-if/<": _one(Scenario.objects.all),
    "year/<int:year>/": _fixed(year=2022),
    "year/feeds/<int": _one(CalendarFeed.objects.all),
}
