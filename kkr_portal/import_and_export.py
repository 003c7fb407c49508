"""«Import og eksport»: every table that this person may take in, and every list that they may take out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from boards.models import Round
from kkr_portal.access import predicates
from kkr_portal.access.predicates import AnyUser
from kkr_portal.importing.made import latest
from kkr_portal.registry.chosen import chosen_council
from kkr_portal.registry.models import Council
from kkr_portal.spreadsheets import KINDS
from meetings.models import Term


@dataclass(frozen=True)
class Import:
    """``url`` is empty where it can't be done now, and ``told`` then says why."""

    title: str
    told: str
    url: str = ""
    template: str = ""


@dataclass(frozen=True)
class List:
    """A page and what it lists as files. ``area``: whose, or of which room."""

    area: str
    title: str
    page: str
    xlsx: str
    csv: str


OF_ALL = {
    "Møder": [("Møder", "meetings:list", "meetings:list_file")],
    "Bestyrelser": [
        ("Bestyrelser", "boards:list", "boards:list_file"),
        ("Pladser", "boards:seats", "boards:seats_file"),
        ("Indstillingsberettigede organisationer", "boards:organisations", "boards:organisations_file"),
        ("Udpegningsrunder", "boards:rounds", "boards:rounds_file"),
        ("Overgang efter valg", "boards:handover", "boards:handover_file"),
    ],
    "Resultatkontrakter": [
        ("Resultatkontrakter", "contracts:list", "contracts:list_file"),
        ("Rammeaftaler", "contracts:framework_list", "contracts:frameworks_file"),
    ],
    "Flygtningekvoter": [("Landstal", "quotas:list", "quotas:years_file")],
    "Stamdata": [
        ("Kommuner", "registry:municipalities", "registry:municipalities_file"),
        ("Folketal", "registry:municipalities", "registry:populations_file"),
        ("Organisationer", "registry:organisations", "registry:organisations_file"),
        ("Partier og lokallister", "registry:organisations", "registry:parties_file"),
        ("KKR og erhvervshuse", "registry:index", "registry:councils_file"),
    ],
}
OF_COUNCIL = [
    ("Møder", "meetings:council", "meetings:council_file"),
    ("Åbne frister", "meetings:council", "meetings:deadlines_file"),
    ("Medlemmer i dag", "meetings:members", "meetings:members_file"),
    ("Funktionsperioder", "meetings:terms", "meetings:terms_file"),
    ("Opfølgning", "meetings:follow_ups", "meetings:follow_ups_file"),
    ("Skriftlige høringer", "meetings:consultations", "meetings:consultations_file"),
    ("Statusoversigter", "meetings:initiative_tables", "meetings:initiative_tables_file"),
]


def page(request: HttpRequest) -> HttpResponse:
    """For the secretariats, KL and the administrators; ``?kkr=`` chooses whose own lists are shown."""
    user = request.user
    if not predicates.may_import(user):
        raise Http404
    drafts = predicates.councils_with_drafts_for(user)
    councils = [one for one in Council.objects.all() if drafts is None or one.pk in drafts]
    chosen = chosen_council(request) or councils[0]
    if chosen not in councils:
        raise Http404
    return render(request, "import_and_export.html", {
        "national": list(_national(user)), "own": list(_own(user, councils)), "made": latest(user),
        "councils": councils, "chosen": chosen, "of_council": _lists(str(chosen), OF_COUNCIL, chosen.slug),
        "of_all": [one for area, rows in _of_all(user).items() for one in _lists(area, rows)],
    })  # fmt: skip


def _of_all(user: AnyUser) -> dict[str, list[tuple[str, str, str]]]:
    lists = dict(OF_ALL)
    if predicates.has_outbox(user):
        lists["Udbakke"] = [("Udsendelser", "outbox:list", "outbox:list_file")]
    return lists


def _lists(area: str, rows: Iterable[tuple[str, str, str]], *args: object) -> list[List]:
    return [
        List(
            area, title, reverse(page, args=args),
            **{kind: reverse(file, args=[*args, kind]) for kind in KINDS},
        )
        for title, page, file in rows
    ]  # fmt: skip


def _national(user: AnyUser) -> Iterable[Import]:
    """What is the same for all five KKR."""
    if not predicates.may_edit_national(user):
        return
    yield Import(
        "Folketal", "Kommunernes indbyggertal, også som Danmarks Statistiks tabel med kvartaler.",
        reverse("importing:populations"), reverse("importing:population_template"),
    )  # fmt: skip
    yield Import(
        "Organisationer", "Organisationer og myndigheder, med art og kilde.",
        reverse("importing:organisations"), reverse("importing:organisation_template"),
    )  # fmt: skip
    yield Import(
        "Kommunekvoter og modellens statistik",
        "Åbn årets udmelding, og vælg «Indlæs kommunekvoter» eller «Indlæs statistik».",
        reverse("quotas:list"),
    )  # fmt: skip


def _own(user: AnyUser, councils: list[Council]) -> Iterable[tuple[Council, list[Import]]]:
    """Of each KKR that the person edits: members and votes of its term, organisations of its latest round."""
    edited = predicates.councils_edited_by(user)
    mine = [one for one in councils if edited is None or one.pk in edited]
    today = timezone.localdate()
    terms: dict[int, Term] = {}
    for term in Term.objects.filter(council__in=mine).order_by("period"):
        before = terms.get(term.council_id)
        if before is None or term.period.lower <= today:
            terms[term.council_id] = term
    rounds: dict[int, Round] = {}
    for opened in Round.objects.filter(council__in=mine).select_related("council").order_by("period"):
        rounds[opened.council_id] = opened
    for council in mine:
        imports = _of_council(council, terms.get(council.pk))
        if latest := rounds.get(council.pk):
            imports.append(_of_round(latest))
        yield council, imports


def _of_round(opened: Round) -> Import:
    return Import(
        f"Indstillingsberettigede organisationer {opened.years}", "Hvem der kan indstille, og til hvad.",
        reverse("boards:import_nominating", args=[opened.pk]),
        reverse("boards:nominating_template", args=[opened.pk]),
    )  # fmt: skip


def _of_council(council: Council, term: Term | None) -> list[Import]:
    if term is None:
        return [
            Import(
                "Medlemmer og stemmetal", "Opret først funktionsperioden.",
                reverse("meetings:terms", args=[council.slug]),
            )
        ]  # fmt: skip
    of_term = [council.slug, term.election_date.year]
    votes = Import(
        f"Stemmetal {term.years}", "Låst, mens sammensætningen er fastlagt.",
        "", reverse("meetings:votes_template", args=of_term),
    ) if term.fixed_on else Import(
        f"Stemmetal {term.years}", "Stemmer, mandater og borgmestre efter kommune.",
        reverse("meetings:import_votes", args=of_term), reverse("meetings:votes_template", args=of_term),
    )  # fmt: skip
    members = Import(
        f"Medlemmer {term.years}", "Medlemmer og stedfortrædere på de ledige pladser; e-mail og telefon.",
        reverse("meetings:fill_many", args=[council.slug]),
        reverse("meetings:members_template", args=[council.slug]),
    )  # fmt: skip
    return [members, votes]
