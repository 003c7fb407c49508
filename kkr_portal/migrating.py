"""An empty database is migrated many times quicker: fewer of Django's historical models are made anew.

After each operation Django makes the class of its model anew, and those of all that are related to it; here
nearly everything is, by way of the history, and a first start took minutes of nothing else. A new model or
field needs only its own model's class (and its heirs'); a trigger, an index or a constraint none: it is
written to the database out of the state itself, and the class that stands is told of it. What a migration's
own Python is handed is made anew as ever. ``tests/kkr_portal/test_migrating.py`` compares what comes of it.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

from django.apps.registry import Apps
from django.db.migrations.state import ProjectState, StateApps
from pgtrigger.migrations import AddTrigger, RemoveTrigger

Method = Callable[..., Any]
Made = Callable[[Any, str, str], None]  # what is made anew of a state's classes for a model of an app


@contextmanager
def quicker() -> Iterator[None]:
    """Within it, migrations are quicker."""
    with ExitStack() as put_back:
        for operation in (AddTrigger, RemoveTrigger):
            _replace(put_back, operation, "state_forwards", _with(_nothing, operation.state_forwards, 2))
        for name in ("_append_option", "_remove_option", "_alter_option"):
            _replace(put_back, ProjectState, name, _with(_nothing, getattr(ProjectState, name)))
        for name in ("add_model", "add_field"):
            _replace(put_back, ProjectState, name, _with(_itself, getattr(ProjectState, name)))
        # Django's cache is one for all registries, and is emptied with each class that is made.
        searched: Any = Apps.get_swappable_settings_name
        _replace(put_back, StateApps, searched.__name__, functools.cache(searched.__wrapped__))
        yield


def _replace(put_back: ExitStack, owner: Any, name: str, by: object) -> None:
    had = vars(owner).get(name)
    setattr(owner, name, by)
    put_back.callback(lambda: delattr(owner, name) if had is None else setattr(owner, name, had))


def _with(made: Made, change: Method, place: int = 0) -> Method:
    """``change`` of the state that is its argument at ``place``, after which only ``made`` is made anew."""

    @functools.wraps(change)
    def changed(*arguments: Any, **named: Any) -> Any:
        state = arguments[place]

        def reload_model(app: str, model: str, delay: bool = False) -> None:
            if "apps" in vars(state):  # else no class has been made yet
                state.is_delayed = True  # so that all are made anew before a migration's own Python
                made(state, app, model.lower())

        state.reload_model = reload_model
        try:
            return change(*arguments, **named)
        finally:
            del state.reload_model

    return changed


def _nothing(state: Any, app: str, model: str) -> None:
    """Not the class; it is told its indexes and constraints, which are written out of it."""
    options, meta = state.models[app, model].options, state.apps.get_model(app, model)._meta
    meta.indexes, meta.constraints = options.get("indexes", []), options.get("constraints", [])


def _itself(state: Any, app: str, model: str) -> None:
    """The model's class and those that inherit from it."""
    found, size = {(app, model)}, 0
    while len(found) > size:
        size = len(found)
        names = {".".join(one) for one in found}
        found |= {
            key
            for key, heir in state.models.items()
            if any(isinstance(base, str) and base.lower() in names for base in heir.bases)
        }
    state._reload(found)
