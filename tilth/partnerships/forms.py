"""What people may say about partnerships, and whether it makes sense."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tilth.partnerships import queries
from tilth.partnerships.models import Depth, Membership, Partnership, PartnershipRole, Structure
from tilth.people.models import Person
from tilth.schools.models import School
from tilth.web.forms import DayField, Form, LineField

KIND_HINTS = {
    "family": _("Three to twelve schools that chose one another and stay together for years."),
    "alliance": _("Families and schools around a shared task."),
    "federation": _("Schools under one governing body."),
    "multi_academy_trust": _("Academies under one trust."),
    "network": _("Schools that share one interest, more loosely."),
    "region": _("All who work together in one part of the country."),
}


def _long(label: Any, hint: Any = "", *, required: bool = True, rows: int = 3) -> forms.CharField:
    widget = forms.Textarea({"rows": rows})
    return forms.CharField(label=label, help_text=hint, required=required, max_length=2000, widget=widget)


def _yes_or_no(label: Any, yes: Any, no: Any) -> forms.TypedChoiceField:
    choices = [("yes", yes), ("no", no)]
    return forms.TypedChoiceField(
        label=label, choices=choices, coerce=lambda said: said == "yes", widget=forms.RadioSelect
    )


class Propose(Form):
    """A new partnership, by somebody who leads a school."""

    own_school = forms.ModelChoiceField(label=_("For which of your schools?"), queryset=School.objects.none())
    kind = forms.ChoiceField(label=_("What kind is it?"), choices=Partnership.Kind.choices, widget=forms.RadioSelect)
    name = LineField(label=_("What shall it be called?"), max_length=120)
    purpose = _long(_("What is it for?"), _("Two or three sentences. Every school you ask will read them."))
    colour = forms.ChoiceField(
        label=_("Its colour"),
        choices=Partnership.Colour.choices,
        initial="leaf",
        widget=forms.RadioSelect({"class": "govuk-radios--inline govuk-radios--small"}),
    )

    def __init__(self, *args: Any, by: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        schools = queries.schools_led(by)
        self.fields["own_school"].queryset = schools  # type: ignore[attr-defined]
        self.fields["kind"].widget.hints = KIND_HINTS
        self.initial = {"kind": "family", "own_school": schools.first(), **(self.initial or {})}


class Invite(Form):
    """The school of a button that was pressed."""

    school = forms.ModelChoiceField(queryset=School.objects.all(), widget=forms.HiddenInput)


class AnswerInvitation(Form):
    """What a head, or a chair, says for their school."""

    yes = _yes_or_no(_("Does your school want to join?"), _("Yes, we want to join"), _("No, not now"))
    reason = _long(_("If not, why?"), _("Those who asked will read it."), required=False)
    chair_agrees_too = forms.BooleanField(
        label=_("Our chair of governors should agree as well"),
        help_text=_("Your school joins when both of you have said yes."),
        required=False,
    )

    def __init__(self, *args: Any, membership: Membership, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if membership.chair_agrees_too:  # the head has answered: it is the chair's turn
            del self.fields["chair_agrees_too"]


class Reason(Form):
    """Why."""

    reason = _long(_("Why?"), _("The other leaders will read it."))


class End(Form):
    """What to say when a partnership ends well."""

    reason = _long(_("Why does it end?"))
    learnt = _long(_("What did we learn?"), _("What would you tell schools that begin one?"))
    kept = _long(_("What do we keep?"), _("Groups that go on, practices, friendships."), required=False)
    thanks = _long(_("Whom do we thank?"), required=False)

    def __init__(self, *args: Any, partnership: Partnership, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if partnership.phase == Partnership.Phase.PROPOSED:  # it has not lived: there is only a reason
            for name in ("learnt", "kept", "thanks"):
                del self.fields[name]


class Appoint(Form):
    """A part for somebody, from today."""

    kind = forms.ChoiceField(
        label=_("Which part?"), choices=PartnershipRole.Kind.choices, widget=forms.RadioSelect, initial="coordinator"
    )
    email = forms.EmailField(
        label=_("Their e-mail address"),
        help_text=_("Leads and coordinators come from your schools; brokers and researchers may come from outside."),
    )


class AskToNest(Form):
    """The larger partnership to ask."""

    whole = forms.ModelChoiceField(label=_("Which one?"), queryset=Partnership.objects.none(), widget=forms.RadioSelect)

    def __init__(self, *args: Any, part: Partnership, by: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        possible = [whole.id for whole in queries.wholes_for(part, by)]
        self.fields["whole"].queryset = Partnership.objects.filter(id__in=possible)  # type: ignore[attr-defined]
        self.fields["whole"].empty_label = None  # type: ignore[attr-defined]


class AnswerNesting(Form):
    """What the leads of the larger partnership say."""

    yes = _yes_or_no(_("May it be part of yours?"), _("Yes"), _("No, not now"))
    reason = _long(_("If not, why?"), required=False)


class OpenSitting(Form):
    """How far ahead to look, and until when to mark."""

    horizon = forms.TypedChoiceField(
        label=_("How far ahead do we look?"),
        choices=[(1, _("One year")), (2, _("Two years")), (3, _("Three years")), (5, _("Five years"))],
        coerce=int,
        initial=3,
        widget=forms.RadioSelect,
    )
    closes_on = DayField(
        label=_("Until when can leaders mark?"),
        help_text=_("Marks are shown when everybody has marked, or on the day after this one."),
    )


DEEP = _("Depth is how far working together changes what happens in each school.")
TIGHT = _("Structure is how firmly the schools are bound to one another.")


def _levels(label: Any, levels: type[Depth] | type[Structure], *, explained: Any = "") -> forms.TypedChoiceField:
    """The six levels to choose from; `explained` says what they are levels of, and each then says what it means."""
    choices = [(level.value, f"{level.value}. {level.label}") for level in levels]
    widget = forms.RadioSelect({"class": "govuk-radios--small"})
    widget.hints = {level.value: level.means for level in levels} if explained else {}  # type: ignore[attr-defined]
    return forms.TypedChoiceField(label=label, help_text=explained, choices=choices, coerce=int, widget=widget)


class Levels(Form):
    """Where a partnership is and where it should be, on both axes."""

    now_depth = _levels(_("How deep are we now?"), Depth, explained=DEEP)
    wanted_depth = _levels(_("How deep do we want to be?"), Depth)
    now_structure = _levels(_("How tight are we now?"), Structure, explained=TIGHT)
    wanted_structure = _levels(_("How tight do we want to be?"), Structure)

    def __init__(self, *args: Any, year: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["wanted_depth"].label = _("How deep do you want to be in %(year)d?") % {"year": year}
        self.fields["wanted_structure"].label = _("How tight do you want to be in %(year)d?") % {"year": year}


class AnswerArrow(Form):
    """What a head says to an arrow."""

    yes = _yes_or_no(_("Is this the arrow you want to agree on?"), _("Yes"), _("Not yet"))
    reason = _long(_("If not yet, what would have to change?"), required=False)
