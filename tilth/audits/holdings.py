"""What this part holds about a person, told to themselves. What they answered, and whether, nobody holds."""

from __future__ import annotations

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from tilth.audits import queries
from tilth.people.models import Person
from tilth.people.queries.information import Row, Section


def my_rolls(person: Person) -> Section:
    """On which rolls a person stands. They are forgotten when results are published, or when a wave is called off.

    Marks of them stay for a while, by which a later roll is compared.
    """
    rows = [
        (
            _("On the roll of"),
            _("%(title)s, %(school)s, until its results are out") % {"title": each.wave, "school": each.school},
        )
        for each in (entry.wave_school for entry in queries.rolls_of(person))
    ]
    marked = [
        (_("A mark that you were asked"), _("%(what)s, for three months, to compare lists") % {"what": each})
        for each in queries.marked_with(person)
    ]
    return Section(_("What you are asked in confidence"), (*rows, *marked))


def my_waves(person: Person) -> Section:
    """What a person has planned, expected, promised or agreed to."""
    planned: list[Row] = [
        (_("Planned on %(day)s") % {"day": _day(wave.planned_at)}, wave) for wave in queries.planned_by(person)
    ]
    expected = [
        (
            _("Expected, sealed on %(day)s") % {"day": _day(each.sealed_at)},
            f"{each.wave_school}: {_shares(each.expected)}",
        )
        for each in queries.predictions_of(person)
    ]
    named = [(_("Let the family see the name of"), each.wave_school) for each in queries.namings_by(person)]
    promised = [(_("Promised, or sees to it"), each.promised) for each in queries.promised_by(person)]
    own = [(_("Worded"), each) for each in queries.instruments_by(person)]
    return Section(_("Asking in confidence"), (*planned, *expected, *named, *promised, *own))


def _shares(expected: dict[str, int]) -> str:
    return ", ".join(f"{item} {share} %" for item, share in expected.items())


def _day(moment: object) -> str:
    return date_format(moment, "j F Y")  # type: ignore[arg-type]
