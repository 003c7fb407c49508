"""Two at the same moment take a step of a contract that is taken once: the other one is told why not."""

import pytest

from contracts.actions import life, reporting
from contracts.models import ContractVersion, Report, ResultContract, Signature, StatusChange
from contracts.refused import Refused
from tests.contracts import lives
from tests.contracts.reported import a_contract, a_report
from tests.side_by_side import at_once

pytestmark = pytest.mark.django_db(transaction=True)


def told(results):
    """The refusals in words; anything else that was raised is an error of the test."""
    assert [one for one in results if isinstance(one, Exception) and not isinstance(one, Refused)] == []
    return [str(one) for one in results if isinstance(one, Refused)]


def signs(contract, party, name):
    office = lives.SIGNERS[party][1]
    return lambda: life.sign(
        contract=contract, party=party, name=name, office=office, on=lives.SIGNED_ON, by=None
    )


def test_two_write_down_the_same_signature():
    contract = lives.approved()
    found = at_once(*[signs(contract, Signature.Party.BOARD, name) for name in ("Ane Ask", "Bo Birk")])
    assert told(found) == ["Parten har allerede skrevet under."]
    assert Signature.objects.count() == 1


def test_both_parties_sign_at_once_and_the_contract_is_signed_once():
    contract = lives.approved()
    found = at_once(*[signs(contract, party, "Ane Ask") for party in Signature.Party])
    assert told(found) == []
    assert ResultContract.objects.get(pk=contract.pk).status == "signed"
    assert StatusChange.objects.filter(contract=contract, to_status="signed").count() == 1
    assert ContractVersion.objects.filter(contract=contract, occasion="Underskrevet").count() == 1


def test_two_hand_in_the_same_report(user_with):
    report, house = a_report(a_contract(year=2020)), user_with("business_house")

    def hand_in(method):
        return lambda: reporting.submit(report=report, gap="Tallene kommer senere.", method=method, by=house)

    found = at_once(hand_in("Optalt"), hand_in("Skønnet"))
    assert len(told(found)) == 1
    row = Report.objects.get(pk=report.pk)
    won = next(one for one in found if isinstance(one, Report))
    assert (row.status, row.method, row.notes.count()) == ("submitted", won.method, 1)
