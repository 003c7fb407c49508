"""The round in which a KKR appoints the new boards of the erhvervshuse: eight steps, each with its days.

KL's note of 4 September 2021 (item 5.2) has the steps, their order and the days of 2021–2022; the term itself
is standardvedtægterne § 5.2. [stated] The days of later rounds are proposed by the same pattern. [computed]
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum

from boards.rules.statutes import COMPOSITION
from kkr_portal.law import Breach, Certainty, Citation

PROCESS = Citation("KL's notat af 4. september 2021 om udpegning til bestyrelserne", "2-3", sign="side")
PATTERN = PROCESS.but(Certainty.COMPUTED, "dagene er foreslået efter planen for 2021-2022")


class When(Enum):
    """What the days of a step mean."""

    DAY = "dag"
    WINDOW = "periode"
    DEADLINE = "frist"  # the last day is what counts; the first is when one can begin


@dataclass(frozen=True)
class StepKind:
    """``number`` as the note lists them; ``does`` says in our own words who does what."""

    name: str
    number: int
    title: str
    when: When
    does: str


STEPS = (
    StepKind(
        "recommendation", 1, "Indstilling fra det afgående KKR", When.DAY,
        "Det afgående KKR foreslår organisationer og kriterier på sit sidste møde.",
    ),
    StepKind(
        "municipal_appointment", 2, "Formand og kommunale medlemmer udpeges", When.DAY,
        "Det nye KKR udpeger formanden og de tre kommunale medlemmer på sit konstituerende møde.",
    ),
    StepKind(
        "organisations_and_criteria", 3, "Organisationer og kriterier besluttes", When.DAY,
        "Det nye KKR beslutter på samme møde, hvem der kan indstille, og hvad der lægges vægt på.",
    ),
    StepKind(
        "organisations_deadline", 4, "Organisationerne indstiller", When.DEADLINE,
        "KKR beder skriftligt organisationer og videninstitutioner om kandidater.",
    ),
    StepKind(
        "region_deadline", 5, "Regionen udpeger", When.DEADLINE,
        "KKR beder regionsrådet om at udpege sit medlem.",
    ),
    StepKind(
        "clarification", 6, "Kandidaterne afklares", When.WINDOW,
        "Sekretariatet afklarer kandidaterne; det er en intern proces.",
    ),
    StepKind(
        "appointment", 7, "KKR udpeger de øvrige medlemmer", When.WINDOW,
        "KKR udpeger efter indstilling fra organisationerne.",
    ),
    StepKind(
        "new_boards", 8, "De nye bestyrelser begynder", When.DAY,
        "De nye bestyrelser konstitueres; indtil da sidder de hidtidige.",
    ),
)  # fmt: skip
STEP = {kind.name: kind for kind in STEPS}


@dataclass(frozen=True)
class Planned:
    """A step of one round. ``first`` and ``last`` both belong to it; ``done_on``: when it was carried out."""

    kind: StepKind
    first: date
    last: date
    done_on: date | None = None


class State(Enum):
    """How a step stands on a day; the value is what the screen says."""

    DONE = "Gennemført"
    LATE = "Forsinket"
    NOW = "I gang"
    COMING = "Kommer"


def state(step: Planned, day: date) -> State:
    """A step is late from the day after its last one, as long as nobody has written that it is done."""
    if step.done_on is not None:
        return State.DONE
    if day > step.last:
        return State.LATE
    return State.NOW if day >= step.first else State.COMING


def late(steps: Iterable[Planned], day: date) -> list[Planned]:
    """The late steps, the oldest first."""
    behind = [one for one in steps if state(one, day) is State.LATE]
    return sorted(behind, key=lambda one: (one.last, one.kind.number))


def days_late(step: Planned, day: date) -> int:
    """Whole days since the step's last one; 0 where it is not late."""
    return (day - step.last).days if state(step, day) is State.LATE else 0


def following(steps: Iterable[Planned], day: date) -> list[Planned]:
    """What is next: the steps that go on now; where none does, those whose last day comes first."""
    ahead = [one for one in steps if state(one, day) in (State.NOW, State.COMING)]
    going_on = [one for one in ahead if state(one, day) is State.NOW]
    soonest = min((one.last for one in ahead), default=None)
    chosen = going_on or [one for one in ahead if one.last == soonest]
    return sorted(chosen, key=lambda one: one.kind.number)


def step_breaches(step: Planned) -> list[Breach]:
    """Of one step by itself: it ends before it starts, or a day is written as several."""
    if step.last < step.first:
        text = f"«{step.kind.title}» slutter {step.last:%d.%m.%Y}, før det begynder {step.first:%d.%m.%Y}"
        return [Breach(PROCESS, text)]
    if step.kind.when is When.DAY and step.last != step.first:
        return [Breach(PROCESS, f"«{step.kind.title}» er en enkelt dag")]
    return []


def plan_warnings(steps: Sequence[Planned], *, new_term: date) -> list[Breach]:
    """What does not follow the note's order, or the term. It warns: a KKR may have its reasons."""
    by_name = {one.kind.name: one for one in steps}
    warned = []
    for earlier, later in (
        ("recommendation", "organisations_and_criteria"),
        ("organisations_and_criteria", "organisations_deadline"),
        ("organisations_and_criteria", "region_deadline"),
        ("organisations_deadline", "clarification"),
        ("organisations_deadline", "appointment"),
        ("region_deadline", "new_boards"),
        ("appointment", "new_boards"),
    ):
        one, other = by_name.get(earlier), by_name.get(later)
        if one and other and other.last < one.last:
            text = f"«{other.kind.title}» ligger før «{one.kind.title}»"
            warned.append(Breach(PROCESS, text))
    last = by_name.get("new_boards")
    if last and last.last != new_term:
        text = f"Den nye bestyrelse begynder {new_term:%d.%m.%Y}, ikke {last.last:%d.%m.%Y}"
        warned.append(Breach(COMPOSITION, text))
    return warned


def proposed(new_term: date) -> list[Planned]:
    """The eight steps before a term that begins on ``new_term``, by the pattern of 2021–2022."""
    year = new_term.year
    constitution = date(year, 1, 31)  # the latest day: forretningsordenen § 4
    deadline = date(year, 2, 28)
    week_before = new_term - timedelta(days=new_term.weekday() + 7)  # its Monday
    days = {
        "recommendation": (date(year - 1, 10, 15),) * 2,
        "municipal_appointment": (constitution,) * 2,
        "organisations_and_criteria": (constitution,) * 2,
        "organisations_deadline": (constitution, deadline),
        "region_deadline": (constitution, deadline),
        "clarification": (date(year, 3, 1), date(year, 3, 15)),
        "appointment": (week_before, week_before + timedelta(days=4)),
        "new_boards": (new_term,) * 2,
    }
    return [Planned(kind, *days[kind.name]) for kind in STEPS]
