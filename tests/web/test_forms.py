"""A form does what it asks for."""

from datetime import date

import pytest
from django import forms
from django.core.exceptions import ValidationError

from tilth.web.forms import DayField, Form
from tilth.web.refusal import Refusal


class Invite(Form):
    school = forms.CharField()


def invite(*, by: str, school: str) -> str:
    if school == "Alder":
        raise Refusal("Alder has been asked already.", field="school")
    if school == "Elm":
        raise Refusal("No more schools.", field="nowhere")
    return f"{by} asked {school}"


def test_good_answers_reach_the_action():
    form = Invite({"school": "Hollins"})
    assert form.does(invite, by="Ada")
    assert form.result == "Ada asked Hollins"


def test_nothing_is_done_before_anything_is_answered():
    assert not Invite().does(invite, by="Ada")


def test_a_refusal_stands_at_its_field_and_the_answers_stay():
    form = Invite({"school": "Alder"})
    assert not form.does(invite, by="Ada")
    assert form.errors["school"] == ["Alder has been asked already."]
    assert 'value="Alder"' in str(form)


def test_a_refusal_without_a_field_stands_above_the_form():
    form = Invite({"school": "Elm"})
    assert not form.does(invite, by="Ada")
    assert form.non_field_errors() == ["No more schools."]


def test_what_is_missing_is_said_by_name():
    assert Invite({"school": ""}).errors["school"] == ["This needs an answer: School"]


@pytest.mark.parametrize("typed", ["0202-11-24", "0001-01-01", "9999-12-31", "29/02/2027"])
def test_a_day_that_cannot_be_meant_is_refused(typed: str) -> None:
    with pytest.raises(ValidationError, match="Enter a day"):
        DayField().clean(typed)


def test_a_leap_day_is_a_day() -> None:
    assert DayField().clean("29/02/2028") == date(2028, 2, 29)
