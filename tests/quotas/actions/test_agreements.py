"""An agreement's steps: transfers that can't be, deadlines on their day, what a changed number does."""

from datetime import date

import pytest

from kkr_portal.registry.models import Council, Municipality
from meetings.models import AgendaItem
from quotas.actions import agreements as actions
from quotas.actions.issues import close, publish
from quotas.agreement_of import basis_of, comes_to, later_issues
from quotas.models import Agreement, Issue, MunicipalQuota, RegionQuota
from quotas.refused import Refused
from quotas.rules.agreement import Transfer
from tests.quotas.agreed import CONTINUES, LAPSES, an_agreement, an_item, an_open_issue, notified, ready
from tests.quotas.made import an_issue, with_quotas


def refused(act) -> Refused:
    with pytest.raises(Refused) as found:
        act()
    return found.value


@pytest.fixture
def agreement(db) -> Agreement:
    return an_agreement(transfers=(Transfer("Odder", "Aarhus"), Transfer("Samsø", "Aarhus", 1)))


def quotas(agreement, kind="agreed"):
    rows = MunicipalQuota.objects.filter(issue=agreement.issue, kind=kind)
    return dict(rows.values_list("municipality__name", "persons"))


def test_begun_once_and_only_for_a_published_issue(db):
    issue, council = an_open_issue(), Council.objects.get(slug="midtjylland")
    assert actions.begin(issue=issue, council=council) == actions.begin(issue=issue, council=council)
    draft = an_issue(2023)
    said = refused(lambda: actions.begin(issue=draft, council=council))
    assert str(said).startswith("Udmeldingen er ikke offentliggjort endnu")


def test_what_is_written(agreement):
    assert agreement.sentences == ("Aarhus overtager kvoten fra Odder.\nAarhus overtager 1 person fra Samsø.")
    comes = comes_to(basis_of(agreement.issue, agreement.council), actions.transfers_of(agreement))
    rows = {row.name: (row.before, row.gives, row.gets, row.after) for row in comes.rows if row.changes}
    assert rows == {"Aarhus": (2, 0, 3, 5), "Odder": (2, 2, 0, 0), "Samsø": (2, 1, 0, 1)}
    assert (comes.before, comes.moved, comes.total, comes.fits, comes.difference) == (38, 3, 38, True, 0)


@pytest.mark.parametrize(
    ("transfers", "said"),
    [
        ([Transfer("Odder", "Aarhus", 3)], "Odder afgiver 3, men kvoten er 2"),
        ([Transfer("Odder", "Aarhus", 2), Transfer("Odder", "Samsø", 1)], "Odder afgiver 3, men kvoten er 2"),
        ([Transfer("Odder", "Aarhus"), Transfer("Aarhus", "Odder")], "Odder både afgiver og overtager"),
        ([Transfer("Odder", "Aarhus"), Transfer("Aarhus", "Samsø"), Transfer("Samsø", "Odder")],
         "Samsø både afgiver og overtager"),
        ([Transfer("Læsø", "Aarhus")], "Læsø har ingen kvote i aftalen"),
        ([Transfer("Odder", "Læsø")], "Læsø har ingen kvote i aftalen"),
    ],
)  # fmt: skip
def test_transfers_that_cannot_be_change_nothing(agreement, transfers, said):
    found = refused(
        lambda: actions.write(agreement=agreement, transfers=transfers, if_changed=LAPSES, note="")
    )
    assert said in str(found)
    assert found.field == "sentences"
    assert agreement.transfers.count() == 2


def test_another_text_takes_back_decision_and_signatures(agreement):
    now = ready(agreement)
    same = actions.write(
        agreement=now, transfers=actions.transfers_of(now), if_changed=LAPSES, note="En bemærkning"
    )
    assert (same.signatures.count(), same.decided_on) == (19, date(2021, 6, 8))
    other = actions.write(agreement=now, transfers=[], if_changed=LAPSES, note="")
    assert (other.signatures.count(), other.decided_on, other.sentences) == (0, None, "")


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (date(2021, 9, 9), ""),
        (date(2021, 9, 10), "Meddelt den 10.09.2021; det skulle ske før 10.09.2021"),
        (date(2021, 12, 1), "Meddelt den 01.12.2021; det skulle ske før 10.09.2021"),
        (date(2021, 6, 7), "Aftalen blev først besluttet den 08.06.2021"),
        (date(2121, 1, 1), "Datoen ligger i fremtiden"),
    ],
)
def test_notified_on_the_last_day_and_a_day_too_late(agreement, day, said):
    now = ready(agreement)
    if said:
        assert said in str(refused(lambda: actions.notify(agreement=now, on=day, how="")))
        assert quotas(agreement) == {}
        return
    assert actions.notify(agreement=now, on=day, how=" Digital Post ").notified_how == "Digital Post"
    stored = quotas(agreement)
    assert (len(stored), sum(stored.values()), stored["Aarhus"], stored["Odder"]) == (19, 38, 5, 0)


def test_of_a_changed_number_the_authority_sets_the_deadline(db):
    an_open_issue()
    changed = an_open_issue(number=2)
    assert notified(an_agreement(changed), date(2021, 11, 1)).is_notified


def test_not_notified_before_all_conditions_are_met(agreement):
    said = str(refused(lambda: actions.notify(agreement=agreement, on=date(2021, 9, 9), how="")))
    assert "KKR har besluttet aftalen" in said
    assert "Ikke underskrevet af" in said
    actions.decide(agreement=agreement, on=date(2021, 6, 8))
    most = Municipality.objects.filter(region=agreement.council.region_id).exclude(name="Viborg")
    assert actions.sign(agreement=agreement, municipalities=list(most), on=date(2021, 6, 9)) == 18
    said = str(refused(lambda: actions.notify(agreement=agreement, on=date(2021, 9, 9), how="")))
    assert said.endswith("Skriftlig og underskrevet af alle: Ikke underskrevet af Viborg")


@pytest.mark.parametrize("off", [-1, 1])
def test_a_sum_off_by_one(agreement, off):
    RegionQuota.objects.filter(issue=agreement.issue, council=agreement.council).update(persons=38 + off)
    said = str(refused(lambda: notified(agreement)))
    assert f"Kvoterne giver 38, og regionskvoten er {38 + off} (forskel {-off:+d})" in said


def test_a_municipality_without_a_quota(agreement):
    MunicipalQuota.objects.filter(issue=agreement.issue, municipality__name="Viborg").delete()
    assert "Kvoterne kan ikke regnes ud" in str(refused(lambda: notified(agreement)))


def test_decided_at_an_item_of_its_own(agreement):
    own = an_item("midtjylland", date(2021, 6, 8))
    assert actions.decide(agreement=agreement, item=own).decided_on == date(2021, 6, 8)
    other = an_item("sjaelland", date(2021, 6, 8))
    assert "et andet KKR" in str(refused(lambda: actions.decide(agreement=agreement, item=other)))
    assert AgendaItem.objects.filter(section__meeting__date__year=2021).count() == 2
    future = an_item("midtjylland", date(2121, 6, 8))
    assert "ikke holdt endnu" in str(refused(lambda: actions.decide(agreement=agreement, item=future)))
    assert "Vælg punktet" in str(refused(lambda: actions.decide(agreement=agreement)))


def test_signing_twice_keeps_the_first_day(agreement):
    viborg = Municipality.objects.get(name="Viborg")
    assert actions.sign(agreement=agreement, municipalities=[viborg], on=date(2021, 6, 9)) == 1
    assert actions.sign(agreement=agreement, municipalities=[viborg], on=date(2021, 6, 10)) == 0
    assert agreement.signatures.get().on == date(2021, 6, 9)
    actions.withdraw_signature(agreement=agreement, municipality=viborg)
    assert not agreement.signatures.exists()
    outside = Municipality.objects.get(name="Læsø")
    said = refused(lambda: actions.sign(agreement=agreement, municipalities=[outside], on=date(2021, 6, 9)))
    assert str(said) == "Kommunen ligger ikke i aftalens region."


def test_reopened_with_a_reason(agreement):
    done = notified(agreement)
    assert str(refused(lambda: actions.reopen(agreement=done, reason=" ", by=None))).startswith(
        "Skriv, hvorfor"
    )
    again = actions.reopen(agreement=done, reason="Forkert dato", by=None)
    assert (again.notified_on, quotas(agreement)) == (None, {})
    assert again.reopenings.get().notified_on == date(2021, 9, 9)
    assert actions.notify(agreement=again, on=date(2021, 9, 8), how="").is_notified


def test_a_closed_issue_takes_no_new_agreement_and_gives_none_back(db):
    issue = an_open_issue()
    done, waiting = notified(an_agreement(issue)), ready(an_agreement(issue, "sjaelland"))
    close(issue=issue)
    for act in (
        lambda: actions.reopen(agreement=done, reason="Fejl", by=None),
        lambda: actions.notify(agreement=waiting, on=date(2021, 9, 9), how=""),
    ):
        assert str(refused(act)).startswith("Udmeldingen er afsluttet")


@pytest.mark.parametrize(("if_changed", "lapses"), [(LAPSES, True), (CONTINUES, False)])
def test_a_changed_number(db, if_changed, lapses):
    """Told on 9 September; the number is changed afterwards."""
    done = notified(an_agreement(transfers=(Transfer("Odder", "Aarhus"),), if_changed=if_changed))
    changed = publish(issue=with_quotas(an_issue(2022, number=2, national=98 * 5), each=5))
    changed.announcement.dated = date(2021, 11, 1)
    changed.announcement.save()
    [later] = later_issues(done, list(Issue.objects.select_related("announcement")))
    assert (later.issue, later.lapses, later.known_beforehand) == (changed, lapses, True)
    if lapses:
        assert later.comes is None
    else:
        assert (later.comes.quotas["Aarhus"], later.comes.quotas["Odder"], later.comes.fits) == (10, 0, True)
    new = actions.carry_over(agreement=done, issue=changed)
    assert (new.sentences, new.decided_on) == ("Aarhus overtager kvoten fra Odder.", None)
    assert "Der er allerede" in str(refused(lambda: actions.carry_over(agreement=done, issue=changed)))
    assert "senere udmelding" in str(refused(lambda: actions.carry_over(agreement=done, issue=done.issue)))


def test_the_authority_must_have_known_beforehand(db):
    done = notified(an_agreement(if_changed=CONTINUES))
    changed = publish(issue=with_quotas(an_issue(2022, number=2)))
    changed.announcement.dated = date(2021, 9, 1)
    changed.announcement.save()
    [later] = later_issues(done, list(Issue.objects.select_related("announcement")))
    assert (later.lapses, later.known_beforehand) == (True, False)


def test_agreed_quotas_of_the_annex_stand_and_must_say_the_same(agreement):
    places = {one.name: one for one in Municipality.objects.filter(region=agreement.council.region_id)}
    annex = MunicipalQuota.objects.create(
        issue=agreement.issue, municipality=places["Odder"], kind="agreed", persons=0, source="Bilag A"
    )
    done = notified(agreement)
    assert len(quotas(agreement)) == 19
    actions.reopen(agreement=done, reason="Fejl", by=None)
    assert quotas(agreement) == {"Odder": 0}
    annex.persons = 1
    annex.save()
    now = Agreement.objects.with_places().get(pk=agreement.pk)
    said = refused(lambda: actions.notify(agreement=now, on=date(2021, 9, 9), how=""))
    assert "Der står allerede en anden aftalt kvote for Odder: 1. Efter aftalen er den 0." in str(said)


def test_an_agreement_of_the_past_is_written_in_from_a_document(db):
    issue, council = an_open_issue(), Council.objects.get(slug="midtjylland")
    facts = {"issue": issue, "council": council, "transfers": [Transfer("Odder", "Aarhus")],
             "decided_on": None, "notified_on": date(2021, 9, 7)}  # fmt: skip
    assert "hvilket dokument" in str(refused(lambda: actions.record(**facts, recorded_from=" ")))
    done = actions.record(**facts, recorded_from="Styrelsens brev")
    assert (done.is_notified, done.signatures.count(), quotas(done)) == (True, 0, {})


def test_a_cpr_number_is_not_notified(agreement):
    now = ready(agreement)
    type(now).objects.filter(pk=now.pk).update(note="Aftalt med 010190-1234")
    said = str(refused(lambda: actions.notify(agreement=now, on=date(2021, 9, 9), how="")))
    assert "010190-xxxx" in said
    assert quotas(agreement) == {}
