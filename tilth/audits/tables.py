"""A publication as a table, for those who want to reckon with it: what a page shows, and nothing else."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext as _

from tilth.audits.domain import phrases
from tilth.audits.domain.asked import Breakdown
from tilth.audits.domain.publication import UNSAID, Band, Cell, Held, Publication, ScaleResult, Split
from tilth.audits.telling import told
from tilth.web.sheets import harmless

Line = dict[str, Any]


def as_csv(publication: Publication, breakdown: Breakdown | None) -> str:
    """The table as text. No cell is taken for a formula by a program that opens it."""
    choices = [] if publication.picks else [choice.label for choice in publication.instrument.choices]
    good = _("picked it") if publication.picks else _("favourable")
    heads = [_("of whom"), _("what"), _("shown"), *choices, good, _("of"), _("share"), _("likely from")]
    heads += [_("likely to"), _("had the silent said no"), _("had the silent said yes"), _("in words")]
    written = io.StringIO()
    sheet = csv.writer(written)
    sheet.writerow(map(harmless, heads))
    for whom, what, cell in lines(publication, breakdown):
        sheet.writerow(harmless(value) for value in [whom, what, *_cells(cell, len(choices))])
    return written.getvalue()


def lines(publication: Publication, breakdown: Breakdown | None) -> Iterator[tuple[str, str, Cell | ScaleResult]]:
    """Every line: of whom it is, what it is about, and what is shown."""
    names = {item.key: item.aspect for item in publication.instrument.items}
    everybody = _("everybody")
    if publication.verdict:
        yield everybody, _("anything"), publication.verdict
    if publication.scale:
        yield everybody, _("Together"), publication.scale
    yield from ((everybody, names[each.key], each.cell) for each in publication.items)
    yield from _of_parts(publication, breakdown, names)
    for each in publication.picks:
        for of, cell in (
            (_("of the team, strong"), each.team_strong),
            (_("of the team, weak"), each.team_weak),
            (_("of oneself, strong"), each.own_strong),
            (_("of oneself, weak"), each.own_weak),
        ):
            if cell is not None:
                yield of, names[each.key], cell


def _of_parts(
    publication: Publication, breakdown: Breakdown | None, names: Mapping[str, str]
) -> Iterator[tuple[str, str, Cell | ScaleResult]]:
    labels = {part.key: part.label for part in breakdown.parts} if breakdown else {}
    for part in publication.parts if isinstance(publication.parts, tuple) else ():
        whom = " + ".join(labels.get(key, _("Did not say") if key == UNSAID else key) for key in part.keys)
        yield whom, _("Together"), part.scale
        yield from ((whom, names[each.key], each.cell) for each in part.items)


def _cells(cell: Cell | ScaleResult, choices: int) -> list[object]:
    """The figures of a line; where there are none, why."""
    if isinstance(cell, Split):
        counts = cell.counts if len(cell.counts) == choices else [""] * choices
        bounds = [_four(share) for share in cell.bounds or ()] or ["", ""]
        shares = [_four(cell.favourable / cell.of), *map(_four, cell.interval), *bounds]
        return [_("exactly"), *counts, cell.favourable, cell.of, *shares, ""]
    if isinstance(cell, ScaleResult):
        exact = cell.near is None and cell.most is None
        share = _four(cell.favourable / cell.of) if exact else ""
        numbers: list[object] = [cell.favourable, cell.of] if exact else ["", ""]
        how = _("exactly") if exact else _("nearly")
        return [how, *[""] * choices, *numbers, share, "", "", "", "", told(phrases.whole(cell))]
    how = _("nearly") if isinstance(cell, Band) else _("not shown")
    words = phrases.in_words(cell) if isinstance(cell, Band | Held) else None
    return [how, *[""] * choices, *[""] * 7, told(words)]


def _four(share: float) -> str:
    return f"{share:.4f}"
