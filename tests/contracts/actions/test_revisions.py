"""A signed target is revised: what is refused, and what stands afterwards."""

from datetime import date
from decimal import Decimal

import pytest

from contracts.actions.revisions import revise_target
from contracts.models import Target, TargetRevision
from contracts.refused import Refused
from tests.contracts.lives import an_item, signed, the_draft


def revise(target, value, *, day=date(2022, 6, 1), reason="Færre midler.", item=None):
    return revise_target(
        target=target,
        new_value=Decimal(value),
        holds_from=day,
        reason=reason,
        item=item or an_item(),
        by=None,
    )


def test_a_part_and_its_whole(db):
    contract = signed()
    whole = Target.objects.get(goal__contract=contract, value=5000)
    part = whole.parts.get()
    assert part.value == 600
    with pytest.raises(Refused, match=r"Det hele kan ikke være mindre end en del af det: .* er 600"):
        revise(whole, 599)
    with pytest.raises(Refused, match=r"Delen kan ikke være større end det hele: .* er 5\.000"):
        revise(part, 5001)
    revise(part, 700)
    with pytest.raises(Refused, match="er 700"):
        revise(whole, 650)
    revise(whole, 700)
    assert list(TargetRevision.objects.order_by("pk").values_list("old_value", "new_value")) == [
        (600, 700), (5000, 700)
    ]  # fmt: skip


def test_a_draft_is_rewritten_and_not_revised(db):
    target = Target.objects.get(goal__contract=the_draft(), value=5000)
    with pytest.raises(Refused, match="Ret målepunktet i stedet"):
        revise(target, 4000)


def test_what_is_no_revision(db):
    contract = signed()
    target = Target.objects.get(goal__contract=contract, value=5000)
    for wrong, sentence in [
        ({"value": -1}, "kan ikke være negativt"),
        ({"value": 5000}, "det samme som det gamle"),
        ({"value": 4000, "reason": " "}, "Skriv, hvorfor"),
        ({"value": 4000, "item": an_item("sjaelland")}, "et andet KKR"),
    ]:
        with pytest.raises(Refused, match=sentence):
            revise(target, **wrong)
    revise(target, 4000)
    with pytest.raises(Refused, match="En ny kan ikke gælde før den"):
        revise(target, 3000, day=date(2022, 5, 31))
    assert TargetRevision.objects.count() == 1
