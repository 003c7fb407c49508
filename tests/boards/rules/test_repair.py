"""What is proposed makes the board lawful, and nothing smaller does."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from boards.rules.composition import Candidate, composition_breaches
from boards.rules.repair import Act, Change, smallest_change
from boards.rules.statutes import Kind, Place
from tests.boards.rules.test_composition import LAWFUL, changed

FH_AC = ("FH", "AC")


KNOWLEDGE = "Find en anden end {} til pladsen som repræsentant for en videninstitution"
SME = "fra en lille eller mellemstor virksomhed"
WORKED = {
    "lawful": (LAWFUL, True, ""),
    "nobody yet": ([], False, ""),
    "a vacancy": (LAWFUL[:-1], True, "Find en til den ledige plads som observatør"),
    "a vacancy while names are put in": (LAWFUL[:-1], False, ""),
    "no politician": (
        changed(0, council_member=False), True, "Find en anden end Formand til pladsen som formand",
    ),
    "nobody from an SME": (
        changed(4, from_sme=False), True,
        f"Find en anden end Firma 3 til pladsen som virksomhedsrepræsentant {SME}",
    ),
    "not nominated": (
        changed(5, nominated_by=()), True,
        "Få bragt i orden: Firma 1 er ikke indstillet af en erhvervsorganisation",
    ),
    "for somebody else": (
        changed(8, on_behalf_of="AU"), True,
        "Få bragt i orden: Forsker sidder på vegne af AU; medlemmer udpeges personligt",
    ),
    "the director": (changed(8, director=True), True, KNOWLEDGE.format("Forsker")),
    "a substitute": (changed(8, substitute=True), True, KNOWLEDGE.format("Forsker")),
    "two chairs and an empty municipal seat": (
        changed(3, kind=Kind.CHAIR), True,
        "Flyt Kommunal 2 fra pladsen som formand til pladsen som kommunalt medlem",
    ),
    "twelve members": (
        [*LAWFUL, Candidate("Tolvte", Kind.REGION)], True, "Tag Tolvte af pladsen som regionens medlem",
    ),
    "a person twice": (changed(8, person="Formand"), True, KNOWLEDGE.format("Formand")),
}  # fmt: skip


@pytest.mark.parametrize("case", WORKED)
def test_worked_cases(case):
    candidates, complete, told = WORKED[case]
    assert "; ".join(map(str, smallest_change(candidates, complete=complete))) == told


SMALL = (
    Place(Kind.CHAIR, 1, "KKR"),
    Place(Kind.BUSINESS, 2, "KKR", "erhvervsorganisationer"),
    Place(Kind.REGION, 1, "regionsrådet"),
)
KINDS = [place.kind for place in SMALL]
candidates = st.lists(
    st.builds(
        Candidate,
        person=st.sampled_from(["A", "B", "C", "D"]),
        kind=st.sampled_from(KINDS),
        council_member=st.booleans(),
        active_in_business=st.booleans(),
        from_sme=st.booleans(),
        nominated_by=st.sampled_from([(), ("X",)]),
        director=st.sampled_from([False, False, True]),
        on_behalf_of=st.sampled_from(["", "", "Y"]),
    ),
    max_size=4,
)


def new(kind, number):
    """Somebody nobody can object to."""
    return Candidate(f"ny {number}", kind, True, True, from_sme=True, nominated_by=FH_AC)


def steps(board, number):
    """Every board that is one act away."""
    for place, one in enumerate(board):
        rest = board[:place] + board[place + 1 :]
        yield rest
        yield (*rest, new(one.kind, number))
        yield (*rest, replace(one, nominated_by=one.nominated_by or FH_AC, on_behalf_of=""))
        for kind in KINDS:
            yield (*rest, replace(one, kind=kind))
    for kind in KINDS:
        yield (*board, new(kind, number))


def fewest_acts(board, complete):
    """Brute force: all boards one act away, then all two acts away, until one is lawful."""
    seen, now = set(), {tuple(sorted(board, key=repr))}
    for number in range(9):
        if any(not composition_breaches(one, statutes=SMALL, complete=complete) for one in now):
            return number
        seen |= now
        now = {tuple(sorted(further, key=repr)) for one in now for further in steps(one, number)} - seen
    raise AssertionError("no lawful board found")


def applied(board, changes):
    after = list(board)
    for number, change in enumerate(changes):
        after = list(after)
        if change.act is Act.FILL:
            after.append(replace(new(change.kind, number), from_sme=change.from_sme))
            continue
        place = next(
            n for n, one in enumerate(after) if (one.person, one.kind) == (change.person, change.kind)
        )
        one = after.pop(place)
        if change.act is Act.REPLACE:
            after.append(replace(new(change.kind, number), from_sme=change.from_sme))
        elif change.act in (Act.MOVE, Act.ASK):
            asked = {"nominated_by": one.nominated_by or FH_AC, "on_behalf_of": ""} if change.lacks else {}
            after.append(replace(one, kind=change.to or one.kind, **asked))
    return after


@settings(max_examples=60)
@given(candidates, st.booleans())
def test_nothing_smaller_makes_it_lawful(board, complete):
    """The least that brute force finds, over every board of a small statute."""
    found = smallest_change(board, statutes=SMALL, complete=complete)
    small = board[:3]  # brute force over four takes minutes
    proposed = smallest_change(small, statutes=SMALL, complete=complete)
    assert sum(one.acts for one in proposed) == fewest_acts(small, complete)
    if len({(one.person, one.kind) for one in board}) == len(board):
        assert composition_breaches(applied(board, found), statutes=SMALL, complete=complete) == []


def test_many_wrong_at_once_is_quick_and_whole():
    """Nobody is eligible: every seat gets another."""
    board = [replace(one, council_member=False, active_in_business=False, director=True) for one in LAWFUL]
    found = smallest_change(board)
    assert [(one.act, one.kind) for one in found] == [(Act.REPLACE, one.kind) for one in board]
    assert [one for one in found if one.from_sme] == [
        Change(Act.REPLACE, Kind.BUSINESS, "Firma 0", from_sme=True)
    ]
