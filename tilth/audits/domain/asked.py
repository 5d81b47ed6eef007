"""Who is asked, and what they are promised: kinds of role by audience, a breakdown, the numbers of the rules."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass
from fractions import Fraction
from hashlib import sha256
from typing import Any

from tilth.audits.domain.instruments import Audience, Instrument, Kind
from tilth.disclosure import Rules

HEAD = "headteacher"
KINDS: Mapping[Audience, tuple[str, ...]] = {
    Audience.STAFF: ("teacher", "support_staff", "trainee", "business_manager", "senior_leader", HEAD),
    Audience.LEADERS: ("senior_leader", HEAD),
    Audience.GOVERNORS: ("governor", "chair"),
    Audience.STUDENTS: ("student",),
    Audience.PARENTS: ("parent",),
}
REMARK = 600  # bytes of the longest remark, where remarks are asked for
FEWEST_PARTS, MOST_PARTS = 2, 6
YOUNG = 10  # respondents about a school, where students are asked


def kinds_asked(instrument: Instrument, audience: Audience) -> tuple[str, ...]:
    """The kinds of role that may be on the roll: where the head is spoken of, the head is not."""
    return tuple(kind for kind in KINDS[audience] if not (instrument.head_first and kind == HEAD))


def audience_of(instrument: Instrument, kinds: Collection[str]) -> Audience | None:
    """The audience of an instrument to which all these kinds of role belong; the first one where no kind is named."""
    fits = (each for each in instrument.audiences if set(kinds) <= set(kinds_asked(instrument, each)))
    return next(fits, None)


@dataclass(frozen=True)
class Part:
    """One part of a breakdown."""

    key: str
    label: str


@dataclass(frozen=True)
class Breakdown:
    """The one question by whose answer results may be broken down. Its parts stand so that neighbours can be merged."""

    question: str
    parts: tuple[Part, ...]

    @classmethod
    def of(cls, question: str, labels: Sequence[str]) -> Breakdown:
        """One of these words: its parts are known by their place."""
        return cls(question, tuple(Part(f"part-{place}", label) for place, label in enumerate(labels, start=1)))

    @classmethod
    def read(cls, document: Mapping[str, Any] | None) -> Breakdown | None:
        """The one that a wave's terms hold, if any."""
        if document is None:
            return None
        return cls(str(document["question"]), tuple(Part(**part) for part in document["parts"]))

    def written(self) -> dict[str, Any]:
        """As terms keep it."""
        return {"question": self.question, "parts": [asdict(part) for part in self.parts]}

    @property
    def fits(self) -> bool:
        """Whether it asks something, with so many different parts as can be shown."""
        labels = [part.label.strip().casefold() for part in self.parts]
        distinct = len(set(labels)) == len(labels) and len({part.key for part in self.parts}) == len(labels)
        return bool(self.question.strip()) and all(labels) and distinct and FEWEST_PARTS <= len(labels) <= MOST_PARTS


def may_break_down(instrument: Instrument) -> bool:
    """Whether its results can be broken down: in the behaviours exercise a team is looked at whole."""
    return instrument.kind is Kind.QUESTIONS


def rules_for(audience: Audience) -> Rules:
    """From how many people on what may be shown: what a wave with this audience promises."""
    return Rules(whole=YOUNG) if audience is Audience.STUDENTS else Rules()


def written(rules: Rules) -> dict[str, Any]:
    """Rules as terms keep them."""
    return {**asdict(rules), "response": str(rules.response)}


def rules_read(document: Mapping[str, Any]) -> Rules:
    """Rules as terms hold them."""
    return Rules(**{**document, "response": Fraction(document["response"])})


def needed(rules: Rules, asked: int) -> int:
    """How many of those asked have to answer before anything is shown."""
    half = -(-asked * rules.response.numerator // rules.response.denominator)
    return max(rules.whole, int(half))


def is_small(rules: Rules, asked: int) -> bool:
    """Whether so few are asked that more than the share which the rules ask for would have to answer."""
    return asked * rules.response < rules.whole


def mark(school: object, person: object) -> str:
    """By what a person on the roll of a school is known again on a later one, when they are long forgotten."""
    return sha256(f"{school} {person}".encode()).hexdigest()[:32]
