"""Two people who press a button at the same moment: the second reads the round as it was before the first."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.factories.jpd import RoundFactory, computed, proposed, standing, teacher
from tilth import matching
from tilth.jpd import actions, queries, tasks
from tilth.jpd.models import Entrant, Group, LeftOver, Proposal, Reserve, Round
from tilth.notices.models import Notice
from tilth.partnerships.models import Partnership
from tilth.people.models import Person
from tilth.trail.models import Entry

pytestmark = pytest.mark.django_db


def twice(round: Round) -> tuple[Round, Round]:
    """The round as two requests read it before either has changed anything."""
    return Round.objects.get(id=round.id), Round.objects.get(id=round.id)


def test_of_two_who_close_a_round_at_once_the_second_is_told(rowan: Partnership, ring: list[Person]) -> None:
    one, other = twice(RoundFactory(partnership=rowan))
    actions.close_round(by=None, round=one)
    with pytest.raises(actions.NotNow):
        actions.close_round(by=None, round=other)
    assert Entrant.objects.filter(round=one).count() == 3


def test_a_round_that_was_called_off_is_not_closed_after_all(rowan: Partnership, ada: Person) -> None:
    one, other = twice(RoundFactory(partnership=rowan))
    actions.cancel_round(by=ada, round=one)
    with pytest.raises(actions.NotNow):
        actions.close_round(by=ada, round=other)
    with pytest.raises(actions.NotNow):
        actions.sit_out(by=ada, round=other)
    one.refresh_from_db()
    assert one.phase == Round.Phase.CANCELLED


def test_no_round_opens_in_a_partnership_that_rests_since_the_page_was_read(rowan: Partnership, ada: Person) -> None:
    today = timezone.localdate()
    days = {"closes_on": today, "answer_by": today + timedelta(days=2)}
    Partnership.objects.filter(id=rowan.id).update(phase=Partnership.Phase.PAUSED)
    with pytest.raises(actions.NotNow):
        actions.open_round(by=ada, partnership=rowan, **days)


def found_in(round: Round) -> dict[str, Any]:
    """The groups found for a round and among whom, ready to be published."""
    people, rules, standing = queries.pool(round), queries.rules(round), queries.standing_groups(round)
    return {"found": matching.match(people, rules, standing), "people": people}


def test_groups_that_two_workers_found_are_proposed_once(rowan: Partnership, ring: list[Person]) -> None:
    round = RoundFactory(partnership=rowan)
    actions.close_round(by=None, round=round)
    one, other = twice(round)
    looks = [queries.running_look(each) for each in (one, other)]
    for look in looks:
        assert look is not None
        actions.publish(look=look, **found_in(look.round))
    assert Proposal.objects.filter(round=round).count() == 1
    assert Entry.objects.filter(act="jpd.round_proposed").count() == 1


def test_nothing_is_proposed_for_a_round_called_off_while_groups_were_looked_for(
    rowan: Partnership, ada: Person, ring: list[Person]
) -> None:
    round = RoundFactory(partnership=rowan)
    actions.close_round(by=None, round=round)
    look = queries.running_look(round)
    assert look is not None
    found = found_in(look.round)
    actions.cancel_round(by=ada, round=round)
    actions.publish(look=look, **found)
    round.refresh_from_db()
    assert round.phase == Round.Phase.CANCELLED
    assert not Proposal.objects.filter(round=round).exists()
    assert not Notice.objects.filter(kind__in=["jpd.proposal", "jpd.left_over", "jpd.round_proposed"]).exists()


@pytest.mark.parametrize("meanwhile", ["is forgotten", "wishes to be kept apart"])
def test_what_was_found_among_others_than_are_here_now_is_looked_for_anew(
    rowan: Partnership, ring: list[Person], meanwhile: str
) -> None:
    round = RoundFactory(partnership=rowan)
    actions.close_round(by=None, round=round)
    look = queries.running_look(round)
    assert look is not None
    found = found_in(look.round)
    if meanwhile == "is forgotten":
        actions.forget(person=ring[0])
    else:
        Reserve.objects.create(owner=ring[0], person=ring[1])
    actions.publish(look=look, **found)
    round.refresh_from_db()
    assert round.phase == Round.Phase.COMPUTING and not Notice.objects.filter(person=ring[0]).exists()
    tasks.compute_round.func(str(round.id))
    assert not Proposal.objects.exists()
    assert LeftOver.objects.filter(person=ring[0]).exists() == (meanwhile != "is forgotten")


def test_no_advice_is_kept_about_who_was_forgotten_while_it_was_found(rowan: Partnership) -> None:
    ben = teacher(rowan, 0, "Ben", offers="phonics", wants="oracy", half_hours=1)
    teacher(rowan, 1, "Asha", offers="oracy", wants="phonics", half_hours=2)
    look = queries.to_advise_on(computed(RoundFactory(partnership=rowan)).id)
    assert look is not None
    advice = matching.advise(queries.pool(look.round), queries.rules(look.round))
    actions.forget(person=ben)
    actions.keep_advice(look=look, advice=advice)
    assert advice.half_hours and not look.advice.filter(person=ben).exists()


def test_advice_that_is_found_after_somebody_looks_again_is_not_kept(
    rowan: Partnership, ada: Person, ring: list[Person]
) -> None:
    round = proposed(rowan).round
    look = queries.to_advise_on(round.id)
    assert look is not None
    actions.settle_round(round=round)
    actions.look_again(by=ada, round=round, answer_by=timezone.localdate() + timedelta(days=3))
    actions.keep_advice(look=look, advice=matching.Advice((), (), (), 0))
    look.refresh_from_db()
    assert look.advised_at is None


def test_a_round_settled_twice_is_settled_once(rowan: Partnership, ring: list[Person]) -> None:
    one, other = twice(proposed(rowan).round)
    actions.settle_round(round=one)
    actions.settle_round(round=other)
    assert Entry.objects.filter(act="jpd.round_settled").count() == 1


def test_a_round_that_one_host_has_closed_stops_no_other_round(
    rowan: Partnership, ring: list[Person], monkeypatch: pytest.MonkeyPatch
) -> None:
    today = timezone.localdate()
    past = {"opens_on": today - timedelta(days=5), "closes_on": today - timedelta(days=1)}
    closed, waiting = RoundFactory(partnership=rowan, **past), RoundFactory(**past)
    stale = Round.objects.get(id=closed.id)
    computed(closed)
    monkeypatch.setattr(queries, "due_to_close", lambda today: [stale, waiting])
    tasks.keep_days.func()
    waiting.refresh_from_db()
    assert waiting.phase != Round.Phase.GATHERING


def test_a_group_ends_once(rowan: Partnership, ring: list[Person]) -> None:
    group = standing(proposed(rowan))
    stale = Group.objects.get(id=group.id)
    actions.end_group(by=ring[0], group=group)
    with pytest.raises(actions.Ended):
        actions.end_group(by=ring[1], group=stale)


def test_a_second_press_on_open_is_refused_in_words(
    rowan: Partnership, ada: Person, signed_in: Callable[[Person], Client]
) -> None:
    today = timezone.localdate()
    days = {"closes_on": today.isoformat(), "answer_by": (today + timedelta(days=3)).isoformat()}
    said: dict[str, Any] = {**days, "aims": ["placed"], "triads": "three", "least_strength": "1"}
    client, path = signed_in(ada), reverse("jpd:open_round", args=[rowan.id])
    assert client.post(path, said).status_code == 302
    assert "A round is going on" in client.post(path, said).content.decode()
