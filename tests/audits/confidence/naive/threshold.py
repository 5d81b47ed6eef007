"""Results as many tools give them: every filter, any two of them together, anything from five answers on, and live."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from itertools import product

from tests.audits.confidence.attacker import Body, Seen

MINIMUM = 5


@dataclass(frozen=True)
class Answer:
    """One person's answer to one question, with all that can be filtered by, and the day on which it came."""

    traits: tuple[Hashable, ...]
    favourable: bool
    day: int = 0


def filtered(answers: Sequence[Answer], item: str = "item") -> Iterator[Seen]:
    """Everything that somebody sees who goes through all filters and their combinations."""
    width = len(answers[0].traits)
    values = [sorted({answer.traits[place] for answer in answers}, key=repr) for place in range(width)]
    for chosen in product(*([None, *each] for each in values)):
        some = [answer for answer in answers if _matches(answer.traits, chosen)]
        yield from _result(some, item, {answer.traits for answer in some})


def broken_down(answers: Sequence[Answer], item: str = "item") -> Iterator[Seen]:
    """All together, and by the first trait alone."""
    yield from _result(answers, item, {answer.traits[:1] for answer in answers})
    for value in sorted({answer.traits[0] for answer in answers}, key=repr):
        yield from _result([answer for answer in answers if answer.traits[0] == value], item, {(value,)})


def live(answers: Sequence[Answer], item: str = "item") -> Iterator[Seen]:
    """What somebody sees who looks at the results every evening."""
    for day in sorted({answer.day for answer in answers}):
        some = [answer for answer in answers if answer.day <= day]
        yield from _result(some, item, {answer.day for answer in some})


def _matches(traits: Sequence[Hashable], chosen: Sequence[Hashable]) -> bool:
    return all(wanted is None or trait == wanted for trait, wanted in zip(traits, chosen, strict=True))


def _result(answers: Sequence[Answer], item: str, people: set[Body]) -> Iterator[Seen]:
    if len(answers) >= MINIMUM:
        yield Seen.exact(item, people, sum(answer.favourable for answer in answers))
