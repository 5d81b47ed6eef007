"""What somebody says who keeps a school's list of people."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tilth.people.models import LONGEST_ADDRESS, Role
from tilth.people.queries.rosters import Report
from tilth.web.forms import DayField, Form, LineField


class Send(Form):
    """A list of people, as a table or a bundle."""

    file = forms.FileField(
        label=_("Your list"),
        help_text=_("A CSV table, or the zip that your school's system makes. At most 20 MB."),
        error_messages={"required": _("Choose a file."), "empty": _("This file is empty.")},
        max_length=200,
    )
    mail_domain = forms.RegexField(
        r"^@?[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+$",
        label=_("What follows the @ in your school's addresses"),
        help_text=_("Only where your list has user names instead of addresses. Like school.example"),
        error_messages={"invalid": _("Enter it like school.example, without spaces.")},
        required=False,
        max_length=100,
        widget=forms.TextInput(
            attrs={"class": "govuk-input--width-20", "autocapitalize": "none", "spellcheck": "false"}
        ),
    )


class WhichSchool(Form):
    """Which school of the list is ours."""

    known_as = forms.ChoiceField(
        label=_("Which of these is your school?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose your school.")},
    )

    def __init__(self, *args: Any, report: Report, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["known_as"]
        field.choices = [(school.source_id, _named(school, count)) for school, count in report.choices]


def _named(school: Any, count: int) -> str:
    words = {"school": school.name or school.number or _("No number"), "count": count}
    return _("%(school)s (people in the list: %(count)s)") % words


class Agree(Form):
    """Yes to a report: the fingerprint of what was seen, and the last day of those who leave."""

    seen = forms.CharField(widget=forms.HiddenInput)
    last_day = DayField(
        label=_("The last day of those who are leaving"),
        help_text=_("Today, or a day before today."),
        required=False,
    )

    def __init__(self, *args: Any, report: Report, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.update(seen=report.fingerprint, last_day=timezone.localdate())
        if not report.comparison.leaving:
            del self.fields["last_day"]


class AddPerson(Form):
    """One person and their part in a school."""

    name = LineField(label=_("Their name"), max_length=150, help_text=_("As colleagues know them."))
    email = forms.EmailField(
        label=_("Their e-mail address"),
        help_text=_("They sign in with it. A student may have none."),
        max_length=LONGEST_ADDRESS,
        required=False,
    )
    kind = forms.ChoiceField(label=_("Their role"), choices=Role.Kind.choices, initial=Role.Kind.TEACHER)
    subject = LineField(label=_("What they teach"), max_length=80, required=False)
    starts_on = DayField(label=_("Their first day"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("starts_on", timezone.localdate())


class EndRole(Form):
    """The last day of a role."""

    ends_on = DayField(label=_("Their last day in this role"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("ends_on", timezone.localdate())
