"""What a publication says in sentences: templates and what fills them, for pages to put into the reader's language.

Everything here is worked out from a `Publication` alone. So no sentence can say what was not released.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from tilth.audits.domain.instruments import Audience, Instrument, Item
from tilth.audits.domain.publication import (
    Band,
    Cell,
    Change,
    Held,
    ItemResult,
    Publication,
    ScaleResult,
    Split,
    Verdict,
)
from tilth.disclosure import Reason

TRUST = "high-social-capital"
OF_THE_HEAD = ("staff-head", "governors-head")  # what they ask is about those who lead a school


def gettext_noop(text: str) -> str:
    """Marks a text for translators, whose tools know it by this name."""
    return text


_ = gettext_noop


@dataclass(frozen=True)
class Names:
    """Names of aspects, to be joined the way the reader's language joins a list."""

    names: tuple[str, ...]


@dataclass(frozen=True)
class Said:
    """A sentence, and what fills its gaps. `plural` is its form where `count` is not one."""

    text: str
    values: Mapping[str, object] = field(default_factory=dict)
    plural: str = ""
    count: int = 1


def said(text: str, **values: object) -> Said:
    return Said(text, values)


def percent(share: float) -> str:
    """A share as people read it."""
    return f"{round(100 * share)}\u00a0%"


# --- the headline -------------------------------------------------------------------------------

BOTH = {
    "you": _("Your staff trust you most for %(most)s, and least for %(least)s"),
    "leaders": _("Staff trust their leaders most for %(most)s, and least for %(least)s"),
    "trust": _("Trust is highest in %(most)s, and lowest in %(least)s"),
    "else": _("Agreement is highest on %(most)s, and lowest on %(least)s"),
}
MOST = {
    "you": _("Your staff trust you most for %(most)s; nothing clearly comes last"),
    "leaders": _("Staff trust their leaders most for %(most)s; nothing clearly comes last"),
    "trust": _("Trust is highest in %(most)s; nothing clearly comes last"),
    "else": _("Agreement is highest on %(most)s; nothing clearly comes last"),
}
LEAST = {
    "you": _("Your staff trust you least for %(least)s; nothing clearly comes first"),
    "leaders": _("Staff trust their leaders least for %(least)s; nothing clearly comes first"),
    "trust": _("Trust is lowest in %(least)s; nothing clearly comes first"),
    "else": _("Agreement is lowest on %(least)s; nothing clearly comes first"),
}
NONE = {
    "trust": _("No aspect is clearly the most or the least trusted"),
    "else": _("No aspect clearly stands out"),
}
NOTHING = {
    Reason.FEW: _("Not enough people answered to show anything"),
    Reason.RESPONSE: _("Too few of those asked answered to show anything"),
    Reason.JOINT: _("Nothing can be shown that would not tell on somebody"),
    Reason.SCHOOLS: _("Too few schools to be shown together"),
}
Voice = Literal["you", "leaders", "trust", "else"]


def voice(publication: Publication, root: str, audience: Audience, *, to_head: bool) -> Voice:
    """How the headline speaks: to the head of whom it speaks, or to others, of trust or of something else."""
    if publication.school and audience is Audience.STAFF and root == OF_THE_HEAD[0]:
        return "you" if to_head else "leaders"
    return "trust" if publication.instrument.strand == TRUST else "else"


def headline(publication: Publication, speaks: Voice) -> Said:
    """The answer to what was asked, in one line."""
    if publication.verdict:
        return said(NOTHING.get(publication.verdict.reason, NOTHING[Reason.JOINT]))
    most, least = named(publication, publication.most), named(publication, publication.least)
    gaps = {"most": Names(most), "least": Names(least)}
    if most and least:
        return Said(BOTH[speaks], gaps)
    if most or least:
        return Said((MOST if most else LEAST)[speaks], gaps)
    if not shown_items(publication):
        return said(_("Only the whole can be shown: too few answered for single statements"))
    return said(NONE["else" if speaks == "else" else "trust"])


def named(publication: Publication, keys: Sequence[str]) -> tuple[str, ...]:
    """The names of aspects as they stand inside a sentence."""
    aspects = {item.key: item.aspect for item in publication.instrument.items}
    return tuple(in_sentence(aspects[key]) for key in keys)


def in_sentence(name: str) -> str:
    """A name in the middle of a sentence: small, unless it is an abbreviation or said by somebody: "I", "IT"."""
    first = name.split(" ", 1)[0]
    return name if first.isupper() else name[:1].lower() + name[1:]


def shown_items(publication: Publication) -> list[ItemResult]:
    """The items of which anything is shown."""
    return [each for each in publication.items if not isinstance(each.cell, Held)]


# --- who answered, and who did not --------------------------------------------------------------

WHO = {
    Audience.STAFF: _("%(answered)s of the %(asked)s staff who were asked answered"),
    Audience.LEADERS: _("%(answered)s of the %(asked)s leaders who were asked answered"),
    Audience.GOVERNORS: _("%(answered)s of the %(asked)s governors who were asked answered"),
    Audience.STUDENTS: _("%(answered)s of the %(asked)s students who were asked answered"),
    Audience.PARENTS: _("%(answered)s of the %(asked)s parents and carers who were asked answered"),
}
ASKED = {
    Audience.STAFF: _("%(asked)s staff were asked"),
    Audience.LEADERS: _("%(asked)s leaders were asked"),
    Audience.GOVERNORS: _("%(asked)s governors were asked"),
    Audience.STUDENTS: _("%(asked)s students were asked"),
    Audience.PARENTS: _("%(asked)s parents and carers were asked"),
}


def turnout(publication: Publication, audience: Audience) -> Said:
    """How many were asked, and how many answered where that is shown."""
    if publication.answered is None:
        return said(ASKED[audience], asked=publication.asked)
    return said(WHO[audience], answered=publication.answered, asked=publication.asked)


def silence(publication: Publication) -> Said | None:
    """What the answers of those who kept silent could change at most, by one example; nothing where all answered."""
    example = next((each for each in _examples(publication) if _silent(each.cell, publication)), None)
    if example is None or not isinstance(example.cell, Split) or example.cell.bounds is None:
        return None
    low, high = example.cell.bounds
    return Said(
        _("If the one who kept silent about “%(aspect)s” had said no, it would be %(low)s; if yes, %(high)s."),
        {
            "count": _silent(example.cell, publication),
            "aspect": item_of(publication.instrument, example.key).aspect,
            "low": percent(low),
            "high": percent(high),
        },
        plural=_(
            "If all %(count)s who kept silent about “%(aspect)s” had said no, it would be %(low)s; if yes, %(high)s."
        ),
        count=_silent(example.cell, publication),
    )


def _examples(publication: Publication) -> list[ItemResult]:
    """Items to speak of first: those that stand out, then the others."""
    first = [*publication.least, *publication.most]
    return sorted(publication.items, key=lambda each: first.index(each.key) if each.key in first else len(first))


def _silent(cell: Cell, publication: Publication) -> int:
    return publication.asked - cell.of if isinstance(cell, Split) and cell.bounds is not None else 0


def item_of(instrument: Instrument, key: str) -> Item:
    return next(item for item in instrument.items if item.key == key)


# --- one aspect ---------------------------------------------------------------------------------


def in_words(cell: Cell) -> Said:
    """What is shown of an item, beside its bar."""
    if isinstance(cell, Split):
        low, high = cell.interval
        return said(_("likely %(low)s to %(high)s"), low=round(100 * low), high=percent(high))
    if isinstance(cell, Band):
        return band(cell)
    return withheld(cell)


def share(cell: Cell) -> Said | None:
    """The share of favourable answers, or between which shares it lies; none where nearly all, or hardly any, are."""
    if isinstance(cell, Split):
        return said("%(share)s", share=percent(cell.favourable / cell.of))
    if isinstance(cell, Band) and cell.least:
        fewest, most = cell.span
        return said(_("%(low)s to %(high)s"), low=round(100 * fewest / cell.of), high=percent(most / cell.of))
    return None


def band(cell: Band) -> Said:
    """That nearly everybody, or hardly anybody, answered favourably."""
    gaps = {"limit": cell.limit, "of": cell.of, "least": cell.least, "most": cell.limit - 1}
    if cell.least:
        some = _("from %(least)s to %(most)s of %(of)s said so")
        return Said(some if cell.favourable else _("from %(least)s to %(most)s of %(of)s said otherwise"), gaps)
    if cell.favourable:
        return Said(_("hardly anybody: fewer than %(limit)s of %(of)s said so"), gaps)
    return Said(_("nearly everybody: fewer than %(limit)s of %(of)s said otherwise"), gaps)


def withheld(held: Held) -> Said:
    """Why one thing among others is not shown."""
    if held.reason is Reason.FEW and held.needed:
        return said(_("not shown: fewer than %(needed)s answered this"), needed=held.needed)
    if held.reason is Reason.PARTS:
        return said(_("not shown: even merged, the groups are too small"))
    if held.reason is Reason.WRITERS:
        return said(_("not shown: fewer than %(needed)s people wrote something"), needed=held.needed or "")
    if held.reason is Reason.SCHOOLS:
        return said(_("not shown: it takes %(needed)s schools of which it is known"), needed=held.needed or "")
    if held.reason is Reason.JOINT:
        return said(_("not shown: beside the rest it could tell what somebody said"))
    return said(_("not shown: too few answered"))


def together(publication: Publication) -> Said:
    """What the whole is worked out from: all statements, or those of which anything is shown."""
    scale = publication.scale
    some = isinstance(scale, ScaleResult) and 0 < len(scale.items) < len(publication.instrument.items)
    return said(_("What is shown, together:") if some else _("All together:"))


AGREEMENT = {
    "one mind": _("people are of one mind"),
    "leaning": _("people lean one way, not all of them"),
    "divided": _("people are divided"),
}


def agreement(result: ItemResult) -> Said | None:
    """How far people agree with one another on an aspect."""
    return said(AGREEMENT[result.agreement]) if result.agreement else None


def whole(scale: ScaleResult | Held | None) -> Said | None:
    """All statements together."""
    if scale is None:
        return None
    if isinstance(scale, Held):
        return withheld(scale)
    gaps = {"share": percent(scale.favourable / scale.of), "favourable": scale.favourable, "of": scale.of}
    if scale.most is not None:
        span = {"low": round(100 * scale.favourable / scale.of), "high": percent(scale.most / scale.of)}
        text = _("%(low)s to %(high)s of answers are favourable (%(favourable)s to %(most)s of %(of)s)")
        return Said(text, {**gaps, **span, "most": scale.most})
    if scale.near is True:
        return Said(_("nearly all answers are favourable: %(favourable)s or more of %(of)s"), gaps)
    if scale.near is False:
        return Said(_("nearly no answer is favourable: %(favourable)s or fewer of %(of)s"), gaps)
    return Said(_("%(share)s of %(of)s answers are favourable"), gaps)


# --- since last time ----------------------------------------------------------------------------


@dataclass(frozen=True)
class Changed:
    """An aspect that rose or fell, in words."""

    key: str
    verdict: Verdict
    words: Said


def changed(publication: Publication) -> list[Changed]:
    """What really changed since the last time, the rises first."""
    real = [each for each in publication.changes if each.verdict is not Verdict.UNCLEAR]
    ordered = sorted(real, key=lambda each: (each.verdict is Verdict.FELL, -abs(each.now - each.before)))
    return [Changed(each.key, each.verdict, _change(publication, each)) for each in ordered]


def _change(publication: Publication, change: Change) -> Said:
    text = {
        Verdict.ROSE: _("%(aspect)s rose from %(before)s to %(now)s"),
        Verdict.FELL: _("%(aspect)s fell from %(before)s to %(now)s"),
    }[change.verdict]
    aspect = item_of(publication.instrument, change.key).aspect
    return said(text, aspect=aspect, before=percent(change.before), now=percent(change.now))


def unclear(publication: Publication) -> int:
    """In how many aspects that were asked before nothing can be said of a change."""
    return sum(change.verdict is Verdict.UNCLEAR for change in publication.changes)


def steady(publication: Publication) -> Said | None:
    """That the rest did not clearly change."""
    count, real = unclear(publication), len(changed(publication))
    if not count:
        return None
    if not real:
        return said(_("No clear change in any aspect: chance alone makes differences as large as these."))
    return Said(
        _("No clear change in one other aspect."),
        {"count": count},
        plural=_("No clear change in the other %(count)s aspects: differences that small come about by chance."),
        count=count,
    )
