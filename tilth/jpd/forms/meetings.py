"""What members say about a meeting: when and where, whether they come, and who was there."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tilth.jpd.models import Attendance, Meeting
from tilth.schools.models import School
from tilth.web.forms import DayField, Form, LineField

SMALL = {"class": "govuk-radios--small"}
LENGTHS = [
    (30, _("30 minutes")),
    (45, _("45 minutes")),
    (60, _("An hour")),
    (90, _("An hour and a half")),
    (120, _("Two hours")),
    (360, _("A day")),
]
ANSWERS = [(Attendance.Answer.YES.value, _("I’ll be there")), (Attendance.Answer.NO.value, _("I cannot"))]
HAPPENED = [("yes", _("It happened")), ("no", _("It did not happen"))]


class When(Form):
    """A day, a time, how long and where."""

    day = DayField(label=_("Day"))
    time = forms.TimeField(label=_("Begins at"), widget=forms.TimeInput(attrs={"type": "time"}))
    minutes = forms.TypedChoiceField(label=_("How long"), choices=LENGTHS, coerce=int, initial=60)
    at_school = forms.ModelChoiceField(
        School.objects.none(), label=_("At which school"), required=False, empty_label=_("On screens, or elsewhere")
    )
    place = LineField(label=_("Room or place"), max_length=120, required=False)
    video = forms.URLField(
        label=_("Address of the video call"), max_length=300, required=False, assume_scheme="https",
        help_text=_("Only members of the group see it."),
    )  # fmt: skip

    def __init__(self, *args: Any, schools: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["at_school"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = schools

    def clean(self) -> dict[str, Any]:
        """The day and the time together."""
        said = super().clean() or self.cleaned_data
        day, time = said.pop("day", None), said.pop("time", None)
        if day and time:
            said["begins_at"] = timezone.make_aware(datetime.combine(day, time))
        return said


class Call(When):
    """A new meeting."""

    purpose = forms.ChoiceField(
        label=_("What it is"),
        choices=Meeting.Purpose,
        initial=Meeting.Purpose.MEETING,
        widget=forms.RadioSelect(attrs=SMALL),
    )
    from_stock = forms.BooleanField(
        label=_("It takes time of a training day that was taken apart"),
        required=False,
        help_text=_("Then it is time people had anyway. Your school’s leaders say which days are taken apart."),
    )
    field_order = ("day", "time", "minutes", "purpose")


def usual(suggested: datetime) -> dict[str, Any]:
    """What the form shows before anybody has typed."""
    local = timezone.localtime(suggested)
    return {"day": local.date(), "time": local.time().replace(second=0, microsecond=0), "minutes": 60}


def as_it_is(meeting: Meeting) -> dict[str, Any]:
    """A meeting as its form shows it."""
    more = {"minutes": meeting.minutes, "at_school": meeting.at_school_id, "place": meeting.place}
    return {**usual(meeting.begins_at), **more, "video": meeting.video}


class Answer(Form):
    """Whether one comes."""

    answer = forms.ChoiceField(label=_("Can you come?"), choices=ANSWERS, widget=forms.RadioSelect(attrs=SMALL))


class WhoWasThere(Form):
    """For each person how long they were there, and whether they gave, gained, or both."""

    why = LineField(label=_("What was wrong before"), max_length=200, required=False)
    FLOWS = (("both", _("gave and gained")), ("gives", _("gave")), ("gains", _("gained")))

    def __init__(self, *args: Any, meeting: Meeting, people: Iterable[Attendance], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = list(people)
        for each in self.people:
            key, name = each.person_id.hex, each.person.name
            there = meeting.minutes if each.minutes is None else each.minutes
            self.fields[f"minutes-{key}"] = forms.IntegerField(
                label=_("%(name)s: minutes there") % {"name": name}, min_value=0, max_value=480, initial=there,
                widget=forms.NumberInput(attrs={"class": "govuk-input--width-4"}),
            )  # fmt: skip
            flow = "both" if each.gives and each.gains else "gives" if each.gives else "gains"
            self.fields[f"flow-{key}"] = forms.ChoiceField(
                label=_("%(name)s: gave, gained, or both?") % {"name": name}, choices=self.FLOWS, initial=flow,
                widget=forms.RadioSelect(attrs={"class": "govuk-radios--small govuk-radios--inline"}),
            )  # fmt: skip
        if meeting.state != Meeting.State.HELD:
            del self.fields["why"]
        self.order_fields([*(name for name in self.fields if name != "why"), "why"])

    def clean(self) -> dict[str, Any]:
        """What `hold_meeting` takes."""
        said = super().clean() or self.cleaned_data
        keys = [each.person_id for each in self.people]
        flows = {key: said.get(f"flow-{key.hex}", "both") for key in keys}
        return {
            "minutes": {key: said.get(f"minutes-{key.hex}") or 0 for key in keys},
            "gives": _those(flows, "gains"),
            "gains": _those(flows, "gives"),
            "why": said.get("why", ""),
        }


def _those(flows: dict[UUID, str], other: str) -> set[UUID]:
    """All but those who only did the other."""
    return {key for key, flow in flows.items() if flow != other}


class Why(Form):
    """Why it did not happen, or is called off."""

    why = LineField(label=_("Why?"), max_length=300, required=False, help_text=_("Those in the meeting read it."))


def next_week(now: datetime) -> datetime:
    """A week from now at half past three, on a school day: something to begin with."""
    day = timezone.localtime(now) + timedelta(days=7)
    return (day - timedelta(days=max(0, day.weekday() - 4))).replace(hour=15, minute=30)
