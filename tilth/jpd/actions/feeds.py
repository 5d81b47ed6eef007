"""Calendars that people's own programmes read."""

from __future__ import annotations

from secrets import token_urlsafe

from django.db import transaction
from django.utils import timezone

from tilth.jpd.models import Feed, Group
from tilth.people.models import Person
from tilth.trail import actions as trail


@transaction.atomic
def make_feed(*, by: Person, group: Group | None = None) -> Feed:
    """A calendar of one's own meetings, all or one group's. Made again, its address is new and the old one void."""
    said = {"secret": token_urlsafe(32), "made_at": timezone.now()}
    feed, _new = Feed.objects.update_or_create(person=by, group=group, defaults=said)
    trail.record(by=by, act="jpd.feed_made", about=[by])
    return feed


@transaction.atomic
def drop_feed(*, by: Person, feed: Feed) -> None:
    """Make a calendar's address void."""
    feed.delete()
    trail.record(by=by, act="jpd.feed_dropped", about=[by])
