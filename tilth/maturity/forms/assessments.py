"""Opening an assessment, placing a strand, agreeing, objecting."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tilth.maturity.domain.model import Model, Side, Strand
from tilth.maturity.models import Assessor
from tilth.maturity.queries.assessments import Candidate
from tilth.people.models import Person
from tilth.web.forms import DayField, Form

UNSURE = "unsure"
LISTED = {
    Assessor.Standing.HEAD,
    Assessor.Standing.SENIOR,
    Assessor.Standing.GOVERNOR,
    Assessor.Standing.PARTNER,
}


def text(label: Any, hint: Any = "", *, required: bool = False, rows: int = 2, most: int = 600) -> forms.CharField:
    """A sentence or two."""
    return forms.CharField(
        label=label, help_text=hint, required=required, max_length=most, widget=forms.Textarea({"rows": rows})
    )


class Asking(Form):
    """Whom to ask: those who lead and govern by ticking, anybody else by name."""

    people = forms.MultipleChoiceField(
        label=_("Who places the strands?"), required=False, widget=forms.CheckboxSelectMultiple
    )
    named = text(
        _("Teachers, other staff or students"),
        _("One name on each line. If two have the same name, write an e-mail address."),
        rows=4,
        most=4000,
    )

    def __init__(self, *args: Any, candidates: list[Candidate], ticked: Iterable[Any] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.candidates = candidates
        listed = [each for each in candidates if each.standing in LISTED]
        self.fields["people"].choices = [(str(each.person.id), _line(each)) for each in listed]  # type: ignore[attr-defined]
        self.initial = {"people": [str(key) for key in ticked], **(self.initial or {})}

    def clean_named(self) -> list[Person]:
        """The people named, each found once."""
        found = []
        for line in str(self.cleaned_data["named"]).splitlines():
            if words := " ".join(line.split()):
                found.append(self._found(words))
        return found

    def _found(self, words: str) -> Person:
        meant = words.casefold()
        held = [
            each.person for each in self.candidates if meant in {each.person.name.casefold(), each.person.email or ""}
        ]
        if not held:
            raise forms.ValidationError(_("Nobody here is called “%(words)s”.") % {"words": words})
        if len(held) > 1:
            said = _("There is more than one “%(words)s”. Write the e-mail address instead.")
            raise forms.ValidationError(said % {"words": words})
        return held[0]

    def clean(self) -> dict[str, Any]:
        """The answers, with everybody together under `people`."""
        said = super().clean() or {}
        ticked = set(said.get("people", []))
        chosen = [each.person for each in self.candidates if str(each.person.id) in ticked]
        chosen += [person for person in said.pop("named", []) if person not in chosen]
        return {**said, "people": chosen}


def _line(each: Candidate) -> str:
    said = f"{each.person.name}, {Assessor.Standing(each.standing).label}"
    return f"{said}, {each.school_name}" if each.school_name else said


class OpenAssessment(Asking):
    """Whom to ask, and until when."""

    closes_on = DayField(
        label=_("Until when?"),
        help_text=_("All placements are shown when everybody has finished, or on the day after this one."),
    )


class Place(Form):
    """Where one assessor sees one strand."""

    says_optional = True

    stage = forms.ChoiceField(label=_("Where are we now?"), widget=forms.RadioSelect)
    words = text(_("In a sentence: why there?"), _("What would somebody see who came in tomorrow?"))
    evidence = text(_("What could others look at?"), _("A page, a plan, a day to visit. No names of students."))

    def __init__(self, *args: Any, model: Model, strand: Strand, side: Side, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        pairs = list(zip(model.stages, strand.stages, strict=True))
        choices = [(str(number), stage.name) for number, (stage, _says) in enumerate(pairs)]
        field = self.fields["stage"]
        field.choices = [*choices, (UNSURE, _("I cannot say"))]  # type: ignore[attr-defined]
        field.widget.hints = {str(number): _hint(says, side) for number, (_stage, says) in enumerate(pairs)}

    def clean_stage(self) -> int | None:
        """The place of the stage from 0, or None for who cannot say."""
        said = self.cleaned_data["stage"]
        return None if said == UNSURE else int(said)


def _hint(descriptor: Any, side: Side) -> str:
    signs = descriptor.signs(side)
    said = str(descriptor.says)
    return said + " " + str(_("You might see: %(signs)s")) % {"signs": " ".join(signs)} if signs else said


class Agree(Form):
    """What the group says of a strand."""

    says_optional = True

    stage = forms.ChoiceField(label=_("What does the group say?"), widget=forms.RadioSelect)
    words = text(_("In a sentence"), _("Why this stage; or what you do not agree about."))

    def __init__(self, *args: Any, model: Model, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(str(number), stage.name) for number, stage in enumerate(model.stages)]
        self.fields["stage"].choices = [*choices, (UNSURE, _("We do not agree"))]  # type: ignore[attr-defined]

    def clean_stage(self) -> int | None:
        """The place of the stage from 0, or None where the group does not agree."""
        said = self.cleaned_data["stage"]
        return None if said == UNSURE else int(said)


class ObjectTo(Form):
    """Why somebody cannot stand behind what was agreed."""

    words = text(_("What do you see differently?"), required=True)
