"""The maturity model: dimensions, strands, stages, and what would speak for or against each stage. Pure values."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

HOUSE = Path(__file__).resolve().parent.parent / "model.toml"
STAGES = 4

Slug = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9-]{0,39}$")]
Line = Annotated[str, StringConstraints(min_length=1, max_length=120, strip_whitespace=True)]
Words = Annotated[str, StringConstraints(min_length=1, max_length=600, strip_whitespace=True)]
Share = Annotated[float, Field(ge=0, le=1)]


class Value(BaseModel):
    """A part of the model: frozen, and nothing in it that is not known."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Side(StrEnum):
    """Where a strand is looked at: inside one school, or across the schools of a partnership."""

    WITHIN = "within"
    BETWEEN = "between"
    BOTH = "both"


class Stage(Value):
    """One of the four stages, from the first to the last."""

    slug: Slug
    name: Line
    about: Words


class Dimension(Value):
    """A group of strands, drawn as one line."""

    slug: Slug
    name: Line
    about: Words


class Descriptor(Value):
    """What a strand is like at a stage, and what one might see there."""

    says: Words
    within: tuple[Words, ...] = ()
    between: tuple[Words, ...] = ()

    def signs(self, side: Side) -> tuple[str, ...]:
        """What one might see on one side."""
        return self.within if side is Side.WITHIN else self.between


class Indicator(Value):
    """A figure, and the share it should reach at the second, third and fourth stage. 0: says nothing there."""

    figure: Annotated[str, StringConstraints(pattern=r"^[a-z]+\.[a-z_]+$")]
    side: Side
    expects: tuple[Share, Share, Share]
    floor: Share = 0.5  # of what is expected: below that it speaks against the stage
    fewest: Annotated[int, Field(ge=1, le=100)] = 3  # out of fewer it says neither: one of one is no share

    @model_validator(mode="after")
    def expects_more_and_more(self) -> Self:
        """A later stage asks no less than an earlier one."""
        if list(self.expects) != sorted(self.expects):
            raise ValueError("A later stage cannot expect less than an earlier one.")
        return self

    def is_seen(self, side: Side) -> bool:
        """Whether it belongs to one side."""
        return self.side in (side, Side.BOTH)

    def expected(self, stage: int) -> float:
        """The share expected at a stage, from 0; nothing is expected at the first."""
        return 0.0 if stage == 0 else self.expects[stage - 1]


class Strand(Value):
    """One strand of the model."""

    slug: Slug
    dimension: Slug
    name: Line
    short: Annotated[str, StringConstraints(min_length=1, max_length=4)]
    about: Words
    rises: Annotated[int, Field(ge=0, le=12)] = 0  # place among the key strands, the hardest last; 0: is none
    voice: str = ""  # the strand of instruments with which people are asked about it
    stages: tuple[Descriptor, ...] = Field(min_length=STAGES, max_length=STAGES)
    indicators: tuple[Indicator, ...] = ()
    unmeasured: tuple[Line, ...] = ()  # what should be known and is measured by nothing in Tilth yet

    def seen(self, side: Side) -> tuple[Indicator, ...]:
        """The indicators of one side."""
        return tuple(each for each in self.indicators if each.is_seen(side))


class Links(Value):
    """What leads to what beside the key strands, which all drive one another: a chain within a line, and the rest."""

    chain: tuple[Slug, ...] = ()
    feeds: tuple[tuple[Slug, Slug], ...] = ()
    last: Slug | None = None  # all others lead to it

    def named(self) -> Iterator[str]:
        """Every strand that is mentioned."""
        yield from (*self.chain, *(slug for pair in self.feeds for slug in pair))
        if self.last:
            yield self.last


class Model(Value):
    """A version of the model, as the house ships it or as a partnership has made it its own."""

    version: int = Field(ge=1)
    name: Line
    stages: tuple[Stage, ...] = Field(min_length=STAGES, max_length=STAGES)
    dimensions: tuple[Dimension, ...] = Field(min_length=1, max_length=6)
    strands: tuple[Strand, ...] = Field(min_length=1, max_length=24)
    links: Links = Links()

    @model_validator(mode="after")
    def names_what_is_there(self) -> Self:
        """Each slug stands once, and whatever is mentioned exists."""
        for things in (self.stages, self.dimensions, self.strands):
            slugs = [each.slug for each in things]
            if len(set(slugs)) < len(slugs):
                raise ValueError("Each name may be used only once.")
        known = {each.slug for each in self.strands}
        if unknown := set(self.links.named()) - known:
            raise ValueError(f"There is no strand {min(unknown)}.")
        if unknown := {each.dimension for each in self.strands} - {each.slug for each in self.dimensions}:
            raise ValueError(f"There is no dimension {min(unknown)}.")
        return self

    def strand(self, slug: str) -> Strand | None:
        """A strand by its slug."""
        return next((each for each in self.strands if each.slug == slug), None)

    @property
    def key(self) -> tuple[str, ...]:
        """The key strands, in rising order."""
        return tuple(each.slug for each in sorted(self.strands, key=lambda each: each.rises) if each.rises)

    def rising(self, place: int) -> str | None:
        """The key strand at a place, from 1."""
        return next((each.slug for each in self.strands if each.rises == place), None)

    def of(self, dimension: Dimension) -> tuple[Strand, ...]:
        """The strands of a dimension, in their order."""
        return tuple(each for each in self.strands if each.dimension == dimension.slug)

    def figures(self) -> set[str]:
        """Every figure that some indicator reads."""
        return {each.figure for strand in self.strands for each in strand.indicators}


@cache
def house() -> Model:
    """The model as Tilth ships it."""
    return Model.model_validate(tomllib.loads(HOUSE.read_text(encoding="utf-8")))
