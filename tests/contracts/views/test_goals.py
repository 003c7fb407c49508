"""A goal with its points on one page: what is refused, what is kept, who wins, what comes back."""

import json
from decimal import Decimal

import pytest

from contracts.models import Goal, ResultContract, Target
from contracts.models.points import Kind
from tests.contracts.written import BASE, autosave, form_at, the_contract

NEW = f"{BASE}goals/new/"


@pytest.fixture
def contract(db) -> ResultContract:
    return the_contract()


@pytest.fixture
def client(client_as, contract):
    return client_as("secretariat")


def at(goal: Goal) -> str:
    return f"{BASE}goals/{goal.pk}/"


def numbered(contract: ResultContract, number: int) -> Goal:
    return contract.goals.get(number=number)


def points(goal: Goal) -> list[tuple[str, Decimal | None]]:
    return list(goal.targets.order_by("position").values_list("kind", "value"))


def new_point(place: int, **fields: object) -> dict[str, object]:
    given = {
        "kind": "share",
        "wording": "Nyt målepunkt",
        "value": "45",
        "segments": "together",
        "ORDER": place + 1,
    }
    return {f"points-{place}-{name}": value for name, value in (given | fields).items()} | {
        "points-TOTAL_FORMS": place + 1
    }


REFUSED = [
    ("share", "N/A", "«N/A» kan ikke læses som et tal."),
    ("share", "45 pct", "Skriv kun tallet, uden enhed"),
    ("share", "110", "110,0 pct. er ikke mellem 0 og 100 pct."),
    ("share", "-1", "er ikke mellem 0 og 100 pct."),
    ("share", "1.417", "er ikke mellem 0 og 100 pct."),
    ("share", "", "Målepunktet mangler et tal."),
    ("count", "1,417", "Mener du 1.417, så skriv det uden komma."),
    ("count", "1,5", "Et antal er et helt tal."),
    ("count", "-5", "Et antal kan ikke være negativt."),
    ("net_promoter_score", "120", "En Net Promoter Score er mellem -100 og 100, ikke 120."),
    ("net_promoter_score", "-101", "En Net Promoter Score er mellem -100 og 100"),
    ("rise", "5", "Skriv året for den måling, stigningen regnes fra."),
    ("spread", "10", "Vælg, om båndet er procent af kommunens andel eller procentpoint."),
    ("spread", "101", "Båndet for spredningen er mellem 0 og 100."),
    ("roughly_equal", "50", "mellem 0 og 50 procentpoint"),
    ("control_group", "2000", "Tallet passer ikke til arten af målepunkt."),
]


@pytest.mark.parametrize(("kind", "value", "sentence"), REFUSED)
def test_figures_that_cannot_be(client, contract, kind, value, sentence):
    goal = numbered(contract, 2)
    before = points(goal)
    typed = form_at(client, at(goal), title="Ændret titel") | new_point(1, kind=kind, value=value)
    html = client.post(at(goal), typed).content.decode()
    assert sentence in html
    assert 'value="Ændret titel"' in html
    assert f'name="points-1-value" value="{value}"' in html or value == ""
    assert points(goal) == before
    assert Goal.objects.get(pk=goal.pk).title == goal.title


READ = [
    ("share", "45,5", {}, Decimal("45.5")),
    ("count", "1.417", {}, Decimal(1417)),
    ("count", "5 000", {}, Decimal(5000)),
    ("net_promoter_score", "-12", {}, Decimal(-12)),
    ("rise", "5", {"base_year": "2021"}, Decimal(5)),
    ("spread", "10", {"reading": "points"}, Decimal(10)),
    ("spread", "", {"reading": "points"}, None),
    ("control_group", "", {}, None),
    ("roughly_equal", "", {}, None),
    ("activity", "100", {}, None),  # an activity has no figure, whatever stands in the hidden field
]


@pytest.mark.parametrize(("kind", "value", "more", "expected"), READ)
def test_figures_as_danes_type_them(client, contract, kind, value, more, expected):
    goal = numbered(contract, 2)
    answer = client.post(at(goal), form_at(client, at(goal)) | new_point(1, kind=kind, value=value, **more))
    assert answer.status_code == 302
    assert points(goal)[-1] == (kind, expected)


def test_a_year_is_shown_without_a_dot(client, contract):
    fields = form_at(client, at(numbered(contract, 1)))
    assert fields["points-0-due_year"] == "2022"


@pytest.mark.parametrize("year", ["1999", "2101", "efteråret"])
def test_years_that_cannot_be(client, contract, year):
    goal = numbered(contract, 2)
    answer = client.post(at(goal), form_at(client, at(goal)) | new_point(1, due_year=year))
    assert answer.status_code == 200
    assert "due_year" in answer.context["rows"].forms[1].errors


def test_a_share_under_what_the_house_has_reached_needs_a_reason(client, contract):
    """60 pct. knew the green services in September 2020; nothing else of the source is under its baseline."""
    goal = numbered(contract, 5)
    fields = form_at(client, at(goal))
    row = next(n for n in range(9) if fields.get(f"points-{n}-value") == "65")
    lower = fields | {f"points-{row}-value": "59"}
    html = client.post(at(goal), lower).content.decode()
    assert "59,0 pct. er lavere end husets udgangspunkt, 60,0 pct. i september 2020." in html
    answer = client.post(at(goal), lower | {f"points-{row}-baseline_reason": "Ny spørgemåde"})
    assert answer.status_code == 302
    assert Target.objects.get(goal=goal, value=59).baseline_reason == "Ny spørgemåde"


def test_a_number_used_twice_is_refused_at_its_field(client, contract):
    goal = numbered(contract, 2)
    answer = client.post(at(goal), form_at(client, at(goal), number="3"))
    assert answer.context["form"].errors["number"] == [
        f"Nummer 3 er brugt af «{numbered(contract, 3).title}». Vælg et andet."
    ]
    new = client.post(NEW, form_at(client, NEW, number="3", title="Nyt", scope="local"))
    assert list(new.context["form"].errors) == ["number"]


def test_a_new_order_is_not_undone_by_a_form_that_was_open(client, contract):
    goal, other = numbered(contract, 1), numbered(contract, 2)
    typed = form_at(client, at(goal), motivation="Ny begrundelse")
    ids = list(contract.goals.order_by("number").values_list("pk", flat=True))
    client.post(f"{BASE}goals/order/", {"order": [ids[1], ids[0], *ids[2:]]})
    assert client.post(at(goal), typed).status_code == 302
    assert [Goal.objects.get(pk=one.pk).number for one in (goal, other)] == [2, 1]


def test_a_national_goal_stems_from_one_of_the_framework(client, contract):
    goal = numbered(contract, 2)
    answer = client.post(at(goal), form_at(client, at(goal), framework_goal=""))
    assert list(answer.context["form"].errors) == ["framework_goal"]


def test_a_new_goal_with_a_point(client, contract):
    typed = form_at(client, NEW, title="Lokalt", scope="local") | new_point(0, kind="count", value="12")
    assert typed["number"] == "9"
    assert client.post(NEW, typed).status_code == 302
    assert points(numbered(contract, 9)) == [("count", Decimal(12))]


def test_an_empty_row_is_no_point(client, contract):
    client.post(NEW, form_at(client, NEW, title="Lokalt", scope="local"))
    assert points(numbered(contract, 9)) == []


def test_rows_are_added_and_moved_without_script_and_without_losing_what_is_typed(client, contract):
    goal = numbered(contract, 1)
    stored = points(goal)
    typed = form_at(client, at(goal), title="Kun skrevet") | {
        "points-0-wording": "Kun skrevet her",
        "points-1-value": "N/A",
    }
    more = client.post(at(goal), typed | {"add_point": "1"})
    assert len(more.context["rows"].rows) == 5
    assert more.context["problems"] == []
    moved = client.post(at(goal), typed | {"move": "0:down"})
    assert [row["wording"].value() for row in moved.context["rows"].rows][1] == "Kun skrevet her"
    html = moved.content.decode()
    assert ("Kun skrevet her" in html, 'value="N/A"' in html, 'value="Kun skrevet"' in html) == (
        True,
        True,
        True,
    )
    assert points(goal) == stored


def test_points_are_saved_in_the_order_of_the_page(client, contract):
    goal = numbered(contract, 1)
    before = list(goal.targets.order_by("position").values_list("pk", flat=True))
    client.post(at(goal), form_at(client, at(goal)) | {"points-0-ORDER": "9"})
    assert list(goal.targets.order_by("position").values_list("pk", flat=True)) == [*before[1:], before[0]]


def test_a_part_is_no_larger_than_the_whole(client, contract):
    goal = numbered(contract, 8)
    fields = form_at(client, at(goal))
    row = next(n for n in range(9) if fields.get(f"points-{n}-value") == "600")
    answer = client.post(at(goal), fields | {f"points-{row}-value": "6000"})
    assert "Delen kan ikke være større end det hele." in answer.content.decode()
    whole = next(n for n in range(9) if fields.get(f"points-{n}-value") == "5.000")
    gone = client.post(at(goal), fields | {f"points-{whole}-DELETE": "on"})
    assert "er sat til at blive slettet" in gone.content.decode()


def test_a_point_goes_and_comes_back(client, contract):
    goal = numbered(contract, 1)
    gone = goal.targets.order_by("position").first()
    client.post(at(goal), form_at(client, at(goal)) | {"points-0-DELETE": "on"})
    assert not Target.objects.filter(pk=gone.pk).exists()
    event = client.get(at(goal)).context["deleted"].get()
    client.post(f"{at(goal)}points/restore/", {"event": event.pgh_id})
    assert goal.targets.order_by("position").last().wording == gone.wording


def test_a_goal_goes_and_comes_back_with_its_points_and_its_number(client, contract):
    goal = numbered(contract, 8)
    before = list(goal.targets.order_by("position").values_list("wording", "value", "part_of"))
    assert "Målets 6 målepunkter slettes med det." in client.get(f"{at(goal)}delete/").content.decode()
    client.post(f"{at(goal)}delete/")
    assert not contract.goals.filter(number=8).exists()
    event = client.get(BASE).context["deleted_goals"].get()
    client.post(f"{BASE}goals/restore/", {"event": event.pgh_id})
    back = numbered(contract, 8)
    assert list(back.targets.order_by("position").values_list("wording", "value", "part_of")) == before


def test_two_write_in_the_same_point(client, contract):
    goal = numbered(contract, 1)
    typed = form_at(client, at(goal)) | {"points-1-value": "46"}
    point = goal.targets.order_by("position")[1]
    Target.objects.filter(pk=point.pk).update(value=47)
    assert autosave(client, at(goal), typed).status_code == 409
    answer = client.post(at(goal), typed)
    assert [(one.label, one.mine, one.stored) for one in answer.context["differences"]] == [
        ("Målepunkt 2: Tal", "46", "47")
    ]
    assert points(goal)[1] == ("share", Decimal(47))
    revision = Target.objects.get(pk=point.pk).revision
    chosen = typed | {"points-1-revision": str(revision), "points-1-choose_value": "stored"}
    assert client.post(at(goal), chosen).status_code == 302
    assert points(goal)[1] == ("share", Decimal(47))


def test_a_point_that_somebody_else_added_stays(client, contract):
    goal = numbered(contract, 2)
    typed = form_at(client, at(goal), title="Min titel")
    goal.targets.create(kind=Kind.ACTIVITY, wording="En andens", position=2)
    client.post(at(goal), typed)
    assert goal.targets.order_by("position").last().wording == "En andens"


def test_a_point_that_somebody_else_deleted_is_made_anew_on_demand(client, contract):
    goal = numbered(contract, 2)
    typed = form_at(client, at(goal)) | {"points-0-wording": "Skrevet imens"}
    goal.targets.all().delete()
    answer = client.post(at(goal), typed)
    assert "En anden har slettet målepunktet, mens du skrev." in answer.content.decode()
    again = typed | {"points-0-row": "", "points-0-revision": ""}
    assert client.post(at(goal), again).status_code == 302
    assert [one.wording for one in goal.targets.all()] == ["Skrevet imens"]


def test_a_point_of_another_goal_is_no_way_in(client, contract):
    goal, other = numbered(contract, 2), numbered(contract, 1).targets.first()
    typed = form_at(client, at(goal)) | {"points-0-row": str(other.pk), "points-0-wording": "Kapret"}
    assert client.post(at(goal), typed).status_code == 200
    assert Target.objects.get(pk=other.pk).wording == other.wording


def test_who_writes_in_a_deleted_goal_keeps_the_text(client, contract):
    goal = numbered(contract, 2)
    url = at(goal)
    typed = form_at(client, url, title="Skrevet imens")
    goal.delete()
    html = client.post(url, typed).content.decode()
    assert "Målet er slettet af en anden" in html
    assert f'action="{NEW}"' in html
    again = {name: value for name, value in typed.items() if not name.endswith(("revision", "-row"))}
    assert client.post(NEW, again).status_code == 302
    assert points(contract.goals.get(title="Skrevet imens")) == [("spread", None)]


def test_a_draft_with_a_new_row_is_no_conflict_with_itself(client, contract):
    goal = numbered(contract, 2)
    typed = form_at(client, at(goal)) | new_point(1)
    told = json.loads(autosave(client, at(goal), typed).content)["fields"]
    row = goal.targets.order_by("position").last()
    assert (told["points-1-row"], told["points-1-revision"]) == (row.pk, 1)
    again = typed | told | {"points-1-value": "46"}
    assert autosave(client, at(goal), again).status_code == 200
    assert [value for _, value in points(goal)] == [None, Decimal(46)]


def test_a_draft_deletes_nothing(client, contract):
    goal = numbered(contract, 1)
    before = points(goal)
    typed = form_at(client, at(goal)) | {"points-0-DELETE": "on"}
    assert autosave(client, at(goal), typed).status_code == 200
    assert sorted(map(str, points(goal))) == sorted(map(str, before))


def test_a_draft_with_a_wrong_figure_saves_nothing(client, contract):
    goal = numbered(contract, 1)
    typed = form_at(client, at(goal), title="Ny titel") | {"points-1-value": "N/A"}
    answer = autosave(client, at(goal), typed)
    assert answer.status_code == 422
    assert json.loads(answer.content)["sentence"].startswith("Ikke gemt endnu. Målepunkt 2: Tal: «N/A»")
    assert Goal.objects.get(pk=goal.pk).title == goal.title
