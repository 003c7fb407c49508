from collections.abc import Callable

import pytest

from kkr_portal.access.models import Role, User
from kkr_portal.outbox import actions
from kkr_portal.outbox.actions import Letter
from kkr_portal.outbox.models import Mail


@pytest.fixture
def new_mail(council) -> Callable[..., Mail]:
    """Drafts a mail; ``key`` says which."""

    def make(key: str = "a", **letter: str) -> Mail:
        values = {"to_name": "Anna Øst", "to_address": f"{key}@kommune.example", "subject": "Dagsorden",
                  "body": "Kære Anna"} | letter  # fmt: skip
        return actions.draft(council=council, key=key, batch="Møde 7. marts", letter=Letter(**values))

    return make


@pytest.fixture
def releaser(council) -> User:
    user = User.objects.create_user("frigiver@example.dk")
    Role.objects.create(user=user, kind="secretariat", council=council)
    return user


@pytest.fixture
def release(releaser) -> Callable[..., int]:
    return lambda *mails: actions.release(
        mails=Mail.objects.filter(pk__in=[mail.pk for mail in mails]), by=releaser
    )
