"""Users by e-mail; a role has its place."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from kkr_portal.access.models import Role, User
from kkr_portal.registry.models import BusinessHouse

pytestmark = pytest.mark.django_db


def test_email_is_stored_in_lower_case():
    user = User.objects.create_user(" Anna.Ås@Example.DK ", "x")
    assert (user.email, user.is_staff, str(user)) == ("anna.ås@example.dk", False, "anna.ås@example.dk")
    assert User.objects.get_by_natural_key("ANNA.ås@example.dk") == user


def test_the_database_refuses_capitals():
    user = User.objects.create_user("anna@example.dk", "x")
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.filter(pk=user.pk).update(email="Anna@example.dk")


@pytest.mark.parametrize(
    ("kind", "with_council", "with_house", "lawful"),
    [
        ("secretariat", True, False, True),
        ("secretariat", False, False, False),
        ("secretariat", True, True, False),
        ("member", True, False, True),
        ("member", False, True, False),
        ("board_member", False, True, True),
        ("board_member", True, False, False),
        ("business_house", False, True, True),
        ("business_house", False, False, False),
        ("kl", False, False, True),
        ("kl", True, False, False),
    ],
)
def test_a_role_has_its_place(council, kind, with_council, with_house, lawful):
    house = BusinessHouse.objects.get(slug="midtjylland")
    role = Role(
        user=User.objects.create_user("a@example.dk", "x"),
        kind=kind,
        council=council if with_council else None,
        business_house=house if with_house else None,
    )
    if lawful:
        role.full_clean()
        role.save()
        return
    with pytest.raises(ValidationError) as error:
        role.full_clean()
    assert error.value.messages == [
        "Sekretariat og medlem hører til ét KKR; bestyrelsesmedlem og erhvervshus til ét erhvervshus; "
        "KL til ingen af delene."
    ]
    with pytest.raises(IntegrityError), transaction.atomic():
        role.save()


def test_a_role_once():
    user = User.objects.create_user("a@example.dk", "x")
    Role.objects.create(user=user, kind="kl")
    with pytest.raises(ValidationError) as error:
        Role(user=user, kind="kl").full_clean()
    assert error.value.messages == ["Brugeren har allerede den rolle."]
