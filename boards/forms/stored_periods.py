"""A row with a period, edited as two dates beside its other fields; and refusals shown at their field."""

from __future__ import annotations

from typing import Any

from kkr_portal.editing import RevisedModelForm
from meetings.actions.periods import Refused


class Refusable:
    """The reason of a refusal is shown at the field that it is about."""

    def refuse(self: Any, reason: Refused) -> None:
        self.add_error(reason.field if reason.field in self.fields else None, reason.message)

    def leave_out(self: Any, *names: str) -> None:
        """Fields that this row does not have; nor are they compared with what somebody else has saved."""
        for name in names:
            self.fields.pop(name, None)
            getattr(self, "stored", {}).pop(name, None)


class PeriodForm(Refusable, RevisedModelForm):
    """``ends``: the fields of the first day, and of the first day after."""

    ends = ("since", "until")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.instance.pk:
            return
        dates = dict(zip(self.ends, (self.instance.period.lower, self.instance.period.upper), strict=True))
        for name, day in dates.items():
            self.fields[name].initial = day
            if self.data.get(f"choose_{name}") == "stored":
                self._put(name, self.fields[name].prepare_value(day) if day else "")
        if self.is_bound:
            self.stored |= dates

    def _as_seen(self, revision: int | None) -> dict[str, Any]:
        dates = {name: self.stored.pop(name) for name in self.ends}
        seen = super()._as_seen(revision)
        self.stored |= dates
        event = self.instance.events.filter(revision=revision).order_by("-pgh_id").first()
        if event is None:
            return seen
        return seen | dict(zip(self.ends, (event.period.lower, event.period.upper), strict=True))
