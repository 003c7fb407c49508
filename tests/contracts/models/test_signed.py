"""A signed contract is closed on every path: admin, shell, bulk, raw SQL, deletion; each of its tables."""

from datetime import date

import pytest
from django.db import IntegrityError, InternalError, connection, transaction
from django.db.models import ProtectedError

from contracts.actions.revisions import revise_target
from contracts.models import (
    AcceptedDeviation,
    Approval,
    ContractPart,
    ContractVersion,
    Dispatch,
    FocusArea,
    FundingRow,
    Goal,
    Obligation,
    ResultContract,
    Signature,
    StatusChange,
    Target,
    TargetRevision,
)
from contracts.models.signed import MESSAGE, refusal
from kkr_portal.access.models import User
from tests.contracts.lives import an_item, sent, signed

CHILDREN = {
    ContractPart: ("contract", "text", "andet"),
    FocusArea: ("contract", "title", "andet"),
    Goal: ("contract", "title", "andet"),
    Target: ("goal__contract", "wording", "andet"),
    FundingRow: ("contract", "amount", 1),
    AcceptedDeviation: ("contract", "reason", "andet"),
    Approval: ("contract", "note", "andet"),
    Signature: ("contract", "name", "en anden"),
}


@pytest.fixture
def contract(db):
    return signed()


def stays(act) -> str:
    """The sentence with which the database refused."""
    with pytest.raises((IntegrityError, InternalError, ProtectedError)) as found, transaction.atomic():
        act()
    said = refusal(found.value) if isinstance(found.value, IntegrityError) else ""
    return said or str(found.value)


def rows(model, contract):
    return model.objects.filter(**{CHILDREN[model][0]: contract})


@pytest.mark.parametrize("model", CHILDREN)
def test_children_in_the_shell_in_bulk_by_sql_and_by_deletion(model, contract):
    _path, column, value = CHILDREN[model]
    row = rows(model, contract).first()
    setattr(row, column, value)
    assert stays(row.save) == MESSAGE
    assert stays(lambda: rows(model, contract).update(**{column: value})) == MESSAGE
    assert stays(lambda: model.objects.bulk_update([row], [column])) == MESSAGE
    assert stays(lambda: rows(model, contract).delete()) in (MESSAGE, stays(row.delete))
    with connection.cursor() as cursor:
        table = model._meta.db_table
        update = f"UPDATE {table} SET {column} = %s WHERE id = %s"
        assert stays(lambda: cursor.execute(update, [value, row.pk])) == MESSAGE
        delete = f"DELETE FROM {table} WHERE id = %s"
        assert stays(lambda: cursor.execute(delete, [row.pk])) == MESSAGE
    assert getattr(rows(model, contract).get(pk=row.pk), column) != value


@pytest.mark.parametrize("model", CHILDREN)
def test_no_row_is_added(model, contract):
    row = rows(model, contract).order_by("pk").first()
    row.pk = None
    row._state.adding = True
    assert stays(row.save) == MESSAGE


def test_the_contract_itself(contract):
    every = ResultContract.objects.filter(pk=contract.pk)
    contract.grant = 1
    assert stays(contract.save) == MESSAGE
    assert stays(lambda: every.update(in_force_on=date(2023, 1, 1))) == MESSAGE
    assert stays(lambda: every.update(status="draft")) == MESSAGE
    assert stays(lambda: every.update(status="sent", grant=1)) == MESSAGE
    assert stays(lambda: every.update(status="published", published_on=date(2022, 1, 1))) == MESSAGE
    with connection.cursor() as cursor:
        for sql in ("UPDATE contracts_resultcontract SET year = 2030 WHERE id = %s",
                    "DELETE FROM contracts_resultcontract WHERE id = %s"):  # fmt: skip
            assert stays(lambda sql=sql: cursor.execute(sql, [contract.pk])) == MESSAGE
    assert stays(every.delete)
    every.update(status="sent")  # forward is the one thing that is left


def test_what_comes_after_the_signing_is_never_rewritten(contract):
    contract = ResultContract.objects.get(pk=contract.pk)
    target = Target.objects.get(goal__contract=contract, value=5000)
    revise_target(
        target=target, new_value=4500, holds_from=date(2022, 6, 1), reason="Færre.", item=an_item(), by=None
    )
    Dispatch.objects.create(contract=contract, receiver="kl", on=date(2021, 11, 2))
    for model, column, value in [
        (TargetRevision, "new_value", 1), (Dispatch, "how", "x"), (StatusChange, "reason", "x"),
        (ContractVersion, "occasion", "x"),
    ]:  # fmt: skip
        assert stays(lambda model=model, column=column, value=value: model.objects.update(**{column: value}))
        assert stays(lambda model=model: model.objects.all().delete())


def test_the_admin_answers_with_a_refusal_and_changes_nothing(contract, client):
    admin = User.objects.create_superuser("admin@example.dk", "en-lang-kode-til-test")
    client.force_login(admin)
    for model in (ResultContract, Goal, Target, FundingRow, Obligation):
        name = model._meta.model_name
        row = contract if model is ResultContract else rows(model, contract).first() if (
            model in CHILDREN
        ) else contract.obligations.first()  # fmt: skip
        answer = client.post(f"/admin/contracts/{name}/{row.pk}/change/", {"year": "2030", "title": "x"})
        assert answer.status_code in (200, 302, 403, 404), name
        answer = client.post(f"/admin/contracts/{name}/{row.pk}/delete/", {"post": "yes"})
        assert model.objects.filter(pk=row.pk).exists(), name
    before = ResultContract.objects.values().get(pk=contract.pk)
    assert before["year"] == 2022


def test_obligations_of_a_signed_contract(db):
    """They belong to the agreement's text and are closed with it."""
    contract = sent()
    assert stays(lambda: contract.obligations.update(title="x")) == MESSAGE
    assert stays(lambda: contract.obligations.all().delete()) == MESSAGE
    assert stays(lambda: Obligation.objects.create(contract=contract, title="Ny", place="x")) == MESSAGE
