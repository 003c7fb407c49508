"""Announcements are found by whom they are published to, and municipalities that have quotas."""

import pytest
from django.contrib.auth.models import AnonymousUser

from kkr_portal.search.finding import asked, search
from quotas.models import Issue
from tests.conftest import ROLES
from tests.quotas import made


@pytest.fixture
def finders(user_with):
    users = {role: user_with(role) or AnonymousUser() for role in ROLES}

    def found(text: str) -> set[str]:
        return {role for role, user in users.items() if search(user, asked(text, kind="quotas"))}

    return found


def test_a_draft_issue_is_found_by_who_reads_it(finders, db):
    issue = made.with_quotas(made.an_issue(reason="Kodeordet"))
    assert (finders("kodeordet"), finders("Læsø")) == ({"kl"}, {"kl"})
    made.set_status(issue, Issue.Status.PUBLISHED)
    assert (finders("kodeordet"), finders("Læsø")) == (set(ROLES), set(ROLES))
