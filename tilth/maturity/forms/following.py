"""Asking partners to look, saying what one sees, replying, and offering help."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tilth.maturity.domain.model import Model
from tilth.maturity.forms.assessments import UNSURE, text
from tilth.people.models import Person
from tilth.schools.models import School
from tilth.web.forms import Form


class AskLook(Form):
    """Which school, with what question, and with whom beside."""

    partner = forms.ModelChoiceField(
        label=_("Which partner school?"), queryset=School.objects.none(), widget=forms.RadioSelect, empty_label=None
    )
    question = text(_("What would you most like to know?"), _("An honest question gets an honest answer."), rows=3)
    broker = forms.ModelChoiceField(
        label=_("Who stands by both?"),
        queryset=Person.objects.none(),
        widget=forms.RadioSelect,
        required=False,
        empty_label=_("Nobody, we can do it ourselves"),
    )

    def __init__(self, *args: Any, partners: Collection[School], brokers: Collection[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        keys = [each.id for each in partners]
        self.fields["partner"].queryset = School.objects.filter(id__in=keys)  # type: ignore[attr-defined]
        known = Person.objects.filter(id__in=[each.id for each in brokers])
        self.fields["broker"].queryset = known  # type: ignore[attr-defined]
        if not brokers:
            del self.fields["broker"]


class AnswerLook(Form):
    """What a partner sees, or that they cannot look."""

    says_optional = False

    stage = forms.ChoiceField(label=_("Where would you place it?"), required=False, widget=forms.RadioSelect)
    words = text(
        _("What do you see?"),
        _("First what speaks for it, then one honest question. No names of students."),
        rows=5,
        most=2000,
    )
    declined = forms.BooleanField(label=_("We cannot look at the moment"), required=False)

    def __init__(self, *args: Any, model: Model, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(str(number), stage.name) for number, stage in enumerate(model.stages)]
        self.fields["stage"].choices = [*choices, (UNSURE, _("We cannot say"))]  # type: ignore[attr-defined]

    def clean_stage(self) -> int | None:
        """The place of the stage from 0, or None."""
        said = self.cleaned_data["stage"]
        return int(said) if said and said != UNSURE else None


class Reply(Form):
    """What a school makes of what a partner saw."""

    reply = text(_("What do you make of it?"), _("Whoever looked will read it."), required=True, rows=4, most=2000)


class OfferHelp(Form):
    """What one could show."""

    words = text(_("What could you show, and whom could one visit?"), required=True, rows=3)
