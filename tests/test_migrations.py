"""A release's migrations leave the release before it working: they run while its pages are still served.

What this forbids, and how it is done instead, stands in the README under «Migrations». The migrations of
``migrations_before.csv`` are from before that promise. Another one that must break it says why it may, in a
sentence ``WHILE_SERVED`` at its head.
"""

import csv
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import migrations, models
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState

from tests.test_architecture import PACKAGES

BEFORE = Path(__file__).with_name("migrations_before.csv")
GONE = (
    migrations.RemoveField, migrations.RenameField, migrations.DeleteModel, migrations.RenameModel,
    migrations.AlterModelTable,
)  # fmt: skip
UNKNOWN = (migrations.RunSQL, migrations.RunPython)


def breaks(operation: Operation, app: str, before: ProjectState) -> str:
    """What the code of the release before would miss after this operation; "" where nothing."""
    if isinstance(operation, GONE):
        return "takes away what the code before still asks for"
    if isinstance(operation, UNKNOWN):
        return "may do anything"
    if isinstance(operation, migrations.SeparateDatabaseAndState):
        found = [breaks(one, app, before) for one in operation.database_operations]
        return next(filter(None, found), "")
    if isinstance(operation, migrations.AddField) and not filled_by_the_database(operation.field):
        # An event's columns are filled by its trigger, which comes along with them.
        return (
            "" if is_event(operation.model_name) else "asks for a value that the code before does not write"
        )
    if isinstance(operation, migrations.AlterField):
        old = before.models[app, operation.model_name_lower].fields[operation.name]
        return narrower(old, operation.field)
    return ""


def filled_by_the_database(field: models.Field) -> bool:
    return (
        field.null
        or field.has_db_default()
        or isinstance(field, models.ManyToManyField | models.GeneratedField)
    )


def is_event(model: str) -> bool:
    return model.lower().endswith("event")


def narrower(old: models.Field, new: models.Field) -> str:
    if old.null and not new.null:
        return "refuses what the code before may leave out"
    if old.get_internal_type() != new.get_internal_type():
        return "changes the type"
    if new.unique and not old.unique:
        return "refuses what the code before may write twice"
    if new.max_length and (old.max_length is None or new.max_length < old.max_length):
        return "takes shorter texts than the code before may write"
    return ""


def complaints() -> Iterator[str]:
    """Each operation of a migration of ours, after the promise, that breaks it without a reason."""
    with BEFORE.open(encoding="utf-8") as file:
        promised_after = {(row["app"], row["name"]) for row in csv.DictReader(file)}
    loader, state = MigrationLoader(None), ProjectState()
    for key in plan(loader):
        migration = loader.disk_migrations[key]
        module = sys.modules[type(migration).__module__]
        ours = module.__name__.split(".")[0] in PACKAGES and key not in promised_after
        promised = ours and not getattr(module, "WHILE_SERVED", "")
        for operation in migration.operations:
            if promised and (found := breaks(operation, key[0], state)):
                yield f"{key[0]} {key[1]}: «{operation.describe()}» {found}"
            operation.state_forwards(key[0], state)


def plan(loader: MigrationLoader) -> list[tuple[str, str]]:
    """All migrations, each after those that it stands on."""
    order: dict[tuple[str, str], None] = {}
    for leaf in loader.graph.leaf_nodes():
        order.update(dict.fromkeys(loader.graph.forwards_plan(leaf)))
    return list(order)


def test_the_release_before_goes_on_working():
    assert list(complaints()) == []


def test_every_migration_from_before_is_there():
    with BEFORE.open(encoding="utf-8") as file:
        named = {(row["app"], row["name"]) for row in csv.DictReader(file)}
    assert named - set(MigrationLoader(None).disk_migrations) == set()


def state_with(field: models.Field) -> ProjectState:
    state = ProjectState()
    fields = [("id", models.BigAutoField(primary_key=True)), ("name", field)]
    migrations.CreateModel("Thing", fields).state_forwards("app", state)
    return state


@pytest.mark.parametrize(
    "operation",
    [
        migrations.RemoveField("thing", "name"),
        migrations.RenameField("thing", "name", "title"),
        migrations.DeleteModel("Thing"),
        migrations.RunSQL("SELECT 1"),
        migrations.RunPython(migrations.RunPython.noop),
        migrations.AddField("thing", "more", models.CharField(max_length=5, default="x")),
        migrations.AlterField("thing", "name", models.CharField(max_length=5, null=True)),
        migrations.AlterField("thing", "name", models.CharField(max_length=10)),
        migrations.AlterField("thing", "name", models.TextField(null=True)),
        migrations.AlterField("thing", "name", models.CharField(max_length=10, null=True, unique=True)),
        migrations.SeparateDatabaseAndState([migrations.RemoveField("thing", "name")]),
    ],
    ids=lambda operation: operation.describe(),
)
def test_the_guard_bites(operation):
    assert breaks(operation, "app", state_with(models.CharField(max_length=10, null=True)))


@pytest.mark.parametrize(
    "operation",
    [
        migrations.CreateModel("Other", [("id", models.BigAutoField(primary_key=True))]),
        migrations.AddField("thing", "more", models.CharField(max_length=5, db_default="x")),
        migrations.AddField("thing", "more", models.IntegerField(null=True)),
        migrations.AddField("thingevent", "more", models.IntegerField(default=0)),
        migrations.AlterField("thing", "name", models.CharField("navn", max_length=20, null=True)),
        migrations.AddIndex("thing", models.Index(fields=["name"], name="thing_name")),
    ],
    ids=lambda operation: operation.describe(),
)
def test_the_guard_lets_the_rest_alone(operation):
    assert breaks(operation, "app", state_with(models.CharField(max_length=10, null=True))) == ""
