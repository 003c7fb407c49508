"""The demonstration's framework agreement, and where KL writes in it."""

from contracts.models import FrameworkAgreement, FrameworkGoal, Measure

BASE = "/contracts/frameworks/2021-2023/"
EDIT = f"{BASE}edit/"
NEW = "/contracts/frameworks/new/"


def the_agreement() -> FrameworkAgreement:
    return FrameworkAgreement.objects.get(slug="2021-2023")


def at_goal(goal: FrameworkGoal) -> str:
    return f"{EDIT}goals/{goal.pk}/"


def at(measure: Measure) -> str:
    return f"{EDIT}goals/{measure.goal_id}/measures/{measure.pk}/"


def measure(name: str) -> Measure:
    return Measure.objects.get(name=name)
