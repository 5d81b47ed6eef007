"""What those who lead ask of a plan of a term."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from tilth.jpd.domain.terms import A_WEEK, monday_of
from tilth.jpd.models import Group
from tilth.web.forms import Form

SHORT = forms.NumberInput({"class": "govuk-input--width-2"})
LENGTHS = [
    (30, _("30 minutes")),
    (45, _("45 minutes")),
    (60, _("An hour")),
    (90, _("An hour and a half")),
    (120, _("Two hours")),
]
AHEAD = 30  # weeks to choose from


class PlanTerm(Form):
    """When, how often and how long."""

    begins_on = forms.TypedChoiceField(label=_("First week"), coerce=date.fromisoformat)
    weeks = forms.IntegerField(
        label=_("How many weeks?"), min_value=1, max_value=20, initial=6, widget=SHORT,
        help_text=_("Weeks in which groups can meet; holidays do not count."),
    )  # fmt: skip
    meetings = forms.IntegerField(
        label=_("How often shall each group meet?"), min_value=1, max_value=20, initial=3, widget=SHORT,
        help_text=_("Meetings that are agreed already count, and stay."),
    )  # fmt: skip
    minutes = forms.TypedChoiceField(label=_("How long?"), choices=LENGTHS, coerce=int, initial=60)
    free_weeks = forms.TypedMultipleChoiceField(
        label=_("Weeks without meetings"), coerce=date.fromisoformat, required=False,
        widget=forms.CheckboxSelectMultiple({"class": "govuk-checkboxes--small"}),
    )  # fmt: skip
    says_optional = False

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        first = monday_of(today) + A_WEEK
        mondays = [first + timedelta(weeks=number) for number in range(AHEAD)]
        choices = [(each.isoformat(), date_format(each, "j F Y")) for each in mondays]
        for name in ("begins_on", "free_weeks"):
            self.fields[name].choices = choices  # type: ignore[attr-defined]

    @property
    def open_in_detail(self) -> bool:
        """Whether weeks without meetings stand open: somebody chose some."""
        return bool(self["free_weeks"].value())


class MoveProposed(Form):
    """Another of the times at which everybody could meet."""

    to = forms.ChoiceField(label=_("When instead?"))

    def __init__(self, *args: Any, times: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].choices = times  # type: ignore[attr-defined]


class Accept(Form):
    """All that is proposed, or one group's."""

    group = forms.ModelChoiceField(Group.objects.none(), required=False)

    def __init__(self, *args: Any, groups: QuerySet[Group], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["group"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = groups
