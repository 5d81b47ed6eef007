"""Making a strand one's own, and saying whether old claims still hold."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django import forms
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from tilth.audits.domain.instruments import Strand as Asked
from tilth.maturity.domain.model import Descriptor, Indicator, Model, Side, Strand
from tilth.maturity.forms.assessments import text
from tilth.maturity.wording.figures import NAMES
from tilth.web.forms import Form, LineField
from tilth.web.typed import one_line

SIDES = [
    ("", _("Not counted for this strand")),
    (Side.WITHIN.value, _("Counted within each school")),
    (Side.BETWEEN.value, _("Counted between schools")),
    (Side.BOTH.value, _("Counted within and between")),
]


VOICES = {
    Asked.SOCIAL_CAPITAL.value: _("Trust, and what people give one another"),
    Asked.MORAL_PURPOSE.value: _("Whose students people feel answerable for"),
    Asked.GOVERNANCE.value: _("How one is governed"),
    Asked.CHALLENGE.value: _("Honest questions"),
    Asked.COMPETENCE.value: _("The partnership as a whole"),
}


class Shares(forms.CharField):
    """Three shares in per cent, for the second, third and fourth stage: "10, 35, 60"."""

    def clean(self, value: Any) -> tuple[float, ...] | None:
        """The shares from 0 to 1, or None where nothing was written."""
        written = super().clean(value)
        if not written:
            return None
        try:
            shares = tuple(float(part.strip(" %")) / 100 for part in written.replace(";", ",").split(","))
        except ValueError:
            shares = ()
        if len(shares) != 3 or not all(0 <= share <= 1 for share in shares) or list(shares) != sorted(shares):
            raise forms.ValidationError(_("Write three percentages that do not fall, like 10, 35, 60."))
        return shares


class Lines(forms.CharField):
    """Short lines, one below another, none longer than `longest`."""

    def __init__(self, label: Any, *, longest: int = 600, **kwargs: Any) -> None:
        self.longest = longest
        box = forms.Textarea({"rows": 3})
        super().__init__(label=label, required=False, max_length=2000, widget=box, **kwargs)

    def clean(self, value: Any) -> tuple[str, ...]:
        """The lines, without empty ones."""
        lines = tuple(line for line in map(one_line, super().clean(value).splitlines()) if line)
        if any(len(line) > self.longest for line in lines):
            raise forms.ValidationError(_("Keep each line under %(longest)d characters.") % {"longest": self.longest})
        return lines


class Words(Form):
    """A strand in one's own words: what it is, its four stages, and what is counted for it."""

    says_optional = False  # whatever stays empty is simply not said

    base = forms.IntegerField(widget=forms.HiddenInput)
    name = LineField(label=_("What is it called?"), max_length=120)
    short = LineField(label=_("A short name for pictures"), max_length=4, help_text=_("Two to four letters."))
    about = text(_("What is it, in one sentence?"), required=True, rows=3)
    voice = forms.ChoiceField(
        label=_("Which questions asked in confidence are about it?"),
        choices=[("", _("None")), *VOICES.items()],
        required=False,
    )
    unmeasured = Lines(_("What should be known of it, and nothing in Tilth measures? (one on each line)"), longest=120)
    changed = text(_("What did you change, and why?"), _("The leaders of your schools read it."))

    def __init__(self, *args: Any, model: Model, strand: Strand | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.model, self.strand = model, strand
        for number, stage in enumerate(model.stages):
            self.fields[f"says_{number}"] = text(
                _("%(stage)s: what is it like?") % {"stage": stage.name}, required=True, rows=4
            )
            self.fields[f"within_{number}"] = Lines(_("You might see within a school (one on each line)"))
            self.fields[f"between_{number}"] = Lines(_("You might see between schools (one on each line)"))
        for figure, said in NAMES.items():
            side = forms.ChoiceField(label=said.name, help_text=said.how, choices=SIDES, required=False)
            self.fields[_field("side", figure)] = side
            label = _("%(figure)s: expected at the second, third and fourth stage") % {"figure": said.name}
            hint = _("In per cent, like 10, 35, 60. 0 where it says nothing of a stage.")
            box = forms.TextInput({"class": "govuk-input--width-10"})
            self.fields[_field("expects", figure)] = Shares(
                label=label, help_text=hint, required=False, max_length=40, widget=box
            )
        if strand is None:
            dimensions = [(each.slug, each.name) for each in model.dimensions]
            self.fields["dimension"] = forms.ChoiceField(label=_("Where does it belong?"), choices=dimensions)
        self.initial = {
            "base": model.version,
            "dimension": model.dimensions[0].slug,
            **(_said(strand) if strand else {}),
            **(self.initial or {}),
        }

    @property
    def stages(self) -> list[tuple[Any, list[forms.BoundField]]]:
        """The fields of each stage."""
        return [
            (stage, [self[f"{name}_{number}"] for name in ("says", "within", "between")])
            for number, stage in enumerate(self.model.stages)
        ]

    @property
    def counted(self) -> list[tuple[forms.BoundField, forms.BoundField, bool]]:
        """The two fields of each figure, and whether it is counted for this strand; those that are come first."""
        known = [(self[_field("side", figure)], self[_field("expects", figure)]) for figure in NAMES]
        return sorted(((side, expects, bool(side.value())) for side, expects in known), key=lambda each: not each[2])

    def clean(self) -> dict[str, Any]:
        """The answers, with the strand they make."""
        said = super().clean() or {}
        before = [each.figure for each in self.strand.indicators] if self.strand else []
        figures = [*before, *(figure for figure in NAMES if figure not in before)]
        indicators = [each for figure in figures if (each := self._indicator(said, figure))]
        if self.errors:
            return said
        stages = [
            Descriptor(says=said[f"says_{number}"], within=said[f"within_{number}"], between=said[f"between_{number}"])
            for number in range(len(self.model.stages))
        ]
        kept = self.strand.model_dump() if self.strand else {"dimension": said["dimension"]}
        kept |= {"slug": self.strand.slug if self.strand else self._slug(said["name"])}
        made = {name: said[name] for name in ("name", "short", "about", "voice", "unmeasured")}
        strand = Strand.model_validate({**kept, **made, "stages": stages, "indicators": indicators})
        return {"strand": strand, "base": said["base"], "changed": said["changed"]}

    def _indicator(self, said: dict[str, Any], figure: str) -> Indicator | None:
        side, expects = said.get(_field("side", figure)), said.get(_field("expects", figure))
        if not side:
            return None
        if expects is None and _field("expects", figure) not in self.errors:
            self.add_error(_field("expects", figure), _("Say what is expected, like 10, 35, 60."))
        if not expects:
            return None
        kept = next((each for each in (self.strand.indicators if self.strand else ()) if each.figure == figure), None)
        own = {"floor": kept.floor, "fewest": kept.fewest} if kept else {}
        return Indicator(figure=figure, side=Side(side), expects=expects, **own)

    def _slug(self, name: str) -> str:
        """By what a new strand is known. Two of one name would be the same; other names never are."""
        meant = "own-" + (slugify(name).replace("_", "-")[:32] or "strand")
        slugs = [meant, *(f"{meant}-{number}" for number in range(2, len(self.model.strands) + 2))]
        taken = {each.slug for each in self.model.strands if each.name != name}
        return next(slug for slug in slugs if slug not in taken)


def _field(kind: str, figure: str) -> str:
    return f"{kind}_{figure.replace('.', '_')}"


def _said(strand: Strand) -> dict[str, Any]:
    """What the form begins with."""
    said: dict[str, Any] = {name: getattr(strand, name) for name in ("name", "short", "about", "voice")}
    said["unmeasured"] = "\n".join(strand.unmeasured)
    for number, stage in enumerate(strand.stages):
        said |= {
            f"says_{number}": stage.says,
            f"within_{number}": "\n".join(stage.within),
            f"between_{number}": "\n".join(stage.between),
        }
    for each in strand.indicators:
        said[_field("side", each.figure)] = each.side.value
        said[_field("expects", each.figure)] = ", ".join(f"{share * 100:g}" for share in each.expects)
    return said


class Drop(Form):
    """Do without a strand."""

    base = forms.IntegerField(widget=forms.HiddenInput)
    changed = text(_("Why?"), _("The leaders of your schools read it."), required=True)


HOLDS, AGAIN = "holds", "again"


class Carry(Form):
    """Of each claim whose words have changed: it still holds, or one looks again."""

    says_optional = False

    base = forms.IntegerField(widget=forms.HiddenInput)  # the version of the words that were read

    def __init__(self, *args: Any, waiting: Iterable[UUID], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for key in waiting:
            self.fields[str(key)] = forms.ChoiceField(
                label=_("Does it still hold?"),
                choices=[(HOLDS, _("Yes, it still holds")), (AGAIN, _("We look again"))],
                widget=forms.RadioSelect({"class": "govuk-radios--small"}),
                required=False,
            )

    def clean(self) -> dict[str, Any]:
        """The claims that still hold, and with which words before one's eyes."""
        said = super().clean() or {}
        self.looks_again = AGAIN in said.values()
        if not self.looks_again and HOLDS not in said.values():
            raise forms.ValidationError(_("Say of one strand at least whether it still holds."))
        return {"keys": [UUID(key) for key, each in said.items() if each == HOLDS], "base": said.get("base")}
