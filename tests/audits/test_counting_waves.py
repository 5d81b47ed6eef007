"""Counting a wave: all or nothing, once for ever, and nothing kept of what was counted."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from django.utils import timezone

from tests.audits.answering import answer, answered_wave, asked, closed_with, stored
from tests.audits.sheets import all_say, cast
from tests.factories.audits import closed_wave, family_of, head, in_wave, lead, open_wave, school_of, schools_of
from tests.factories.people import RoleFactory
from tilth.audits import actions
from tilth.audits.domain import phases
from tilth.audits.domain.publication import Band, Held, Publication, Split, Verdict
from tilth.audits.domain.sheets import encode
from tilth.audits.models import PublicationRow, RollEntry, Wave
from tilth.audits.queries.instruments import of_house
from tilth.notices.models import Notice
from tilth.people.models import Role
from tilth.trail.models import Entry
from tilth.trays import actions as trays
from tilth.trays.models import Box

pytestmark = pytest.mark.django_db
ITEMS = of_house("staff-head")


class Stopped(Exception):
    """The server was stopped here."""


@contextmanager
def stopped_at(number: int) -> Iterator[None]:
    """Everything ends when this statement is about to reach the database."""
    seen = 0

    def stop(execute: Callable[..., Any], *statement: Any) -> Any:
        nonlocal seen
        seen += 1
        if seen == number:
            raise Stopped
        return execute(*statement)

    with connection.execute_wrapper(stop):
        yield


def published(wave: Wave) -> Publication:
    return Publication.read(stored(wave))


def test_a_counted_wave_is_published() -> None:
    wave = closed_with(cast(ITEMS, 20, mood=0, silent=0), staff=24)
    assert actions.count_wave(wave=wave)
    wave.refresh_from_db()
    assert (wave.phase, wave.published_on) == (Wave.Phase.PUBLISHED, timezone.localdate())
    row = PublicationRow.objects.get(wave=wave)
    publication = published(wave)
    assert (publication.asked, publication.answered, publication.school) == (24, 20, str(row.school_id))
    assert publication.instrument == asked(wave)
    assert sum(cell.of for item in publication.items if isinstance(cell := item.cell, Split)) > 0


def test_stopped_anywhere_it_has_done_nothing_and_can_be_done_again() -> None:
    wave = closed_with(cast(ITEMS, 9, mood=0), staff=9)
    before = (Notice.objects.count(), Entry.objects.count(), RollEntry.objects.count())
    number = 1
    while _stops(wave, number):
        assert not PublicationRow.objects.exists()
        assert (Notice.objects.count(), Entry.objects.count(), RollEntry.objects.count()) == before
        assert len(trays.empty(key=in_wave(wave).box).sheets) == 9
        number += 1
    assert number > 30
    assert published(wave).answered == 9
    assert not RollEntry.objects.exists()


def _stops(wave: Wave, number: int) -> bool:
    """Whether counting comes to an end because the server stops at this statement."""
    try:
        with transaction.atomic(), stopped_at(number):
            actions.count_wave(wave=Wave.objects.get(id=wave.id))
    except Stopped:
        return True
    return False


def test_stopped_between_the_two_databases_the_boxes_are_destroyed_later(
    django_capture_on_commit_callbacks: Any,
) -> None:
    wave = closed_with(cast(ITEMS, 9, mood=0), staff=9)
    with django_capture_on_commit_callbacks() as forgotten:
        actions.count_wave(wave=wave)
    assert len(forgotten) >= 1 and Box.objects.count() == 1
    first = stored(wave)
    actions.count_wave(wave=wave)
    from tilth.audits import tasks

    tasks.keep_days.func()
    assert Box.objects.count() == 0 and stored(wave) == first


def test_what_was_counted_is_destroyed_after_the_commit(django_capture_on_commit_callbacks: Any) -> None:
    wave = closed_with(cast(ITEMS, 9, mood=0), staff=9)
    here = in_wave(wave)
    with django_capture_on_commit_callbacks(execute=True):
        actions.count_wave(wave=wave)
    here.refresh_from_db()
    assert Box.objects.count() == 0 and here.destroyed_on == timezone.localdate()
    with pytest.raises(trays.NoBox):
        trays.empty(key=here.box)


@pytest.mark.alike
def test_a_wave_that_is_open_is_not_counted() -> None:
    wave, here = answered_wave(12)
    answer(here.box, cast(ITEMS, 12))
    assert not actions.count_wave(wave=wave)
    assert not PublicationRow.objects.exists()


@pytest.mark.alike
def test_everybody_is_told_in_the_same_words_whoever_answered() -> None:
    wave, here = answered_wave(10)
    chair = RoleFactory(school=here.school, kind=Role.Kind.CHAIR).person
    asked_people = {entry.person_id for entry in here.roll.all()}
    answer(here.box, cast(ITEMS, 4))
    actions.count_wave(wave=closed_wave(wave))
    told = Notice.objects.filter(kind="audits.results")
    assert {notice.person_id for notice in told} == asked_people | {chair.id, head(here.school).id}
    assert len({(notice.headline, notice.body, notice.link, notice.at) for notice in told}) == 1


@pytest.mark.alike
def test_the_rolls_are_forgotten_and_how_many_they_held_is_not() -> None:
    wave = closed_with(cast(ITEMS, 9), staff=11)
    actions.count_wave(wave=wave)
    assert not RollEntry.objects.exists()
    assert in_wave(wave).asked == 11


@pytest.mark.alike
def test_the_trail_says_that_it_was_published_and_nothing_of_answers() -> None:
    wave = closed_with(cast(ITEMS, 9), staff=9)
    actions.count_wave(wave=wave)
    entry = Entry.objects.get(act="audits.wave_published")
    assert (entry.by, entry.details) == (None, {})


@pytest.mark.alike
def test_remarks_are_published_from_ten_writers_on() -> None:
    remarks = [f"Remark {number}" for number in range(12)]
    wave = closed_with(cast(ITEMS, 14, mood=0), staff=14, remarks=remarks)
    actions.count_wave(wave=wave)
    assert sorted(published(wave).remarks or ()) == sorted(remarks)  # type: ignore[arg-type]


def test_a_change_is_found_between_two_waves_of_one_school() -> None:
    school = school_of(30)
    wave, here = answered_wave(school=school)
    answer(here.box, [*all_say(ITEMS, 1, 8), *all_say(ITEMS, 3, 22)])
    actions.count_wave(wave=closed_wave(wave))
    _long_ago(wave)
    again, here = answered_wave(school=school)
    answer(here.box, [*all_say(ITEMS, 1, 22), *all_say(ITEMS, 3, 8)])
    actions.count_wave(wave=closed_wave(again))
    wave.refresh_from_db()
    changes = published(again).changes
    assert {change.verdict for change in changes} == {Verdict.ROSE}
    assert len(changes) == len(ITEMS.items)


def _long_ago(wave: Wave) -> None:
    """As if the wave had been a year before."""
    year = timedelta(days=365)
    Wave.objects.filter(id=wave.id).update(
        opens_on=wave.opens_on - year, closes_on=wave.closes_on - year, published_on=wave.published_on
    )
    Role.objects.update(starts_on=wave.opens_on - 2 * year)


def test_what_was_asked_lately_is_known_to_the_rules(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two people have joined: what was shown before is not shown again, or their answers could be worked out.

    Nobody can plan it so soon any more; the counting does not rely on that.
    """
    monkeypatch.setattr(phases, "BEFORE_THE_SAME", timedelta(days=42))
    school = school_of(30)
    wave, here = answered_wave(school=school)
    sheets = [*all_say(ITEMS, 1, 8), *all_say(ITEMS, 3, 22)]
    answer(here.box, sheets)
    actions.count_wave(wave=closed_wave(wave))
    lately = timedelta(days=50)
    Wave.objects.filter(id=wave.id).update(opens_on=wave.opens_on - lately, closes_on=wave.closes_on - lately)
    Role.objects.update(starts_on=wave.opens_on - 2 * lately)
    for _newcomer in range(2):
        RoleFactory(school=school, kind=Role.Kind.TEACHER, starts_on=timezone.localdate())
    again, here = answered_wave(school=school)
    answer(here.box, [*sheets, *all_say(ITEMS, 4, 2)])
    actions.count_wave(wave=closed_wave(again))
    assert any(isinstance(item.cell, Held) for item in published(again).items)


def test_a_familys_schools_are_published_each_and_together() -> None:
    family = family_of(schools=3, staff=20)
    wave = open_wave(family, papers="all")
    for seed, school in enumerate(schools_of(family)):
        answer(in_wave(wave, school).box, cast(ITEMS, 18, seed=seed, mood=0))
    actions.count_wave(wave=closed_wave(wave))
    rows = {row.school: Publication.read(bytes(row.stored)) for row in PublicationRow.objects.filter(wave=wave)}
    assert set(rows) == {None, *schools_of(family)}
    together = rows[None]
    assert (together.asked, together.answered, together.schools, together.school) == (60, 54, 3, None)
    for school in schools_of(family):
        assert rows[school].school == str(school.id)
    notice = Notice.objects.get(kind="audits.together")
    assert (notice.person, notice.about) == (lead(family), wave.id)
    assert not [sign for sign in notice.body if sign.isdigit()], "it says that there is something, not what"


@pytest.mark.alike
def test_of_the_behaviours_both_boxes_are_counted() -> None:
    wave, here = answered_wave(26, reference="house:behaviours", kinds=[Role.Kind.TEACHER])
    keys = [item.key for item in asked(wave).items]
    answer(here.box, [encode(asked(wave), _picks(keys, first)) for first in range(26)])
    answer(here.own_box, [encode(asked(wave), _picks(keys, first)) for first in range(13)])
    actions.count_wave(wave=closed_wave(wave))
    found = published(wave).picks[0]
    cells = (found.team_strong, found.team_weak, found.own_strong)
    assert [cell.counts for cell in cells if isinstance(cell, Split)] == [(10, 16), (6, 20), (5, 8)]
    assert isinstance(found.own_weak, Band)


def _picks(keys: list[str], first: int) -> dict[str, int]:
    """Eight behaviours that stand side by side: five as strong, and three as weak."""
    ring = [keys[(first + step) % len(keys)] for step in range(8)]
    return dict.fromkeys(ring[:5], 1) | dict.fromkeys(ring[5:], 2)
