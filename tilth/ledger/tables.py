"""The tables of the ledger's pages; each can be taken away as a file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from tilth.ledger import wording
from tilth.ledger.domain.terms import Term
from tilth.ledger.figures import Capital, Coverage, Pair, Row
from tilth.ledger.models import Cost, Entry
from tilth.people.models import Person
from tilth.web.sheets import Column, Sheet


def own(person: Person, entries: Iterable[Entry]) -> Sheet:
    """The same for a page, on which it is read on a phone: what it was and what it was about stand together."""
    whole = entries_of(person, entries)
    rows = [[*row[:4], ": ".join(str(each) for each in row[4:] if each)] for row in whole.rows]
    return Sheet(whole.caption, whole.columns[:5], rows, whole.hrefs)


def entries_of(person: Person, entries: Iterable[Entry]) -> Sheet:
    """What names somebody: when it was, with whom, and what went each way."""
    columns = [
        Column(_("When"), "day"),
        Column(_("With"), "text"),
        Column(_("You gave"), "minutes"),
        Column(_("You received"), "minutes"),
        Column(_("What"), "text"),
        Column(_("About"), "text"),
    ]
    held = list(entries)
    hrefs = [reverse("ledger:entry", kwargs={"key": entry.id}) for entry in held]
    return Sheet(_("What you gave and received"), columns, [_entry(person, entry) for entry in held], hrefs)


def _entry(person: Person, entry: Entry) -> list[object]:
    gifts = entry.gifts.all()
    others = {gift.receiver if gift.giver_id == person.id else gift.giver for gift in gifts}
    with_whom = ", ".join(sorted(other.name if other else _("somebody who has left") for other in others))
    given = sum(gift.minutes for gift in gifts if gift.giver_id == person.id)
    received = sum(gift.minutes for gift in gifts if gift.receiver_id == person.id)
    topic = entry.topic.name if entry.topic else ""
    return [entry.happened_on, with_whom, given, received, entry.get_kind_display(), topic]


def balance(rows: Sequence[Row], terms: Sequence[Term]) -> Sheet:
    """A line for each school and term, and one for each school over all."""
    columns = [
        Column(_("School"), "text"),
        Column(_("Term"), "text"),
        Column(_("Given to other schools"), "minutes"),
        Column(_("Received from them"), "minutes"),
        Column(_("Within the school"), "minutes"),
    ]
    lines: list[list[object]] = []
    for row in rows:
        for term, each in zip(terms, row.terms, strict=True):
            lines.append([row.name, wording.term(term), each.given, each.received, each.within])
        lines.append([row.name, _("all of these"), row.whole.given, row.whole.received, row.whole.within])
    return Sheet(_("Given and received, school by school and term by term"), columns, lines)


def pairs(pairs: Sequence[Pair], names: Mapping[UUID, str]) -> Sheet:
    """Every two schools between which something went."""
    columns = [
        Column(_("School"), "text"),
        Column(_("and school"), "text"),
        Column(_("The first gave"), "minutes"),
        Column(_("The second gave"), "minutes"),
    ]
    rows: list[list[object]] = []
    for pair in pairs:
        one, other = (names[pair.one], pair.given), (names[pair.other], pair.received)
        (first, given), (second, received) = sorted((one, other))
        rows.append([first, second, given, received])
    rows.sort(key=lambda row: (str(row[0]), str(row[1])))  # nobody is ranked
    return Sheet(_("Who gave to whom, school by school"), columns, rows)


def partners(pairs: Sequence[Pair], school: UUID, names: Mapping[UUID, str]) -> Sheet:
    """What went between one school and each of the others."""
    columns = [Column(_("School"), "text"), Column(_("We gave"), "minutes"), Column(_("We received"), "minutes")]
    rows: list[list[object]] = []
    for pair in pairs:
        if pair.one == school:
            rows.append([names[pair.other], pair.given, pair.received])
        elif pair.other == school:
            rows.append([names[pair.one], pair.received, pair.given])
    rows.sort(key=lambda row: str(row[0]))
    return Sheet(_("Schools we worked with"), columns, rows)


def coverage(rows: Sequence[Coverage]) -> Sheet:
    columns = [
        Column(_("School"), "text"),
        Column(_("Staff")),
        Column(_("Take part")),
        Column(_("Across schools")),
        Column(_("Within the school")),
    ]
    lines = [
        [row.name, row.anywhere.of, *(each.value for each in (row.anywhere, row.across, row.within))] for row in rows
    ]
    return Sheet(_("Staff who gave or received time"), columns, lines, hide_caption=True)


def capital(by_term: Sequence[tuple[Term, Capital]]) -> Sheet:
    """How ties changed from term to term."""
    columns = [
        Column(_("Term"), "text"),
        Column(_("Pairs who worked together")),
        Column(_("Across schools"), "text"),
        Column(_("Both gave"), "text"),
        Column(_("Came back"), "text"),
        Column(_("Pairs of schools tied"), "text"),
        Column(_("People who span schools")),
    ]
    return Sheet(_("Ties, term by term"), columns, [_capital(term, each) for term, each in by_term], hide_caption=True)


def _capital(term: Term, each: Capital) -> list[object]:
    shares = [wording.share(figure.share) for figure in (each.across, each.mutual, each.even, each.reach)]
    return [wording.term(term), each.ties.value, *shares, each.spanners.value]


def costs(terms: Sequence[Term], hours: Mapping[Term, int], costs: Mapping[tuple[Term, str], int]) -> Sheet:
    """Term by term: the time people gave, and what that took."""
    kinds = [(Cost.Kind.STOCK, "minutes"), (Cost.Kind.COVER, "minutes"), (Cost.Kind.TRAVEL, "minutes")]
    kinds.append((Cost.Kind.MONEY, "pence"))
    columns = [Column(_("Term"), "text"), Column(_("Time received"), "minutes")]
    columns += [Column(str(kind.label), unit) for kind, unit in kinds]
    nothing = {Cost.Kind.MONEY: None}  # where nobody said what cover costs, no money is known: that is not nought
    rows: list[list[object]] = []
    for term in terms:
        taken = [costs.get((term, kind), nothing.get(kind, 0)) for kind, _unit in kinds]
        rows.append([wording.term(term), hours.get(term, 0), *taken])
    return Sheet(_("What it took, term by term"), columns, rows)
