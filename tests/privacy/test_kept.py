"""The register of personal data is complete: every field that can hold some has a place, or a reason."""

import re

import pytest
from django.apps import apps
from django.db import models

from kkr_portal.access.models import User
from kkr_portal.history.tracked import is_tracked
from kkr_portal.privacy.kept import KEPT
from kkr_portal.registry.models import Person

TOLD_BY_THEIR_NAME = re.compile(
    r"(^|_)(name|email|phone|address|username|answered_by|signed_for_\w+|mayor|director|owner|others_present)$"
)

# Called as if they held something about a person, and do not; or text of a case, which follows the case.
NOT_ABOUT_ONE_PERSON = {
    "registry.Region", "registry.Council", "registry.BusinessHouse", "registry.Municipality",
    "registry.MunicipalityName", "registry.Party", "registry.Organisation", "meetings.ListCooperation",
    "meetings.Initiative", "boards.Board.name", "quotas.Scenario.name", "contracts.Measure",
    "auth.Permission", "auth.Group", "meetings.SentFile", "meetings.Attachment", "quotas.Announcement",
    "quotas.IssueDocument", "contracts.Measurement", "outbox.Mail.file_name", "contracts.Signature.scan_name",
    "meetings.FollowUp.owner",
}  # fmt: skip


def about_people() -> set[tuple[str, str]]:
    """(model, field) of everything that leads to a person or a user, or is called as if it named one."""
    found = set()
    events = {model.pgh_event_model for model in apps.get_models() if is_tracked(model)}
    for model in apps.get_models():
        if model in events or model._meta.proxy or not model._meta.managed:
            continue
        for field in model._meta.concrete_fields:
            leads = isinstance(field, models.ForeignKey) and field.related_model in (User, Person)
            address = isinstance(field, models.EmailField | models.GenericIPAddressField)
            named = isinstance(field, models.CharField | models.TextField) and TOLD_BY_THEIR_NAME.search(
                field.name
            )
            if leads or address or named:
                found.add((model._meta.label, field.name))
    return found


def registered() -> set[tuple[str, str]]:
    return {(table.model, name) for kept in KEPT for table in kept.tables for name in table.fields}


def test_every_field_about_people_has_a_place():
    left = {
        (model, name)
        for model, name in about_people() - registered()
        if not {model, f"{model}.{name}"} & NOT_ABOUT_ONE_PERSON
    }
    ways = {
        (table.model, path) for kept in KEPT for table in kept.tables for path in (*table.person, *table.user)
    }
    assert left - ways == set()


def test_no_reason_is_left_over():
    """A name in the list of exceptions that no field needs any more would hide the next one."""
    needed = {one for model, name in about_people() - registered() for one in (model, f"{model}.{name}")}
    assert NOT_ABOUT_ONE_PERSON - needed == set()


@pytest.mark.parametrize("kept", KEPT, ids=lambda kept: kept.what)
def test_what_is_registered_is_there_and_is_told(kept):
    assert all([kept.what, kept.why, kept.until, kept.seen_by])
    for table in kept.tables:
        model = apps.get_model(table.model)
        for name in {*table.fields, *table.empties}:
            model._meta.get_field(name)
        assert not (table.empties and table.goes)
