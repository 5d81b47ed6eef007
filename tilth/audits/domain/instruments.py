"""Instruments: versioned lists of items, each on one aspect of what is asked about."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

Slug = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9-]{1,59}$")]
Line = Annotated[str, StringConstraints(min_length=1, max_length=300, strip_whitespace=True)]
MOST_ITEMS = 60
NOT_APPLICABLE, RATHER_NOT = 254, 255  # codes on a sheet beside 1, 2, … for the choices and 0 for nothing


class Audience(StrEnum):
    """Who is asked."""

    STAFF = "staff"
    LEADERS = "leaders"
    GOVERNORS = "governors"
    STUDENTS = "students"
    PARENTS = "parents"


class Kind(StrEnum):
    """How it is answered."""

    QUESTIONS = "questions"  # one choice for each item
    BEHAVIOURS = "behaviours"  # five strongest, three weakest: once of oneself, once of the team


class Choice(BaseModel):
    """One answer to choose."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    key: Slug
    label: Line
    favourable: bool  # before an item's reversal
    icon: str = ""  # for those who read little: a name of one of our own icons


class Item(BaseModel):
    """One statement or question, on one aspect."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    key: Slug
    aspect: Line  # what it is about, in two or three words: the name of its bar in the results
    text: Line
    reversed: bool = False  # agreeing is unfavourable
    icon: str = ""


class Instrument(BaseModel):
    """One version of a list of items."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    slug: Slug
    version: int = Field(ge=1)
    title: Line
    purpose: Annotated[str, StringConstraints(min_length=1, max_length=1200, strip_whitespace=True)]  # why it is asked
    about: Line  # who or what is spoken of: "your headteacher and senior team"
    audiences: tuple[Audience, ...] = Field(min_length=1)
    kind: Kind = Kind.QUESTIONS
    strand: Slug  # of the maturity model it speaks to: "high-social-capital", "collective-moral-purpose", "fit-governance"
    between: bool = False  # asked of what is between schools, not within one
    head_first: bool = False  # the head of a school may seal a prediction of it
    language: str = "en"
    minutes: int = Field(ge=1, le=30)
    choices: tuple[Choice, ...] = Field(min_length=2, max_length=7)  # most favourable first
    items: tuple[Item, ...] = Field(min_length=1, max_length=MOST_ITEMS)

    @model_validator(mode="after")
    def keys_are_single(self) -> Self:
        """Each key stands once, and the choices turn from favourable to unfavourable once."""
        for keys in ([item.key for item in self.items], [choice.key for choice in self.choices]):
            if len(set(keys)) != len(keys):
                raise ValueError("Each key may be used only once.")
        sides = [choice.favourable for choice in self.choices]
        if sides != sorted(sides, reverse=True) or len(set(sides)) != 2:
            raise ValueError("Choices go from the most to the least favourable, and hold both sides.")
        return self

    @property
    def kind_of_answers(self) -> Literal["picks", "choices"]:
        return "picks" if self.kind is Kind.BEHAVIOURS else "choices"
