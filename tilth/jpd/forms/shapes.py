"""A shape of one's own, as plain lines: one fieldset for each phase, one line for each heading."""

from __future__ import annotations

from itertools import count
from typing import Any

from django import forms
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from pydantic import ValidationError

from tilth.jpd.domain.shapes import ORDER, Part, Shape, Stage
from tilth.web.forms import Form, LineField

MOST_PHASES = 10
STAGES = [
    ("", _("No phase here")),
    (Stage.FOCUS.value, _("Agree the focus")),
    (Stage.PLAN.value, _("Plan")),
    (Stage.TEACH.value, _("Teach and observe")),
    (Stage.DEBRIEF.value, _("Talk about it")),
    (Stage.REFINE.value, _("Refine")),
    (Stage.WRITE_UP.value, _("Write up")),
    (Stage.DECIDE.value, _("Decide")),
]


class KeepShape(Form):
    """The name of a shape, what it is for, and its phases in the order of their stages."""

    name = LineField(label=_("Its name"), max_length=120)
    about = forms.CharField(label=_("What it is good for"), max_length=600, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args: Any, begins_as: Shape, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"name": begins_as.name, "about": begins_as.about})
        super().__init__(*args, **kwargs)
        self.begins_as = begins_as
        phases = [*begins_as.phases, None] if len(begins_as.phases) < MOST_PHASES else list(begins_as.phases)
        self.places = range(len(phases))
        for place, phase in enumerate(phases):
            said = (phase.name, phase.stage.value, phase.ask, as_lines(phase.parts)) if phase else ("", "", "", "")
            self._add_phase(place, *said)

    def _add_phase(self, place: int, name: str, stage: str, ask: str, parts: str) -> None:
        self.fields |= {
            f"name-{place}": LineField(label=_("Name of the phase"), required=False, max_length=120, initial=name),
            f"stage-{place}": forms.ChoiceField(
                label=_("What it is for"), required=False, choices=STAGES, initial=stage
            ),
            f"ask-{place}": forms.CharField(
                label=_("What is to be done"),
                required=False,
                max_length=600,
                initial=ask,
                widget=forms.Textarea(attrs={"rows": 2}),
            ),
            f"parts-{place}": forms.CharField(
                label=_("What is written in it"),
                required=False,
                max_length=4000,
                initial=parts,
                widget=forms.Textarea(attrs={"rows": 4}),
                help_text=_("One heading a line. Begin with * what must be written. A hint may follow after |."),
            ),
        }

    def phases(self) -> list[list[Any]]:
        """The fields of each phase, for the page."""
        return [[self[f"{kind}-{place}"] for kind in ("name", "stage", "ask", "parts")] for place in self.places]

    def clean(self) -> dict[str, Any]:
        """The shape that is described. An error says what it lacks."""
        said = super().clean() or self.cleaned_data
        if self.errors:
            return said
        phases = sorted(self._phases(said), key=lambda phase: ORDER[Stage(phase["stage"])])
        document = {"name": said.get("name"), "about": said.get("about"), "phases": phases}
        try:
            return {"shape": Shape.model_validate({"slug": "own", **document})}
        except ValidationError as wrong:
            raise forms.ValidationError(sentence(wrong)) from wrong

    def _phases(self, said: dict[str, Any]) -> list[dict[str, Any]]:
        taken: set[str] = set()
        known = {part.label: part for part in self.begins_as.parts()}
        found = []
        for place in self.places:
            name, stage = said.get(f"name-{place}"), said.get(f"stage-{place}")
            if not name or not stage:
                continue
            parts = [
                as_part(line, known, taken) for line in said.get(f"parts-{place}", "").splitlines() if line.strip()
            ]
            slug = fresh(f"phase-{name}", taken)
            found.append({"slug": slug, "name": name, "stage": stage, "ask": said[f"ask-{place}"], "parts": parts})
        return found


def as_lines(parts: tuple[Part, ...]) -> str:
    """Headings as they are typed: '* Label | hint'."""
    return "\n".join(f"{'* ' if p.required else ''}{p.label}{f' | {p.hint}' if p.hint else ''}" for p in parts)


def as_part(line: str, known: dict[str, Part], taken: set[str]) -> dict[str, Any]:
    """What a typed line means. A heading that stands in the shape one began from keeps how it is written."""
    label, _bar, hint = line.strip().partition("|")
    required, label = label.startswith("*"), label.lstrip("* ").strip()
    before = known.get(label)
    kept = {"words": before.words, "learners": before.learners} if before else {}
    slug = fresh(before.slug if before else label, taken)
    return {"slug": slug, "label": label, "hint": hint.strip(), "required": required, **kept}


def fresh(words: str, taken: set[str]) -> str:
    """A slug for these words that nothing else in the shape has."""
    stem = (slugify(words)[:24] or "part").lstrip("0123456789-_") or "part"
    slug = next(each for number in count(1) if (each := stem if number == 1 else f"{stem}-{number}") not in taken)
    taken.add(slug)
    return slug


def sentence(wrong: ValidationError) -> str:
    """The first thing that is wrong, as a sentence."""
    message = wrong.errors()[0]["msg"].removeprefix("Value error, ")
    known = {
        "Phases go forward, from the focus to the decision.": _("Phases go forward, from the focus to the decision."),
        "A cycle begins with its focus and ends with one decision.": _(
            "A cycle begins with a phase for its focus and ends with one decision."
        ),
        "The first thing to write is the focus.": _(
            "Begin the first heading of the first phase with *: it is the focus, and must be written."
        ),
        "A decision has its reason and no other heading.": _("Leave the headings of the decision empty."),
    }
    return str(known.get(message, _("Each phase needs a name, and each heading a few words; at least three phases.")))
