"""Many families at once, each matched for itself."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from tilth.matching.region.batches import Done, Job, Solve, rules_among, solve_family
from tilth.matching.region.ceilings import Ceilings
from tilth.matching.region.crews import Crew
from tilth.matching.region.reading import read
from tilth.matching.region.standing import Standing
from tilth.matching.region.values import Wide
from tilth.matching.values import Group, Id, Person, Progress, Rules, Tier, TierValue, Watch


def match_families(
    people: Sequence[Person],
    rules: Rules,
    family: Callable[[Person], Id],
    crew: Crew,
    seed: int,
    watch: Watch | None,
    solve: Solve = solve_family,
) -> Wide:
    """The best groups of each family. Tiers are added up; for fairness the least of all families counts."""
    jobs = list(_jobs(people, rules, family, seed))
    done: list[Done] = []
    stopped = False
    for result in crew.map(solve, jobs):
        done.append(result)
        if watch and not watch(_progress(done, jobs, rules)):
            stopped = len(done) < len(jobs)
            break
    return Wide(_groups(done), _tiers(done, jobs, rules), _prices(people, rules), stopped)


def _jobs(people: Iterable[Person], rules: Rules, family: Callable[[Person], Id], seed: int) -> Iterator[Job]:
    together: defaultdict[Id, list[Person]] = defaultdict(list)
    for person in people:
        together[family(person)].append(person)
    for name in sorted(together, key=str):
        yield Job(tuple(together[name]), rules_among(together[name], rules), seed=seed)


def _progress(done: Sequence[Done], jobs: Sequence[Job], rules: Rules) -> Progress:
    tiers = _tiers(done, jobs, rules)
    first = next((tier for tier in tiers if tier.gap), tiers[-1])
    known = tuple(done)
    return Progress(first.tier, first.value, first.bound, len(done) / len(jobs), lambda: _groups(known))


def _groups(done: Iterable[Done]) -> tuple[Group, ...]:
    return tuple(group for family in done for group in family.groups)


def _tiers(done: Sequence[Done], jobs: Sequence[Job], rules: Rules) -> tuple[TierValue, ...]:
    """What all families reach together; those not matched yet reach nothing, and could reach what anybody could."""
    each = [{value.tier: value for value in family.tiers} for family in done]
    each.append(_untouched([person for job in jobs[len(done) :] for person in job.people], rules))
    return tuple(_together(tier, [tiers[tier] for tiers in each if tier in tiers]) for tier in each[-1])


def _untouched(people: Sequence[Person], rules: Rules) -> dict[Tier, TierValue]:
    asked = rules.asked(planned=False)
    least = Standing(people, rules).values
    if not people:
        return {tier: TierValue(tier, value, value, value) for tier, value in zip(asked, least, strict=True)}
    ceilings = Ceilings.of(read(people, rules), asked)
    most = [ceilings.of_alone(tier) for tier in asked]
    return {tier: TierValue(tier, *values) for tier, *values in zip(asked, least, most, most, strict=True)}


def _together(tier: Tier, values: Sequence[TierValue]) -> TierValue:
    add: Callable[[Iterable[int]], int] = min if tier is Tier.FAIRNESS else sum
    return TierValue(
        tier, add(each.value for each in values), add(each.bound for each in values), add(each.alone for each in values)
    )


def _prices(people: Sequence[Person], rules: Rules) -> Mapping[Id, float]:
    """Across all families: where a topic is scarce everywhere."""
    return Ceilings.of(read(people, rules), rules.asked(planned=False)[:2]).prices()
