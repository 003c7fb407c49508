"""The sentences of the minutes about who was there. Pure: names, positions and numbers in, Danish out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from meetings.rules.quorum import Quorum

_SIGNS = re.compile(r"([\\`*_\[\]<>~|])")
_LIST_AT_START = re.compile(r"^(\d+)([.)])(?=\s)|^([#+-])(?=\s)")


def plain(text: str) -> str:
    """``text`` on one line, with the signs escaped that Markdown would read as something else."""
    line = _SIGNS.sub(r"\\\1", " ".join(text.split()))
    return _LIST_AT_START.sub(lambda m: f"{m[1]}\\{m[2]}" if m[1] else f"\\{m[3]}", line)


def listed(names: Sequence[str]) -> str:
    """«A, B og C»."""
    return " og ".join(filter(None, [", ".join(names[:-1]), names[-1]])) if names else ""


def ended(sentence: str) -> str:
    """With a full stop, unless it ends already."""
    return sentence if sentence.endswith((".", "!", "?", ":")) else f"{sentence}."


@dataclass(frozen=True)
class Run:
    """``person`` sits from position to position, both included; ``named`` is how the minutes name them."""

    person: int
    named: str
    first: int
    last: int
    stands_in: bool


def joined(runs: Iterable[Run]) -> list[Run]:
    """In order of time; what one person sat without a break is one run."""
    found: list[Run] = []
    for run in sorted(runs, key=lambda r: (r.first, r.last)):
        before = found[-1] if found else None
        if before and before.person == run.person and run.first <= before.last + 1:
            last = max(before.last, run.last)
            found[-1] = Run(run.person, run.named, before.first, last, run.stands_in)
        else:
            found.append(run)
    return found


def sat_throughout(runs: Sequence[Run], numbers: Sequence[str]) -> bool:
    return len(runs) == 1 and runs[0].first <= 1 and runs[0].last >= len(numbers)


def seat_told(member: str, runs: Sequence[Run], numbers: Sequence[str]) -> str:
    """One seat's sentences: who sat in it, from which item to which. ``numbers`` are the items' in order."""
    told = []
    for place, run in enumerate(runs):
        earlier = any(other.person == run.person for other in runs[:place])
        later = any(other.person == run.person for other in runs[place + 1 :])
        role = f" som stedfortræder for {member}" if run.stands_in and not earlier else ""
        again = " igen" if earlier else ""
        left = run.first <= 1 and run.last < len(numbers) and not (earlier or later or run.stands_in)
        if left:
            told.append(f"{run.named} forlod mødet efter punkt {numbers[run.last - 1]}.")
        else:
            told.append(f"{run.named} deltog{again}{role}{_when(run, numbers)}.")
    return " ".join(told)


def _when(run: Run, numbers: Sequence[str]) -> str:
    from_start, to_end = run.first <= 1, run.last >= len(numbers)
    if from_start and to_end:
        return ""
    first, last = numbers[run.first - 1], numbers[min(run.last, len(numbers)) - 1]
    if run.first == run.last:
        return f" i punkt {first}"
    if to_end:
        return f" fra punkt {first}"
    return f" til og med punkt {last}" if from_start else f" fra punkt {first} til og med punkt {last}"


def quorum_told(quorums: Sequence[tuple[str, Quorum]]) -> str:
    """Whether the KKR could decide, item by item (number, quorum); empty without items or members."""
    if not quorums or not quorums[0][1].members:
        return ""
    present = [quorum.present for _, quorum in quorums]
    first = quorums[0][1]
    law = f"mindst {first.required} kræves (§ 5, stk. 9)"
    fewest, most = min(present), max(present)
    count = f"{_from_to(fewest, most)} af {first.members}"
    if fewest >= first.required:
        return f"KKR var beslutningsdygtigt under hele mødet: {count} medlemmer var til stede; {law}."
    if most < first.required:
        return f"KKR var ikke beslutningsdygtigt: {count} medlemmer var til stede; {law}."
    without = listed([f"{number} ({quorum.present})" for number, quorum in quorums if not quorum.met])
    rest = _from_to(min(number for number in present if number >= first.required), most)
    return (
        f"KKR var ikke beslutningsdygtigt ved punkt {without}. Ved de øvrige punkter var "
        f"{rest} af {first.members} medlemmer til stede; {law}."
    )


def _from_to(fewest: int, most: int) -> str:
    return str(most) if fewest == most else f"{fewest}–{most}"
