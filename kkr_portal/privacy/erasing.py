"""Erases what is kept about one person and need not stay: today's rows, and what history remembers of them.

What the public record rests on stays: names in minutes, terms of office, votes, signatures, sent letters.
History is otherwise never rewritten; the triggers that guard it are passed here and nowhere else, in one
transaction that begins with an ``Erasure``: it is the key, and it stays behind.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

import pgtrigger
from django.apps import apps
from django.contrib.sessions.models import Session
from django.db import models, transaction
from django.db.models.deletion import ProtectedError, RestrictedError

from kkr_portal.access.models import User
from kkr_portal.history.tracked import events_of, is_tracked
from kkr_portal.outbox.models import Mail
from kkr_portal.privacy.held import Subject, rows_about
from kkr_portal.privacy.kept import KEPT, Kept, Table
from kkr_portal.privacy.models import Erasure
from kkr_portal.registry.models import Person

GONE = "(slettet)"
NOBODYS_ADDRESS = "slettet@slettet.invalid"  # a domain that can never exist (RFC 2606)


class CanNotErase(Exception):
    """Why nothing was erased, in Danish."""


@dataclass(frozen=True)
class Plan:
    """What erasing would do: what ``goes`` and what ``stays``, each with its number of rows."""

    goes: list[tuple[Kept, int]]
    stays: list[tuple[Kept, int]]
    name_goes: bool
    hindrance: str


def plan(subject: Subject, by: User) -> Plan:
    goes, stays = [], []
    for kept in KEPT:
        going, staying = 0, 0
        for table in kept.tables:
            rows = rows_about(subject, table)
            if table.empties:
                going += rows.exclude(**_emptied(table)).count()
            elif table.goes or table.model == "access.User":
                going += rows.count()
            elif table.model != "registry.Person":  # the name: told by itself
                staying += rows.count()
        if going:
            goes.append((kept, going))
        if staying:
            stays.append((kept, staying))
    name_goes = subject.person is not None and not _is_needed(subject.person)
    return Plan(goes, stays, name_goes, hindrance(subject, by))


def hindrance(subject: Subject, by: User) -> str:
    """What must be done first, "" where nothing must."""
    if subject.user is not None and subject.user.pk == by.pk:
        return "Du kan ikke slette dig selv. Bed en anden administrator om det."
    if subject.user is not None and subject.user.is_superuser:
        return "Brugeren er systemadministrator. Fjern først den rettighed i administrationen."
    waiting = Mail.objects.filter(
        to_address__in=subject.addresses, subscriber=None,
        state__in=[Mail.State.DRAFT, Mail.State.RELEASED, Mail.State.SENDING],
    ).count()  # fmt: skip
    if waiting:
        return f"Der venter {waiting} mail(s) til personen i udbakken. Frigiv eller kassér dem først."
    return ""


def _is_needed(person: Person) -> bool:
    """Whether something that stays leads to the person: an office, a vote, a proposal."""
    return any(
        field.related_model._base_manager.filter(**{field.field.name: person.pk}).exists()
        for field in Person._meta.get_fields(include_hidden=True)
        if isinstance(field, models.ManyToOneRel) and field.on_delete is models.PROTECT
    )


@transaction.atomic
def erase(*, subject: Subject, by: User, reason: str) -> Erasure:
    """Raises CanNotErase. What is erased is gone for good, also from the history; backups still have it."""
    if not reason.strip():
        raise CanNotErase("Skriv, hvorfor oplysningerne slettes.")
    person = Person.objects.select_for_update().get(pk=subject.person.pk) if subject.person else None
    user = User.objects.select_for_update().get(pk=subject.user.pk) if subject.user else None
    subject = Subject(person, user)
    ids = {"person_pk": person.pk if person else None, "user_pk": user.pk if user else None}
    if found := hindrance(subject, by):
        raise CanNotErase(found)
    erasure = Erasure.objects.create(by=by, reason=reason.strip()[:300], counts={}, **ids)
    counts: Counter[str] = Counter()
    with pgtrigger.ignore(*_history_guards()):
        for kept in KEPT:
            for table in kept.tables:
                if table.empties or table.goes:
                    counts[table.model] += (
                        _empty(subject, table) if table.empties else _remove(subject, table)
                    )
        if user:
            counts["sessions.Session"] += _end_sessions(user)
            _forget_user(user)
        if person and not _is_needed(person):
            counts["registry.Person"] += _forget_person(person)
    erasure.counts = {model: number for model, number in counts.items() if number}
    erasure.save(update_fields=["counts"])
    return erasure


def _history_guards() -> list[str]:
    """The guards of the histories that hold what is erased; all others stay shut."""
    names = {table.model for kept in KEPT for table in kept.tables if table.empties or table.goes}
    tracked = [apps.get_model(name) for name in sorted({*names, "access.User", "registry.Person"})]
    return [f"{one.pgh_event_model._meta.label}:append_only" for one in tracked if is_tracked(one)]


def _empty(subject: Subject, table: Table) -> int:
    """First the history, since the rows in it are found by what is about to be emptied."""
    emptied = _emptied(table)
    rows_about(subject, table, earlier=True).update(**emptied)
    rows = list(rows_about(subject, table).exclude(**emptied))
    for row in rows:
        type(row)._base_manager.filter(pk=row.pk).update(**emptied)
    model = apps.get_model(table.model)
    if is_tracked(model):  # the emptying itself is told in the history, with what was there only before it
        events_of(model).filter(pgh_obj_id__in=[row.pk for row in rows]).update(**emptied)
    return len(rows)


def _emptied(table: Table) -> dict[str, Any]:
    """The fields that are emptied; where the database wants something, with words that say what happened."""
    model, found = apps.get_model(table.model), {}
    for name in table.empties:
        field: Any = model._meta.get_field(name)
        needed = NOBODYS_ADDRESS if isinstance(field, models.EmailField) else GONE
        found[name] = "" if field.blank else needed
    return found


def _remove(subject: Subject, table: Table) -> int:
    """The rows, and all that the history has of them."""
    model = apps.get_model(table.model)
    rows = rows_about(subject, table)
    if is_tracked(model):
        keys = list(rows.values_list("pk", flat=True))
        number, _ = rows.delete()
        events_of(model).filter(pgh_obj_id__in=keys).delete()
        rows_about(subject, table, earlier=True).delete()
        return number
    number, _ = rows.delete()
    return number


def _end_sessions(user: User) -> int:
    number = 0
    for session in Session.objects.iterator():
        if str(session.get_decoded().get("_auth_user_id")) == str(user.pk):
            session.delete()
            number += 1
    return number


def _forget_user(user: User) -> None:
    """The row stays, since others lead to it; it can't sign in, and nobody can be told by it."""
    user.email, user.first_name, user.last_name = f"slettet-{user.pk}@slettet.invalid", "", GONE
    user.person, user.is_active, user.is_staff, user.last_login = None, False, False, None
    user.set_unusable_password()
    user.save()
    events_of(User).filter(pgh_obj_id=user.pk).update(
        email=user.email, first_name="", last_name=GONE, person_id=None
    )


def _forget_person(person: Person) -> int:
    pk = person.pk
    try:
        person.delete()
    except (ProtectedError, RestrictedError):  # somebody gave the person an office meanwhile
        return 0
    events_of(Person).filter(pgh_obj_id=pk).update(given_name=GONE, family_name="", email="", phone="")
    return 1
