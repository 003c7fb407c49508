"""What pip-audit found, as it is told."""

import json
import subprocess
from contextlib import nullcontext
from pathlib import Path

import pytest

from kkr_portal import audit, machine
from kkr_portal.machine import MachineTrouble

SOUND = {"name": "django", "version": "5.2.0", "vulns": []}
HOLE = {"id": "PYSEC-2026-1", "fix_versions": ["13.0.1"], "aliases": [], "description": "…"}
HOLED = {"name": "pillow", "version": "13.0.0", "vulns": [HOLE]}
UNFIXED = {"name": "nh3", "version": "0.3", "vulns": [HOLE | {"fix_versions": []}]}
UNKNOWN = {"name": "segno", "skip_reason": "not found"}


@pytest.fixture
def answers(monkeypatch, capsys):
    """Audits with this answer of pip-audit; gives what was said."""

    def ask(answer: str) -> str:
        done = subprocess.CompletedProcess([], 1, answer, "")
        monkeypatch.setattr(machine, "throwaway_venv", lambda: nullcontext(Path("python")))
        monkeypatch.setattr(machine, "quietly", lambda *command: None)
        monkeypatch.setattr(machine, "run_quietly", lambda *command: done)
        audit.audit(Path("requirements.lock"))
        return capsys.readouterr().out.strip()

    return ask


def test_nothing_known(answers):
    told = answers(json.dumps({"dependencies": [SOUND]}))
    assert told == "requirements.lock: 1 pakker, ingen kendte sikkerhedshuller."


@pytest.mark.parametrize("answer", ["", "no route", json.dumps({"dependencies": [UNKNOWN, UNKNOWN]})])
def test_a_service_that_answers_for_nothing_is_no_clean_bill(answers, answer):
    assert answers(answer) == f"requirements.lock: {audit.NOT_ASKED}"


def test_holes_and_what_was_not_answered_for_stop_it(answers):
    with pytest.raises(MachineTrouble) as stopped:
        answers(json.dumps({"dependencies": [SOUND, HOLED, UNFIXED, UNKNOWN]}))
    assert str(stopped.value).splitlines() == [
        "requirements.lock: der er kendte sikkerhedshuller.",
        "  pillow 13.0.0: PYSEC-2026-1, rettet i 13.0.1",
        "  nh3 0.3: PYSEC-2026-1, rettet i ingen version endnu",
        "  segno: ikke undersøgt (not found)",
    ]
