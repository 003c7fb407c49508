"""Reference data: regions, KKR, business houses, municipalities, parties and organisations.

The rows stand in ``registry/data/*.csv``, each with its source. This migration has run on somebody's
database: correct a row by a new migration (or in the admin), never by editing the files it read.
Going back keeps the rows, since other rows may point to them.
"""

import csv
from pathlib import Path

import pghistory
from django.db import migrations

DATA = Path(__file__).resolve().parent.parent / "data"

# Table, file, and which column points to which table by which key. In the order they depend on each other.
TABLES = [
    ("Region", "regions.csv", {}),
    ("Council", "councils.csv", {"region": ("Region", "code")}),
    ("BusinessHouse", "business_houses.csv", {"council": ("Council", "slug")}),
    (
        "Municipality",
        "municipalities.csv",
        {"region": ("Region", "code"), "business_house": ("BusinessHouse", "slug")},
    ),
    ("MunicipalityName", "municipality_names.csv", {"municipality": ("Municipality", "code")}),
    ("Population", "populations.csv", {"municipality": ("Municipality", "code")}),
    (
        "BusinessHouseOffice",
        "offices.csv",
        {"business_house": ("BusinessHouse", "slug"), "municipality": ("Municipality", "code")},
    ),
    ("Party", "parties.csv", {"municipality": ("Municipality", "code")}),
    ("Organisation", "organisations.csv", {}),
]


def load(apps, schema_editor):
    """Fill the nine tables. A row that points to something unknown stops it: KeyError with the key."""
    with pghistory.context(source="Stamdata"):
        for table, file, references in TABLES:
            model = apps.get_model("registry", table)
            with (DATA / file).open(encoding="utf-8", newline="") as stream:
                rows = list(csv.DictReader(stream))
            for column, (target, key) in references.items():
                known = {getattr(row, key): row for row in apps.get_model("registry", target).objects.all()}
                for row in rows:
                    row[column] = known[row[column]] if row[column] else None
            model.objects.bulk_create([model(**row) for row in rows])


class Migration(migrations.Migration):
    dependencies = [("registry", "0001_initial")]

    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
