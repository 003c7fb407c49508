"""Dates and times as they are typed in Danish; what can't be read is kept and explained."""

import datetime

import pytest
from django import forms
from hypothesis import given
from hypothesis import strategies as st

from kkr_portal.forms import MONTHS, DanishDateField, DanishTimeField

DATE_HELP = "Skriv datoen som dd.mm.åååå, fx 11.10.2021."
TIME_HELP = "Skriv klokkeslættet som tt.mm, fx 10.00."


class DateForm(forms.Form):
    date = DanishDateField(label="Dato", required=False)
    time = DanishTimeField(label="Klokkeslæt", required=False)


@pytest.mark.parametrize(
    "typed",
    [
        "11.10.2021", "11-10-2021", "11/10/2021", "11/10 2021", "11 10 2021", " 11. 10. 2021 ", "2021-10-11",
        "11. oktober 2021", "11 okt 2021", "11. okt. 2021", "den 11. oktober 2021", "11. OKTOBER 2021",
    ],
)  # fmt: skip
def test_a_date_is_read_in_every_common_spelling(typed):
    form = DateForm({"date": typed})
    assert (form.is_valid(), form.cleaned_data["date"]) == (True, datetime.date(2021, 10, 11))


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("31-02-2021", f"31-02-2021 er ikke en dato, der findes. {DATE_HELP}"),
        ("29.02.2021", f"29.02.2021 er ikke en dato, der findes. {DATE_HELP}"),
        ("11.13.2021", f"11.13.2021 er ikke en dato, der findes. {DATE_HELP}"),
        ("0.1.2021", f"0.1.2021 er ikke en dato, der findes. {DATE_HELP}"),
        ("1.1.0000", f"1.1.0000 er ikke en dato, der findes. {DATE_HELP}"),
        ("11. oktobber 2021", f"11. oktobber 2021 er ikke en dato, der findes. {DATE_HELP}"),
        ("11.10.21", f"«11.10.21» kan ikke læses som en dato. {DATE_HELP}"),
        ("i morgen", f"«i morgen» kan ikke læses som en dato. {DATE_HELP}"),
        ("1" * 200, f"«{'1' * 40}» kan ikke læses som en dato. {DATE_HELP}"),
        ("<b>x</b>", f"«<b>x</b>» kan ikke læses som en dato. {DATE_HELP}"),
    ],
)
def test_what_is_no_date_is_refused_and_kept_as_typed(typed, message):
    form = DateForm({"date": typed})
    assert (form.errors.get_json_data()["date"][0]["message"], form["date"].value()) == (message, typed)


def test_the_refused_date_stands_in_the_field_again():
    assert 'value="31-02-2021"' in str(DateForm({"date": "31-02-2021"})["date"])


def test_a_date_is_shown_in_danish():
    form = DateForm(initial={"date": datetime.date(2021, 10, 1), "time": datetime.time(9, 5)})
    assert 'value="01.10.2021"' in str(form["date"])
    assert 'value="09.05"' in str(form["time"])


def test_an_empty_date_is_none_and_a_required_one_is_asked_for():
    assert DanishDateField(required=False).clean("") is None
    with pytest.raises(forms.ValidationError, match="Dette felt er påkrævet"):
        DanishDateField().clean("")


@given(st.dates())
def test_every_date_shown_is_read_back_as_itself(date):
    shown = (
        f"{date.day:02}.{date.month:02}.{date.year:04}",
        f"{date.day}. {MONTHS[date.month - 1]} {date.year:04}",
        date.isoformat(),
    )
    assert [DanishDateField().clean(text) for text in shown] == [date] * 3


@given(st.text(max_size=30))
def test_no_text_is_more_than_a_date_or_a_refusal(text):
    try:
        value = DanishDateField(required=False).clean(text)
    except forms.ValidationError:
        return
    assert value is None or isinstance(value, datetime.date)


@pytest.mark.parametrize(
    ("typed", "time"),
    [
        ("10.00", datetime.time(10)),
        ("10:00", datetime.time(10)),
        ("kl. 10", datetime.time(10)),
        ("kl 9.30", datetime.time(9, 30)),
        ("Kl. 09:30", datetime.time(9, 30)),
        ("0.00", datetime.time(0)),
        ("23.59", datetime.time(23, 59)),
    ],
)
def test_a_time_is_read_in_every_common_spelling(typed, time):
    assert DanishTimeField().clean(typed) == time


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("25.00", f"25.00 er ikke et klokkeslæt, der findes. {TIME_HELP}"),
        ("10.60", f"10.60 er ikke et klokkeslæt, der findes. {TIME_HELP}"),
        ("formiddag", f"«formiddag» kan ikke læses som et klokkeslæt. {TIME_HELP}"),
        ("10.5", f"«10.5» kan ikke læses som et klokkeslæt. {TIME_HELP}"),
    ],
)
def test_what_is_no_time_is_refused(typed, message):
    form = DateForm({"time": typed})
    assert (form.errors.get_json_data()["time"][0]["message"], form["time"].value()) == (message, typed)
