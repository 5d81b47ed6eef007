"""How far a look has come, and stopping it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from tests.factories.jpd import proposed
from tests.jpd.looks import look_of, progress, running
from tilth import matching
from tilth.jpd import actions, queries, tasks, wording
from tilth.jpd.models import Round
from tilth.matching import Tier
from tilth.partnerships.models import Partnership
from tilth.people.models import Person

pytestmark = pytest.mark.django_db


def test_a_look_says_how_far_it_has_come(rowan: Partnership, ring: list[Person]) -> None:
    look = running(rowan)
    assert "begins to look" in wording.progress(look).sentence
    assert actions.note_progress(look=look)
    assert actions.note_progress(look=look, progress=progress(Tier.PLACED, 318, 330, 0.2))
    assert actions.note_progress(look=look, progress=progress(Tier.WANTS, 700, 840, 0.456))
    said = wording.progress(look_of(look.round))
    assert said.sentence == "318 of at most 330 people placed so far; now looking at what people want most."
    assert said.percent == 46


def test_a_search_tells_of_itself_as_it_goes_and_not_too_often(rowan: Partnership, ring: list[Person]) -> None:
    look, told = running(rowan), []

    def goes_on(progress: matching.Progress) -> bool:
        told.append(progress)
        return actions.note_progress(look=look, progress=progress)

    matching.match(queries.pool(look.round), queries.rules(look.round), watch=tasks.Watching(goes_on))
    assert len(told) == 1 and 0 < look_of(look.round).share <= 1


@pytest.mark.parametrize("why", ["stopped", "called off"])
def test_a_search_is_told_when_it_should_end(rowan: Partnership, ada: Person, ring: list[Person], why: str) -> None:
    look = running(rowan)
    end = actions.stop_look if why == "stopped" else actions.cancel_round
    end(by=ada, round=look.round)
    assert not actions.note_progress(look=look, progress=progress(Tier.PLACED, 0, 3, 0.1))


def test_a_search_that_is_stopped_proposes_the_best_it_has_found(
    rowan: Partnership, ada: Person, ring: list[Person]
) -> None:
    look = running(rowan)
    actions.stop_look(by=ada, round=look.round)
    tasks.compute_round.func(str(look.round_id))
    look.round.refresh_from_db()
    look.refresh_from_db()
    assert look.round.phase in (Round.Phase.PROPOSED, Round.Phase.SETTLED)
    assert look.stopped and look.ended_at is not None
    assert all(aim.bound >= aim.value for aim in look.aims.all())


def test_only_a_search_that_goes_on_is_stopped(rowan: Partnership, ada: Person, ring: list[Person]) -> None:
    with pytest.raises(actions.NotNow):
        actions.stop_look(by=ada, round=proposed(rowan).round)


def test_a_search_that_failed_says_so_until_it_is_begun_again(
    rowan: Partnership, ada: Person, ring: list[Person], signed_in: Callable[[Person], Client], settings: Any
) -> None:
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    round, page = running(rowan).round, signed_in(ada)

    def says_so() -> bool:
        return "Something went wrong" in page.get(f"/working-together/rounds/{round.id}/").text

    tasks.compute_round.enqueue(str(round.id))
    assert not says_so()
    actions.note_progress(look=look_of(round))
    work = DBTaskResult.objects.filter(task_path=tasks.compute_round.module_path)
    for status, trouble in (("RUNNING", False), ("FAILED", True), ("READY", True), ("RUNNING", False)):
        work.update(status=status, started_at=timezone.now())
        assert says_so() is trouble
