"""Closed is closed: every table that hangs on something closed × shell, bulk and SQL.

Which tables those are is read out of the models; one that nobody has decided on in ``decisions.csv`` fails.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.apps import apps
from django.db import models

from boards.models import Correction, Tenure
from kkr_portal.registry.models import Person
from quotas.models import QuotaYear
from tests.closed import paths
from tests.closed.relations import ROOTS, Place, decided, places, reasons

pytestmark = pytest.mark.django_db
DECISIONS = decided()
ALL = [place for thing in ROOTS for place in places(thing, DECISIONS)]
CLOSED = [one for one in ALL if DECISIONS.get((one.thing, one.label)) == "closed"]
FIRST = {(one.thing, one.table): one for one in reversed(CLOSED)}.values()  # by what a table hangs on
GROWS = [one for one in ALL if DECISIONS.get((one.thing, one.label)) == "grows"]
EVENTS = [model for model in apps.get_models() if hasattr(model, "pgh_tracked_model")]


def name(place: Place) -> str:
    return f"{place.thing}: {place.label}"


def row_of(place: Place) -> models.Model:
    row = place.closed_rows().first()
    assert row is not None, f"the world of these tests has no row for {name(place)}"
    return row


def outcomes(attempts) -> dict[str, str]:
    return {called: paths.outcome(do) for called, do in attempts}


def all_closed(found: dict[str, str]) -> dict[str, str]:
    """What is left over when everything is refused: nothing."""
    assert found
    return {called: said for called, said in found.items() if said != "closed"}


def test_every_table_is_decided_on():
    assert {(one.thing, one.label) for one in ALL} == DECISIONS.keys()


def test_what_stays_open_has_a_reason():
    assert {DECISIONS[key] for key in DECISIONS} == {"closed", "grows", "open"}
    assert [key for key, why in reasons().items() if not why and DECISIONS[key] != "closed"] == []


@pytest.mark.parametrize("thing", ROOTS)
def test_the_thing_itself(thing, closed):
    root = ROOTS[thing]
    row = root.table._base_manager.filter(root.closed).order_by("pk").first()
    assert row is not None
    assert all_closed(outcomes(paths.changes(row, root.keeps))) == {}


@pytest.mark.parametrize("place", CLOSED, ids=name)
def test_what_closes_with_it(place, closed):
    row = row_of(place)
    found = outcomes(paths.changes(row)) | outcomes(paths.additions(row))
    others = place.table._base_manager.exclude(pk__in=place.closed_rows())
    if place in FIRST and (open_row := others.first()):
        found |= outcomes(paths.moves(row, place.field, open_row))
    assert all_closed(found) == {}


@pytest.mark.parametrize("place", GROWS, ids=name)
def test_what_only_grows(place, closed):
    assert all_closed(outcomes(paths.changes(row_of(place)))) == {}


def test_the_history(closed):
    """Every table of events: not changed, deleted, emptied or written by hand."""
    left = {model._meta.label: all_closed(outcomes(_rewrites(model))) for model in EVENTS}
    assert {table: found for table, found in left.items() if found} == {}


def _rewrites(model: type[models.Model]) -> Iterator[paths.Attempt]:
    table = model._meta.db_table
    if model._base_manager.exists():  # a trigger on rows has none to refuse otherwise
        for statement in (f"UPDATE {table} SET pgh_label = 'update'", f"DELETE FROM {table}"):
            yield statement, paths.sql(statement)
    for statement in (f"TRUNCATE {table}", f"INSERT INTO {table} DEFAULT VALUES"):
        yield statement, paths.sql(statement)


def test_an_announced_appointment_holds_its_tenure(closed):
    told = ("seat_id", "person_id", "term_id", "decided_at_id")
    row = Tenure.objects.filter(period__endswith=None, appointment__announced_on__isnull=False).first()
    assert all_closed(outcomes(paths.changes(row, told))) == {}


def test_the_year_of_a_closed_issue_stays(closed):
    year = QuotaYear.objects.filter(issues__status="closed").first()
    changed = f"UPDATE quotas_quotayear SET year = 2077 WHERE id = {year.pk}"
    assert paths.outcome(paths.sql(changed)) == "closed"


def test_the_past_opens_for_a_reason(closed):
    row = Tenure.objects.filter(ROOTS["past tenure"].closed).first()

    def corrected() -> None:
        Correction.objects.create(seat=row.seat, reason="Datoen var skrevet forkert.")
        Tenure.objects.filter(pk=row.pk).update(ended_note="Rettet")

    assert paths.outcome(corrected) == "went through"


def test_the_attempts_would_be_seen(closed):
    """What nothing closes goes through on every way, and a table that nobody decided on is told."""
    row = Person.objects.create(given_name="Ane", family_name="Ahorn")
    found = outcomes(paths.changes(row, ("given_name",))) | outcomes(paths.additions(row))
    assert found.pop("SQL TRUNCATE") == "closed"  # by CASCADE it would take closed tables along
    assert set(found.values()) == {"went through"}
    without = {key: said for key, said in DECISIONS.items() if key[1] != "meetings.Move.meeting"}
    labels = {one.label for one in places("approved minutes", without)}
    assert "meetings.Move.meeting" in labels - {label for _, label in without}
