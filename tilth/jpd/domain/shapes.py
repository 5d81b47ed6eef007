"""Shapes of cycles: phases in their order, and what is written in each. Pure values; those of the house are files."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

Slug = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_-]{0,29}$")]
Line = Annotated[str, StringConstraints(min_length=1, max_length=120, strip_whitespace=True)]
Words = Annotated[str, StringConstraints(max_length=600, strip_whitespace=True)]


class Stage(StrEnum):
    """What a phase is for, whatever a shape calls it. In the order in which they come."""

    FOCUS = "focus"
    PLAN = "plan"
    TEACH = "teach"
    DEBRIEF = "debrief"
    REFINE = "refine"
    WRITE_UP = "write_up"
    DECIDE = "decide"


ORDER = {stage: place for place, stage in enumerate(Stage)}


class Part(BaseModel):
    """One heading under which a group writes."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    slug: Slug
    label: Line
    hint: Words = ""
    required: bool = False
    words: Literal["line", "text"] = "text"
    learners: bool = False  # speaks of kinds of learner: where a name seems to stand, we ask whether it should


class Phase(BaseModel):
    """One phase of a cycle, under the name its people know."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    slug: Slug
    name: Line
    stage: Stage
    ask: Words  # what is to be done now, in a sentence or two
    parts: tuple[Part, ...] = Field(default=(), max_length=8)


class Shape(BaseModel):
    """A way through a cycle."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    slug: Slug
    name: Line
    about: Words
    phases: tuple[Phase, ...] = Field(min_length=3, max_length=10)

    @model_validator(mode="after")
    def slugs_are_single(self) -> Self:
        """Each slug stands once among the phases, and once among all headings."""
        for slugs in ([phase.slug for phase in self.phases], [part.slug for part in self.parts()]):
            if len(set(slugs)) != len(slugs):
                raise ValueError("Each name may be used only once.")
        return self

    @model_validator(mode="after")
    def goes_from_focus_to_decision(self) -> Self:
        """It begins with a focus that is written down, goes forward, and ends with the one decision."""
        stages = [phase.stage for phase in self.phases]
        if [ORDER[stage] for stage in stages] != sorted(ORDER[stage] for stage in stages):
            raise ValueError("Phases go forward, from the focus to the decision.")
        if stages[0] is not Stage.FOCUS or stages[-1] is not Stage.DECIDE or stages.count(Stage.DECIDE) > 1:
            raise ValueError("A cycle begins with its focus and ends with one decision.")
        if not self.phases[0].parts or not self.phases[0].parts[0].required:
            raise ValueError("The first thing to write is the focus.")
        if self.phases[-1].parts:
            raise ValueError("A decision has its reason and no other heading.")
        return self

    def parts(self) -> Iterator[Part]:
        """All headings, in their order."""
        return (part for phase in self.phases for part in phase.parts)

    def place(self, phase: str) -> int:
        """How many phases come before the one of this slug. Raises KeyError."""
        return {each.slug: place for place, each in enumerate(self.phases)}[phase]

    def phase_of(self, part: str) -> Phase | None:
        """The phase in which a heading stands."""
        return next((phase for phase in self.phases if any(each.slug == part for each in phase.parts)), None)

    def part(self, slug: str) -> Part | None:
        """The heading of this slug."""
        return next((part for part in self.parts() if part.slug == slug), None)

    @property
    def focus(self) -> Part:
        """The heading under which the focus itself is written."""
        return self.phases[0].parts[0]
