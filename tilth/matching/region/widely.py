"""Matching for thousands to a hundred thousand people."""

from collections.abc import Callable, Iterable

from tilth.matching.ordering import in_order
from tilth.matching.region.batches import Solve, solve
from tilth.matching.region.crews import Alone, Crew
from tilth.matching.region.families import match_families
from tilth.matching.region.reading import read
from tilth.matching.region.rounds import Rounds
from tilth.matching.region.standing import Standing
from tilth.matching.region.values import Wide
from tilth.matching.values import Id, Person, Rules, TierValue, Watch

PLAIN = Rules()


def match_widely(
    people: Iterable[Person],
    rules: Rules = PLAIN,
    *,
    family: Callable[[Person], Id] | None = None,
    crew: Crew | None = None,
    seed: int = 0,
    batch: int = 700,
    watch: Watch | None = None,
    solve: Solve = solve,
) -> Wide:
    """Groups for thousands of people: within each `family` when that is given, else among all.

    The result depends on people, rules, `seed` and `batch`, how many people the engine gets at
    once; not on the order of the people nor on the `crew`. `watch` is told after each batch and
    may end the search. Two people with one id are a ValueError, and so is a batch too small for a group.
    """
    if batch < 3:
        raise ValueError("a batch has room for a group")
    everyone = in_order(people)
    tiers = rules.asked(planned=False)
    if not tiers or not everyone:
        values = Standing(everyone, rules).values
        return Wide((), tuple(map(TierValue, tiers, values, values, values)), {})
    if family:
        return match_families(everyone, rules, family, crew or Alone(), watch)
    return Rounds(read(everyone, rules), crew or Alone(), solve, seed, batch, watch).matched()
