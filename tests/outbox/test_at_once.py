"""Two at the same moment with one mail: it is released once, and either released or discarded."""

import pytest
from django.test import Client

from kkr_portal.outbox import actions
from kkr_portal.outbox.models import Mail
from tests.side_by_side import at_once

pytestmark = pytest.mark.django_db(transaction=True)


def test_two_release_the_same_mails(new_mail, client_as, user_with):
    mails = [new_mail(key) for key in "ab"]
    first, second = client_as("secretariat"), Client()
    second.force_login(user_with("kl"))
    second.cookies = first.cookies.copy()
    url = f"/outbox/batches/{mails[0].pk}/release/"
    assert at_once(*[lambda of=of: of.post(url).status_code for of in (first, second)]) == [302, 302]
    assert list(Mail.objects.values_list("state", flat=True)) == ["released", "released"]
    assert Mail.objects.values("released_at").distinct().count() == 1


def test_one_counts_what_it_released_itself(new_mail, releaser):
    new_mail("a"), new_mail("b")
    found = at_once(*[lambda: actions.release(mails=Mail.objects.all(), by=releaser)] * 2)
    assert sorted(found) == [0, 2]


def test_released_or_discarded_and_never_both(new_mail, releaser):
    """A released mail may still be discarded; a discarded one is not released."""
    mail = new_mail("a")
    released, discarded = at_once(
        lambda: actions.release(mails=Mail.objects.all(), by=releaser),
        lambda: actions.discard(mails=Mail.objects.all()),
    )
    mail.refresh_from_db()
    assert (discarded, mail.state, released in (0, 1)) == (1, "discarded", True)
