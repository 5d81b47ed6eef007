"""Taking one published number away from another, in thousands of schools: against our rules and against five answers.

The invented schools are as many as `run` is told. Each answers twice: in a wave of its family under the rules, and, the
same answers, in a tool that shows whatever five people said, by every filter, broken down, and live.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from random import Random

from tests.audits.confidence import figures, reading
from tests.audits.confidence.attacker import Body, Findings, Known, Seen, attack, can_tell
from tests.audits.confidence.naive import threshold
from tests.audits.confidence.naive.threshold import Answer
from tests.disclosure.invented import FAVOURABLE, School, family, released

YEARS = ("up to 3 years", "4 to 10", "more than 10")
DAYS = 10


@dataclass
class Score:
    """What came of the attack on so many schools."""

    schools: int = 0
    leaks: Counter[str] = field(default_factory=Counter)  # schools that tell too much, by way of attack
    people: int = 0  # who answered a live question
    exposed: int = 0  # of these, whose answer could be read off

    @property
    def ours(self) -> int:
        return self.leaks["by our rules"]

    @property
    def naive(self) -> int:
        return self.leaks["from five answers"]


def run(number: int, *, seed: int = 0, keep: bool = True) -> Score:
    """Attack so many schools, say what came of it, and keep it for the page on which people read it."""
    score = attacked(number, seed=seed)
    for way, leaks in sorted(score.leaks.items()):
        print(f"  {way:<58}{leaks:>7} of {score.schools} schools ({leaks / score.schools:.1%})")
    print(f"  {'live results: people whose answer could be read off':<58}{score.exposed:>7} of {score.people} people")
    if keep:
        figures.keep(
            "differencing", tried=score.schools, won=score.ours, naive_tried=score.schools, naive_won=score.naive
        )
    return score


def attacked(number: int, *, seed: int = 0) -> Score:
    """What comes of attacking this many schools, or a few more to make the last family whole."""
    score, chance = Score(leaks=Counter({"by our rules": 0})), Random(seed)
    while score.schools < number:
        schools = family(chance)
        score.schools += len(schools)
        score.leaks["by our rules"] += len(schools) if leaking(schools) else 0
        for school in schools:
            _attack_naive(score, school, chance)
    return score


def leaking(schools: Sequence[School]) -> list[Findings | tuple[str, str]]:
    """What too much is told of in a wave of these schools: findings, and items of schools that should not be told."""
    shown = released(schools)
    seen, known = reading.seen(schools, shown), reading.known(schools)
    found = attack(seen, known, scales=reading.scales(schools, shown))
    return [*([found] if found else []), *_undone(schools, seen, known)]


def _undone(schools: Sequence[School], seen: Sequence[Seen], known: Known) -> Iterator[tuple[str, str]]:
    """Schools of which an item is not shown, and can be told all the same."""
    shown = {(each.item, each.people) for each in seen}
    for item in sorted({each.item for each in seen}):
        rows = [each for each in seen if each.item == item]
        for school in schools:
            people = reading.bodies(schools, {school.key})
            if (item, people) not in shown and known.size(item, people) and can_tell(rows, known, item, people):
                yield school.key, item


def _attack_naive(score: Score, school: School, chance: Random) -> None:
    """The same answers to the first question, by filters, with colluders, and live."""
    answers = _answers(school, chance)
    if len(answers) < threshold.MINIMUM:
        return
    filters = _found(threshold.filtered(answers), answers, lambda answer: answer.traits, colluders=0)
    broken = _found(threshold.broken_down(answers), answers, lambda answer: answer.traits[:1], colluders=2)
    days = _found(threshold.live(answers), answers, lambda answer: answer.day, colluders=0)
    score.leaks["filters: a set of fewer than five"] += bool(filters.small)
    score.leaks["filters: a single person"] += filters.smallest == 1
    score.leaks["one breakdown: somebody's direction, with two colluders"] += bool(broken.certain)
    score.leaks["live results: a set of fewer than five"] += bool(days.small)
    score.leaks["from five answers"] += bool(filters or broken or days)
    score.people += len(answers)
    score.exposed += sum(answer.day in _certain_days(days) for answer in answers)


def _certain_days(found: Findings) -> frozenset[Body]:
    """Days on which everybody who answered said the same."""
    return frozenset[Body]().union(*(each.people for each in found.certain))


def _answers(school: School, chance: Random) -> list[Answer]:
    item = min((item for somebody in school.people for item in somebody.answers), default="")
    return [
        Answer((somebody.part, chance.choice(YEARS)), somebody.answers[item] in FAVOURABLE, chance.randrange(DAYS))
        for somebody in school.people
        if item in somebody.answers
    ]


def _found(
    seen: Iterable[Seen], answers: Sequence[Answer], body: Callable[[Answer], Body], *, colluders: int
) -> Findings:
    answered = Counter(("item", body(answer)) for answer in answers)
    favourable = Counter(("item", body(answer)) for answer in answers if answer.favourable)
    return attack(seen, Known(answered, favourable), colluders=colluders, least=threshold.MINIMUM)
