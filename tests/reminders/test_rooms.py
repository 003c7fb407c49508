"""The mails made of the rooms as they are: each person's hold what that person may see, and nothing else."""

import re
from datetime import date

import pytest
from django.test import Client

from kkr_portal.access.models import User
from kkr_portal.demonstration import boards, contracts, meeting, quotas, rounds, term, users
from kkr_portal.outbox.models import Mail
from kkr_portal.reminders import making
from meetings.models import AgendaItem
from tests.reminders.conftest import choose


@pytest.fixture
def mails(db, at) -> dict[str, list[Mail]]:
    """By address: every demonstration user's mails on a Monday between two meetings, with all turned on."""
    for loaded in (users, meeting, term, contracts, boards, rounds, quotas):
        loaded.load()
    at(date(2022, 3, 7))
    for user in User.objects.all():
        choose(user, reminds=True, leads=[30], digest=True)
    making.make_waiting()
    return {user.email: list(user.own_mails.order_by("key")) for user in User.objects.all()}


def test_every_link_leads_somewhere_for_its_reader_and_no_closed_item_is_named(mails):
    closed = set(AgendaItem.objects.filter(closed=True).values_list("title", flat=True))
    assert closed
    links, seen = {}, []
    for address, own in mails.items():
        client = Client()
        client.force_login(User.objects.get(email=address))
        for mail in own:
            text = f"{mail.subject}\n{mail.body}"
            seen += [(address, title) for title in closed if title in text]
            for path in set(re.findall(r"http://127\.0\.0\.1:8000(/\S*)", text)):
                links[address, path] = client.get(path.partition("#")[0]).status_code
    assert seen == []
    assert {place: status for place, status in links.items() if status != 200} == {}
    assert len(links) > 50


def test_who_hears_of_what(mails):
    def words(address, key):
        return "\n".join(mail.body for mail in mails[address] if mail.key.startswith(key))

    secretary, member = (f"{who}@midtjylland.example" for who in ("sekretariat", "medlem"))
    for_those_who_act = ["OVERSKREDET", "Tag stilling til forslaget", "næste trin: «Forhandlet færdig»"]
    assert [said for said in for_those_who_act if said not in words(secretary, "digest")] == []
    assert [said for said in for_those_who_act if said in words(member, "digest")] == []
    assert "Svar på høringen" in words(member, "digest")
    for address in (secretary, member):
        assert "KKR Sjælland" not in words(address, "")
    assert {kkr for kkr in ("Sjælland", "Nordjylland") if kkr in words("kl@kl.example", "")} != set()
