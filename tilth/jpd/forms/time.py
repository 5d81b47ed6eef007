"""What a school's leaders say about its time, and its training days."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tilth.jpd.domain import week
from tilth.jpd.forms.exchange import TIMES
from tilth.jpd.models import SchoolTime, TrainingDay
from tilth.jpd.wording import DAY_NAMES
from tilth.web.forms import Form, WeekField

WHOLE_NUMBER = {"min_value": _("Enter 0 or more."), "invalid": _("Enter a whole number, such as 6.")}
POUNDS = {"min_value": _("Enter 0 or more."), "invalid": _("Enter an amount in pounds, such as 26.50.")}
SHORT = forms.NumberInput({"class": "govuk-input--width-3"})
AROUND_LESSONS = [time for time in TIMES if not "08:30" <= time < "16:00"]
BEFORE_TWILIGHT = [time for time in TIMES if time < "14:30"]
WHOLE = [("", _("Kept whole"))]
APART = [(bundle.value, _("Taken apart: %(bundle)s") % {"bundle": bundle.label}) for bundle in TrainingDay.Bundle]


class Time(Form):
    """Lessons, twilights, cover, its price, and rooms."""

    lessons = WeekField(
        days=DAY_NAMES, times=TIMES, folded=AROUND_LESSONS, rest=_("Earlier and later"), required=False,
        label=_("When are lessons?"),
        help_text=_("Whoever meets then needs cover, unless they said that they are free."),
    )  # fmt: skip
    twilights = WeekField(
        days=DAY_NAMES, times=TIMES, folded=BEFORE_TWILIGHT, rest=_("Earlier in the day"), required=False,
        label=_("When may staff be asked to stay?"),
        help_text=_("Twilights: half-hours after lessons, paid for with time of a training day taken apart."),
    )  # fmt: skip
    cover_limit = forms.IntegerField(
        label=_("How many half-hours of lessons can colleagues cover in one week?"), min_value=0, max_value=400,
        widget=SHORT, help_text=_("For all meetings of your staff together. 0: nobody misses a lesson."),
        error_messages=WHOLE_NUMBER,
    )  # fmt: skip
    cover_price = forms.DecimalField(
        label=_("What does an hour of cover cost, in pounds?"), min_value=0, max_value=1000, decimal_places=2,
        required=False, widget=SHORT, help_text=_("Leave it empty if you do not know."), error_messages=POUNDS,
    )  # fmt: skip
    rooms = forms.IntegerField(
        label=_("How many groups can sit with you at once?"), min_value=0, max_value=50, widget=SHORT,
        error_messages=WHOLE_NUMBER,
    )  # fmt: skip

    def clean_lessons(self) -> int:
        """The half-hours ticked, as one mask."""
        return week.mask_of(map(week.half_hour, self.cleaned_data["lessons"]))

    def clean_twilights(self) -> int:
        return week.mask_of(map(week.half_hour, self.cleaned_data["twilights"]))

    def clean_cover_price(self) -> int | None:
        """In pence."""
        pounds: Decimal | None = self.cleaned_data["cover_price"]
        return None if pounds is None else int(pounds * 100)


def as_allowed(time: SchoolTime) -> dict[str, Any]:
    """What a school said before, to begin from."""
    price = time.cover_price
    return {
        "lessons": [each.place for each in week.half_hours_in(time.lessons)],
        "twilights": [each.place for each in week.half_hours_in(time.twilights)],
        "cover_limit": time.cover_limit,
        "cover_price": None if price is None else (Decimal(price) / 100).quantize(Decimal("0.01")),
        "rooms": time.rooms,
    }


class Days(Form):
    """Of each training day, whether it is kept whole or into what it is taken apart."""

    says_optional = False

    def __init__(self, *args: Any, days: Iterable[TrainingDay], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.numbers = {f"day_{day.number}": day.number for day in days}
        for day in days:
            self.fields[f"day_{day.number}"] = forms.TypedChoiceField(
                label=_("Training day %(number)s") % {"number": day.number}, choices=[*WHOLE, *APART], coerce=int,
                empty_value=None, required=False, initial=day.bundle or "",
            )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """What `arrange_days` takes."""
        said = super().clean() or self.cleaned_data
        return {"bundles": {number: said[name] for name, number in self.numbers.items() if name in said}}
