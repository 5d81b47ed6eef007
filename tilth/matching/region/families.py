"""Many families at once, each matched for itself."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from tilth.matching.region.batches import Done, Job, Solve, rules_among, solve_family
from tilth.matching.region.ceilings import Ceilings
from tilth.matching.region.crews import Crew
from tilth.matching.region.prices import unpriced
from tilth.matching.region.reading import read
from tilth.matching.region.standing import Standing
from tilth.matching.region.values import Wide
from tilth.matching.region.worths import worths_of
from tilth.matching.values import Group, Id, Person, Progress, Rules, Tier, TierValue, Watch
from tilth.matching.worth import WHOLE


def match_families(
    people: Sequence[Person],
    rules: Rules,
    family: Callable[[Person], Id],
    crew: Crew,
    watch: Watch | None,
    solve: Solve = solve_family,
) -> Wide:
    """The best groups of each family. Tiers are added up; for fairness the least of all families counts."""
    jobs = list(_jobs(people, rules, family))
    known = [_untouched(job, rules) for job in jobs] if watch else [Done((), ())] * len(jobs)
    stopped = False
    for place, result in enumerate(crew.map(solve, jobs)):
        known[place] = result
        if watch and not watch(_progress(known, rules, (place + 1) / len(jobs))):
            stopped = place + 1 < len(jobs)
            break
    return Wide(_groups(known), _tiers(known, rules), _prices(people, rules), stopped)


def _jobs(people: Iterable[Person], rules: Rules, family: Callable[[Person], Id]) -> Iterator[Job]:
    together: defaultdict[Id, list[Person]] = defaultdict(list)
    for person in people:
        together[family(person)].append(person)
    for name in sorted(together, key=str):
        yield Job(tuple(together[name]), rules_among(together[name], rules))


def _untouched(job: Job, rules: Rules) -> Done:
    """A family not matched yet: without groups, and bounded by what each of its people could count for at most."""
    asked = rules.asked(planned=False)
    least = Standing(job.people, rules).values
    field = read(job.people, rules)
    most = (WHOLE if tier is Tier.FAIRNESS else unpriced(field, worths_of(tier, field)) for tier in asked)
    return Done(
        (), tuple(TierValue(tier, value, bound, bound) for tier, value, bound in zip(asked, least, most, strict=True))
    )


def _progress(known: Sequence[Done], rules: Rules, share: float) -> Progress:
    tiers, so_far = _tiers(known, rules), tuple(known)
    first = next((tier for tier in tiers if tier.gap), tiers[-1])
    return Progress(first.tier, first.value, first.bound, share, lambda: _groups(so_far))


def _groups(known: Iterable[Done]) -> tuple[Group, ...]:
    return tuple(group for family in known for group in family.groups)


def _tiers(known: Iterable[Done], rules: Rules) -> tuple[TierValue, ...]:
    """What all families reach together. Where no way takes minutes in a family, its travel is nothing."""
    each = [{value.tier: value for value in family.tiers} for family in known]
    asked = rules.asked(planned=False)
    return tuple(_together(tier, [tiers.get(tier, TierValue(tier, 0, 0, 0)) for tiers in each]) for tier in asked)


def _together(tier: Tier, values: Sequence[TierValue]) -> TierValue:
    add: Callable[[Iterable[int]], int] = min if tier is Tier.FAIRNESS else sum
    return TierValue(
        tier, add(each.value for each in values), add(each.bound for each in values), add(each.alone for each in values)
    )


def _prices(people: Sequence[Person], rules: Rules) -> Mapping[Id, float]:
    """Across all families: where a topic is scarce everywhere."""
    return Ceilings.of(read(people, rules), rules.asked(planned=False)[:2]).prices()
