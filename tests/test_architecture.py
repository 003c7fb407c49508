"""The house rules that a machine can hold: import order, purity, history, templates, sizes.

Each rule is a function from source text to complaints, so that the last tests can show that it bites.
"""

import ast
import re
from pathlib import Path

import pytest
from django.apps import apps
from django.db import models

ROOT = Path(__file__).resolve().parent.parent
NOT_OURS = {".git", ".venv", ".data", "staticfiles", "vendor", "node_modules", "__pycache__"}
NOT_OURS |= {".mypy_cache", ".ruff_cache", ".pytest_cache", ".hypothesis"}

# Lower never imports higher. A new app gets its place here. What else lies in kkr_portal is the frame.
STATUTE = {f"kkr_portal.{name}" for name in ("law", "apportionment", "calendar", "danish_numbers")}
PURE = {f"kkr_portal.{name}" for name in ("danish_order", "richtext", "logs", "access.groups")} | STATUTE
FRAME = {"kkr_portal"}
REGISTRY = {"kkr_portal.registry"}
SHARED = {"kkr_portal.access", "kkr_portal.history", "kkr_portal.documents", "kkr_portal.outbox"}
SHARED |= {"kkr_portal.year", "kkr_portal.search", "kkr_portal.importing"}
MEETINGS = {"meetings"}
ROOMS = {"boards", "quotas", "contracts"}
TOP = {"kkr_portal.urls", "kkr_portal.views", "kkr_portal.front_page", "kkr_portal.demonstration"}
TOP |= {"kkr_portal.import_and_export"}
TOP |= {"kkr_portal.open_data", "kkr_portal.reminders", "kkr_portal.help", "kkr_portal.first_steps"}
TOP |= {"kkr_portal.verification", "kkr_portal.backup", "kkr_portal.metrics", "kkr_portal.privacy"}
TOP |= {f"kkr_portal.management.commands.{name}" for name in ("verify", "backup", "restore")}
LAYERS = [PURE, FRAME, REGISTRY, SHARED, MEETINGS, ROOMS, TOP]
PACKAGES = {"kkr_portal", *MEETINGS, *ROOMS}
PURE_MAY_IMPORT_OF_DJANGO = {"django.utils.safestring"}
CHANCE = {"random", "secrets", "uuid"}
RETOLD = {"edition_2022", "paragraph"}  # the text that is cited, and its form
LONGEST_MODULE = 350  # lines
LONGEST_TEST = 500  # lines; a test module mirrors one module and holds its table of cases
COMPONENTS = {"_components", "dkfds", "email"}
DERIVED = ["search.FileText", "search.FilePage", "meetings.ItemWords", "meetings.SentItem",
           "reminders.Reminder", "reminders.Digest"]  # fmt: skip
FRAMES = {"base.html", "failed.html", "pdf/base.html"}
STAND_ALONE = {"privacy/file.html"}  # read outside the portal

FORBIDDEN_TEXT = re.compile(
    "|".join(
        [
            r"https?://[^\s\"'<>]*(?:py"
            + r"pi|python"
            + r"hosted|npm"
            + r"js|yarn"
            + r"pkg|arti"
            + r"factory)",
            "--(?:extra-)?index" + "-url",
            "--find" + "-links",
            "/wo" + "rk/(?:main|shared)",
            "/tm" + "p/wt",
        ]
    )
)


def files(pattern: str) -> list[Path]:
    return sorted(
        path
        for path in ROOT.rglob(pattern)
        if path.is_file() and not NOT_OURS & set(path.relative_to(ROOT).parts)
    )


def module_name(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


def code_of_the_portal() -> dict[str, str]:
    """Module name → source, without migrations, tests and ``manage.py``."""
    return {
        module_name(path): path.read_text(encoding="utf-8")
        for path in files("*.py")
        if path.relative_to(ROOT).parts[0] in PACKAGES and "migrations" not in path.parts
    }


def place(module: str) -> tuple[int, str]:
    """The number of the layer that ``module`` lies in, and the member of the layer: the longest match."""
    fitting = [
        (len(member), number, member)
        for number, layer in enumerate(LAYERS)
        for member in layer
        if module == member or module.startswith(f"{member}.")
    ]
    _, number, member = max(fitting)
    return number, member


def imports(module: str, source: str, is_package: bool = False) -> set[str]:
    """Every module and name that is imported, also inside functions; ``from a import b`` gives ``a.b``."""
    found = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            parts = module.split(".")
            base = parts[: len(parts) - node.level + is_package] if node.level else []
            origin = ".".join([*base, *([node.module] if node.module else [])])
            found |= {f"{origin}.{alias.name}" for alias in node.names}
    return found


def ours(names: set[str]) -> set[str]:
    return {name for name in names if name.split(".")[0] in PACKAGES}


def climbs(module: str, source: str) -> list[str]:
    """Imports that go upwards, or from one room into another."""
    layer, member = place(module)
    wrong = []
    for name in sorted(ours(imports(module, source))):
        other_layer, other = place(name)
        between_rooms = layer == other_layer and layer == LAYERS.index(ROOMS) and member != other
        if other_layer > layer or between_rooms:
            wrong.append(f"{module} imports {name}")
    return wrong


def is_rule(module: str) -> bool:
    return module.split(".")[0] in MEETINGS | ROOMS and ".rules." in f"{module}."


def is_pure(module: str) -> bool:
    """The named modules, and each room's rules: statute is plain Python."""
    return place(module)[1] in PURE or is_rule(module)


def inexact(module: str, source: str) -> list[str]:
    """Chance and floating point in statute: a lot is drawn by people, and a share is a Fraction."""
    wrong = [
        f"{module} imports {name}" for name in sorted(imports(module, source)) if name.split(".")[0] in CHANCE
    ]
    for node in ast.walk(ast.parse(source)):
        literal = isinstance(node, ast.Constant) and isinstance(node.value, float)
        if literal or (isinstance(node, ast.Name) and node.id == "float"):
            wrong.append(f"{module} counts with a float in line {node.lineno}")
    return wrong


def leaves_the_rules(module: str, source: str) -> list[str]:
    """Rules know pure modules and the other rules of their room: no models, forms or settings."""
    room = module.split(".")[0]
    package = module.split(".")[-1] == "rules"
    return [
        f"{module} imports {name}"
        for name in sorted(ours(imports(module, source, is_package=package)))
        if place(name)[1] not in PURE and not f"{name}.".startswith(f"{room}.rules.")
    ]


def uncited(module: str, source: str) -> list[str]:
    """A rule says at its head which paragraph (of an agreement: which «afsnit») it rests on."""
    told = ast.get_docstring(ast.parse(source)) or ""
    name = module.split(".")[-1]
    cites = "§" in told or "afsnit" in told
    return [] if cites or name in RETOLD | {"rules"} else [f"{module} cites no paragraph"]


def impurities(module: str, source: str) -> list[str]:
    """Django, and the clock, in a pure module."""
    wrong = [
        f"{module} imports {name}"
        for name in sorted(imports(module, source))
        if name.startswith("django") and not any(name.startswith(fine) for fine in PURE_MAY_IMPORT_OF_DJANGO)
    ]
    clocks = {node.attr for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Attribute)}
    return wrong + [
        f"{module} reads the clock with {name}()" for name in sorted(clocks & {"today", "now", "utcnow"})
    ]


def receivers(module: str, source: str) -> list[str]:
    """Receivers of signals: what happens must be read where it happens. Sending one is no harm."""
    imported = imports(module, source)
    calls = [node.func for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call)]
    connects = any(isinstance(call, ast.Attribute) and call.attr == "connect" for call in calls)
    wrong = [f"{module} imports {name}" for name in sorted(imported) if name.startswith("django.dispatch")]
    if connects and any(".signals" in name for name in imported):
        wrong.append(f"{module} connects to a signal")
    return wrong


def inline_code(name: str, html: str) -> list[str]:
    """What the content security policy would stop: scripts, styles and handlers in the page itself."""
    html = re.sub(r"{%\s*comment.*?endcomment\s*%}", "", html, flags=re.DOTALL)
    kinds = {
        "a script": r"<script(?![^>]*\ssrc=)[^>]*>",
        "a style sheet": r"<style\b",
        "a style attribute": r"<[^>]*\sstyle\s*=",
        "an event handler": r"<[^>]*\son[a-z]+\s*=",
    }
    return [f"{name} holds {kind}" for kind, wrong in kinds.items() if re.search(wrong, html, re.IGNORECASE)]


def towers(name: str, html: str) -> list[str]:
    """Two levels: a page extends a frame; frames and components (and their like, _x.html) extend nothing."""
    extended = re.findall(r"{%\s*extends\s+[\"']([^\"']+)", html)
    file = name.split("/")[-1]
    if name.split("/")[0] in COMPONENTS or file.startswith("_") or name in FRAMES | STAND_ALONE:
        return [f"{name} extends {frame}" for frame in extended]
    if name.split("/")[0] == "admin":  # Django's own tower
        return []
    fine = len(extended) == 1 and extended[0] in FRAMES
    return [] if fine else [f"{name} extends {' and '.join(extended) or 'nothing'}"]


def templates() -> dict[str, str]:
    folder = ROOT / "templates"
    return {
        path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8")
        for path in files("*.html")
        if path.is_relative_to(folder)
    }


def complaints(rule, sources: dict[str, str]) -> list[str]:
    return [complaint for name, source in sources.items() for complaint in rule(name, source)]


def our_models() -> list[type[models.Model]]:
    return [
        model
        for config in apps.get_app_configs()
        if config.name.split(".")[0] in PACKAGES
        for model in config.get_models()
        if not model._meta.proxy
    ]


def test_lower_never_imports_higher():
    assert complaints(climbs, code_of_the_portal()) == []


def test_shared_apps_do_not_import_each_other_in_a_ring():
    wanted = {app: set() for app in SHARED}
    for module, source in code_of_the_portal().items():
        if (app := place(module)[1]) in SHARED:
            wanted[app] |= {place(name)[1] for name in ours(imports(module, source))} & SHARED - {app}
    rings = [(one, other) for one in sorted(SHARED) for other in sorted(wanted[one]) if one in wanted[other]]
    assert rings == []


def test_every_app_has_its_place():
    named = set().union(*LAYERS)
    assert {
        config.name for config in apps.get_app_configs() if config.name.split(".")[0] in PACKAGES
    } - named == set()


def test_relations_between_tables_follow_the_same_order():
    wrong = [
        f"{model._meta.label}.{field.name} → {field.related_model._meta.label}"
        for model in our_models()
        for field in model._meta.get_fields()
        if field.is_relation and not field.auto_created and field.related_model
        if field.related_model in our_models()
        if place(field.related_model.__module__)[0] > place(model.__module__)[0]
    ]
    assert wrong == []


def test_pure_modules_and_rules_are_pure():
    pure = {module: source for module, source in code_of_the_portal().items() if is_pure(module)}
    assert complaints(impurities, pure) == []


def test_statute_is_exact_and_leaves_nothing_to_chance():
    statute = {
        module: source
        for module, source in code_of_the_portal().items()
        if place(module)[1] in STATUTE or is_rule(module)
    }
    assert complaints(inexact, statute) == []


def test_rules_know_only_rules_and_cite_their_paragraphs():
    rules = {module: source for module, source in code_of_the_portal().items() if is_rule(module)}
    assert rules
    assert complaints(leaves_the_rules, rules) == []
    assert complaints(uncited, rules) == []


def test_nothing_happens_through_signals():
    assert complaints(receivers, code_of_the_portal()) == []


def test_no_module_has_outgrown_its_room():
    long = {
        str(path.relative_to(ROOT)): lines
        for path in files("*.py")
        if "migrations" not in path.parts
        if (lines := len(path.read_text(encoding="utf-8").splitlines()))
        > (LONGEST_TEST if path.is_relative_to(ROOT / "tests") else LONGEST_MODULE)
    }
    assert long == {}


def test_every_model_has_its_history():
    """Except what is read out of files and versions, which never change and from which it can be made again,
    and what a person was told in mails of their own: it goes when they go."""
    event_models = [model for model in our_models() if hasattr(model, "pgh_tracked_model")]
    tracked = {model.pgh_tracked_model for model in event_models}
    own_tables = [model for model in our_models() if model._meta.managed and not model._meta.proxy]
    assert [model._meta.label for model in own_tables if model not in [*event_models, *tracked]] == DERIVED


def test_templates_have_two_levels():
    assert complaints(towers, templates()) == []


def test_templates_hold_no_inline_code():
    pages = {name: html for name, html in templates().items() if not name.startswith("email/")}
    assert complaints(inline_code, pages) == []


def test_no_package_server_and_no_path_of_one_machine():
    kinds = {
        ".py",
        ".md",
        ".toml",
        ".lock",
        ".txt",
        ".cfg",
        ".yml",
        ".yaml",
        ".json",
        ".html",
        ".css",
        ".js",
        ".csv",
        "",
    }
    wrong = [
        f"{path.relative_to(ROOT)}: {found[0]}"
        for path in files("*")
        if path.suffix in kinds
        and (found := FORBIDDEN_TEXT.search(path.read_text(encoding="utf-8", errors="ignore")))
    ]
    assert wrong == []


@pytest.mark.parametrize(
    ("rule", "name", "source"),
    [
        (climbs, "kkr_portal.registry.models", "from kkr_portal.access.models import User"),
        (climbs, "kkr_portal.registry.models", "from kkr_portal import access"),
        (climbs, "kkr_portal.registry.views", "def view():\n    import meetings.models"),
        (climbs, "kkr_portal.documents.packet.parts", "from meetings.models import Meeting"),
        (climbs, "kkr_portal.forms", "from kkr_portal.registry.models import Council"),
        (climbs, "kkr_portal.danish_order", "from kkr_portal import settings"),
        (climbs, "meetings.models", "from boards.models import Seat"),
        (climbs, "meetings.models", "from kkr_portal.demonstration import meeting"),
        (climbs, "boards.models", "from contracts.models import ResultContract"),
        (climbs, "contracts.views", "from kkr_portal import urls"),
        (impurities, "kkr_portal.law", "from django.db import models"),
        (impurities, "meetings.rules", "import datetime\n\nday = datetime.date.today()"),
        (impurities, "meetings.rules.quorum", "from django.utils import timezone"),
        (inexact, "kkr_portal.apportionment.averages", "import random"),
        (inexact, "meetings.rules.quorum", "from secrets import choice"),
        (inexact, "meetings.rules.quorum", "HALF = 0.5"),
        (inexact, "kkr_portal.law", "def f(n):\n    return float(n)"),
        (leaves_the_rules, "meetings.rules.quorum", "from meetings.models import Meeting"),
        (leaves_the_rules, "meetings.rules.quorum", "from kkr_portal.registry.models import Council"),
        (leaves_the_rules, "meetings.rules.quorum", "from kkr_portal import settings"),
        (uncited, "meetings.rules.quorum", '"""At least half."""'),
        (receivers, "meetings.apps", "from django.dispatch import receiver"),
        (receivers, "meetings.apps", "from django.db.models.signals import post_save\npost_save.connect(f)"),
        (inline_code, "x.html", "<script>alert()</script>"),
        (inline_code, "x.html", '<p class="a" style="color: red">'),
        (inline_code, "x.html", "<button onclick='go()'>"),
        (inline_code, "x.html", "<style>p {}</style>"),
        (towers, "meetings/meeting_detail.html", "<p>"),
        (towers, "meetings/meeting_detail.html", '{% extends "meetings/frame.html" %}'),
        (towers, "_components/alert.html", '{% extends "base.html" %}'),
    ],
)
def test_the_guard_bites(rule, name, source):
    assert len(rule(name, source)) == 1


@pytest.mark.parametrize(
    ("rule", "name", "source"),
    [
        (climbs, "kkr_portal.urls", "from kkr_portal.registry import urls"),
        (climbs, "kkr_portal.registry.views", "from kkr_portal import danish_order, forms"),
        (climbs, "contracts.models", "from meetings.models import AgendaItem"),
        (climbs, "boards.views", "from . import models"),
        (impurities, "kkr_portal.richtext", "from django.utils.safestring import mark_safe"),
        (
            leaves_the_rules,
            "meetings.rules.quorum",
            "from kkr_portal.law import Breach\nfrom .editions import cite",
        ),
        (uncited, "meetings.rules.quorum", '"""Half: § 5, stk. 9."""\nx = 1'),
        (receivers, "meetings.views", "from django.contrib.auth.signals import a\na.send(sender=1)"),
        (inline_code, "x.html", "<script src=\"{% static 'js/a.js' %}\" defer></script>"),
        (towers, "meetings/meeting_detail.html", '{% extends "base.html" %}'),
    ],
)
def test_the_guard_lets_the_rest_alone(rule, name, source):
    assert rule(name, source) == []
