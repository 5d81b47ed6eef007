"""Every kind of field is drawn in the design system's markup."""

from datetime import date

import pytest
from django import forms

from tilth.web.forms import DayField, Form, GridField, WeekField

CHOICES = [("p", "Primary"), ("s", "Secondary")]
TICKS = ['type="checkbox"', "govuk-fieldset__legend"]


def drawn(field: forms.Field, answers: dict | None = None, **given) -> str:
    return str(type("Asked", (Form,), {"it": field})(answers, **given))


@pytest.mark.parametrize(
    ("field", "parts"),
    [
        (forms.CharField(), ['class="govuk-input', 'id="id_it"', 'name="it"', 'type="text"']),
        (forms.EmailField(), ['type="email"']),
        (forms.IntegerField(min_value=1), ['inputmode="numeric"', 'type="text"', "govuk-input--width-5"]),
        (forms.DecimalField(), ['inputmode="decimal"']),
        (forms.CharField(widget=forms.Textarea), ['<textarea class="govuk-textarea"', 'rows="4"']),
        (forms.CharField(widget=forms.Textarea, max_length=300), ["govuk-character-count", 'data-maxlength="300"']),
        (forms.ChoiceField(choices=CHOICES), ['<select class="govuk-select"', '<option value="p">Primary</option>']),
        (forms.ChoiceField(choices=CHOICES, widget=forms.RadioSelect), ['type="radio"', "govuk-fieldset__legend"]),
        (forms.MultipleChoiceField(choices=CHOICES, widget=forms.CheckboxSelectMultiple), TICKS),
        (forms.MultipleChoiceField(choices=CHOICES), ["<select", " multiple"]),
        (forms.BooleanField(required=False), ['type="checkbox"', 'value="on"']),
        (DayField(), ['type="date"', "govuk-input--width-10"]),
        (forms.TimeField(), ['type="time"']),
        (forms.DateTimeField(), ['type="datetime-local"']),
        (forms.FileField(), ['class="govuk-file-upload"', 'type="file"']),
        (forms.CharField(widget=forms.HiddenInput), ['<input type="hidden" name="it"']),
        (forms.CharField(widget=forms.PasswordInput), ['type="password"']),
        (WeekField(days=["Monday", "Tuesday"], times=["12:00"]), ["tilth-week", "Tuesday 12:00", 'value="1"']),
        (GridField(), ["tilth-mark", "depth 6, structure 6", 'value="6-6"']),
    ],
    ids=lambda value: type(value).__name__ if isinstance(value, forms.Field) else "",
)
def test_each_widget_has_its_markup(field, parts):
    html = drawn(field)
    assert [part for part in parts if part not in html] == []


def test_a_hint_and_an_error_belong_to_their_field():
    html = drawn(forms.CharField(help_text="As on the gate.", error_messages={"required": "Enter a name."}), {"it": ""})
    assert 'aria-describedby="id_it-hint id_it-error"' in html
    assert 'href="#id_it"' in html
    assert html.count("Enter a name.") == 2


def test_errors_of_the_whole_form_stand_in_the_summary():
    class Never(Form):
        def clean(self):
            raise forms.ValidationError("Not today.")

    assert "Not today." in str(Never({"x": "1"}))


def test_nothing_is_wrong_before_anything_is_answered():
    assert "There is a problem" not in drawn(forms.CharField())


def test_what_need_not_be_answered_says_so_unless_the_form_is_a_search():
    assert "(optional)" in drawn(forms.CharField(required=False))
    assert "(optional)" not in drawn(forms.CharField())
    assert "(optional)" not in str(
        type("Search", (Form,), {"q": forms.CharField(required=False), "says_optional": False})()
    )


def test_answers_stay_when_the_page_comes_back():
    assert 'value="Elm"' in drawn(forms.CharField(max_length=2), {"it": "Elm"})
    assert 'value="s" checked' in drawn(forms.ChoiceField(choices=CHOICES, widget=forms.RadioSelect), {"it": "s"})
    assert 'value="2026-11-24"' in drawn(DayField(), initial={"it": date(2026, 11, 24)})


def test_words_from_people_are_escaped_once():
    html = drawn(forms.CharField(label="Fish & <i>chips</i>", help_text="a < b"), {"it": "<b>"})
    assert "Fish &amp; &lt;i&gt;chips" in html
    assert "a &lt; b" in html
    assert 'value="&lt;b&gt;"' in html
    assert "&amp;lt;" not in html


def test_a_choice_may_carry_a_hint():
    widget = forms.RadioSelect()
    widget.hints = {"p": "Ages 4 to 11"}
    assert "Ages 4 to 11" in drawn(forms.ChoiceField(choices=CHOICES, widget=widget))


def test_attributes_of_a_widget_reach_the_page():
    attrs = {"hx-get": "/x/", "class": "govuk-input--width-20", "autofocus": True}
    html = drawn(forms.CharField(widget=forms.TextInput(attrs=attrs)))
    assert 'hx-get="/x/"' in html
    assert "govuk-input--width-20" in html
    assert " autofocus" in html


def test_a_widget_without_a_drawing_is_refused_by_name():
    with pytest.raises(TypeError, match="SplitDateTimeWidget"):
        drawn(forms.SplitDateTimeField(widget=forms.SplitDateTimeWidget))


@pytest.mark.parametrize("written", ["2026-11-24", "24/11/2026", "24 November 2026", "24.11.2026"])
def test_a_day_is_understood_as_people_write_it(written):
    assert DayField().clean(written) == date(2026, 11, 24)


def test_half_hours_of_a_week_come_as_numbers():
    field = WeekField(days=["Monday", "Tuesday"], times=["12:00", "12:30"], required=False)
    assert field.clean(["0", "3"]) == [0, 3]
    assert field.clean([]) == []
    with pytest.raises(forms.ValidationError):
        field.clean(["4"])
    assert 'value="3" checked' in drawn(field, initial={"it": [3]})


def test_folded_half_hours_open_when_one_of_them_is_ticked():
    field = WeekField(days=["Monday"], times=["08:00", "12:00"], folded=["12:00"], required=False)
    assert "<details" in drawn(field) and " open" not in drawn(field)
    assert " open" in drawn(field, initial={"it": [1]})


def test_a_place_on_the_grid_comes_as_depth_and_structure():
    assert GridField().clean("3-2") == (3, 2)
    assert GridField(required=False).clean("") is None
    assert 'value="3-2" checked' in drawn(GridField(), initial={"it": (3, 2)})
    with pytest.raises(forms.ValidationError):
        GridField().clean("7-1")
