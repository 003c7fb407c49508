"""Several processes on several machines: what one of them learns, the others must know.

Sessions and the throttle are asked through two processes in ``tests/deployment``; here is what no code does.
"""

import ast

import pytest
from axes.conf import settings as axes_settings
from django.conf import settings

from tests.test_architecture import code_of_the_portal, complaints

# What is the same in every process and for ever: a year's holidays, a picture file's size.
SAME_EVERYWHERE = {"kkr_portal.calendar", "kkr_portal.help.templatetags.help"}
MEMORIES = {"cache", "lru_cache"}
KEEPS = {"append", "add", "update", "setdefault", "extend", "pop", "clear", "insert"}


def remembers(module: str, source: str) -> list[str]:
    """Caches of functions, ``global``, Django's cache, and a module's containers that its functions change.

    A function ``register…`` is called while the portal starts, in every process alike.
    """
    if module in SAME_EVERYWHERE:
        return []
    tree = ast.parse(source)
    held = {
        target.id
        for node in tree.body
        if isinstance(node, ast.Assign | ast.AnnAssign)
        and isinstance(node.value, ast.Dict | ast.List | ast.Set | ast.Call)
        for target in ([node.target] if isinstance(node, ast.AnnAssign) else node.targets)
        if isinstance(target, ast.Name)
    }
    wrong = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Global):
            wrong.append(f"{module} has a global in line {node.lineno}")
        elif isinstance(node, ast.ImportFrom) and node.module in ("functools", "django.core.cache"):
            wrong += [
                f"{module} imports {alias.name}"
                for alias in node.names
                if alias.name in MEMORIES or node.module == "django.core.cache"
            ]
    for function in ast.walk(tree):
        if isinstance(function, ast.FunctionDef) and not function.name.startswith("register"):
            wrong += [f"{module} changes {name} in line {line}" for name, line in _changes(function, held)]
    return wrong


def _changes(function: ast.FunctionDef, held: set[str]) -> list[tuple[str, int]]:
    """Which of the names ``held`` by the module the function changes, and where."""
    nodes = list(ast.walk(function))
    own = {node.id for node in nodes if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)}
    own |= {argument.arg for argument in [*function.args.args, *function.args.kwonlyargs]}
    changed = [
        node.func.value
        for node in nodes
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in KEEPS
    ]
    changed += [
        node.value for node in nodes if isinstance(node, ast.Subscript) and isinstance(node.ctx, ast.Store)
    ]
    return [(one.id, one.lineno) for one in changed if isinstance(one, ast.Name) and one.id in held - own]


def test_no_module_remembers_what_another_process_would_not_know():
    assert complaints(remembers, code_of_the_portal()) == []


@pytest.mark.parametrize(
    "source",
    [
        "from functools import lru_cache",
        "from django.core.cache import cache",
        "SEEN = {}\n\ndef f(x):\n    SEEN[x] = 1",
        "SEEN: list[int] = []\n\ndef f(x):\n    SEEN.append(x)",
        "COUNT = 0\n\ndef f():\n    global COUNT",
    ],
)
def test_the_guard_bites(source):
    assert len(remembers("meetings.models", source)) == 1


def test_the_guard_lets_the_rest_alone():
    source = "KINDS = {}\n\ndef f(x):\n    seen = {}\n    seen[x] = KINDS[x]\n    seen.update(a=1)\n"
    source += "\ndef register(x):\n    KINDS[x] = x"
    assert remembers("meetings.models", source) == []


def test_what_the_packages_keep_lies_in_the_database():
    assert settings.SESSION_ENGINE == "django.contrib.sessions.backends.db"
    assert axes_settings.AXES_HANDLER == "axes.handlers.database.AxesDatabaseHandler"
    assert {cache["BACKEND"] for cache in settings.CACHES.values()} == {
        "django.core.cache.backends.dummy.DummyCache"
    }
