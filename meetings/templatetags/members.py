"""How the member pages say a period's last day, and what kind of row they speak of."""

from datetime import date, timedelta

from django import template
from django.db.models import Model

from meetings import members_list
from meetings.models import Seat

register = template.Library()


@register.filter
def vacancy(seat: Seat) -> str:
    """What is said of a seat without a member."""
    return members_list.vacancy(seat)


@register.filter
def day_before(day: date) -> date:
    """The last day that belongs to a period: its end does not."""
    return day - timedelta(days=1)


@register.filter
def kind_of_row(row: Model) -> str:
    """«medlem», «stedfortræder», «længere fravær»."""
    return str(row._meta.verbose_name)
