"""What an attacker reads off a release, and what they know anyway of those who answered."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from tests.audits.confidence.attacker import Body, Known, Seen, SeenScale
from tests.disclosure.invented import FAVOURABLE, School
from tilth.disclosure import Exact, Few, Release, Released, Scale, Shown


def known(schools: Iterable[School]) -> Known:
    """Who answered what, by school and part."""
    answered, favourable = Counter[tuple[str, Body]](), Counter[tuple[str, Body]]()
    sheets: dict[Body, list[Mapping[str, bool]]] = defaultdict(list)
    for school in schools:
        for somebody in school.people:
            body = school.key, somebody.part
            sheets[body].append({item: choice in FAVOURABLE for item, choice in somebody.answers.items()})
            answered.update((item, body) for item in somebody.answers)
            favourable.update((item, body) for item, choice in somebody.answers.items() if choice in FAVOURABLE)
    return Known(answered, favourable, sheets)


def bodies(schools: Iterable[School], keys: Collection[str]) -> frozenset[Body]:
    """All people of these schools."""
    return frozenset((school.key, part) for school in schools if school.key in keys for part in school.parts)


def seen(schools: Sequence[School], shown: Released) -> list[Seen]:
    """Every number about an item."""
    found: list[Seen] = []
    for each in shown.units:
        found += _items(each.items, dict.fromkeys(each.items, bodies(schools, {each.key})))
        for part in each.parts if isinstance(each.parts, tuple) else ():
            found += _items(part.items, dict.fromkeys(part.items, frozenset((each.key, key) for key in part.keys)))
    if shown.family is not None:
        counted = {item: bodies(schools, keys) for item, keys in shown.family.counted_in.items()}
        found += _items(shown.family.items, counted)
    return found


def _items(items: Mapping[str, Shown], people: Mapping[str, frozenset[Body]]) -> Iterator[Seen]:
    for item, shown in items.items():
        if isinstance(shown, Exact):
            yield Seen.exact(item, people[item], sum(shown.counts[place] for place in FAVOURABLE))
        elif isinstance(shown, Few):
            yield Seen.band(
                item, people[item], of=shown.of, limit=shown.limit, favourable=shown.favourable, least=shown.least
            )


def scales(schools: Sequence[School], shown: Released) -> list[SeenScale]:
    """Every scale."""
    found: list[SeenScale] = []
    for each in shown.units:
        found += _scale(each.scale, bodies(schools, {each.key}))
        for part in each.parts if isinstance(each.parts, tuple) else ():
            found += _scale(part.scale, frozenset((each.key, key) for key in part.keys))
    return found


def _scale(scale: object, people: frozenset[Body]) -> Iterator[SeenScale]:
    if isinstance(scale, Scale):
        least = 0 if scale.near is False else scale.favourable
        most = scale.of if scale.near is True else scale.favourable if scale.most is None else scale.most
        yield SeenScale(scale.items, people, least, most)


def not_shown(release: Release) -> list[str]:
    """Items of which nothing is shown of a school."""
    return [item for item, shown in release.items.items() if not isinstance(shown, Exact | Few)]
