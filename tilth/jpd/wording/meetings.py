"""Meetings in words, and for calendars."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from email.utils import parseaddr

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from icalendar import Calendar, Event, vCalAddress, vText

from tilth.jpd.models import Attendance, Feed, Meeting
from tilth.jpd.wording.exchanges import together
from tilth.people.models import Person

ANSWERS = {"yes": "ACCEPTED", "no": "DECLINED", "": "NEEDS-ACTION"}


def meeting_page(meeting: Meeting) -> str:
    """Where a meeting is read, answered and put right."""
    return f"/working-together/meetings/{meeting.id}/"


def meeting_address(meeting: Meeting) -> str:
    """The same, from anywhere."""
    return f"{settings.ADDRESS}{meeting_page(meeting)}"


def where(meeting: Meeting) -> str:
    """Where they meet: a school and a room, on screens, or nothing yet."""
    named = [str(each) for each in (meeting.at_school, meeting.place) if each]
    if meeting.video:
        named.append(_("on screens"))
    return ", ".join(named)


def feed_address(feed: Feed) -> str:
    """The address of a calendar, for a calendar programme."""
    return f"{settings.ADDRESS}/working-together/calendars/{feed.secret}.ics"


def who(meeting: Meeting) -> str:
    """The first names of those who meet."""
    return together([each.person.name.split()[0] for each in meeting.attendances.all()])


def calendar(meetings: Iterable[Meeting], *, method: str = "", person: Person | None = None) -> bytes:
    """Meetings for a calendar (RFC 5545): when, where, with whom by first name, and the way to their page. No topic.

    With a `method` it is an invitation to `person`, whose answer a calendar can keep.
    """
    told = Calendar()
    told.add("prodid", "-//Tilth//Working together//EN")
    told.add("version", "2.0")
    if method:
        told.add("method", method)
    else:
        told.add("name", _("Working together"))
        told.add("x-wr-calname", _("Working together"))
        told.add("refresh-interval;value=duration", "PT6H")
    for meeting in meetings:
        told.add_component(_event(meeting, person if method else None))
    told.add_missing_timezones()
    return bytes(told.to_ical())


def _event(meeting: Meeting, person: Person | None) -> Event:
    begins = timezone.localtime(meeting.begins_at)
    event = Event()
    event.add("uid", f"{meeting.id}@{settings.HOST}")
    event.add("sequence", meeting.sequence)
    event.add("dtstamp", timezone.now())
    event.add("dtstart", begins)
    event.add("dtend", timezone.localtime(meeting.begins_at + timedelta(minutes=meeting.minutes)))
    event.add("summary", _("Working together: %(who)s") % {"who": who(meeting)})
    event.add("url", meeting_address(meeting))
    event.add("location", ", ".join(filter(None, (where(meeting), meeting.video))))
    gone = meeting.state in (Meeting.State.CANCELLED, Meeting.State.NOT_HELD)
    event.add("status", "CANCELLED" if gone else "CONFIRMED")
    if person is not None:
        event.add("organizer", vCalAddress(f"mailto:{parseaddr(settings.DEFAULT_FROM_EMAIL)[1]}"))
        event.add("attendee", _attendee(meeting, person), encode=False)
    return event


def _attendee(meeting: Meeting, person: Person) -> vCalAddress:
    """Only the person who is written to: nobody's address is told to the others."""
    own = next((each for each in meeting.attendances.all() if each.person_id == person.id), Attendance(answer=""))
    address = vCalAddress(f"mailto:{person.email}")
    address.params["CN"] = vText(person.name)
    address.params["PARTSTAT"] = vText(ANSWERS[own.answer])
    address.params["RSVP"] = vText("FALSE")  # they answer on the meeting's page
    return address
