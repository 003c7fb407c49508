"""Who may do what: the whole of it, as named predicates over a user's roles.

Views, forms, templates and querysets ask here and nowhere else. A user without roles, and one who
is not signed in, is the public. A superuser (system administrator) holds every right.
"""

from __future__ import annotations

from dataclasses import astuple, dataclass
from hashlib import sha256
from typing import TYPE_CHECKING, TypeAlias

from django.contrib.auth.models import AnonymousUser

if TYPE_CHECKING:
    from kkr_portal.access.models import Role, User

AnyUser: TypeAlias = "User | AnonymousUser"


@dataclass(frozen=True)
class Roles:
    """A user's roles as sets of council and business house ids."""

    administrator: bool = False
    kl: bool = False
    secretariat_of: frozenset[int] = frozenset()
    member_of: frozenset[int] = frozenset()
    board_member_of: frozenset[int] = frozenset()
    business_house_of: frozenset[int] = frozenset()


def roles_of(user: AnyUser) -> Roles:
    """The user's roles: one query for a user object's lifetime, which is a request's."""
    if not user.is_authenticated or not user.is_active:
        return Roles()
    if not hasattr(user, "_roles"):
        rows = role_rows(user)

        def places(kind: str) -> frozenset[int]:
            return frozenset(row.council_id or row.business_house_id or 0 for row in rows if row.kind == kind)

        user._roles = Roles(  # type: ignore[attr-defined]
            administrator=user.is_superuser,
            kl=any(row.kind == "kl" for row in rows),
            secretariat_of=places("secretariat"),
            member_of=places("member"),
            board_member_of=places("board_member"),
            business_house_of=places("business_house"),
        )
    return user._roles  # type: ignore[attr-defined]


def rights_mark(user: User) -> str:
    """The same text for as long as the user may see the same: another role, another text."""
    roles = [sorted(one) if isinstance(one, frozenset) else one for one in astuple(roles_of(user))]
    return sha256(repr([user.is_active, user.person_id, roles]).encode()).hexdigest()


def role_rows(user: AnyUser) -> list[Role]:
    """The user's roles as rows with their places, for showing; read once for the object's lifetime."""
    if not user.is_authenticated or not user.is_active:
        return []
    if not hasattr(user, "_role_rows"):
        user._role_rows = list(  # type: ignore[attr-defined]
            user.roles.select_related("council", "business_house").order_by("kind", "pk")
        )
    return user._role_rows  # type: ignore[attr-defined]


def may_edit_council(user: AnyUser, council_id: int) -> bool:
    """Edit what belongs to this KKR: its own secretariat."""
    roles = roles_of(user)
    return roles.administrator or council_id in roles.secretariat_of


def may_read_drafts(user: AnyUser, council_id: int) -> bool:
    """Read what this KKR has not yet sent or published: its secretariat, and KL for all five."""
    return may_edit_council(user, council_id) or roles_of(user).kl


def may_read_closed(user: AnyUser, council_id: int) -> bool:
    """Read closed items of a sent agenda: its secretariat, KL, and the KKR's members and stand-ins."""
    return may_read_drafts(user, council_id) or council_id in roles_of(user).member_of


def may_read_why_members_change(user: AnyUser, council_id: int) -> bool:
    """Read why a member left or is away, and changes that are still to come: its secretariat, and KL."""
    return may_read_drafts(user, council_id)


def may_read_minutes(user: AnyUser, council_id: int, *, shared: bool, approved: bool) -> bool:
    """Read a meeting's minutes: approved ones everyone, a shared draft the KKR's own people and KL.

    What is neither is still being written: the secretariat and KL.
    """
    if approved:
        return True
    return may_read_closed(user, council_id) if shared else may_read_drafts(user, council_id)


def may_read_follow_ups(user: AnyUser, council_id: int) -> bool:
    """Read who is to do what after this KKR's decisions: its own people and KL."""
    return may_read_closed(user, council_id)


def may_take_part(user: AnyUser, council_id: int) -> bool:
    """Report one's own absence and propose cases: the KKR's members and stand-ins."""
    return council_id in roles_of(user).member_of


def houses_of(user: AnyUser) -> frozenset[int]:
    """The business houses whose own people the user is: its staff and its board."""
    roles = roles_of(user)
    return roles.business_house_of | roles.board_member_of


def may_report(user: AnyUser, business_house_id: int) -> bool:
    """Enter measurements for this business house: its own staff."""
    roles = roles_of(user)
    return roles.administrator or business_house_id in roles.business_house_of


def may_edit_national(user: AnyUser) -> bool:
    """Edit what is the same for all five KKR (reference data, framework agreement): KL."""
    roles = roles_of(user)
    return roles.administrator or roles.kl


def may_administer(user: AnyUser, app_label: str) -> bool:
    """Use the admin's part for this app: system administrators all of it, KL the national reference data.

    The admin asks for ``is_staff`` besides.
    """
    return roles_of(user).administrator or (app_label == "registry" and may_edit_national(user))


def may_read_history(user: AnyUser, council_id: int | None = None) -> bool:
    """Read who changed what: whoever may edit the thing, and KL. Without a council: KL."""
    return may_edit_national(user) if council_id is None else may_read_drafts(user, council_id)


def may_read_contact_details(user: AnyUser) -> bool:
    """Read persons' e-mail addresses and telephone numbers: the secretariats and KL."""
    roles = roles_of(user)
    return roles.administrator or roles.kl or bool(roles.secretariat_of)


def may_erase_people(user: AnyUser) -> bool:
    """See all that is kept about somebody, take it out and erase it: system administrators."""
    return roles_of(user).administrator


def may_import(user: AnyUser) -> bool:
    """See the page with all imports and lists: the secretariats, KL and the administrators."""
    return may_edit_national(user) or bool(roles_of(user).secretariat_of)


def has_outbox(user: AnyUser) -> bool:
    """Read and release mails of some KKR: the secretariats, each its own."""
    edited = councils_edited_by(user)
    return edited is None or bool(edited)


def councils_edited_by(user: AnyUser) -> frozenset[int] | None:
    """The councils whose things the user may edit; None stands for all."""
    roles = roles_of(user)
    return None if roles.administrator else roles.secretariat_of


def councils_with_drafts_for(user: AnyUser) -> frozenset[int] | None:
    """The councils whose unsent things the user may read; None stands for all."""
    roles = roles_of(user)
    return None if roles.administrator or roles.kl else roles.secretariat_of


def councils_with_closed_for(user: AnyUser) -> frozenset[int] | None:
    """The councils whose closed items the user may read once sent; None stands for all."""
    drafts = councils_with_drafts_for(user)
    return None if drafts is None else drafts | roles_of(user).member_of
