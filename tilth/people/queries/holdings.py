"""What the people part itself holds about a person, and what others wrote about them in the trail."""

from __future__ import annotations

from typing import Any

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from tilth.people.models import ErasureRequest, Person
from tilth.people.queries.information import Row, Section
from tilth.people.queries.persons import SWITCHES, sharing_of
from tilth.people.queries.signing_in import ways_of
from tilth.trail import queries as trails


def myself(person: Person) -> Section:
    """Name, address, since when."""
    rows = [
        (_("Name"), person.name),
        (_("E-mail address"), person.email or _("none")),
        (_("Entered"), _day(person.joined_on)),
        (_("Last day you signed in"), _day(person.last_login) if person.last_login else _("never")),
    ]
    if person.is_operator:
        rows.append((_("Runs this installation"), _("yes")))
    return Section(_("You"), tuple(rows))


def roles(person: Person) -> Section:
    """Every role, also those that ended."""
    held = person.roles.select_related("school").order_by("-starts_on")
    return Section(_("Your parts in schools"), tuple((_role(role), _span(role)) for role in held))


def classes(person: Person) -> Section:
    """Classes learned or taught in."""
    of = person.classes.select_related("school_class__school").order_by("school_class__name")
    named = ((f"{one.school_class}, {one.school_class.school}", one.get_kind_display()) for one in of)
    return Section(_("Your classes"), tuple(named))


def source_ids(person: Person) -> Section:
    """How schools' own lists call the person."""
    ids = person.source_ids.select_related("school").order_by("school__name", "source")
    return Section(
        _("How your school's lists know you"),
        tuple((f"{one.school}, {one.get_source_display()}", one.value) for one in ids),
    )


def sharing(person: Person) -> Section:
    """The switches, on or off."""
    kept = sharing_of(person)
    said = tuple((what, _("yes") if getattr(kept, switch) else _("no")) for switch, what in SWITCHES.items())
    return Section(_("What you let colleagues see"), said)


def signing_in(person: Person) -> Section:
    """Every way in, and every device."""
    ways = ways_of(person)
    rows: list[Row] = [(_("Passkey"), f"{key}, {_day(key.created_at)}") for key in ways.passkeys]
    rows += [(_("Account"), f"{account.provider}, {account.uid}") for account in ways.accounts]
    rows += [(_("Signed in"), f"{session.user_agent}, {_day(session.created_at)}") for session in ways.sessions]
    if ways.app:
        rows.append((_("Second step"), _("an authenticator app")))
    if person.student_words.exists():
        rows.append((_("Words on a slip"), _("kept so that nobody can read them")))
    return Section(_("How you sign in"), tuple(rows))


def wishes(person: Person) -> Section:
    """A request to be forgotten, a change of address that waits."""
    rows: list[Row] = []
    if request := ErasureRequest.objects.filter(person=person).first():
        rows.append((_("You asked to be forgotten"), _("on %(day)s") % {"day": _day(request.due_on)}))
    if change := getattr(person, "address_change", None):
        rows.append((_("New address, not proved yet"), change.email))
    return Section(_("What you have asked for"), tuple(rows))


def trail(person: Person) -> Section:
    """Every entry of the trail that concerns the person, newest first."""
    days = trails.days_about({person.id}, limit=None)
    rows = tuple((_moment(told.at), told.sentence) for day in days for told in day.told)
    return Section(_("What happened, and who did it"), rows)


TELLERS = (myself, roles, classes, source_ids, sharing, signing_in, wishes)


def _role(role: Any) -> str:
    subject = f", {role.subject}" if role.subject else ""
    return f"{role.get_kind_display()}{subject}, {role.school}"


def _span(role: Any) -> str:
    if role.ends_on:
        return _("%(first)s to %(last)s") % {"first": _day(role.starts_on), "last": _day(role.ends_on)}
    return _("since %(first)s") % {"first": _day(role.starts_on)}


def _day(day: Any) -> str:
    return date_format(localtime(day) if hasattr(day, "hour") else day, "j F Y")


def _moment(moment: Any) -> str:
    return date_format(localtime(moment), "j F Y, H:i")
