"""Instruments: versioned lists of items, each on one aspect of what is asked about."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints, model_validator

Slug = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9-]{1,59}$")]
Line = Annotated[str, StringConstraints(min_length=1, max_length=300, strip_whitespace=True)]
Tongue = Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}(-[A-Za-z]{2,4})?$")]
MOST_ITEMS = 60
ITEMS_A_MINUTE = 10
FEWEST_BEHAVIOURS = 9  # five are picked as strong, three as weak, and some must be left over
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


class Strand(StrEnum):
    """What of the maturity model an instrument speaks to: a strand, or all four of partnership competence."""

    SOCIAL_CAPITAL = "high-social-capital"
    MORAL_PURPOSE = "collective-moral-purpose"
    GOVERNANCE = "fit-governance"
    CHALLENGE = "evaluation-and-challenge"
    COMPETENCE = "partnership-competence"


# Drawings of our own, for those who read little: three for the choices, the others for what is spoken of.
CHOICE_ICONS = ("yes", "unsure", "no")
ITEM_ICONS = (
    *("star", "talk", "page", "hill", "hand", "sign", "heart", "sprout"),
    *("knot", "window", "friends", "bridge", "ear", "scales"),
)


def known_icon(name: str) -> str:
    if name and name not in CHOICE_ICONS + ITEM_ICONS:
        raise ValueError("There is no drawing of this name.")
    return name


Icon = Annotated[str, AfterValidator(known_icon)]


class Choice(BaseModel):
    """One answer to choose."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    key: Slug
    label: Line
    favourable: bool  # before an item's reversal
    icon: Icon = ""


class Item(BaseModel):
    """One statement or question, on one aspect."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    key: Slug
    aspect: Line  # what it is about, in two or three words: the name of its bar in the results
    text: Line
    reversed: bool = False  # agreeing is unfavourable
    icon: Icon = ""


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
    strand: Strand
    between: bool = False  # asked of what is between schools, not within one
    head_first: bool = False  # the head of a school may seal a prediction of it
    language: Tongue = "en"
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

    @model_validator(mode="after")
    def can_be_answered(self) -> Self:
        """A middle answer has no opposite, so nothing is reversed beside one; behaviours are strong or weak."""
        if len(self.choices) % 2 and any(item.reversed for item in self.items):
            raise ValueError("An item can be reversed only where the choices have no middle.")
        if self.kind is Kind.BEHAVIOURS:
            if [choice.key for choice in self.choices] != ["strong", "weak"]:
                raise ValueError("Behaviours are picked as strong or as weak.")
            if len(self.items) < FEWEST_BEHAVIOURS:
                raise ValueError("There are too few behaviours to pick among.")
        return self

    def favourable(self, item: Item) -> frozenset[int]:
        """The places, counted from 0, of the choices that are favourable for an item, its reversal heeded."""
        places = {place for place, choice in enumerate(self.choices) if choice.favourable}
        return frozenset(len(self.choices) - 1 - place if item.reversed else place for place in places)

    @property
    def kind_of_answers(self) -> Literal["picks", "choices"]:
        return "picks" if self.kind is Kind.BEHAVIOURS else "choices"
