"""A lawful board of an erhvervshus, and each way of not being one."""

from dataclasses import replace

import pytest

from boards.rules.composition import Candidate, composition_breaches, vacancies
from boards.rules.statutes import BUSINESS_HOUSE_BOARD, Kind

LAWFUL = [
    Candidate("Formand", Kind.CHAIR, council_member=True),
    *(Candidate(f"Kommunal {n}", Kind.MUNICIPAL, council_member=True) for n in range(3)),
    *(
        Candidate(
            f"Firma {n}", Kind.BUSINESS, active_in_business=True, from_sme=n == 0, nominated_by=("Forening",)
        )
        for n in range(4)
    ),
    Candidate("Forsker", Kind.KNOWLEDGE),
    Candidate("Tillidsvalgt", Kind.EMPLOYEES, nominated_by=("FH", "AC")),
    Candidate("Regionsmedlem", Kind.REGION),
    Candidate("Embedsmand", Kind.OBSERVER),
]


def messages(candidates, **options):
    return [one.message for one in composition_breaches(candidates, **options)]


def changed(position, **fields):
    return [*LAWFUL[:position], replace(LAWFUL[position], **fields), *LAWFUL[position + 1 :]]


def test_the_statutes_have_eleven_members_and_an_observer():
    assert sum(place.count for place in BUSINESS_HOUSE_BOARD if place.voting) == 11
    assert [place.kind for place in BUSINESS_HOUSE_BOARD if not place.voting] == [Kind.OBSERVER]


def test_a_lawful_board_has_no_breach():
    assert messages(LAWFUL) == []


@pytest.mark.parametrize(
    ("candidates", "message"),
    [
        (changed(0, council_member=False), "Formand er ikke folkevalgt; formanden skal være det"),
        (changed(1, council_member=False), "Kommunal 0 er ikke kommunal politisk repræsentant"),
        (changed(5, active_in_business=False), "Firma 1 er ikke aktiv erhvervsdrivende"),
        (changed(5, nominated_by=()), "Firma 1 er ikke indstillet af en erhvervsorganisation"),
        (changed(9, nominated_by=("FH",)), "Tillidsvalgt er ikke indstillet af FH og AC i fællesskab"),
        (changed(8, director=True), "Forsker er direktør i erhvervshuset og kan ikke sidde i bestyrelsen"),
        (changed(8, substitute=True), "Forsker er suppleant; der udpeges ikke suppleanter"),
        (changed(8, person="Formand"), "Formand sidder på 2 pladser"),
        (changed(8, on_behalf_of="AU"), "Forsker sidder på vegne af AU; medlemmer udpeges personligt"),
        (LAWFUL[:-1], "Der mangler 1 på pladsen som observatør"),
        (
            changed(4, from_sme=False),
            "Ingen af virksomhedsrepræsentanterne er indstillet fra en lille eller mellemstor virksomhed",
        ),
    ],
)
def test_each_breach_by_itself(candidates, message):
    assert messages(candidates) == [message]


def test_one_too_many():
    extra = Candidate("Forsker 2", Kind.KNOWLEDGE)
    assert messages([*LAWFUL, extra]) == [
        "Bestyrelsen har 12 medlemmer; vedtægterne har 11",
        "2 på pladser som repræsentant for en videninstitution; vedtægterne har 1",
    ]


def test_while_names_are_put_in_empty_seats_are_no_breach():
    some = [LAWFUL[0], replace(LAWFUL[5])]
    assert messages(some, complete=False) == []
    assert vacancies(some, BUSINESS_HOUSE_BOARD)[Kind.BUSINESS] == 3
    four_without_sme = [replace(one, from_sme=False) for one in LAWFUL[4:8]]
    assert len(messages(four_without_sme, complete=False)) == 1
