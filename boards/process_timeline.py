"""The rounds of all five KKR for one term: one reading of it for drawing, table, text, PDF and calendar."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.db.models import Prefetch

from boards.drawing.process import LABELS, Drawing, Mark, drawn
from boards.models import Round, Step
from boards.rules.process import (
    STEPS,
    Planned,
    State,
    StepKind,
    When,
    days_late,
    following,
    late,
    state,
)
from boards.told import DAY, in_words
from kkr_portal.date_files import DateEvent

PRINT_WIDTH = 860  # units of days on a lying sheet


def days_in_words(step: Step) -> str:
    """«11. oktober 2021», «21.–25. marts 2022», «Frist 28. februar 2022», or as a source words it."""
    if step.printed:
        return step.printed
    if step.rule.when is When.DEADLINE:
        return f"Frist {in_words(step.last)}"
    if step.first == step.last:
        return in_words(step.last)
    if (step.first.year, step.first.month) == (step.last.year, step.last.month):
        return f"{step.first.day}.–{in_words(step.last)}"
    return f"{in_words(step.first)} – {in_words(step.last)}"


def short(step: Step) -> str:
    """«11.10.», «21.–25.3.», «frist 28.2.»: what is written under a mark."""
    first, last = step.first, step.last
    if step.rule.when is When.DEADLINE:
        return f"frist {last.day}.{last.month}."
    if first == last:
        return f"{last.day}.{last.month}."
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}.–{last.day}.{last.month}."
    return f"{first.day}.{first.month}.–{last.day}.{last.month}."


@dataclass(frozen=True)
class Cell:
    """A step of one KKR on a day. Without a day (in a document that is kept) nothing is late or under way."""

    step: Step
    day: date | None

    @property
    def when(self) -> str:
        return days_in_words(self.step)

    @property
    def state(self) -> State:
        if self.day is None:
            return State.DONE if self.step.done_on else State.COMING
        return state(self.step.planned, self.day)

    @property
    def days_late(self) -> int:
        return days_late(self.step.planned, self.day) if self.day else 0

    @property
    def told(self) -> str:
        """The state in words, with the day where it was another than the plan's, or the number of days."""
        if self.step.done_on == self.step.last:
            return State.DONE.value
        if self.step.done_on:
            return f"Gennemført {in_words(self.step.done_on)}"
        if self.days_late:
            return f"Forsinket {self.days_late} {'dag' if self.days_late == 1 else 'dage'}"
        return self.state.value if self.day else ""

    @property
    def anchor(self) -> str:
        return f"step-{self.step.pk}"


@dataclass(frozen=True)
class Lane:
    """One KKR's round, its steps by number."""

    round: Round
    cells: Sequence[Cell]
    day: date | None

    @cached_property
    def planned(self) -> list[Planned]:
        return [cell.step.planned for cell in self.cells]

    def _cells_of(self, steps: Iterable[Planned]) -> list[Cell]:
        by_kind = {cell.step.kind: cell for cell in self.cells}
        return [by_kind[one.kind.name] for one in steps]

    @property
    def late(self) -> list[Cell]:
        return self._cells_of(late(self.planned, self.day)) if self.day else []

    @property
    def following(self) -> list[Cell]:
        return self._cells_of(following(self.planned, self.day)) if self.day else []

    @property
    def done(self) -> int:
        return sum(cell.step.done_on is not None for cell in self.cells)

    def cell(self, kind: StepKind) -> Cell | None:
        return next((cell for cell in self.cells if cell.step.kind == kind.name), None)

    @property
    def marks(self) -> list[Mark]:
        return [
            Mark(
                (cell.step.rule.number,), cell.step.rule.when.name.lower(), cell.step.first, cell.step.last,
                cell.state.name.lower(), short(cell.step),
                f"{self.round.council}, trin {cell.step.rule.number}: {cell.step.rule.title}, {cell.when}"
                + (f". {cell.told}" if cell.told else ""),
                cell.anchor,
            )
            for cell in self.cells
        ]  # fmt: skip


@dataclass(frozen=True)
class ProcessTimeline:
    """``day`` None: as the plan stands, without today's line; for documents that are kept."""

    first: date
    until: date
    lanes: Sequence[Lane]
    day: date | None

    @property
    def title(self) -> str:
        return f"Udpegning til bestyrelserne {self.first.year}–{self.until.year}"

    @property
    def last_day(self) -> date:
        return self.until - DAY

    @property
    def table(self) -> list[tuple[StepKind, list[tuple[Lane, Cell | None]]]]:
        """A row for each step, a cell for each KKR."""
        return [(kind, [(lane, lane.cell(kind)) for lane in self.lanes]) for kind in STEPS]

    @property
    def invented(self) -> bool:
        return any(lane.round.invented for lane in self.lanes)

    @property
    def sources(self) -> list[str]:
        return sorted({lane.round.source for lane in self.lanes if lane.round.source})

    @property
    def today_is_outside(self) -> bool:
        return self.day is not None and self.drawing.today is None

    @cached_property
    def drawing(self) -> Drawing:
        """For the screen: the names are a drawing of their own, beside the one that scrolls."""
        return drawn(self._lanes, today=self.day)

    @cached_property
    def printed(self) -> Drawing:
        """For paper: names and days on one sheet."""
        return drawn(self._lanes, today=self.day, left=LABELS, width=PRINT_WIDTH)

    @property
    def _lanes(self) -> list[tuple[str, list[Mark]]]:
        return [(str(lane.round.council), lane.marks) for lane in self.lanes]


def terms() -> list[tuple[date, date]]:
    """The terms of which there are rounds, the latest first; one query."""
    found = Round.objects.order_by("-period").values_list("period", flat=True).distinct()
    return list({one.lower: (one.lower, one.upper) for one in found}.values())


def process_timeline(first: date, day: date | None) -> ProcessTimeline | None:
    """The rounds for the term that begins on ``first``; two queries. None where there are none."""
    rounds = (
        Round.objects.filter(period__startswith=first)
        .select_related("council")
        .prefetch_related(Prefetch("steps", Step.objects.order_by("first", "pk")))
        .order_by("council__sort_key")
    )
    lanes = [lane_of(one, day) for one in rounds]
    if not lanes:
        return None
    return ProcessTimeline(first, max(lane.round.period.upper for lane in lanes), lanes, day)


def lane_of(opened: Round, day: date | None) -> Lane:
    steps = sorted(opened.steps.all(), key=lambda step: step.rule.number)
    return Lane(opened, [Cell(step, day) for step in steps], day)


def process_events(timeline: ProcessTimeline, url: str) -> list[DateEvent]:
    """Each step as a date of its own; a deadline on its last day alone."""
    return [
        DateEvent(
            uid=f"round-step-{cell.step.pk}", sequence=cell.step.revision - 1, url=url,
            first=cell.step.last if cell.step.rule.when is When.DEADLINE else cell.step.first,
            last=cell.step.last,
            summary=f"{lane.round.council}: {cell.step.rule.title}",
            description=f"{cell.step.rule.does} {cell.when}.",
        )
        for lane in timeline.lanes
        for cell in lane.cells
    ]  # fmt: skip
