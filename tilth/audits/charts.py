"""What a publication shows, in the terms of the pictures. Nothing is worked out here that is not in the publication."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from tilth.audits.domain import behaviours, phrases
from tilth.audits.domain.asked import Breakdown
from tilth.audits.domain.phrases import percent
from tilth.audits.domain.publication import (
    UNSAID,
    Band,
    Cell,
    Held,
    ItemResult,
    PartResult,
    Publication,
    ScaleResult,
    Split,
)
from tilth.audits.domain.publication import Picks as Picked
from tilth.audits.domain.publishing import comparable
from tilth.audits.telling import told
from tilth.web.charts import picks, profile, trend
from tilth.web.charts.profile import Answers, Hidden, Nearly, Profile

# --- the trust profile --------------------------------------------------------------------------


def trust(publication: Publication, expected: Mapping[str, int] | None = None) -> Profile:
    """A bar of answers for each aspect, beside what the head expected where the viewer may see that."""
    instrument = publication.instrument
    with_bounds = any(isinstance(each.cell, Split) and each.cell.bounds for each in publication.items)
    columns = [_("Favourable"), _("Likely range"), *([_("Had the silent said no or yes")] if with_bounds else [])]
    return Profile(
        title=_("Answers to “%(title)s”") % {"title": instrument.title},
        choices=[choice.label for choice in instrument.choices],
        good=sum(choice.favourable for choice in instrument.choices),
        rows=[_row(publication, each, expected or {}) for each in publication.items],
        columns=columns,
        expectation=_("what the head expected") if expected else "",
    )


def plain(drawn: profile.Profile) -> profile.Profile:
    """The same picture without ranges and remarks on how far answers lie apart: for students."""
    rows = [replace(row, likely=None, note="", words="" if row.likely else row.words) for row in drawn.rows]
    return replace(drawn, rows=rows)


def _row(publication: Publication, each: ItemResult, expected: Mapping[str, int]) -> profile.Row:
    item = phrases.item_of(publication.instrument, each.key)
    cell = each.cell
    return profile.Row(
        name=item.aspect,
        shown=_shown(cell, turned=item.reversed),
        words=told(phrases.in_words(cell)),
        value=told(phrases.share(cell)),
        note=told(phrases.agreement(each)) if each.agreement != "leaning" else "",
        likely=cell.interval if isinstance(cell, Split) else None,
        expected=expected[each.key] / 100 if each.key in expected else None,
        figures=_figures(cell),
        turned=item.reversed and isinstance(cell, Split),
    )


def _shown(cell: Cell, *, turned: bool) -> Answers | Nearly | Hidden:
    """Answers with the most favourable first: those to an item that was asked the other way round are turned."""
    if isinstance(cell, Split):
        return Answers(cell.counts[::-1] if turned else cell.counts)
    if isinstance(cell, Band):
        return Nearly(cell.of, *cell.span)
    return Hidden()


def _figures(cell: Cell) -> list[str]:
    """The columns of the table beside the counts."""
    if not isinstance(cell, Split):
        return []
    bounds = [_span(cell.bounds)] if cell.bounds else []
    return [_("%(count)s of %(of)s") % {"count": cell.favourable, "of": cell.of}, _span(cell.interval), *bounds]


def _span(interval: tuple[float, float]) -> str:
    return _("%(low)s to %(high)s") % {"low": round(100 * interval[0]), "high": percent(interval[1])}


# --- parts side by side -------------------------------------------------------------------------


@dataclass(frozen=True)
class Side:
    """One part of the breakdown: its name, or the names of those that were merged, and how many answered."""

    name: str
    merged: bool
    answered: int


@dataclass(frozen=True)
class Value:
    """A share as text, and how sure it is; or in words what is shown instead."""

    text: str
    likely: str = ""


@dataclass(frozen=True)
class Line:
    """One aspect, or all together, in each part."""

    name: str
    values: Sequence[Value]


@dataclass(frozen=True)
class Parts:
    """The parts of the breakdown side by side."""

    question: str
    sides: Sequence[Side]
    lines: Sequence[Line]


def parts(publication: Publication, breakdown: Breakdown | None) -> Parts | None:
    """The parts side by side, where they were released."""
    if not isinstance(publication.parts, tuple) or breakdown is None:
        return None
    names = {part.key: part.label for part in breakdown.parts} | {UNSAID: _("Did not say")}
    sides = [Side(_joined(part, names), len(part.keys) > 1, part.answered) for part in publication.parts]
    whole = Line(_("Together"), [_scale(part.scale) for part in publication.parts])
    return Parts(breakdown.question, sides, [whole, *_lines(publication, publication.parts)])


def _joined(part: PartResult, names: Mapping[str, str]) -> str:
    return " + ".join(names.get(key, key) for key in part.keys)


def _lines(publication: Publication, shown: Sequence[PartResult]) -> list[Line]:
    cells = [{each.key: each.cell for each in part.items} for part in shown]
    return [
        Line(item.aspect, [_in_part(cell[item.key]) for cell in cells])
        for item in publication.instrument.items
        if all(item.key in cell for cell in cells)
    ]


def schools(publications: Sequence[Publication]) -> list[Line]:
    """Schools side by side: all statements together, and each aspect."""
    cells = [{each.key: each.cell for each in publication.items} for publication in publications]
    whole = [_scale(each.scale) for each in publications]
    items = publications[0].instrument.items
    lines = [Line(item.aspect, [_in_part(cell[item.key]) for cell in cells if item.key in cell]) for item in items]
    return [Line(_("Together"), whole), *lines]


def _in_part(cell: Cell) -> Value:
    share, words = told(phrases.share(cell)), told(phrases.in_words(cell))
    return Value(share, words) if share else Value(words)


def _scale(scale: ScaleResult | Held | None) -> Value:
    return Value(told(phrases.whole(scale)))


# --- the behaviours -----------------------------------------------------------------------------


def team(publication: Publication) -> picks.Picks:
    """How each behaviour was picked of the team and of oneself."""
    title = _("The team's behaviours, and our own")
    return picks.Picks(title, [_behaviour(publication, each) for each in publication.picks])


def _behaviour(publication: Publication, each: Picked) -> picks.Row:
    whole = (each.team_strong, each.team_weak, each.own_strong, each.own_weak)
    own = (each.own_strong, each.own_weak)
    return picks.Row(
        name=phrases.item_of(publication.instrument, each.key).aspect,
        team=(_picked(each.team_strong), _picked(each.team_weak)),
        own=(_picked(own[0]), _picked(own[1])) if own[0] and own[1] else None,
        columns=[told(behaviours.picked(cell)) for cell in whole if cell is not None],
        note=_note(each),
    )


def _note(each: Picked) -> str:
    if each.clash:
        return _("Views clash: praised by some, missed by others")
    return _("We see ourselves otherwise than our team") if behaviours.parted(each) else ""


def _picked(cell: Cell) -> picks.Share:
    if isinstance(cell, Split):
        return picks.Picked(cell.favourable, cell.of)
    return Nearly(cell.of, *cell.span) if isinstance(cell, Band) else Hidden()


# --- over time ----------------------------------------------------------------------------------


def over_time(publications: Sequence[Publication]) -> trend.Trend:
    """Each aspect at each time it was asked in the same words as the latest time, where all answers were shown."""
    latest = publications[-1]
    cells = [{each.key: each.cell for each in publication.items} for publication in publications]
    same = [comparable(publication.instrument, latest.instrument) for publication in publications]
    held = list(zip(cells, same, strict=True))
    rows = [
        trend.Row(item.aspect, [_point(cell.get(item.key), item.key in alike) for cell, alike in held])
        for item in latest.instrument.items
    ]
    moments = [date_format(each.closed, "M Y") for each in publications]
    return trend.Trend(_("The share of favourable answers over time"), moments, rows)


def _point(cell: Cell | None, alike: bool) -> trend.Point | None:
    if not alike or not isinstance(cell, Split):
        return None
    share = cell.favourable / cell.of
    return trend.Point(share, cell.interval, percent(share))
