"""A signed contract is closed on every path: admin, shell, bulk, raw SQL, deletion; each of its tables."""

from datetime import date

import pytest
from django.apps import apps
from django.db import IntegrityError, InternalError, connection, transaction
from django.db.models import Model, ProtectedError

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
    assert stays(lambda: model.objects.bulk_create([row])) == MESSAGE


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


def administrator(client):
    client.force_login(User.objects.create_superuser("admin@example.dk", "en-lang-kode-til-test"))
    return client


ADMIN_WRITES = {
    ResultContract: lambda one: {
        "council": one.council_id, "business_house": one.business_house_id, "year": one.year,
        "framework": one.framework_id, "in_force_on": "01.01.2023", "grant": one.grant,
        "key_source": one.key_source,
    },
    FundingRow: lambda one: {"contract": one.contract_id, "municipality": one.municipality_id, "amount": 7},
    ContractPart: lambda one: {"contract": one.contract_id, "kind": one.kind, "text": "x"},
    Obligation: lambda one: {
        "contract": one.contract_id, "title": "x", "place": one.place, "year_offset": 0,
    },
}  # fmt: skip


@pytest.mark.parametrize("model", ADMIN_WRITES)
def test_the_admin_says_the_sentence_and_changes_nothing(model, contract, client):
    row = contract if model is ResultContract else model.objects.filter(contract=contract).first()
    before = model.objects.values().get(pk=row.pk)
    address = f"/admin/contracts/{model._meta.model_name}/{row.pk}/change/"
    answer = administrator(client).post(address, ADMIN_WRITES[model](row), follow=True)
    assert MESSAGE in answer.content.decode()
    assert model.objects.values().get(pk=row.pk) == before


@pytest.mark.parametrize("model", [FundingRow, ContractPart, Obligation])
def test_nor_is_anything_deleted_there(model, contract, client):
    row = model.objects.filter(contract=contract).first()
    address = f"/admin/contracts/{model._meta.model_name}/{row.pk}/delete/"
    answer = administrator(client).post(address, {"post": "yes"}, follow=True)
    assert MESSAGE in answer.content.decode()
    assert model.objects.filter(pk=row.pk).exists()


def own_tables() -> list[type[Model]]:
    return [
        one for one in apps.get_app_config("contracts").get_models() if not hasattr(one, "pgh_tracked_model")
    ]


def test_every_table_of_the_room_opens_in_the_admin(contract, client):
    client = administrator(client)
    answers = {
        one.__name__: client.get(f"/admin/contracts/{one._meta.model_name}/").status_code
        for one in own_tables()
    }
    assert answers == dict.fromkeys(answers, 200)
    assert len(answers) > 20


def test_obligations_of_a_signed_contract(db):
    """They belong to the agreement's text and are closed with it."""
    contract = sent()
    assert stays(lambda: contract.obligations.update(title="x")) == MESSAGE
    assert stays(lambda: contract.obligations.all().delete()) == MESSAGE
    assert stays(lambda: Obligation.objects.create(contract=contract, title="Ny", place="x")) == MESSAGE
