"""From what may be released of one wave to its publication.

Nothing here ever sees a sheet: every number is worked out from a `Release`, which the rules have let through, and from
publications that everybody has seen. So the publication tells nothing that the release does not.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from tilth.audits.domain.instruments import Instrument, Item, Kind
from tilth.audits.domain.publication import (
    Agreement,
    Band,
    Cell,
    Change,
    Held,
    ItemResult,
    PartResult,
    Picks,
    Publication,
    ScaleResult,
    Split,
    Verdict,
)
from tilth.audits.domain.statistics import (
    Interval,
    Sample,
    newcombe,
    reach_of,
    risk_of_no_change,
    rwg,
    shared_out,
    whatever_the_silent_say,
    wilson,
)
from tilth.disclosure import Exact, Few, Part, Release, Scale, Shown, Withheld

ONE_MIND, DIVIDED = 0.7, 0.3  # rwg above which people are of one mind, and up to which they are divided
DIGITS = 4
PICKED = frozenset({0})  # of the two counts of a behaviour: picked, and not
MANY_STRONG, MANY_WEAK = 5 * 1.25, 3 * 1.5  # of all behaviours: see `picks`


@dataclass(frozen=True)
class Facts:
    """What everybody knows of a wave."""

    wave: str
    instrument: Instrument
    opened: date
    closed: date


@dataclass(frozen=True)
class Reliability:
    """How well the items of the instrument hang together, in this wave."""

    alpha: float | None = None
    omega: float | None = None


def publication(
    facts: Facts,
    release: Release,
    *,
    own: Release | None = None,
    school: str | None = None,
    earlier: Publication | None = None,
    reliability: Reliability | None = None,
    remarks: Sequence[str] | None = None,
) -> Publication:
    """What is published. `own`: of the behaviours exercise, what people picked of themselves.

    `remarks`: what people wrote; None where nothing of it is shown, as of all schools together.
    """
    known = Publication(
        wave=facts.wave,
        school=school,
        instrument=facts.instrument,
        opened=facts.opened,
        closed=facts.closed,
        asked=release.asked,
        answered=release.answered,
        schools=len(release.counted) if school is None else 1,
        verdict=held(release.verdict) if release.verdict else None,
    )
    if release.verdict:
        return known
    shown = {"remarks": _remarks(release, remarks)}
    if facts.instrument.kind is Kind.BEHAVIOURS:
        return known.model_copy(update={**shown, "picks": picks(facts.instrument, release, own)})
    items = results(facts.instrument, release.items, release.asked)
    return known.model_copy(
        update={
            **shown,
            "items": items,
            "scale": scale(release.scale, reliability or Reliability()),
            "parts": _parts(facts.instrument, release),
            "most": apart(items, most=True),
            "least": apart(items, most=False),
            "changes": changes(facts.instrument, items, earlier) if earlier else (),
        }
    )


def held(withheld: Withheld) -> Held:
    """That something is not released, and why."""
    return Held(reason=withheld.reason, needed=withheld.needed)


def results(instrument: Instrument, shown: Mapping[str, Shown], asked: int | None) -> tuple[ItemResult, ...]:
    """What is shown of each item, in the order of the instrument. `asked` is None where nobody knows it."""
    found = []
    for item in instrument.items:
        cell = _cell(shown[item.key], instrument.favourable(item), asked)
        found.append(ItemResult(key=item.key, cell=cell, agreement=agreement(cell)))
    return tuple(found)


def _cell(shown: Shown, favourable: frozenset[int], asked: int | None) -> Cell:
    if isinstance(shown, Withheld):
        return held(shown)
    if isinstance(shown, Few):
        return Band(of=shown.of, limit=shown.limit, favourable=shown.favourable, least=shown.least)
    return split(shown, favourable, asked)


def split(exact: Exact, favourable: frozenset[int], asked: int | None) -> Split:
    """All answers to an item, with what can be said of the favourable share."""
    count = sum(number for place, number in enumerate(exact.counts) if place in favourable)
    return Split(
        counts=exact.counts,
        favourable=count,
        of=exact.of,
        interval=_rounded(wilson(count, exact.of)),
        bounds=None if asked is None else _rounded(whatever_the_silent_say(count, exact.of, asked)),
    )


def agreement(cell: Cell) -> Agreement | None:
    """How far people agree, in words, where all answers are shown."""
    if not isinstance(cell, Split):
        return None
    index = rwg(cell.counts)
    if index > ONE_MIND:
        return "one mind"
    return "leaning" if index > DIVIDED else "divided"


def scale(shown: Scale | Withheld, reliability: Reliability) -> ScaleResult | Held:
    """All items together."""
    if isinstance(shown, Withheld):
        return held(shown)
    return ScaleResult(
        shown="exact" if shown.near is None else "band",
        favourable=shown.favourable,
        of=shown.of,
        near=shown.near,
        items=shown.items,
        most=shown.most,
        alpha=reliability.alpha,
        omega=reliability.omega,
    )


def _parts(instrument: Instrument, release: Release) -> tuple[PartResult, ...] | Held | None:
    if release.parts is None:
        return None
    if isinstance(release.parts, Withheld):
        return held(release.parts)
    return tuple(_part(instrument, part) for part in release.parts)


def _part(instrument: Instrument, part: Part) -> PartResult:
    return PartResult(
        keys=part.keys,
        answered=part.answered,
        items=results(instrument, part.items, None),
        scale=scale(part.scale, Reliability()),
    )


def _remarks(release: Release, remarks: Sequence[str] | None) -> tuple[str, ...] | Held | None:
    if remarks is None or release.remarks is False:
        return None
    return held(release.remarks) if isinstance(release.remarks, Withheld) else tuple(remarks)


def apart(items: Sequence[ItemResult], *, most: bool) -> tuple[str, ...]:
    """The aspects that are clearly the most (or the least) favourable: the fewest that stand apart from all others.

    They stand apart when each is clearly more (or less) favourable than every other that is shown: when Newcombe's
    interval for the difference excludes zero. As the same people answered both, it is rather too wide than too narrow.
    They are a third of those shown at most: where more would be needed, none is clearly so.
    """
    shown = {item.key: item.cell for item in items if not isinstance(item.cell, Held)}
    ranked = sorted(shown, key=lambda key: _share(shown[key]), reverse=most)
    for number in range(1, len(ranked) // 3 + 1):
        if all(_clearly(shown[one], shown[other], most) for one in ranked[:number] for other in ranked[number:]):
            return tuple(ranked[:number])
    return ()


def _share(cell: Split | Band) -> float:
    """About the favourable share."""
    return sum(_ends(cell)) / (2 * cell.of)


def _clearly(one: Split | Band, other: Split | Band, more: bool) -> bool:
    """Whether one aspect is clearly more (or less) favourable than another, wherever in their bands they lie."""
    upper, lower = (one, other) if more else (other, one)
    return newcombe((_ends(upper)[0], upper.of), (_ends(lower)[1], lower.of))[0] > 0


def _ends(cell: Split | Band) -> tuple[int, int]:
    """The fewest and the most who may have been favourable."""
    return (cell.favourable, cell.favourable) if isinstance(cell, Split) else cell.span


def changes(instrument: Instrument, items: Sequence[ItemResult], earlier: Publication) -> tuple[Change, ...]:
    """What became of each item that was asked in the same words before, where all answers were shown both times.

    All together are wrong no more often than one alone would be: in at most one of twenty schools in which nobody has
    changed their mind, however many items there are (4.1 to 4.7 in a hundred, measured with
    9,000 invented schools of 12 to 120 people whose answers owe nothing to what they said before; fewer if they do).
    """
    before = {item.key: item.cell for item in earlier.items}
    same = comparable(instrument, earlier.instrument)
    found: list[tuple[str, Split, Split]] = []
    for item in items:
        then = before.get(item.key)
        if item.key in same and isinstance(item.cell, Split) and isinstance(then, Split):
            found.append((item.key, item.cell, then))
    risks = shared_out([risk_of_no_change(_sample(now), _sample(then)) for _key, now, then in found])
    return tuple(_change(*each, earlier.closed, risk) for each, risk in zip(found, risks, strict=True))


def _sample(cell: Split) -> Sample:
    return cell.favourable, cell.of


def _change(key: str, now: Split, before: Split, since: date, risk: float) -> Change:
    interval = newcombe(_sample(now), _sample(before), errors=reach_of(risk))
    return Change(
        key=key,
        since=since,
        before=round(before.favourable / before.of, DIGITS),
        now=round(now.favourable / now.of, DIGITS),
        interval=_rounded(interval),
        risk=round(risk, DIGITS),
        verdict=verdict(interval),
    )


def verdict(interval: Interval) -> Verdict:
    """What may be said of a change: that there was one, only where no change is out of the question."""
    low, high = interval
    if low > 0:
        return Verdict.ROSE
    return Verdict.FELL if high < 0 else Verdict.UNCLEAR


def comparable(one: Instrument, other: Instrument) -> frozenset[str]:
    """The items of two instruments that ask the same in the same words, with the same answers to choose from."""
    if _offered(one) != _offered(other):
        return frozenset()
    words = {_words(item) for item in other.items}
    return frozenset(item.key for item in one.items if _words(item) in words)


def _offered(instrument: Instrument) -> tuple[object, ...]:
    choices = [(choice.key, choice.label, choice.favourable) for choice in instrument.choices]
    return instrument.kind, instrument.language, instrument.about, choices


def _words(item: Item) -> tuple[str, str, bool]:
    return item.key, item.text, item.reversed


def picks(instrument: Instrument, team: Release, own: Release | None) -> tuple[Picks, ...]:
    """How each behaviour was picked of the team, and of oneself where enough people did.

    It clashes where many name it the team's weakness, and many name it the team's strength, or their own. Many are, for
    a weakness, half as many again as by chance, if each picked three blindly; for a strength, of five, a quarter more.
    """
    return tuple(_picked(item.key, team, own, len(instrument.items)) for item in instrument.items)


def _picked(key: str, team: Release, own: Release | None, behaviours: int) -> Picks:
    seen = {of: _cell(team.items[f"{key}.{of}"], PICKED, team.asked) for of in ("strong", "weak")}
    claimed: dict[str, Cell | None] = {"strong": None, "weak": None}
    if own is not None and own.verdict is None:
        claimed = {of: _cell(own.items[f"{key}.{of}"], PICKED, own.asked) for of in ("strong", "weak")}
    praised = any(_often(cell, MANY_STRONG / behaviours) for cell in (seen["strong"], claimed["strong"]))
    return Picks(
        key=key,
        own_strong=claimed["strong"],
        own_weak=claimed["weak"],
        team_strong=seen["strong"],
        team_weak=seen["weak"],
        clash=praised and _often(seen["weak"], MANY_WEAK / behaviours),
    )


def _often(cell: Cell | None, share: float) -> bool:
    """Whether at least this share picked it, whatever the exact number in a band is."""
    return isinstance(cell, Split | Band) and _ends(cell)[0] >= share * cell.of


def _rounded(interval: Interval) -> Interval:
    return round(interval[0], DIGITS), round(interval[1], DIGITS)
