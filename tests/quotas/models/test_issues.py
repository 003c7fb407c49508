"""What the database holds of years, issues and quotas, each refusal in Danish; and who reads what."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from kkr_portal.registry.models import Municipality
from quotas.models import Announcement, Issue, MunicipalQuota, QuotaYear
from tests.quotas.made import SOURCE, an_issue, with_quotas


def refused(row) -> list[str]:
    """The messages of a row that neither the form nor the database takes."""
    with pytest.raises(ValidationError) as found:
        row.full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save()
    return found.value.messages


@pytest.mark.django_db
@pytest.mark.parametrize("year", [1998, 2101])
def test_a_year_is_possible(year):
    assert refused(QuotaYear(year=year)) == ["Året skal ligge mellem 1999 og 2100."]


@pytest.mark.django_db
def test_an_issue_has_its_number_once_and_the_first_alone_is_announced():
    first = an_issue()
    fields = {"year": first.year, "announcement": first.announcement, "national_number": 5}
    assert refused(Issue(**fields, number=1)) == ["Året har allerede en udmelding med det nummer."]
    assert refused(Issue(**fields, number=2)) == [
        "Kun årets første udmelding er «udmeldt»; de følgende er ændringer."
    ]
    Issue.objects.create(**fields, number=2, kind="changed")


@pytest.mark.django_db
def test_an_unknown_national_number_says_what_lacks():
    first = an_issue()
    row = Issue(year=first.year, number=2, kind="changed", announcement=first.announcement)
    assert refused(row) == ["Skriv landstallet, eller hvad der mangler."]
    row.lacks = "Landstallet er ikke fundet."
    row.save()
    assert row.is_partial


@pytest.mark.django_db
def test_one_announcement_may_change_two_years():
    first, second = an_issue(2030), an_issue(2031)
    Issue.objects.filter(pk=second.pk).update(announcement=first.announcement)
    assert [str(one.year) for one in first.announcement.issues.all()] == ["2031", "2030"]


@pytest.mark.django_db
def test_an_announcement_is_written_once_and_says_where_it_was_found():
    Announcement.objects.create(title="Brev", source=SOURCE)
    assert refused(Announcement(title="Brev", source=SOURCE)) == ["Meddelelsen er allerede skrevet ind."]
    wrong = Announcement(title="Andet", source="")
    with pytest.raises(IntegrityError), transaction.atomic():
        wrong.save()


@pytest.mark.django_db
def test_a_fixed_quota_holds_before_an_agreed_and_an_agreed_before_a_calculated():
    issue = with_quotas(an_issue())
    aarhus, odder = Municipality.objects.get(code="751"), Municipality.objects.get(code="727")
    for kind, persons, who in (("agreed", 5, aarhus), ("fixed", 7, aarhus), ("agreed", 0, odder)):
        MunicipalQuota.objects.create(
            issue=issue, municipality=who, kind=kind, persons=persons, source=SOURCE
        )
    held = {one.municipality_id: (one.kind, one.persons) for one in MunicipalQuota.objects.in_force()}
    assert (held[aarhus.pk], held[odder.pk], len(held)) == (("fixed", 7), ("agreed", 0), 98)


@pytest.mark.parametrize(
    ("role", "drafts"), [("public", 0), ("member", 0), ("secretariat", 0), ("kl", 1), ("business_house", 0)]
)
def test_numbers_being_entered_are_kls(user_with, role, drafts):
    an_issue(2030), an_issue(2031, status="published")
    user = user_with(role) or AnonymousUser()
    assert Issue.objects.visible_to(user).count() == 1 + drafts
