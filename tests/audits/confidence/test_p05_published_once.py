"""P5: there is one publication, and it is the same for ever, whatever is done afterwards."""

from __future__ import annotations

import re
from collections.abc import Callable
from http import HTTPStatus
from typing import Protocol

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.urls import reverse

from tests.audits.answering import answer, answered_wave, stored
from tests.audits.confidence.naive.recounting import Recounting
from tests.audits.sheets import all_say, cast
from tests.factories.audits import closed_wave, head, in_wave
from tilth.audits import actions
from tilth.audits.models import PublicationRow, Wave, WaveSchool
from tilth.audits.models.fixed import Unchangeable
from tilth.audits.queries.instruments import of_house
from tilth.trays import actions as trays

pytestmark = pytest.mark.django_db
ITEMS = of_house("staff-head")
DRAWN = re.compile(rb'(csrfmiddlewaretoken" value|nonce)="[^"]*"')
REMARKS = [f"Remark {number}" for number in range(14)]


class Publisher(Protocol):
    """Whatever counts a wave and shows what came of it."""

    def count(self) -> None: ...

    def cast_late(self) -> None: ...

    def overwrite(self) -> None: ...

    def shown(self) -> bytes: ...


class Ours:
    """A real wave, answered by fourteen people, and closed."""

    def __init__(self) -> None:
        self.wave, here = answered_wave(16, remarks=True)
        self.slip = answer(here.box, cast(ITEMS, 14, mood=0), REMARKS)[0]
        closed_wave(self.wave)

    def count(self) -> None:
        actions.count_wave(wave=Wave.objects.get(id=self.wave.id))

    def cast_late(self) -> None:
        with pytest.raises(trays.NoBox):
            trays.cast(slip=self.slip, sheet=all_say(ITEMS, 4, 1)[0])

    def overwrite(self) -> None:
        row = PublicationRow.objects.get(wave=self.wave)
        row.stored = b"{}"
        for attempt in (row.save, row.delete, *_through_the_face(), *_past_the_face(row)):
            with pytest.raises((Unchangeable, DatabaseError)), transaction.atomic():
                attempt()

    def shown(self) -> bytes:
        return stored(self.wave)


def _through_the_face() -> list[Callable[[], object]]:
    rows = PublicationRow.objects.all()
    return [lambda: rows.update(stored=b"{}"), rows.delete, lambda: rows.bulk_update([], ["stored"])]


def _past_the_face(row: PublicationRow) -> list[Callable[[], object]]:
    """Somebody writes SQL of their own."""

    def said(statement: str) -> Callable[[], object]:
        def say() -> None:
            with connection.cursor() as cursor:
                cursor.execute(statement)

        return say

    copy = "INSERT INTO audits_publicationrow SELECT * FROM audits_publicationrow"
    return [
        said("UPDATE audits_publicationrow SET digest = ''"),
        said("DELETE FROM audits_publicationrow"),
        said(copy),
        said(copy.replace("INSERT", "INSERT OR REPLACE") if connection.vendor == "sqlite" else copy),
    ]


def changes(publisher: Publisher) -> list[str]:
    """What of that which people tried has changed what is shown."""
    publisher.count()
    first, found = publisher.shown(), []
    for attempt in (publisher.count, publisher.cast_late, publisher.count, publisher.overwrite, publisher.count):
        attempt()
        if publisher.shown() != first:
            found.append(attempt.__name__)
    return found


def test_one_publication_is_the_same_for_ever() -> None:
    assert changes(Ours()) == []


def test_what_counts_at_each_look_is_found_out() -> None:
    assert set(changes(Recounting(ITEMS, cast(ITEMS, 14, mood=0), REMARKS))) == {"count", "cast_late", "overwrite"}


def test_destroying_what_was_counted_changes_nothing_either() -> None:
    ours = Ours()
    ours.count()
    first = ours.shown()
    actions.destroy_answers(schools=WaveSchool.objects.filter(wave=ours.wave))
    ours.count()
    assert ours.shown() == first and PublicationRow.objects.count() == 1


PAGES = ("results", "results_csv", "results_json")  # a file to print carries the date in its fonts


def test_every_page_shows_the_same_after_whatever_is_done() -> None:
    ours = Ours()
    ours.count()
    here = in_wave(ours.wave)
    client = Client()
    client.force_login(head(here.school))
    first = _pages(client, here)
    assert len(set(first)) == len(PAGES)
    for attempt in (ours.count, ours.cast_late, ours.overwrite, ours.count):
        attempt()
    actions.destroy_answers(schools=WaveSchool.objects.filter(wave=ours.wave))
    assert _pages(client, here) == first


def _pages(client: Client, here: WaveSchool) -> list[bytes]:
    """What the head is shown and given, but for the words that are drawn anew for each request."""
    replies = [client.get(reverse(f"audits:{page}", args=[here.id])) for page in PAGES]
    assert all(reply.status_code == HTTPStatus.OK for reply in replies)
    return [DRAWN.sub(b"", reply.content) for reply in replies]
