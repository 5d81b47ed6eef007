"""What people may say about waves."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext_lazy as _

from tilth.audits import wording
from tilth.audits.domain import asked
from tilth.audits.domain.asked import Breakdown
from tilth.audits.domain.instruments import Instrument
from tilth.audits.models import Terms
from tilth.people.models import Role
from tilth.schools.models import School
from tilth.web.forms import DayField, Form, LineField

SMALL = {"class": "govuk-radios--small"}
TICKS = {"class": "govuk-checkboxes--small"}
NO_PARTS = ""
LONGEST_QUESTION, LONGEST_LABEL = 120, 60
BANDS = [(10, "0–20"), (30, "20–40"), (50, "40–60"), (70, "60–80"), (90, "80–100")]  # what is kept is the middle


class Bands(forms.RadioSelect):
    """How many of a hundred, as five places in a row."""

    field_template = "audits/bands.html"

    def picture(self, field: BoundField) -> dict[str, Any]:
        """What the template shows."""
        return {"places": [(value, words, str(value) == str(field.value())) for value, words in self.choices]}


class Plan(Form):
    """Who is asked what, when, and how results may be broken down. None of it can be changed later."""

    schools = forms.ModelMultipleChoiceField(
        queryset=School.objects.none(),
        widget=forms.CheckboxSelectMultiple(TICKS),
        label=_("Which schools are asked?"),
        help_text=_("Their heads are told at once, and can take their school out until it opens."),
    )
    kinds = forms.MultipleChoiceField(widget=forms.CheckboxSelectMultiple(TICKS), label=_("Who exactly is asked?"))
    opens_on = DayField(
        label=_("First day"),
        help_text=_(
            "Three months after the same was asked, or later. Sooner, most people would say what they said, and two "
            "results side by side would tell of the others."
        ),
    )
    closes_on = DayField(
        label=_("Last day to answer"), help_text=_("A week or two is best: long enough for those who work part-time.")
    )
    groups = forms.ChoiceField(
        required=False,
        widget=forms.RadioSelect(SMALL),
        label=_("Shall results be broken down by one question?"),
        help_text=_(
            "Only by one, chosen now: several that cross would single people out. Everybody says themselves where they "
            "belong, or leaves it out."
        ),
    )
    question = LineField(required=False, max_length=LONGEST_QUESTION, label=_("Your own question"))
    parts = forms.CharField(
        required=False,
        max_length=1000,
        widget=forms.Textarea({"rows": 4}),
        label=_("Its answers, a line each"),
        help_text=_("Two to six. Put those beside each other that can best be shown together, where one is too small."),
    )
    remarks = forms.BooleanField(
        required=False,
        widget=forms.CheckboxInput(TICKS),
        label=_("Let people add something in their own words"),
        help_text=_("It is shown only if ten people or more write something, word for word, apart from all else."),
    )
    papers = forms.ChoiceField(
        choices=Terms.Papers.choices,
        widget=forms.RadioSelect(SMALL),
        label=_("Slips on paper"),
        help_text=_("With a slip one answers on any device, without signing in."),
    )
    says_optional = False

    def __init__(
        self, *args: Any, instrument: Instrument, schools: Sequence[School], together: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.instrument, self.only = instrument, None if together else schools[0]
        if together:
            self.fields["schools"].queryset = School.objects.filter(  # type: ignore[attr-defined]
                id__in=[school.id for school in schools]
            )
        else:
            del self.fields["schools"]
        self.fields["kinds"].choices = _kinds(instrument)  # type: ignore[attr-defined]
        self._offer_groups(instrument, {school.phase for school in schools})

    def _offer_groups(self, instrument: Instrument, phases: set[str]) -> None:
        if not asked.may_break_down(instrument):
            for name in ("groups", "question", "parts"):
                del self.fields[name]
            return
        own = (wording.OWN_WORDS, _("By a question of our own"))
        offered = [*wording.offered(instrument.audiences, phases), own]
        self.fields["groups"].choices = [(NO_PARTS, _("No: one result for all")), *offered]  # type: ignore[attr-defined]

    @property
    def own_open(self) -> bool:
        """Whether the fields for a question of one's own stand open."""
        return self["groups"].value() == wording.OWN_WORDS if "groups" in self.fields else False

    def clean_kinds(self) -> list[str]:
        """Each kind once, though it may have been ticked under two headings."""
        return list(dict.fromkeys(self.cleaned_data["kinds"]))

    def clean(self) -> dict[str, Any]:
        """What `actions.plan` takes."""
        said = dict(self.cleaned_data)
        if "kinds" in said and asked.audience_of(self.instrument, said["kinds"]) is None:
            self.add_error("kinds", _("Choose people of one heading only: others are asked in a wave of their own."))
        typed = {name: said.pop(name, "") for name in ("groups", "question", "parts")}
        if self.only:
            said["schools"] = [self.only]
        return {**said, "breakdown": self._breakdown(**typed)}

    def _breakdown(self, groups: str, question: str, parts: str) -> Breakdown | None:
        if groups != wording.OWN_WORDS:
            return wording.offered_breakdown(groups)
        labels = [label for line in parts.splitlines() if (label := " ".join(line.split()))]
        own = Breakdown.of(question, labels)
        if not question:
            self.add_error("question", _("What is the question?"))
        if not own.fits or any(len(label) > LONGEST_LABEL for label in labels):
            self.add_error("parts", _("Write two to six different answers, a line each, of a few words."))
        return own


def _kinds(instrument: Instrument) -> list[Any]:
    """The kinds of role that may be asked, under the name of each audience where there are several."""
    groups = [
        (AUDIENCES[audience], [(kind, Role.Kind(kind).label) for kind in asked.kinds_asked(instrument, audience)])
        for audience in instrument.audiences
    ]
    return list(groups[0][1]) if len(groups) == 1 else groups


AUDIENCES = {
    "staff": _("Staff"),
    "leaders": _("Leaders"),
    "governors": _("Governors"),
    "students": _("Students"),
    "parents": _("Parents and carers"),
}


def usual_wave(today: date, instrument: Instrument, schools: Sequence[School]) -> dict[str, Any]:
    """What most waves are like: in three days, for two weeks, everybody, unbroken, without free text."""
    first = today + timedelta(days=3)
    return {
        "schools": [school.id for school in schools],
        "kinds": list(asked.kinds_asked(instrument, instrument.audiences[0])),
        "opens_on": first,
        "closes_on": first + timedelta(days=13),
        "groups": NO_PARTS,
        "papers": Terms.Papers.WHO_CANNOT_SIGN_IN,
    }


class CallOff(Form):
    """Why a wave ends unread."""

    reason = LineField(
        max_length=300, label=_("Why is it called off?"), help_text=_("Everybody who was told of it reads this.")
    )


class Withdraw(Form):
    """Why a school stays out of a wave."""

    reason = LineField(
        required=False,
        max_length=300,
        label=_("Is there a reason to give?"),
        help_text=_("Those who planned it read it."),
    )


class Expect(Form):
    """What a head expects to hear: for each item, how many answer favourably."""

    says_optional = False

    def __init__(self, *args: Any, instrument: Instrument, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.keys = [item.key for item in instrument.items]
        for item in instrument.items:
            said = _("Here: how many will say %(answers)s?") if item.reversed else ""
            self.fields[item.key] = forms.TypedChoiceField(
                choices=BANDS,
                coerce=int,
                widget=Bands,
                label=item.text,
                help_text=said and said % {"answers": favourable(instrument, reversed_item=True)},
                error_messages={"required": _("Say what you expect: %(aspect)s") % {"aspect": item.aspect}},
            )

    def clean(self) -> dict[str, Any]:
        """What `actions.seal_prediction` takes."""
        return {"expected": {key: self.cleaned_data[key] for key in self.keys if key in self.cleaned_data}}


def favourable(instrument: Instrument, *, reversed_item: bool = False) -> str:
    """The answers that speak well of whom an item is about."""
    labels = [f"“{choice.label}”" for choice in instrument.choices if choice.favourable != reversed_item]
    return str(_(" or ")).join(labels)


class Nothing(Form):
    """A button without questions: what is refused still comes back in words."""
