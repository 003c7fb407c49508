"""How a changed national number compares with the one before it, and with what must make it change."""

from __future__ import annotations

from dataclasses import dataclass

from kkr_portal.danish_numbers import decimal, percent
from kkr_portal.law import Citation
from quotas.rules.national_number import ANNOUNCEMENT, Trigger, trigger


@dataclass(frozen=True)
class Change:
    before: int
    after: int
    trigger: Trigger | None

    @property
    def citation(self) -> Citation:
        return ANNOUNCEMENT

    @property
    def must_change(self) -> bool:
        return self.trigger is not None and self.trigger.must_change

    @property
    def told(self) -> str:
        """The check as a Danish sentence."""
        numbers = f"Fra {decimal(self.before, 0)} til {decimal(self.after, 0)}"
        if self.trigger is None:
            return f"{numbers}. En ændring fra nul kan ikke regnes i procent."
        direction = "op" if self.after > self.before else "ned"
        size = f"{percent(abs(self.trigger.change))} {direction}" if self.before != self.after else "uændret"
        limit = percent(self.trigger.limit, 0)
        if self.must_change:
            return f"{numbers} er {size}. Det er over grænsen på {limit}: landstallet skal ændres."
        return (
            f"{numbers} er {size}. Det er ikke over grænsen på {limit}: landstallet skal ikke ændres. "
            "Under grænsen er der før brugt en forholdsmæssig nedsættelse."
        )


def change(before: int | None, after: int | None) -> Change | None:
    """None where one of the two is unknown."""
    if before is None or after is None:
        return None
    return Change(before, after, trigger(before, after) if before else None)
