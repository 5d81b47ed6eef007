"""Counting a wave: from the sheets that lay in its boxes to one publication for each school and for the family.

Sheets come in, counts go to the release rules, and only what these release goes on to `publishing`.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from secrets import SystemRandom

from tilth.audits.domain.coherence import hangs_together, lies_open
from tilth.audits.domain.instruments import Instrument, Kind
from tilth.audits.domain.publication import UNSAID, Band, Cell, Held, Publication, ScaleResult, Split
from tilth.audits.domain.publishing import Facts, Reliability, publication
from tilth.audits.domain.sheets import MOST_PICKED, STRONG, WEAK, Answers, decode
from tilth.disclosure import Body, Earlier, Picked, Release, Released, Rules, Unit, release

WHOLE = "whole"  # the one part of a school where nothing is to be broken down
PICKS = {"strong": STRONG, "weak": WEAK}


@dataclass(frozen=True)
class Wave:
    """What is counted, and by which terms."""

    facts: Facts
    rules: Rules
    parts: tuple[str, ...] = ()  # of the declared breakdown, in its order
    remarks: bool = False
    family: bool = False  # the schools are shown together too
    own: bool = False  # asked in words of one's own

    @property
    def instrument(self) -> Instrument:
        return self.facts.instrument


@dataclass(frozen=True)
class Before:
    """An earlier wave of the same instrument in a school, as published, and the keys of those who were asked then."""

    publication: Publication
    members: frozenset[str]
    alike: bool  # the same people were meant, so that the two may be compared
    descended: bool = True  # from the same instrument, though perhaps reworded
    divided: bool = False  # broken down by another question than now


@dataclass(frozen=True)
class Emptied:
    """What lay in the boxes of one school. No sheet stands at the same place as the remark of whoever wrote both."""

    key: str  # of the school
    asked: int
    sheets: Sequence[bytes]
    own_sheets: Sequence[bytes] = ()  # of the behaviours exercise: what people picked of themselves
    remarks: Sequence[str] = ()
    members: frozenset[str] = frozenset()  # keys of those who were asked; the roll is no secret
    earlier: Sequence[Before] = ()  # the latest first


def count(
    wave: Wave, schools: Sequence[Emptied], *, together: Publication | None = None
) -> dict[str | None, Publication]:
    """The publication of each school by its key, and under None that of all together, if there is one.

    `together`: the publication of all together before this one, if the same schools were in it. All together are
    compared only where no school had to be left out, neither then nor now.
    """
    team, own = released(wave, schools), own_picture(wave, schools)
    hangs = coherence(wave, schools, team.units)
    found: dict[str | None, Publication] = {}
    for school, let in zip(schools, team.units, strict=True):
        found[school.key] = publication(
            wave.facts,
            let,
            own=own.get(school.key),
            school=school.key,
            earlier=last_alike(school),
            reliability=hangs,
            remarks=mixed(school.remarks),
        )
    if team.family is not None:
        found[None] = publication(
            wave.facts,
            team.family,
            own=own.get(None),
            earlier=together if len(team.family.counted) == len(schools) else None,
            reliability=hangs,
        )
    return found


def released(wave: Wave, schools: Sequence[Emptied]) -> Released:
    """What may be shown of what was said. A small team too may see its picture of the behaviours."""
    small = wave.instrument.kind is Kind.BEHAVIOURS
    return release(
        [unit(wave, school) for school in schools],
        favourable=favourable(wave.instrument),
        rules=replace(wave.rules, item=wave.rules.whole) if small else wave.rules,
        broken_down=bool(wave.parts),
        remarks=wave.remarks,
        family=wave.family,
        earlier={school.key: recent(wave, school) for school in schools},
        members={school.key: school.members for school in schools},
        closed=wave.facts.closed,
        picked=picked(wave.instrument),
    )


def own_picture(wave: Wave, schools: Sequence[Emptied]) -> dict[str | None, Release]:
    """What may be shown of what people picked of themselves, by school and for all together: from `item` people on."""
    if wave.instrument.kind is not Kind.BEHAVIOURS:
        return {}
    own = release(
        [unit(wave, school, own=True) for school in schools],
        favourable=favourable(wave.instrument),
        rules=replace(wave.rules, whole=max(wave.rules.whole, wave.rules.item)),
        broken_down=False,
        remarks=False,
        family=wave.family,
        earlier={school.key: recent(wave, school, own=True) for school in schools},
        members={school.key: school.members for school in schools},
        closed=wave.facts.closed,
        picked=picked(wave.instrument),
    )
    found: dict[str | None, Release] = {each.key: each for each in own.units}
    return found | ({None: own.family} if own.family is not None else {})


def coherence(wave: Wave, schools: Sequence[Emptied], releases: Sequence[Release]) -> Reliability | None:
    """How well the items hang together, among the schools where that may be said.

    Never of items in words of one's own: one of them may ask what everybody knows of everybody, and how it hangs
    together with another would tell what those few said of whom it is true.
    """
    if wave.own or wave.instrument.kind is Kind.BEHAVIOURS:
        return None
    sheets: list[bytes] = []
    for school, let in zip(schools, releases, strict=True):
        if lies_open(wave.instrument, wave.rules, let) and not recent(wave, school):
            sheets += school.sheets
    return hangs_together(wave.instrument, sheets)


def mixed(remarks: Sequence[str]) -> list[str]:
    """What people wrote, in an order that nobody can foretell or find out, each without its empty edges."""
    written = [remark.strip() for remark in remarks if remark.strip()]
    return SystemRandom().sample(written, len(written))


def unit(wave: Wave, school: Emptied, *, own: bool = False) -> Unit:
    """A school as counted. A sheet on which nothing was chosen is nobody's answer."""
    read = [decode(wave.instrument, sheet) for sheet in (school.own_sheets if own else school.sheets)]
    answered = [answers for answers in read if answers.choices]
    keys = (*wave.parts, UNSAID) if wave.parts else (WHOLE,)
    return Unit(
        key=school.key,
        asked=school.asked,
        bodies=tuple(
            body(wave.instrument, key, [each for each in answered if part_of(wave, each) == key]) for key in keys
        ),
        writers=0 if own else len(mixed(school.remarks)),
    )


def part_of(wave: Wave, answers: Answers) -> str:
    """The key of the part that somebody said they belong to."""
    if not wave.parts:
        return WHOLE
    return wave.parts[answers.part - 1] if 0 < answers.part <= len(wave.parts) else UNSAID


def body(instrument: Instrument, key: str, answered: Sequence[Answers]) -> Body:
    """How many of these people chose each answer to each item; of a behaviour, how many picked it and how many not."""
    counts: dict[str, tuple[int, ...]] = {}
    for item in instrument.items:
        chosen = Counter(answers.choices.get(item.key, 0) for answers in answered)
        if instrument.kind is Kind.BEHAVIOURS:
            counts |= {f"{item.key}.{of}": (chosen[code], len(answered) - chosen[code]) for of, code in PICKS.items()}
        else:
            counts[item.key] = tuple(chosen[place] for place in range(1, len(instrument.choices) + 1))
    return Body(key=key, answered=len(answered), counts=counts)


def favourable(instrument: Instrument) -> dict[str, frozenset[int]]:
    """Which places of the counts of each item are the favourable ones."""
    if instrument.kind is Kind.BEHAVIOURS:
        return {f"{item.key}.{of}": frozenset({0}) for item in instrument.items for of in PICKS}
    return {item.key: instrument.favourable(item) for item in instrument.items}


def picked(instrument: Instrument) -> tuple[Picked, ...]:
    """Of the behaviours exercise: that everybody picks as many as they may."""
    if instrument.kind is not Kind.BEHAVIOURS:
        return ()
    keys = [item.key for item in instrument.items]
    return tuple(Picked(tuple(f"{key}.{of}" for key in keys), MOST_PICKED[code]) for of, code in PICKS.items())


def recent(wave: Wave, school: Emptied, *, own: bool = False) -> tuple[Earlier, ...]:
    """What was published of this school so lately that people may still say the same."""
    since = wave.facts.closed - timedelta(days=wave.rules.opinions_keep)
    lately = [before for before in school.earlier if before.publication.closed >= since]
    return tuple(as_earlier(before, wave.instrument, own=own) for before in lately)


def as_earlier(before: Before, now: Instrument, *, own: bool = False) -> Earlier:
    """An earlier publication as the release rules look at it: its splits, and its bands, by the keys of today."""
    known = known_again(before, now)
    items = [each for each in before.publication.items if each.key in known]
    cells: dict[str, Cell | None] = {known[each.key]: each.cell for each in items}
    turned = other_way_round(before.publication.instrument, now, known)
    for picked in before.publication.picks:
        if key := known.get(picked.key):
            strong, weak = (picked.own_strong, picked.own_weak) if own else (picked.team_strong, picked.team_weak)
            cells |= {f"{key}.strong": strong, f"{key}.weak": weak}
    exact = {key: cell for key, cell in cells.items() if isinstance(cell, Split)}
    return Earlier(
        closed=before.publication.closed,
        members=before.members,
        splits={key: sides(cell, turned=key in turned) for key, cell in exact.items()},
        bands={key: span(cell, turned=key in turned) for key, cell in cells.items() if isinstance(cell, Band)},
        divided=before.divided and isinstance(before.publication.parts, tuple),
        scale=tuple(known[key] for key in alone(before.publication) if key in known),
    )


def known_again(before: Before, now: Instrument) -> dict[str, str]:
    """Which items of an earlier wave are asked again, and their keys of today: those that say the same.

    Where both descend from one instrument, an item with the same key counts as well, however it was reworded.
    """
    words = {plain(item.text): item.key for item in now.items}
    keys = {item.key for item in now.items} if before.descended else set()
    found = {}
    for item in before.publication.instrument.items:
        if key := words.get(plain(item.text)) or (item.key if item.key in keys else None):
            found[item.key] = key
    return found


def other_way_round(then: Instrument, now: Instrument, known: Mapping[str, str]) -> frozenset[str]:
    """The items, by their keys of today, of which the other side was favourable then."""
    reversed_then = {known[item.key]: item.reversed for item in then.items if item.key in known}
    return frozenset(item.key for item in now.items if reversed_then.get(item.key, item.reversed) != item.reversed)


def sides(cell: Split, *, turned: bool) -> tuple[int, int]:
    """How many were on the favourable side, and how many on the other."""
    found = cell.favourable, cell.of - cell.favourable
    return found[::-1] if turned else found


def span(cell: Band, *, turned: bool) -> tuple[int, int]:
    """The fewest and the most who may have been favourable."""
    least, most = cell.span
    return (cell.of - most, cell.of - least) if turned else (least, most)


def plain(text: str) -> str:
    """The letters of a text: what is written with other signs or gaps says the same."""
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKC", text).casefold()))


def alone(publication: Publication) -> tuple[str, ...]:
    """The items of a scale that was shown though none of them was: fewer answered than single items need."""
    scale = publication.scale
    if not isinstance(scale, ScaleResult) or any(not isinstance(item.cell, Held) for item in publication.items):
        return ()
    return scale.items


def last_alike(school: Emptied) -> Publication | None:
    """The latest earlier publication that this one may be compared with."""
    return next((before.publication for before in school.earlier if before.alike), None)
