"""What people may say about rounds."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from tilth.jpd import wording
from tilth.jpd.domain.aims import ask_for_groups, asked, moved
from tilth.jpd.models import Strength
from tilth.matching import Subjects, Tier
from tilth.web.forms import DayField, Form

SMALL = {"class": "govuk-radios--small"}
SIZES = [("three", _("Pairs and threes")), ("two", _("Only pairs"))]
FROM_ONE_SCHOOL = [
    ("", _("As many as it happens to be")),
    (2, _("Two at most: a three never stays in one school")),
    (1, _("One: everybody comes from a different school")),
]
SUBJECTS = [
    (Subjects.ANY.value, _("Any subjects")),
    (Subjects.SAME.value, _("One subject, where possible")),
    (Subjects.MIXED.value, _("Different subjects, where possible")),
]
STRENGTHS = [
    (Strength.CURIOUS.value, _("Whatever people would like to gain")),
    (Strength.USEFUL.value, _("What would help them, or what they need now")),
    (Strength.NEEDED.value, _("Only what they need now")),
]
STEPS = {"up": -1, "down": 1}


class Order(forms.SelectMultiple):
    """Aims in their order, each with buttons that move it, and the aims that are not asked for."""

    field_template = "jpd/order.html"

    def picture(self, field: BoundField) -> dict[str, Any]:
        """What the template shows."""
        asked = [aim for aim in dict.fromkeys(field.value() or []) if aim in dict(self.choices)]
        return {
            "asked": [wording.choice(aim) for aim in asked],
            "left_out": [wording.choice(aim) for aim, _name in self.choices if aim not in asked],
        }


class OpenRound(Form):
    """When a round closes, and what it looks for."""

    closes_on = DayField(label=_("Last day to say what you offer and want"), help_text=_("A week is usually enough."))
    answer_by = DayField(
        label=_("Last day to answer a proposal"),
        help_text=_("A few school days after the round has closed."),
    )
    aims = forms.MultipleChoiceField(
        widget=Order,
        label=_("What counts most?"),
        help_text=_("First things first: nothing below is improved at the cost of what stands above it."),
        error_messages={"required": _("Ask for one thing at least.")},
    )
    triads = forms.ChoiceField(
        choices=SIZES,
        widget=forms.RadioSelect(SMALL),
        label=_("Groups may be"),
        help_text=_("A three can close where no pair does, so more people find a group."),
    )
    most_from_one_school = forms.TypedChoiceField(
        choices=FROM_ONE_SCHOOL,
        coerce=int,
        empty_value=None,
        required=False,
        widget=forms.RadioSelect(SMALL),
        label=_("From one school in one group"),
    )
    subjects = forms.ChoiceField(
        choices=SUBJECTS,
        widget=forms.RadioSelect(SMALL),
        label=_("Mix of subjects"),
        help_text=_("It counts in the place where “the mix of subjects” stands above, once you ask for it there."),
    )
    least_strength = forms.TypedChoiceField(
        choices=STRENGTHS, coerce=int, widget=forms.RadioSelect(SMALL), label=_("What counts as a want")
    )
    need_half_hour = forms.BooleanField(
        required=False,
        widget=forms.CheckboxInput({"class": "govuk-checkboxes--small"}),
        label=_("Only groups with a half-hour that suits everybody"),
        help_text=_("People who tick no half-hour agree a time with their group."),
    )
    chains = forms.BooleanField(
        required=False,
        widget=forms.CheckboxInput({"class": "govuk-checkboxes--small"}),
        label=_("Chains, too"),
        help_text=_("Somebody who asks nothing back yet gives first. Whoever comes last in the row only gains."),
    )
    says_optional = False
    in_detail = False  # whether what a round looks for stands open

    def __init__(self, *args: Any, choices: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["aims"].choices = [(aim, aim) for aim in choices]  # type: ignore[attr-defined]
        if "subject" not in choices:
            del self.fields["subjects"]

    @property
    def open_in_detail(self) -> bool:
        """Whether somebody is just choosing what a round looks for, or has to mend it."""
        return self.in_detail or bool(set(self.errors) - {"closes_on", "answer_by", "__all__"})

    def clean_aims(self) -> list[str]:
        """Each aim once."""
        return list(dict.fromkeys(self.cleaned_data["aims"]))

    def clean_triads(self) -> bool:
        return bool(self.cleaned_data["triads"] == "three")

    def clean(self) -> dict[str, Any]:
        """What was asked, if any group could come of it."""
        said = self.cleaned_data
        mixes = said.get("subjects", Subjects.ANY) != Subjects.ANY
        if "aims" in said and not ask_for_groups(said["aims"], mixes_subjects=mixes):
            self.add_error("aims", _("Put something first for which a group has to be found."))
        if "aims" in said and "subjects" in said:
            self._check_subjects(aimed_at=Tier.SUBJECT in said["aims"], mixes=mixes)
        return said

    def _check_subjects(self, *, aimed_at: bool, mixes: bool) -> None:
        """Which mix, and what place it has among the aims: neither does anything without the other."""
        if mixes and not aimed_at:
            self.add_error("subjects", _("Ask for “the mix of subjects” above too, or choose any subjects."))
        if aimed_at and not mixes:
            self.add_error(
                "subjects", _("Choose one subject or different ones, or leave out “the mix of subjects” above.")
            )


def usual_round(today: date, aims: Sequence[str]) -> dict[str, Any]:
    """What most rounds are like: a week to gather, a week to answer, pairs, threes and chains, and the usual aims.

    Any subjects will do, so their mix is not among them.
    """
    return {
        "closes_on": today + timedelta(days=7),
        "answer_by": today + timedelta(days=14),
        "aims": asked(list(aims), mixes_subjects=False),
        "triads": "three",
        "most_from_one_school": "",
        "subjects": Subjects.ANY.value,
        "least_strength": Strength.CURIOUS.value,
        "need_half_hour": True,
        "chains": True,
    }


def choosing_aims(post: QueryDict, choices: Sequence[str]) -> OpenRound | None:
    """The form as it was typed, with the aim moved whose button was pressed; None when none was."""
    if "move" not in post:
        return None
    step, _colon, aim = str(post["move"]).partition(":")
    form = OpenRound(initial={**post.dict(), "aims": _rearranged(post.getlist("aims"), step, aim)}, choices=choices)
    for name in ("need_half_hour", "chains"):
        form.initial[name] = name in post
    form.in_detail = True
    return form


def _rearranged(aims: list[str], step: str, aim: str) -> list[str]:
    if step == "drop":
        return [each for each in aims if each != aim]
    return moved(aims, aim, STEPS[step]) if step in STEPS else list(dict.fromkeys([*aims, aim]))


class LookAgain(Form):
    """When answers to a second look are due, and whether it looks for newcomers too."""

    answer_by = DayField(label=_("Last day to answer a proposal"), help_text=_("A few school days are enough."))
    newcomers = forms.BooleanField(
        required=False,
        label=_("Count in colleagues who have said only since then what they offer and want"),
    )


def usual_second_look(today: date) -> dict[str, Any]:
    """A week to answer, newcomers counted in."""
    return {"answer_by": today + timedelta(days=7), "newcomers": True}


class Answer(Form):
    """Yes, or not this time."""

    yes = forms.ChoiceField(
        choices=[("yes", _("Yes")), ("no", _("Not this time"))],
        error_messages=dict.fromkeys(("required", "invalid_choice"), _("Say yes, or not this time.")),
    )

    def clean_yes(self) -> bool:
        return bool(self.cleaned_data["yes"] == "yes")


class Nothing(Form):
    """A button without questions: what is refused still comes back in words."""
