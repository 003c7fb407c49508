"""The command that loads the demonstration, and what it may be loaded into."""

import pytest
from django.core.management import CommandError, call_command

from kkr_portal.access.models import User
from kkr_portal.demonstration import term, users
from meetings.models import Meeting, Proposal
from meetings.roster import roster_on


def test_the_command_fills_an_empty_database_once(db, settings, capsys):
    settings.LOCAL = True
    call_command("demonstration")
    call_command("demonstration", if_empty=True)
    assert (Meeting.objects.count(), User.objects.count()) == (6, len(users.SIGN_INS))
    with pytest.raises(CommandError, match="Databasen er ikke tom"):
        call_command("demonstration")


def test_known_passwords_never_reach_a_portal_in_operation(db, settings):
    settings.LOCAL = False
    with pytest.raises(CommandError, match="LOCAL=1"):
        call_command("demonstration")
    assert User.objects.count() == 0


def test_every_sign_in_works(db, client):
    users.load()
    answers = [
        client.post("/access/sign-in/", {"username": one.email, "password": users.PASSWORD}).status_code
        for one in users.SIGN_INS
        if not client.logout()
    ]
    assert answers == [302] * len(users.SIGN_INS)


def test_without_sign_ins_it_loads_all_the_same(db):
    made = term.load()
    assert (roster_on(made.council, term.START).chair is None, Proposal.objects.count()) == (False, 0)
