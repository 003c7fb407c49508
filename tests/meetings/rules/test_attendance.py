import pytest
from hypothesis import given
from hypothesis import strategies as st

from meetings.rules.attendance import Stay, attendance_breaches, present, seated

MEMBERS = ("Anna", "Bo", "Carl")
SUBSTITUTES = (("Dorte", "Anna"), ("Emil", "Bo"))


def breaches(*stays):
    found = attendance_breaches([Stay(*stay) for stay in stays], members=MEMBERS, substitutes=SUBSTITUTES)
    return [(breach.message, breach.citation.place) for breach in found]


def test_a_substitute_swapped_twice_is_one_seat():
    stays = [
        Stay("Anna", "Anna", 1, 2),
        Stay("Dorte", "Anna", 3, 4),
        Stay("Anna", "Anna", 5),
        Stay("Bo", "Bo", 1),
    ]
    assert [seated(stays, item, members=MEMBERS) for item in (1, 3, 5)] == [
        {"Anna": "Anna", "Bo": "Bo"},
        {"Anna": "Dorte", "Bo": "Bo"},
        {"Anna": "Anna", "Bo": "Bo"},
    ]
    assert attendance_breaches(stays, members=MEMBERS, substitutes=SUBSTITUTES) == []


def test_nobody_is_there():
    assert present([], 1, members=MEMBERS) == 0


@pytest.mark.parametrize(
    ("stays", "expected"),
    [
        ([("Anna", "Anna", 1, 3), ("Dorte", "Anna", 3)],
         [("Anna og Dorte sidder på Annas plads to gange samtidig", "§ 5, stk. 11")]),
        ([("Anna", "Anna", 1), ("Anna", "Anna", 2, 3)],
         [("Anna sidder på Annas plads to gange samtidig", "§ 5, stk. 11")]),
        ([("Emil", "Anna", 1)], [("Emil er ikke stedfortræder for Anna", "§ 5, stk. 11")]),
        ([("Frida", "Frida", 1)], [("Frida var ikke medlem på mødets dag", "§ 5, stk. 11")]),
        ([("Dorte", "Anna", 1), ("Dorte", "Bo", 2)],
         [("Dorte er ikke stedfortræder for Bo", "§ 5, stk. 11"),
          ("Dorte sidder på to pladser samtidig: Annas og Bos", "§ 3, stk. 4")]),
        ([("Anna", "Anna", 4, 2)],
         [("Anna går efter punkt 2, før mødet når til punkt 4", "§ 5, stk. 11")]),
    ],
)  # fmt: skip
def test_stays_that_cannot_be(stays, expected):
    assert breaches(*stays) == expected


STAYS = st.lists(
    st.builds(
        Stay,
        st.sampled_from(["Anna", "Bo", "Carl", "Dorte", "Emil", "Frida"]),
        st.sampled_from([*MEMBERS, "Frida"]),
        st.integers(1, 5),
        st.none() | st.integers(1, 5),
    ),
    max_size=12,
)


@given(STAYS, st.integers(1, 5))
def test_never_more_votes_than_seats_or_people(stays, item):
    """Whatever is written down: eleven votes can't come from nine people."""
    taken = seated(stays, item, members=MEMBERS)
    assert len(set(taken.values())) == len(taken) <= len(MEMBERS)
    assert len(taken) <= len({stay.person for stay in stays if stay.covers(item)})
