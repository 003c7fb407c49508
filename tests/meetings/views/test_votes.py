"""A vote from the page: opened, counted, corrected by two at once, deleted."""

import pytest

from meetings.models import Meeting, Vote, Voter
from tests.meetings.in_the_room import a_council, an_agenda, press

QUESTION = {"question": "Kan indstillingen tiltrædes?", "number": "1"}


@pytest.fixture
def item(meeting):
    return an_agenda(meeting, 1)[0]


@pytest.fixture
def members(meeting, council):
    members = a_council(council, 4)
    for member in members:
        press(meeting, member, "member")
    return members


@pytest.fixture
def secretary(client_as):
    return client_as("secretariat")


def text(response) -> str:
    return " ".join(response.content.decode().split())


@pytest.fixture
def opened(secretary, item, members):
    def make(form: str) -> str:
        answer = secretary.post(f"/meetings/items/{item.pk}/votes/", QUESTION | {"form": form})
        assert answer.status_code == 302
        return answer.url

    return make


def test_without_a_quorum_it_is_refused_on_the_page(secretary, item, council):
    a_council(council, 2)
    answer = secretary.post(f"/meetings/items/{item.pk}/votes/", QUESTION | {"form": "number"})
    assert "KKR er ikke beslutningsdygtigt: 0 af 2 er til stede" in text(answer)
    assert (QUESTION["question"] in text(answer), Vote.objects.exists()) == (True, False)


def test_by_number_from_opening_to_the_sentence(secretary, item, opened):
    address = opened("number")
    assert opened("number") == address
    values = {"question": QUESTION["question"], "revision": "1", "chairs_answer": ""}
    nothing = secretary.post(address, values)
    many = secretary.post(address, values | {"in_favour": "4", "against": "1"})
    equal = secretary.post(address, values | {"in_favour": "2", "against": "2"})
    below = secretary.post(address, values | {"in_favour": "-1"})
    assert nothing.context["form"].errors["in_favour"] == ["Skriv, hvor mange der stemte."]
    assert many.context["form"].errors == {
        "in_favour": ["5 har svaret, men kun 4 er til stede (forretningsordenen § 5, stk. 9)."]
    }
    assert list(equal.context["form"].errors) == ["chairs_answer"]
    assert list(below.context["form"].errors) == ["in_favour"]
    assert Vote.objects.get().revision == 1
    saved = secretary.post(
        address, values | {"in_favour": "2", "against": "2", "chairs_answer": "for"}, follow=True
    )
    assert "vedtaget ved formandens afgørende stemme (§ 5, stk. 9)." in text(saved)


def test_the_form_filled_in_is_not_saved(secretary, opened):
    filled = secretary.post(opened("number"), {"question": "?", "fill": "for"})
    assert (filled.context["form"]["in_favour"].value(), Vote.objects.get().in_favour) == (4, 0)
    assert "ikke gemt endnu" in text(filled)


def test_two_who_count_at_once_by_number_choose(secretary, opened):
    address = opened("number")
    values = {"question": QUESTION["question"], "revision": "1", "chairs_answer": ""}
    secretary.post(address, values | {"in_favour": "3"})
    second = secretary.post(address, values | {"in_favour": "2"})
    assert [one.name for one in second.context["form"].differences] == ["in_favour"]
    assert Vote.objects.get().in_favour == 3


class TestByName:
    def answers(self, **given):
        voters = Voter.objects.order_by("pk")
        wanted = ["for", "for", "against", "abstains"]
        return {f"answer_{v.pk}": wanted[n] for n, v in enumerate(voters)} | given

    def test_fill_keeps_what_was_answered_and_saves_nothing(self, secretary, opened):
        address = opened("name")
        first = Voter.objects.order_by("pk").first()
        filled = secretary.post(address, {"question": "?", "fill": "for", f"answer_{first.pk}": "against"})
        form = filled.context["form"]
        assert [field.value() for _, field in form.rows] == ["against", "for", "for", "for"]
        assert set(Voter.objects.values_list("answer", flat=True)) == {""}

    def test_who_has_not_answered_is_named_at_their_row(self, secretary, opened):
        address = opened("name")
        values = self.answers()
        values.popitem()
        answer = secretary.post(address, {"question": "?", "revision": "1:----"} | values)
        assert "Der mangler svar fra Dan A04." in text(answer)
        assert set(Voter.objects.values_list("answer", flat=True)) == {""}

    def test_saved_and_two_at_once_choose_name_by_name(self, secretary, opened):
        address = opened("name")
        seen = secretary.get(address).context["form"]["revision"].value()
        values = {"question": QUESTION["question"], "revision": seen} | self.answers()
        saved = secretary.post(address, values, follow=True)
        assert "2 stemte for, 1 imod, 1 hverken for eller imod" in text(saved)
        # The same sums with two answers swapped: another's work all the same.
        anna, _, carla, _ = Voter.objects.order_by("pk")
        swapped = {f"answer_{anna.pk}": "against", f"answer_{carla.pk}": "for"}
        second = secretary.post(address, values | swapped)
        assert [one.label for one in second.context["form"].differences] == ["Anna A01", "Carla A03"]
        anna.refresh_from_db()
        assert anna.answer == "for"
        fresh = second.context["form"]["revision"].value()
        stored = {f"choose_answer_{carla.pk}": "stored"}
        secretary.post(address, values | swapped | stored | {"revision": fresh})
        assert list(Voter.objects.order_by("pk").values_list("answer", flat=True)) == [
            "against", "for", "against", "abstains",
        ]  # fmt: skip


def test_delete_asks_first_and_twice_ends_on_the_page(secretary, item, opened):
    address = opened("number")
    assert "kan ikke gendannes" in text(secretary.get(f"{address}delete/"))
    assert Vote.objects.exists()
    ends = [secretary.post(f"{address}delete/").url for _ in range(2)]
    assert ends == [f"/meetings/midtjylland/2022-03-07/in-session/?item={item.pk}#afstemninger"] * 2
    assert not Vote.objects.exists()


def test_a_closed_meeting_is_a_sentence(secretary, meeting, item, opened):
    address = opened("number")
    Meeting.objects.filter(pk=meeting.pk).update(status="approved")
    values = {"question": "?", "revision": "1", "in_favour": "3", "chairs_answer": ""}
    answers = [secretary.post(address, values), secretary.post(f"{address}delete/", follow=True)]
    answers.append(secretary.post(f"/meetings/items/{item.pk}/votes/", QUESTION | {"form": "name"}))
    assert ["Mødet er lukket" in text(one) for one in answers] == [True, True, True]
    assert Vote.objects.get().in_favour == 0
