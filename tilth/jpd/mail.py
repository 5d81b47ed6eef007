"""Invitations that calendars accept: one message for each person, with nobody else's address in it."""

from __future__ import annotations

import logging

from django.core.mail import EmailMultiAlternatives
from django.utils.translation import gettext as _

from tilth.jpd import wording
from tilth.jpd.models import Meeting
from tilth.people.models import Person

log = logging.getLogger(__name__)


def invite(meeting: Meeting, person: Person, *, here: bool = True) -> int:
    """Send a person the meeting as it stands now, or that it is off: for all, or for one who is not `here` any more.

    Returns how many messages went.
    """
    method = "CANCEL" if meeting.state == Meeting.State.CANCELLED or not here else "REQUEST"
    when = wording.meeting_time(meeting)
    subject = _("Called off: %(when)s") if method == "CANCEL" else _("Working together: %(when)s")
    told_of = (when, wording.where(meeting), wording.who(meeting), wording.meeting_address(meeting))
    body = "\n\n".join(filter(None, told_of))
    message = EmailMultiAlternatives(subject % {"when": when}, body, to=[str(person.email)])
    told = wording.calendar([meeting], method=method, person=person).decode()
    message.attach_alternative(told, f"text/calendar; method={method}; charset=UTF-8")
    message.attach("meeting.ics", told, "application/ics")
    try:
        return message.send()
    except OSError as fault:  # what the mail server says names the address
        log.warning("An invitation could not be sent: %s", type(fault).__name__)
        return 0
