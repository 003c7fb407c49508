"""Each predicate against each role. Midtjylland is the KKR asked about; see ``ROLES`` in conftest."""

import pytest
from django.contrib.auth.models import AnonymousUser

from kkr_portal.access import predicates
from kkr_portal.access.models import Role, User
from kkr_portal.registry.models import BusinessHouse, Council
from tests.conftest import ROLES

EVERYONE = [*ROLES, "inactive", "administrator"]

# Who gets yes; everybody else in EVERYONE gets no.
OF_COUNCIL = {
    predicates.may_edit_council: {"secretariat", "administrator"},
    predicates.may_read_drafts: {"secretariat", "kl", "administrator"},
    predicates.may_read_closed: {"secretariat", "kl", "member", "administrator"},
    predicates.may_read_history: {"secretariat", "kl", "administrator"},
}
OF_ALL = {
    predicates.may_edit_national: {"kl", "administrator"},
    predicates.may_read_history: {"kl", "administrator"},
    predicates.may_import: {"secretariat", "other_secretariat", "kl", "administrator"},
    predicates.may_erase_people: {"administrator"},
    predicates.may_read_contact_details: {"secretariat", "other_secretariat", "kl", "administrator"},
}


@pytest.fixture
def everyone(user_with) -> dict[str, User | AnonymousUser]:
    users = {role: user_with(role) or AnonymousUser() for role in ROLES}
    users["administrator"] = User.objects.create_superuser("admin@example.dk", "x")
    users["inactive"] = User.objects.create_user(
        "inaktiv@example.dk", "x", is_active=False, is_superuser=True
    )
    Role.objects.create(user=users["inactive"], kind="kl")
    return users


def name(predicate) -> str:
    return predicate.__name__


@pytest.mark.parametrize("predicate", OF_COUNCIL, ids=name)
def test_predicates_about_a_council(predicate, everyone, council):
    answers = {role for role, user in everyone.items() if predicate(user, council.pk)}
    assert answers == OF_COUNCIL[predicate]


@pytest.mark.parametrize("predicate", OF_ALL, ids=name)
def test_predicates_about_all_five(predicate, everyone):
    assert {role for role, user in everyone.items() if predicate(user)} == OF_ALL[predicate]


def test_may_administer(everyone):
    apps = ["registry", "access", "meetings"]
    assert {
        role: {app for app in apps if predicates.may_administer(user, app)} for role, user in everyone.items()
    } == {role: set() for role in EVERYONE} | {"kl": {"registry"}, "administrator": set(apps)}


def test_django_asks_the_predicates(everyone):
    kl, administrator, member = everyone["kl"], everyone["administrator"], everyone["member"]
    assert [
        kl.has_perm("registry.change_party"),
        kl.has_perms(["registry.add_party", "access.add_user"]),
        kl.has_module_perms("registry"),
        kl.has_module_perms("access"),
        administrator.has_perm("access.delete_role"),
        member.has_perm("registry.view_party"),
    ] == [True, False, True, False, True, False]


def test_councils_by_role(everyone, council):
    here, there = council.pk, Council.objects.get(slug="sjaelland").pk
    nothing = frozenset()
    one, other = frozenset({here}), frozenset({there})
    table = {
        role: (
            predicates.councils_edited_by(user),
            predicates.councils_with_drafts_for(user),
            predicates.councils_with_closed_for(user),
        )
        for role, user in everyone.items()
    }
    assert table == {
        "public": (nothing, nothing, nothing),
        "secretariat": (one, one, one),
        "other_secretariat": (other, other, other),
        "kl": (nothing, None, None),
        "member": (nothing, nothing, one),
        "board_member": (nothing, nothing, nothing),
        "business_house": (nothing, nothing, nothing),
        "inactive": (nothing, nothing, nothing),
        "administrator": (None, None, None),
    }


def test_who_reads_drafts_reads_what_is_closed(everyone):
    """The search rests on it: in councils whose drafts are read, it asks no further."""
    for user in everyone.values():
        drafts = predicates.councils_with_drafts_for(user)
        closed = predicates.councils_with_closed_for(user)
        assert closed is None or (drafts is not None and drafts <= closed)


def test_roles_of_one_who_has_several(council, user_with):
    mayor = user_with("member")
    house = BusinessHouse.objects.get(slug="midtjylland")
    Role.objects.create(user=mayor, kind="board_member", business_house=house)
    assert predicates.roles_of(User.objects.get(pk=mayor.pk)) == predicates.Roles(
        member_of=frozenset({council.pk}), board_member_of=frozenset({house.pk})
    )


def test_roles_take_one_query_a_request(user_with, django_assert_num_queries):
    user = User.objects.get(pk=user_with("member").pk)
    with django_assert_num_queries(1):
        predicates.roles_of(user)
        predicates.may_read_closed(user, 1)
        assert [str(role) for role in predicates.role_rows(user)] == [str(user._role_rows[0])]
