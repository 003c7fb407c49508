"""How a contract comes about: rammeaftalen afsnit 6, 7 and 12, the contract's afsnit «Ikrafttræden».

One table: each step with where it begins, where it leads, who decides it, who writes it down in the portal,
and what must stand first. The page, the form and the action ask the same ``hindrances``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from contracts.rules.sources import computed, heading, section
from kkr_portal.danish_numbers import decimal
from kkr_portal.law import Breach, Citation

BOARD = section("6")  # the board approves
PARTIES = section("7")  # the KKR and the house agree; the two chairs sign
PUBLISHED = section("12")
IN_FORCE = heading("Ikrafttræden")
REPORTING = heading("Resultatopgørelse og afrapportering")  # sent in once adopted; the final report
FINAL = section("8")
ORDER = computed(PARTIES, "aftalen nævner trinene, men ikke deres rækkefølge")
OPEN_POINTS = computed(PARTIES, "det, der mangler en beslutning, kan ingen godkende")
SECRETARIAT = "KKR's sekretariat"

DRAFT, NEGOTIATED, APPROVED, SIGNED = "draft", "negotiated", "approved", "signed"
SENT, PUBLIC, BINDING, REPORTED = "sent", "published", "in_force", "reported"
NAMES = {
    DRAFT: "udkast", NEGOTIATED: "forhandlet", APPROVED: "godkendt", SIGNED: "underskrevet", SENT: "sendt",
    PUBLIC: "offentliggjort", BINDING: "i kraft", REPORTED: "afrapporteret",
}  # fmt: skip


@dataclass(frozen=True)
class Step:
    """``becomes``: the status once the step (or, of a pair, its second half) has been taken."""

    name: str
    heading: str
    begins: tuple[str, ...]
    becomes: str
    decided_by: str
    citation: Citation
    recorded_by: str = SECRETARIAT
    needs_reason: bool = False


STEPS: dict[str, Step] = {
    step.name: step
    for step in (
        Step("negotiate", "Forhandlet færdig", (DRAFT,), NEGOTIATED, "Parterne i fællesskab", PARTIES),
        Step("approve-board", "Bestyrelsens godkendelse", (NEGOTIATED,), APPROVED,
             "Erhvervshusets bestyrelse", BOARD),
        Step("approve-council", "KKR's godkendelse", (NEGOTIATED,), APPROVED, "KKR på et møde", PARTIES),
        Step("back", "Tilbage til forhandling", (NEGOTIATED, APPROVED), DRAFT, "Parterne i fællesskab",
             ORDER, needs_reason=True),
        Step("sign", "Formændenes underskrifter", (APPROVED,), SIGNED,
             "Formanden for KKR og formanden for erhvervshusets bestyrelse", PARTIES),
        Step("send", "Sendt til KL og Erhvervsstyrelsen", (SIGNED,), SENT, SECRETARIAT, REPORTING),
        Step("publish", "Offentliggjort", (SENT,), PUBLIC, "Parterne og erhvervshuset", PUBLISHED),
        Step("take-effect", "I kraft", (PUBLIC,), BINDING, "Følger af datoen i kontrakten", IN_FORCE),
        Step("finish", "Afrapporteret", (BINDING,), REPORTED, "Sekretariatet, når slutrapporten er godkendt",
             FINAL),
    )
}  # fmt: skip


@dataclass(frozen=True)
class Facts:
    """What the table asks about a contract. Dates are days, amounts thousand kroner.

    ``approved_by`` and ``signed_by`` are "board" and "council"; ``sent_to`` is "kl" and "agency".
    ``key_breaches`` are those of the funding key; ``deviations`` are sentences that nobody has accepted.
    ``changed_since`` names approvals whose text is no longer the contract's.
    """

    status: str
    in_force_on: date
    goals: int = 0
    to_decide: Sequence[str] = ()
    has_key: bool = False
    key_breaches: Sequence[Breach] = ()
    deviations: Sequence[str] = ()
    approved_by: frozenset[str] = frozenset()
    changed_since: frozenset[str] = frozenset()
    signed_by: frozenset[str] = frozenset()
    sent_to: frozenset[str] = frozenset()
    final_report_accepted: bool = False
    notes: Mapping[str, str] = field(default_factory=dict)


def hindrances(step: str, facts: Facts, *, today: date) -> list[Breach]:
    """What stands in the way of the step; empty when it may be taken."""
    asked = STEPS[step]
    if facts.status not in asked.begins:
        return [Breach(asked.citation, _not_from_here(asked, facts.status))]
    if step == "negotiate" and not facts.goals:
        return [Breach(PARTIES, "Kontrakten har ingen mål endnu")]
    if step in ("approve-board", "approve-council"):
        body = step.removeprefix("approve-")
        return [*_already(body, facts.approved_by, asked), *_outdated(facts), *_unready(facts)]
    if step == "sign":
        return _unsettled(facts)
    if step == "publish":
        missing = [NAMES_OF_RECEIVERS[one] for one in ("kl", "agency") if one not in facts.sent_to]
        return [Breach(REPORTING, f"Kontrakten er ikke sendt til {one}") for one in missing]
    if step == "take-effect" and today < facts.in_force_on:
        return [Breach(IN_FORCE, f"Kontrakten træder først i kraft den {facts.in_force_on:%d.%m.%Y}")]
    if step == "finish" and not facts.final_report_accepted:
        return [Breach(FINAL, "Slutrapporten er ikke godkendt endnu")]
    return []


NAMES_OF_RECEIVERS = {"kl": "KL", "agency": "Erhvervsstyrelsen"}


def _not_from_here(step: Step, status: str) -> str:
    wanted = " eller ".join(f"«{NAMES[one]}»" for one in step.begins)
    return f"Kontrakten er «{NAMES[status]}»; «{step.heading}» kræver, at den er {wanted}"


def _already(body: str, approved: frozenset[str], step: Step) -> list[Breach]:
    if body not in approved:
        return []
    who = "Bestyrelsens" if body == "board" else "KKR's"
    return [Breach(step.citation, f"{who} godkendelse er allerede skrevet ind")]


def _outdated(facts: Facts) -> list[Breach]:
    """Both must approve the same text."""
    return [
        Breach(
            ORDER,
            f"Teksten er ændret, siden {who} godkendte den: fjern den godkendelse, og skriv den ind "
            "igen, når den nye tekst er godkendt",
        )
        for body, who in (("board", "bestyrelsen"), ("council", "KKR"))
        if body in facts.changed_since
    ]


def _unready(facts: Facts) -> list[Breach]:
    """What nobody can approve: open questions, a key that does not add up, deviations nobody has accepted."""
    wrong = [Breach(OPEN_POINTS, f"Mangler en beslutning: {text}") for text in facts.to_decide]
    if not facts.has_key:
        wrong.append(Breach(heading("Økonomi"), "Fordelingsnøglen og basisbevillingen mangler"))
    wrong += facts.key_breaches
    if count := len(facts.deviations):
        what = "afvigelse" if count == 1 else "afvigelser"
        text = (
            f"{decimal(count, 0)} {what} fra rammeaftalen er ikke rettet eller accepteret med en begrundelse"
        )
        wrong.append(Breach(section("7.2"), text))
    return wrong


def _unsettled(facts: Facts) -> list[Breach]:
    """Two approvals of the very text that is signed."""
    wrong = [
        Breach(citation, f"{who} godkendelse mangler")
        for body, who, citation in (("board", "Bestyrelsens", BOARD), ("council", "KKR's", PARTIES))
        if body not in facts.approved_by
    ]
    return wrong + [
        Breach(
            ORDER, f"Teksten er ændret, siden {who} godkendte den: send kontrakten tilbage til forhandling"
        )
        for body, who in (("board", "bestyrelsen"), ("council", "KKR"))
        if body in facts.changed_since
    ]
