"""What this part holds about a person, told to themselves, and to those to whom they show it."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from tilth.jpd import queries, wording
from tilth.jpd.models import Round
from tilth.jpd.queries import meetings, notes
from tilth.people.models import Person
from tilth.people.queries.information import Row, Section


def what_i_said(person: Person) -> Section:
    """Everything a person has said here, with their reserves: for their own eyes."""
    week = queries.availability_of(person)
    apart = [(_("Rather not with"), str(each)) for each in queries.reserves_of(person)]
    rest = [
        (_("Free in the week"), wording.whole_week(week.half_hours) or _("not said")),
        (_("Groups at once"), week.groups_at_once),
        (_("Opening offer"), _("Yes") if week.opening_offer else _("No")),
    ]
    return Section(_("What you offer and want"), (*_said(person), *rest, *apart))


def my_groups(person: Person) -> Section:
    """The groups a person is in."""
    groups = queries.groups_of(person)
    rows = ((_("Since %(day)s") % {"day": f"{group.started_on:%-d %B %Y}"}, wording.group(group)) for group in groups)
    return Section(_("Groups you are in"), tuple(rows))


def my_notes(person: Person) -> Section:
    """The notes a person took: for their own eyes."""
    noted = ((note, [line.text or _("a photo") for line in note.lines]) for note in notes.written_by(person))  # type: ignore[attr-defined]
    rows = (
        (f"{note.get_kind_display()}, {date_format(note.begun_at, 'j F Y')}", "; ".join(said)) for note, said in noted
    )
    return Section(_("Your notes of lessons and talks"), tuple(rows))


def my_meetings(person: Person) -> Section:
    """The meetings that name a person, and the calendars they made: for their own eyes."""
    rows: list[Row] = []
    for each in meetings.named_in(person):
        minutes = _("%(minutes)s minutes there") % {"minutes": each.minutes} if each.minutes is not None else ""
        took = _("cover %(cover)s, way %(way)s minutes") % {"cover": each.cover, "way": each.travel}
        said = (each.meeting.get_state_display(), each.get_answer_display(), minutes, took)
        rows.append((wording.meeting_time(each.meeting), "; ".join(str(word) for word in said if word)))
    made = [(_("A calendar to subscribe to, made"), _on(each.made_at)) for each in meetings.feeds_of(person)]
    return Section(_("Your meetings"), (*rows, *made))


def my_cycles(person: Person) -> Section:
    """What a person was asked, wrote and answered in groups: for their own eyes, with every version of theirs."""
    asked = [
        (_("Asked into a group on %(day)s") % {"day": _on(each.invited_at)}, each.get_answer_display())
        for each in queries.all_invitations_to(person)
    ]
    wrote = [
        (_("Written on %(day)s, %(part)s") % {"day": _on(each.at), "part": each.part}, each.text)
        for each in queries.written_in_cycles(person)
    ]
    return Section(_("Invitations, writing and challenges"), (*asked, *wrote, *_challenges(person)))


def _challenges(person: Person) -> list[Row]:
    asked = [
        (_("Asked for a challenge"), each.question or _("No question put"))
        for each in queries.challenges_asked_of(person)
    ]
    answered = [(_("A challenge you answered"), each.answer) for each in queries.challenges_answered_by(person)]
    return [*asked, *answered]


def _on(moment: datetime) -> str:
    return date_format(timezone.localtime(moment), "j F Y")


def my_rounds(person: Person) -> Section:
    """The rounds a person took part in or sat out, and what they answered: for their own eyes."""
    entered = [(entry.round, _("took part")) for entry in queries.entries_of(person)]
    sat_out = [(each.round, _("sat out")) for each in queries.sat_out_by(person)]
    said = {"yes": _("said yes"), "no": _("said not this time"), "": _("did not answer")}
    answered = [(seat.proposal.round, said[seat.answer]) for seat in queries.seats_of(person)]
    rows = ((_round(round), what) for round, what in (*entered, *sat_out, *answered))
    return Section(_("Rounds of matching"), tuple(rows))


def _round(round: Round) -> str:
    return _("%(partnership)s, round of %(day)s") % {
        "partnership": round.partnership,
        "day": date_format(round.opens_on, "j F Y"),
    }


def offers_shown_to_others(person: Person) -> Section:
    """What colleagues see while the person shows it."""
    return Section(_("Offers and wants"), _said(person))


def free_time_shown_to_others(person: Person) -> Section:
    """When the person is free, while they show it."""
    free = wording.when(queries.availability_of(person).half_hours)
    return Section(_("When free"), ((_("In the week"), free),) if free else ())


def _said(person: Person) -> tuple[Row, ...]:
    offers = [(_("Offers"), f"{each.topic} ({each.get_level_display()})") for each in queries.offers_of(person)]
    wants = [(_("Wants"), f"{each.topic} ({each.get_level_display()})") for each in queries.wants_of(person)]
    return (*offers, *wants)
