"""What a picture of the behaviours says: what stands out, and where people see themselves otherwise than their team."""

from __future__ import annotations

from typing import Literal

from tilth.audits.domain import phrases
from tilth.audits.domain.phrases import Names, Said, gettext_noop, named, said, withheld
from tilth.audits.domain.publication import Band, Cell, Held, Picks, Publication, Split

_ = gettext_noop
BY_CHANCE = {"strong": 5, "weak": 3}  # of all behaviours: what each person picks


def headline(publication: Publication) -> Said:
    """The answer in one line: first where people and their team part, then what stands out."""
    if publication.verdict:
        return phrases.headline(publication, "else")
    clashing = [each.key for each in publication.picks if each.clash]
    if clashing:
        return said(_("Worth talking about: %(what)s"), what=Names(named(publication, clashing[:2])))
    best = outstanding(publication, "strong")
    if best:
        return said(_("The team is seen strongest in %(what)s"), what=Names(named(publication, best)))
    return said(_("No behaviour clearly stands out"))


def outstanding(publication: Publication, of: Literal["strong", "weak"], at_most: int = 2) -> tuple[str, ...]:
    """The behaviours most often picked of the team, where certainly more picked them than chance alone would."""
    chance = BY_CHANCE[of] / len(publication.instrument.items)
    cells = {each.key: each.team_strong if of == "strong" else each.team_weak for each in publication.picks}
    often = {key: picked for key, cell in cells.items() if (picked := certainly(cell)) > chance}
    return tuple(sorted(often, key=lambda key: -often[key])[:at_most])


def certainly(cell: Cell) -> float:
    """The share that certainly picked it, or answered favourably."""
    if isinstance(cell, Split):
        return cell.favourable / cell.of
    return cell.span[0] / cell.of if isinstance(cell, Band) else 0.0


def parted(picks: Picks) -> bool:
    """Whether people pick a behaviour of themselves clearly otherwise than of their team: the ranges do not meet."""
    return _apart(picks.own_strong, picks.team_strong) or _apart(picks.own_weak, picks.team_weak)


def _apart(own: Cell | None, team: Cell) -> bool:
    if not isinstance(own, Split) or not isinstance(team, Split):
        return False
    return own.interval[0] > team.interval[1] or team.interval[0] > own.interval[1]


def picked(cell: Cell | None) -> Said:
    """How many picked a behaviour."""
    if cell is None:
        return said("–")
    if isinstance(cell, Split):
        return said(_("%(count)s of %(of)s"), count=cell.favourable, of=cell.of)
    if isinstance(cell, Held):
        return withheld(cell)
    least, most = cell.span
    gaps = {"limit": most + 1, "of": cell.of, "least": least, "most": most}
    if least == 0:
        return Said(_("fewer than %(limit)s of %(of)s"), gaps)
    return Said(_("%(least)s or more of %(of)s") if most == cell.of else _("%(least)s to %(most)s of %(of)s"), gaps)
