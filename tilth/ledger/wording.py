"""How the ledger speaks of terms and balances. No school is praised or blamed by it."""

from __future__ import annotations

from django.utils.translation import gettext as _

from tilth.ledger.domain.flows import Balance
from tilth.ledger.domain.terms import Term
from tilth.web.sheets import hours


def term(term: Term) -> str:
    """Autumn 2025: by the calendar year in which it lies."""
    names = (_("Autumn %(year)s"), _("Spring %(year)s"), _("Summer %(year)s"))
    return names[term.number - 1] % {"year": term.begins_on.year}


def short(term: Term) -> tuple[str, str]:
    """Aut, and 25 below it."""
    names = (_("Aut"), _("Spr"), _("Sum"))
    return names[term.number - 1], f"{term.begins_on.year % 100:02d}"


def school_year(year: int) -> str:
    return f"{year}/{(year + 1) % 100:02d}"


def gave_and_received(balance: Balance) -> str:
    """What a school, a group or a person gave and received, in half a sentence."""
    if not balance.given and not balance.received:
        return _("nothing given or received yet")
    said = _("gave %(given)s, received %(received)s")
    return said % {"given": amount(balance.given), "received": amount(balance.received)}


def amount(minutes: int) -> str:
    """Minutes in a sentence."""
    return hours(minutes) if minutes else _("nothing")


def between(one: str, other: str, given: int, received: int) -> str:
    """What two schools gave each other, as a sentence."""
    if given and received:
        said = _("%(one)s gave %(other)s %(given)s and received %(received)s")
    elif given:
        said = _("%(one)s gave %(other)s %(given)s")
    else:
        return between(other, one, received, 0)
    return said % {"one": one, "other": other, "given": hours(given), "received": hours(received)}


def share(part: float | None) -> str:
    """A share as per cent, or that there is nothing to take it of."""
    return _("%(share)s %%") % {"share": round(part * 100)} if part is not None else "–"
