"""What an item can decide: each room registers the kinds of decision that carry something out in it.

The thing decided keeps its own link to the item (``decided_at``); here is only how a decision reaches it.
A room's ``AppConfig.ready`` registers; this module knows no room.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from kkr_portal.access.models import User
from kkr_portal.access.predicates import AnyUser
from kkr_portal.documents.live import Choice
from kkr_portal.registry.models import Council
from meetings.models import AgendaItem, Effect


class CannotDecide(Exception):
    """Why the thing can't be decided, or undone, now: a Danish sentence."""


@dataclass(frozen=True)
class DecisionKind:
    """``label`` is what the item does, in Danish: «Godkender en resultatkontrakt».

    ``choices(user, council)``: what this person may let an item of that KKR decide, the likeliest first.
    ``carry_out(ref, item, by)`` and ``undo(ref, item, by, reason)`` change the thing, or raise CannotDecide
    and change nothing; both run in the transaction of the decision. ``url(ref)`` is the thing's own page, or
    raises CannotDecide where it is gone.
    """

    name: str
    label: str
    choices: Callable[[AnyUser, Council], Iterable[Choice]]
    carry_out: Callable[[str, AgendaItem, User | None], None]
    undo: Callable[[str, AgendaItem, User | None, str], None]
    url: Callable[[str], str]


_KINDS: dict[str, DecisionKind] = {}


def register(kind: DecisionKind) -> None:
    _KINDS[kind.name] = kind


def kinds() -> list[DecisionKind]:
    return list(_KINDS.values())


def kind_named(name: str) -> DecisionKind:
    """Raises CannotDecide for a name that no room has registered (any more)."""
    try:
        return _KINDS[name]
    except KeyError:
        raise CannotDecide("Portalen kender ikke længere den slags beslutning.") from None


def shown_effects(item: AgendaItem) -> list[tuple[Effect, str]]:
    """What the item decides, each with the address of the thing, "" where there is none."""
    return [(one, _url(one)) for one in item.effects.order_by("pk")]


def _url(effect: Effect) -> str:
    try:
        return kind_named(effect.kind).url(effect.ref)
    except CannotDecide:
        return ""
