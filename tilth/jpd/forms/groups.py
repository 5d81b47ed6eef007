"""Forming a group, and answering an invitation to one."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tilth.jpd.forms.exchange import Answers
from tilth.jpd.models import Group, GroupInvitation
from tilth.web.forms import Form, LineField

SMALL = {"class": "govuk-radios--small"}
KINDS = [
    (Group.Kind.EXCHANGE.value, _("A pair or three who give and gain")),
    (Group.Kind.DEPARTMENTS.value, _("Two departments of different schools")),
    (Group.Kind.LESSON_STUDY.value, _("A lesson study group")),
    (Group.Kind.TEAM.value, _("A team with a leader")),
    (Group.Kind.ROUNDS.value, _("Instructional rounds across schools")),
    (Group.Kind.OTHER.value, _("Something else")),
]


class AskIn(Answers):
    """Who is asked."""

    reason = LineField(
        label=_("Why it needs more than three people"),
        required=False,
        max_length=300,
        help_text=_("Only for groups of four to eight."),
    )


class FormGroup(AskIn):
    """Who works together, and on what."""

    says_optional = True

    name = LineField(
        label=_("A name for it"), required=False, max_length=80, help_text=_("Leave it empty to go by your names.")
    )
    kind = forms.ChoiceField(
        label=_("What kind of group?"),
        choices=KINDS,
        initial=Group.Kind.EXCHANGE.value,
        widget=forms.RadioSelect(attrs=SMALL),
    )

    def clean(self) -> dict[str, Any]:
        """The answers. Somebody must have been asked, and something chosen to work on."""
        said = super().clean()
        if not said["people"]:
            self.add_error(None, _("Choose at least one colleague."))
        if not said["topics"]:
            self.add_error(None, _("Choose one topic at least, so that those you ask know what it is about."))
        return said


class AnswerInvitation(Form):
    """Yes, or not this time."""

    answer = forms.ChoiceField(choices=[c for c in GroupInvitation.Answer.choices if c[0]], label=_("Your answer"))
