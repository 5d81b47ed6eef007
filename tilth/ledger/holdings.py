"""What the ledger holds about a person, told to themselves."""

from __future__ import annotations

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from tilth.ledger import queries, wording
from tilth.ledger.models import Entry
from tilth.people.models import Person
from tilth.people.queries.information import Row, Section


def my_giving(person: Person) -> Section:
    """What a person gave and received, and what they wrote down or put right."""
    entries = [_named(entry, person) for entry in queries.entries_of(person)]
    written: list[Row] = [
        (_("You wrote down, on %(day)s") % {"day": date_format(entry.at, "j F Y")}, str(entry))
        for entry in queries.written_by(person)
    ]
    return Section(_("What you gave and received"), (*entries, *written))


def _named(entry: Entry, person: Person) -> Row:
    given = sum(gift.minutes for gift in entry.gifts.all() if gift.giver_id == person.id)
    received = sum(gift.minutes for gift in entry.gifts.all() if gift.receiver_id == person.id)
    said = _("gave %(given)s, received %(received)s") % {
        "given": wording.amount(given),
        "received": wording.amount(received),
    }
    return str(entry), said
