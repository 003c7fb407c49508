"""Whether a package of a lock file has a hole that is known: pip-audit's answer, in Danish.

Standard library only: it is asked from an environment of its own, so that what it needs is never installed
beside the portal.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from kkr_portal import machine
from kkr_portal.machine import MachineTrouble, say

NOT_ASKED = "Ikke undersøgt: tjenesten med kendte huller svarer ikke eller kender ingen af pakkerne."


def audit(lock: Path) -> None:
    """Raises MachineTrouble where a package of ``lock`` has a known hole, or alone of all is not known.

    Where nothing at all was answered, as behind a package server that has no such service, it says so.
    """
    with machine.throwaway_venv() as python:
        machine.quietly("Pakken pip-audit kunne ikke hentes.", python, "-m", "pip", "install", "pip-audit")
        options = ["--disable-pip", "--require-hashes", "--format", "json", "--progress-spinner", "off"]
        done = machine.run_quietly(python, "-m", "pip_audit", "--requirement", lock, *options)
    try:
        report = json.loads(done.stdout)
    except ValueError:
        say(f"{lock.name}: {NOT_ASKED}")
        return
    if not any("skip_reason" not in one for one in report["dependencies"]):
        say(f"{lock.name}: {NOT_ASKED}")
    elif found := findings(report):
        raise MachineTrouble("\n".join([f"{lock.name}: der er kendte sikkerhedshuller.", *found]))
    else:
        say(f"{lock.name}: {len(report['dependencies'])} pakker, ingen kendte sikkerhedshuller.")


def findings(report: Mapping[str, Any]) -> list[str]:
    """A line for each hole, with what mends it, and for each package that was not answered for."""
    lines = []
    for one in report["dependencies"]:
        if reason := one.get("skip_reason"):
            lines.append(f"  {one['name']}: ikke undersøgt ({reason})")
        for hole in one.get("vulns", []):
            mended = ", ".join(hole["fix_versions"]) or "ingen version endnu"
            lines.append(f"  {one['name']} {one['version']}: {hole['id']}, rettet i {mended}")
    return lines
