"""A second look at those whom the first left without a group."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from tests.factories.jpd import (
    RoundFactory,
    computed,
    live_family,
    proposed,
    school_in,
    standing,
    teacher,
)
from tests.factories.people import RoleFactory
from tests.factories.topics import shipped
from tests.jpd.looks import advised, in_a_week, look_of, looked_again, progress, settled
from tests.jpd.test_rounds import overdue
from tilth import matching
from tilth.jpd import actions, queries, tasks
from tilth.jpd.models import Entrant, Group, Proposal, Round
from tilth.matching import Tier
from tilth.notices.models import Notice
from tilth.partnerships.models import Partnership
from tilth.people.models import Person, Role
from tilth.trail.models import Entry

pytestmark = pytest.mark.django_db


def test_a_second_look_finds_others_for_those_left_without(rowan: Partnership, ada: Person, ring: list[Person]) -> None:
    round = settled(rowan, "Leo Marsh")
    nia = teacher(rowan, 2, "Nia", offers="retrieval-practice", wants="phonics")
    looked_again(round, ada)
    again = round.proposals.get(state="proposed")
    assert round.phase == Round.Phase.PROPOSED and round.answer_by == in_a_week()["answer_by"]
    assert {seat.person for seat in again.seats.all()} == {ring[0], ring[1], nia}
    standing(again)
    actions.settle_round(round=overdue(round))
    assert Entry.objects.filter(act="jpd.looked_again", by=ada.id).count() == 1


def test_without_newcomers_a_second_look_has_only_those_of_the_first(
    rowan: Partnership, ada: Person, ring: list[Person]
) -> None:
    round = settled(rowan, "Leo Marsh")
    teacher(rowan, 2, "Nia", offers="retrieval-practice", wants="phonics")
    looked_again(round, ada, newcomers=False)
    assert round.phase == Round.Phase.SETTLED
    assert set(round.entrants.values_list("person", flat=True)) == {person.id for person in ring}


def test_a_group_that_fell_is_not_proposed_again(rowan: Partnership, ada: Person, ring: list[Person]) -> None:
    round = settled(rowan, "Leo Marsh")
    looked_again(round, ada)
    assert Proposal.objects.count() == 1
    assert set(round.left_over.values_list("person", flat=True)) == {person.id for person in ring}


def test_groups_that_stand_are_left_as_they_are(rowan: Partnership, ada: Person, ring: list[Person]) -> None:
    round = settled(rowan)
    teacher(rowan, 0, "Dot", offers="budget", wants="music")
    teacher(rowan, 1, "Eli", offers="music", wants="budget")
    looked_again(round, ada)
    assert queries.groups_from(round).count() == 1
    assert {seat.person.name for seat in round.proposals.get(state="proposed").seats.all()} == {"Dot", "Eli"}


def test_what_somebody_has_said_anew_counts_in_the_second_look(
    rowan: Partnership, ada: Person, ring: list[Person]
) -> None:
    ben, asha, _leo = ring
    round = settled(rowan, "Leo Marsh")
    actions.say(by=asha, offers={shipped("retrieval-practice"): 2}, wants={shipped("questioning"): 2})
    looked_again(round, ada)
    assert {seat.person for seat in round.proposals.get(state="proposed").seats.all()} == {ben, asha}


def what_the_engine_is_given(round: Round) -> Any:
    fallen = queries.fallen_before(look_of(round))
    return queries.pool(round), queries.rules(round), queries.standing_groups(round), fallen


def test_a_second_look_knows_nothing_of_who_answered_what(rowan: Partnership, ada: Person, ring: list[Person]) -> None:
    """The very same goes into the engine whether Leo said no, Asha and Ben did, or nobody answered at all."""
    round = settled(rowan, "Leo Marsh")
    actions.look_again(by=ada, round=round, **in_a_week())
    given = what_the_engine_is_given(round)
    seats = {seat.person.name: seat for seat in Proposal.objects.get().seats.select_related("person")}
    for answers in (("yes", "no", "no"), ("", "", ""), ("no", "yes", "")):
        for name, answer in zip(sorted(seats), answers, strict=True):
            type(seats[name]).objects.filter(id=seats[name].id).update(answer=answer)
        Round.objects.filter(id=round.id).update(phase=Round.Phase.SETTLED)
        actions.cancel_round(by=ada, round=again(round, ada))
        actions.look_again(by=ada, round=round, **in_a_week())
        assert what_the_engine_is_given(round) == given


def again(round: Round, by: Person) -> Round:
    """The round, looking once more, for the test to call off."""
    round.looks.filter(ended_at=None).update(ended_at=timezone.now())
    actions.look_again(by=by, round=round, **in_a_week())
    return round


def test_a_group_with_somebody_from_elsewhere_stands_in_a_second_look(
    rowan: Partnership, ada: Person, ring: list[Person]
) -> None:
    """Ben works with Zoe of another family already: she takes no part here, and their group is not touched."""
    ben = ring[0]
    other = live_family("Elsewhere")
    zoe = teacher(other, 0, "Zoe", offers="oracy", wants="questioning")
    round = settled(rowan, "Leo Marsh")
    kept = Proposal.objects.create(round=RoundFactory(partnership=other, phase=Round.Phase.SETTLED), kind="pair")
    for position, person in enumerate((ben, zoe)):
        kept.seats.create(person=person, school=school_in(other, 0), position=position, answer="")
    for giver, receiver, topic in ((ben, zoe, "questioning"), (zoe, ben, "oracy")):
        kept.flows.create(giver=giver, receiver=receiver, topic=shipped(topic), strength=2, position=giver is zoe)
    standing(kept)
    teacher(rowan, 2, "Nia", offers="retrieval-practice", wants="phonics")
    looked_again(round, ada)
    assert not round.proposals.filter(state="proposed", seats__person=ben).exists()


def test_who_wants_no_second_look_is_left_in_peace(rowan: Partnership, ada: Person, ring: list[Person]) -> None:
    ben = ring[0]
    round = settled(rowan, "Leo Marsh")
    teacher(rowan, 2, "Nia", offers="retrieval-practice", wants="phonics")
    actions.sit_out(by=ben, round=round)
    before = Notice.objects.filter(person=ben).count()
    looked_again(round, ada)
    assert not round.proposals.filter(state="proposed").exists()
    left = queries.left_over(ben, round)
    assert left is not None and left.reason == matching.Reason.AWAY
    assert Notice.objects.filter(person=ben).count() == before


def test_who_has_left_is_looked_for_no_more(rowan: Partnership, ada: Person, ring: list[Person]) -> None:
    round = settled(rowan, "Leo Marsh")
    Role.objects.filter(person=ring[1]).update(ends_on=timezone.localdate() - timedelta(days=1))
    looked_again(round, ada)
    assert set(round.entrants.filter(away=True).values_list("person", flat=True)) == {ring[1].id}


def test_a_second_look_called_off_leaves_the_round_as_it_was(
    rowan: Partnership, ada: Person, ring: list[Person]
) -> None:
    round = settled(rowan, "Leo Marsh")
    due = round.answer_by
    teacher(rowan, 2, "Nia", offers="retrieval-practice", wants="phonics")
    actions.look_again(by=ada, round=round, **in_a_week())
    actions.cancel_round(by=ada, round=round)
    round.refresh_from_db()
    assert (round.phase, round.answer_by) == (Round.Phase.SETTLED, due)
    assert round.entrants.count() == 3
    assert tasks.compute_round.func(str(round.id)) == 0
    assert queries.can_look_again(round)


def test_after_a_second_look_called_off_the_first_is_shown_as_before(
    rowan: Partnership, ada: Person, ring: list[Person]
) -> None:
    round = settled(rowan, "Leo Marsh")
    first = advised(round)
    teacher(rowan, 2, "Nia", offers="retrieval-practice", wants="phonics")
    look = actions.look_again(by=ada, round=round, **in_a_week())
    actions.note_progress(look=look, progress=progress(Tier.PLACED, 0, 3, 0.2))
    actions.cancel_round(by=ada, round=round)
    assert not actions.note_progress(look=look, progress=progress(Tier.PLACED, 3, 3, 0.4))
    assert look_of(round) == first and list(queries.looks_that_ended(round)) == [first]


def test_a_group_of_the_same_two_that_stands_elsewhere_is_respected_though_one_fell_here(
    rowan: Partnership, ada: Person
) -> None:
    elsewhere = live_family("North", "South")
    ben = teacher(rowan, 0, "Ben", offers="phonics", wants="oracy")
    asha = teacher(rowan, 1, "Asha", offers="oracy", wants="phonics")
    for place, person in enumerate((ben, asha)):
        RoleFactory(person=person, school=school_in(elsewhere, place))
    round = settled(rowan, "Ben")
    standing(proposed(elsewhere))
    actions.sit_out(by=asha, round=round)
    teacher(rowan, 2, "Dot", offers="oracy", wants="phonics")
    looked_again(round, ada)
    assert not round.proposals.filter(state="proposed").exists()


def test_what_an_abandoned_search_finds_later_is_not_published_in_the_next(
    rowan: Partnership, ada: Person, ring: list[Person]
) -> None:
    round = settled(rowan, "Leo Marsh")
    teacher(rowan, 2, "Nia", offers="retrieval-practice", wants="phonics")
    old = actions.look_again(by=ada, round=round, **in_a_week())
    given = what_the_engine_is_given(round)
    found = matching.match(*given[:3])
    actions.cancel_round(by=ada, round=round)
    actions.look_again(by=ada, round=round, **in_a_week())
    actions.publish(look=old, found=found, people=given[0])
    round.refresh_from_db()
    assert round.phase == Round.Phase.COMPUTING


@pytest.mark.parametrize("when", ["gathering", "proposed", "after the next"])
def test_a_second_look_comes_between_settling_and_the_next_round(
    rowan: Partnership, ada: Person, ring: list[Person], when: str
) -> None:
    if when == "gathering":
        round = RoundFactory(partnership=rowan)
    elif when == "proposed":
        round = proposed(rowan).round
    else:
        round = settled(rowan, "Leo Marsh")
        RoundFactory(partnership=rowan)
    with pytest.raises(actions.NotNow):
        actions.look_again(by=ada, round=round, **in_a_week())


@pytest.mark.parametrize("days", [-1, 0, 400])
def test_a_second_look_leaves_time_to_answer(rowan: Partnership, ada: Person, ring: list[Person], days: int) -> None:
    round = settled(rowan, "Leo Marsh")
    with pytest.raises(actions.DaysOutOfOrder):
        actions.look_again(by=ada, round=round, answer_by=timezone.localdate() + timedelta(days=days))


def test_waiting_is_counted_once_for_a_round_of_two_looks(rowan: Partnership, ada: Person, ring: list[Person]) -> None:
    round = looked_again(settled(rowan, "Leo Marsh"), ada)
    assert round.phase == Round.Phase.SETTLED
    later = RoundFactory(partnership=rowan)
    actions.close_round(by=None, round=later)
    waited = dict(Entrant.objects.filter(round=later).values_list("person__name", "waiting"))
    assert waited == {"Ben Carr": 1, "Asha Raman": 1, "Leo Marsh": 0}


def test_the_school_they_come_from_is_a_members(rowan: Partnership, ring: list[Person]) -> None:
    round = computed(RoundFactory(partnership=rowan))
    assert round.entrants.get(person=ring[0]).school == school_in(rowan, 0)


def names_proposed(round: Round) -> list[set[str]]:
    proposed = round.proposals.filter(state="proposed").prefetch_related("seats__person")
    return [{seat.person.name for seat in proposal.seats.all()} for proposal in proposed]


def test_who_has_left_a_group_that_goes_on_is_looked_for_like_anybody(
    rowan: Partnership, ada: Person, ring: list[Person]
) -> None:
    round = settled(rowan)
    actions.leave_group(by=ring[0], group=Group.objects.get())
    teacher(rowan, 1, "Zed", offers="retrieval-practice", wants="questioning")
    assert queries.without_a_group(round) == 1
    looked_again(round, ada)
    assert names_proposed(round) == [{"Ben Carr", "Zed"}]


def test_those_who_go_on_keep_their_room_when_one_has_left_the_group_and_the_school(
    rowan: Partnership, ada: Person, ring: list[Person]
) -> None:
    """Ben and Asha are two now; Asha sits the next round out, and the look again finds nothing for either."""
    ben, asha, leo = ring
    settled(rowan)
    actions.leave_group(by=leo, group=Group.objects.get())
    Role.objects.filter(person=leo).update(ends_on=timezone.localdate() - timedelta(days=1))
    teacher(rowan, 2, "Zed", offers="retrieval-practice", wants="questioning")
    round = RoundFactory(partnership=rowan)
    actions.sit_out(by=asha, round=round)
    assert names_proposed(computed(round)) == []
    looked_again(round, ada)
    assert names_proposed(round) == []
    left = queries.left_over(ben, round)
    assert left is None  # he has his group


def test_a_group_formed_by_hand_takes_up_no_room_in_rounds(rowan: Partnership, ada: Person, ring: list[Person]) -> None:
    """What the lead is told and what is looked for agree."""
    ben, asha, _leo = ring
    round = settled(rowan, "Leo Marsh")
    by_hand = Group.objects.create(partnership=rowan, kind="team", started_on=timezone.localdate())
    for place, person in enumerate((ben, asha)):
        by_hand.members.create(person=person, school=school_in(rowan, place), position=place)
    teacher(rowan, 2, "Nia", offers="retrieval-practice", wants="phonics")
    assert queries.without_a_group(round) == 3
    looked_again(round, ada)
    assert names_proposed(round) == [{"Ben Carr", "Asha Raman", "Nia"}]


def test_a_round_closed_early_can_be_looked_at_again_with_any_day_to_come(rowan: Partnership, ada: Person) -> None:
    round = RoundFactory(partnership=rowan)
    teacher(rowan, 0, "Dot", offers="budget", wants="music")
    actions.close_round(by=ada, round=round)
    tasks.compute_round.func(str(round.id))
    round.refresh_from_db()
    assert (round.phase, round.closes_on) == (Round.Phase.SETTLED, timezone.localdate())
    teacher(rowan, 1, "Eli", offers="music", wants="budget")
    actions.look_again(by=ada, round=round, answer_by=timezone.localdate() + timedelta(days=1))
    tasks.compute_round.func(str(round.id))
    assert names_proposed(round) == [{"Dot", "Eli"}]
