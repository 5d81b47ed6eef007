"""Messages that go out later, and when."""

from __future__ import annotations

from uuid import UUID

from django_tasks import task

from tilth.jobs.domain.timing import Daily, Weekly
from tilth.notices import actions, mail, queries
from tilth.notices.models import Rhythm

MORNING = 7  # o'clock, local time
MONDAY = 0


class NotSent(OSError):
    """A message could not be sent; it names the kind of fault and nobody."""


@task()
def mail_notice(key: str) -> int:
    """Send one notice, unless it was settled or sent meanwhile. Returns how many messages went."""
    return _send([UUID(key)])


@task()
def mail_digest(person_key: str) -> int:
    """Send a person all that waits for them in one message."""
    return _send(queries.keys_waiting_for(UUID(person_key)))


@task()
def mail_daily() -> int:
    """Write to all who hear daily, and with what was missed to those who hear at once. Returns to how many."""
    return _write_to_those_who_hear({Rhythm.Choice.DAILY, Rhythm.Choice.AT_ONCE})


@task()
def mail_weekly() -> int:
    """Write to all who hear weekly. Returns to how many."""
    return _write_to_those_who_hear({Rhythm.Choice.WEEKLY})


def _write_to_those_who_hear(rhythms: set[str]) -> int:
    """One piece of work for each person, so that one bad address stops nobody else's message."""
    people = queries.people_to_write_to(rhythms)
    for key in people:
        mail_digest.enqueue(str(key))
    return len(people)


def _send(keys: list[UUID]) -> int:
    """Claim, then send outside the transaction; what could not be sent is given back and tried again."""
    claimed = actions.claim_for_mail(keys=keys)
    if not claimed:
        return 0
    try:
        mail.send(claimed[0].person, claimed)
    except OSError as fault:  # what the mail server says names the address, and failed work is kept
        actions.give_back(notices=claimed)
        raise NotSent(type(fault).__name__) from None
    except BaseException:
        actions.give_back(notices=claimed)
        raise
    return 1


TIMETABLE = [
    ("notices.mail_daily", mail_daily, Daily(hour=MORNING)),
    ("notices.mail_weekly", mail_weekly, Weekly(day=MONDAY, hour=MORNING)),
]
