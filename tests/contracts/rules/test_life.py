"""The table of a contract's life: where each step begins, and what must stand first (afsnit 6–7)."""

from dataclasses import replace
from datetime import date

import pytest

from contracts.models import ResultContract
from contracts.rules.life import NAMES, STEPS, Facts, hindrances
from contracts.rules.sources import heading
from kkr_portal.law import Breach

TODAY = date(2022, 1, 10)
BOTH = frozenset({"board", "council"})
READY = Facts(status="draft", in_force_on=date(2022, 1, 1), goals=8, has_key=True)


def told(step: str, **facts: object) -> list[str]:
    return [one.message for one in hindrances(step, replace(READY, **facts), today=TODAY)]


BEGINS = {
    "negotiate": {"draft"}, "approve-board": {"negotiated"}, "approve-council": {"negotiated"},
    "back": {"negotiated", "approved"}, "sign": {"approved"}, "send": {"signed"}, "publish": {"sent"},
    "take-effect": {"published"}, "finish": {"in_force"},
}  # fmt: skip


@pytest.mark.parametrize("step", STEPS)
def test_each_step_begins_only_where_the_table_says(step):
    ready = {"approved_by": BOTH if step == "sign" else frozenset(), "sent_to": frozenset({"kl", "agency"}),
             "final_report_accepted": True}  # fmt: skip
    assert {status for status in NAMES if not told(step, status=status, **ready)} == BEGINS[step]


def test_the_table_goes_where_the_contracts_own_transitions_go():
    ways = {(one, step.becomes) for step in STEPS.values() for one in step.begins if step.name != "back"}
    ways |= {("negotiated", "draft"), ("approved", "negotiated")}
    assert ways == {(one, to) for one, others in ResultContract.TRANSITIONS.items() for to in others}


CASES = {
    "no goals": ("negotiate", {"goals": 0}, ["Kontrakten har ingen mål endnu"]),
    "open question": ("approve-board", {"to_decide": ["Mål 8: Læsningen"]},
                      ["Mangler en beslutning: Mål 8: Læsningen"]),
    "no key": ("approve-council", {"has_key": False}, ["Fordelingsnøglen og basisbevillingen mangler"]),
    "key": ("approve-board", {"key_breaches": (Breach(heading("Økonomi"), "Samsø mangler"),)},
            ["Samsø mangler"]),
    "deviations": ("approve-council", {"deviations": ("a", "b")},
                   ["2 afvigelser fra rammeaftalen er ikke rettet eller accepteret med en begrundelse"]),
    "twice": ("approve-council", {"approved_by": frozenset({"council"})},
              ["KKR's godkendelse er allerede skrevet ind"]),
    "other text": ("approve-council",
                   {"approved_by": frozenset({"board"}), "changed_since": frozenset({"board"})},
                   ["Teksten er ændret, siden bestyrelsen godkendte den: fjern den godkendelse, og skriv den "
                    "ind igen, når den nye tekst er godkendt"]),
    "unsent": ("publish", {"sent_to": frozenset({"kl"})}, ["Kontrakten er ikke sendt til Erhvervsstyrelsen"]),
    "early": ("take-effect", {"in_force_on": date(2022, 2, 1)},
              ["Kontrakten træder først i kraft den 01.02.2022"]),
    "on the day": ("take-effect", {"in_force_on": TODAY}, []),
    "no report": ("finish", {}, ["Slutrapporten er ikke godkendt endnu"]),
    "unapproved": ("sign", {"approved_by": frozenset({"board"})}, ["KKR's godkendelse mangler"]),
    "signed text": ("sign", {"approved_by": BOTH, "changed_since": BOTH}, [
        "Teksten er ændret, siden bestyrelsen godkendte den: send kontrakten tilbage til forhandling",
        "Teksten er ændret, siden KKR godkendte den: send kontrakten tilbage til forhandling"]),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_what_must_stand_first(case):
    step, facts, expected = CASES[case]
    assert told(step, status=STEPS[step].begins[0], **facts) == expected


def test_from_elsewhere_it_says_where_the_contract_is():
    assert told("publish", status="approved") == [
        "Kontrakten er «godkendt»; «Offentliggjort» kræver, at den er «sendt»"
    ]
