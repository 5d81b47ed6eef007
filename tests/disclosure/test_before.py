"""Earlier waves: whoever believes that opinions stayed takes one publication from the next, and finds nobody."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.audits.confidence import reading
from tests.audits.confidence.attacker import Known, Seen, attack
from tests.disclosure.counted import one, unit
from tests.disclosure.invented import CLOSED, FAVOURABLE, School, invent, items, released
from tilth.disclosure import Earlier, Exact, Few, Reason, Release, Released, Rules, Scale, Withheld

LATELY, LONG_AGO = CLOSED - timedelta(days=90), CLOSED - timedelta(days=91)
HIDDEN = Withheld(Reason.JOINT)


def roll(*numbers: int) -> frozenset[str]:
    return frozenset(f"person-{number}" for number in range(*numbers))


def earlier(members: frozenset[str], **more: object) -> Earlier:
    told = {"closed": LATELY, "splits": {"item-1": (25, 25)}, **more}
    return Earlier(members=members, **told)  # type: ignore[arg-type]


def again(before: Earlier, now: frozenset[str], split: tuple[int, int] = (20, 20)) -> Release:
    school = unit(a=[split], b=[(10, 10)], unsaid=[(0, 0)], asked=len(now))
    return one(school, earlier={"school": [before]}, members={"school": now}, broken_down=True)


def test_the_same_people_may_be_shown_again() -> None:
    shown = again(earlier(roll(60)), roll(60), (22, 18))
    assert shown.items["item-1"] == Exact((32, 28))
    assert isinstance(shown.parts, tuple) and shown.parts[0].items["item-1"] == Exact((22, 18))


@pytest.mark.parametrize("now", [roll(61), roll(59), roll(1, 60), roll(11, 60), roll(11, 71)])
def test_a_few_who_joined_or_left_are_not_shown(now: frozenset[str]) -> None:
    shown = again(earlier(roll(60)), now)
    assert shown.items["item-1"] == HIDDEN
    assert isinstance(shown.parts, tuple) and shown.parts[0].items["item-1"] == HIDDEN


@pytest.mark.parametrize("now", [roll(72), roll(48), roll(20, 80)])
def test_many_who_joined_or_left_may_be_but_not_by_parts(now: frozenset[str]) -> None:
    shown = again(earlier(roll(60)), now)
    assert shown.items["item-1"] == Exact((30, 30))
    assert isinstance(shown.parts, tuple) and shown.parts[0].items["item-1"] == HIDDEN


def test_after_ninety_days_people_may_have_changed_their_minds() -> None:
    assert again(earlier(roll(60), closed=LONG_AGO), roll(61)).items["item-1"] == Exact((30, 30))


def test_what_was_not_shown_does_not_matter() -> None:
    assert again(earlier(roll(60), splits={}), roll(61)).items["item-1"] == Exact((30, 30))


@pytest.mark.parametrize("told", [{"bands": {"item-1": (0, 3)}}, {"scale": ("item-1",)}])
def test_a_band_or_a_scale_counts_as_shown(told: dict[str, object]) -> None:
    assert again(earlier(roll(60), splits={}, **told), roll(61)).items["item-1"] == HIDDEN


def test_what_joiners_all_said_is_not_shown_however_many_they_are() -> None:
    """Twelve joined, and favourable answers are twelve more than before."""
    assert again(earlier(roll(48), splits={"item-1": (20, 28)}), roll(60), (22, 18)).items["item-1"] == HIDDEN
    assert again(earlier(roll(48), splits={"item-1": (26, 22)}), roll(60), (22, 18)).items["item-1"] == Exact((32, 28))


def test_two_earlier_waves_may_tell_together_what_neither_tells_alone() -> None:
    """Twenty joined between the first two; sixteen of them, and nobody else, have left since."""
    first, second, now = roll(60), roll(80), roll(60) | roll(76, 80)
    alone = [Earlier(LATELY, second, {"item-1": (40, 40)})]
    both = [Earlier(LATELY, first, {"item-1": (30, 30)}), *alone]
    school = unit(all=[(32, 32)], asked=64)
    assert one(school, earlier={"school": alone}, members={"school": now}).items["item-1"] == Exact((32, 32))
    assert one(school, earlier={"school": both}, members={"school": now}).items["item-1"] == HIDDEN


def test_a_scale_by_itself_is_not_shown_beside_an_earlier_wave_of_others() -> None:
    school = unit(all=[(5, 4)] * 10, asked=12)
    before = earlier(roll(12))
    assert isinstance(one(school, earlier={"school": [before]}, members={"school": roll(12)}).scale, Scale)
    assert one(school, earlier={"school": [before]}, members={"school": roll(13)}).scale == HIDDEN


# Somebody who takes one from the other


@dataclass(frozen=True)
class Twice:
    """People asked twice, who answered alike both times; some only then, some only now."""

    then: School
    now: School
    times: Sequence[tuple[bool, bool]]  # of each person: asked then, asked now
    everybody: School


def twice(chance: Random) -> Twice:
    whole = invent(chance, "school", items(3), size=chance.randint(14, 90), parts=3, mood=chance.uniform(0.3, 0.95))
    moved = chance.choice((0.0, 0.02, 0.1, 0.3))
    once = [(True, False), (False, True)]
    times = [chance.choice(once) if chance.random() < moved else (True, True) for _ in whole.people]
    then, now = (
        replace(
            whole,
            asked=sum(asked[time] for asked in times),
            people=tuple(who for who, asked in zip(whole.people, times, strict=True) if asked[time]),
        )
        for time in (0, 1)
    )
    return Twice(then, now, times, whole)


def rolls(case: Twice) -> list[frozenset[str]]:
    return [frozenset(f"person-{place}" for place, asked in enumerate(case.times) if asked[time]) for time in (0, 1)]


def shown_before(release: Release, members: frozenset[str]) -> Earlier:
    places = sorted(FAVOURABLE)
    splits = {
        item: (sum(shown.counts[place] for place in places), shown.of - sum(shown.counts[place] for place in places))
        for item, shown in release.items.items()
        if isinstance(shown, Exact)
    }
    bands = {
        item: (shown.least, shown.limit - 1) if shown.favourable else (shown.of - shown.limit + 1, shown.of)
        for item, shown in release.items.items()
        if isinstance(shown, Few)
    }
    scale = release.scale.items if isinstance(release.scale, Scale) and not splits and not bands else ()
    return Earlier(LATELY, members, splits, bands, scale)


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 2**32))
def test_nobody_can_be_found_by_taking_one_wave_from_the_next(seed: int) -> None:
    case = twice(Random(seed))
    before, members = rolls(case)
    then = released([case.then], together=False)
    now = released(
        [case.now],
        together=False,
        earlier={"school": [shown_before(then.units[0], before)]},
        members={"school": members},
    )
    seen = [*_read(case, case.then, then.units[0], 0), *_read(case, case.now, now.units[0], 1)]
    assert not attack(seen, _known(case))


def _read(case: Twice, school: School, release: Release, time: int) -> list[Seen]:
    """What was seen, of bodies that are told apart by when they were asked."""
    found = []
    for each in reading.seen([school], Released((release,))):
        parts = {part for _, part in each.people}  # type: ignore[misc]
        people = {(part, asked) for part in parts for asked in set(case.times) if asked[time]}
        found.append(replace(each, people=frozenset(people)))
    return found


def _known(case: Twice) -> Known:
    answered, favourable = Counter(), Counter()  # type: ignore[var-annotated]
    for who, asked in zip(case.everybody.people, case.times, strict=True):
        answered.update((item, (who.part, asked)) for item in who.answers)
        favourable.update((item, (who.part, asked)) for item, choice in who.answers.items() if choice in FAVOURABLE)
    return Known(answered, favourable)


def test_the_same_attack_wins_when_the_earlier_wave_is_forgotten() -> None:
    won = 0
    for seed in range(40):
        case = twice(Random(seed))
        then, now = (released([school], together=False).units[0] for school in (case.then, case.now))
        won += bool(attack([*_read(case, case.then, then, 0), *_read(case, case.now, now, 1)], _known(case)))
    assert won > 15


def test_rules_say_how_long_opinions_keep() -> None:
    shown = one(
        unit(all=[(20, 20)], asked=40),
        rules=Rules(opinions_keep=30),
        earlier={"school": [earlier(roll(40))]},
        members={"school": roll(41)},
    )
    assert shown.items["item-1"] == Exact((20, 20))
