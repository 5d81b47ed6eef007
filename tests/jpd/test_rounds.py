"""Rounds: opening, taking part, finding groups, answering, settling."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from tests.factories.jpd import (
    TUESDAY_HALF_PAST_THREE,
    RoundFactory,
    computed,
    live_family,
    proposed,
    standing,
    teacher,
)
from tests.factories.topics import shipped
from tilth import matching
from tilth.jpd import actions, queries, tasks, wording
from tilth.jpd.domain.answers import Outcome
from tilth.jpd.models import Entrant, Group, Proposal, Round
from tilth.notices.models import Notice
from tilth.partnerships.models import Partnership
from tilth.people.models import Person
from tilth.trail.models import Entry

pytestmark = pytest.mark.django_db


def days(closes: int = 7, answers: int = 14) -> dict[str, Any]:
    today = timezone.localdate()
    return {"closes_on": today + timedelta(days=closes), "answer_by": today + timedelta(days=answers)}


def overdue(round: Round) -> Round:
    """The round, as if its last day for answers had been yesterday."""
    back = timezone.localdate() - timedelta(days=1)
    Round.objects.filter(id=round.id).update(
        opens_on=back - timedelta(days=9), closes_on=back - timedelta(days=5), answer_by=back
    )
    return Round.objects.get(id=round.id)


def open_notices(person: Person) -> list[str]:
    return sorted(Notice.objects.filter(person=person, settled_at=None).values_list("kind", flat=True))


# --- opening, taking part ---


def test_a_lead_opens_a_round_and_everybody_on_the_staff_is_asked(
    rowan: Partnership, ada: Person, ring: list[Person], django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        actions.open_round(by=ada, partnership=rowan, **days())
    assert [open_notices(person) for person in (ada, *ring)] == [["jpd.round_opened"]] * 4


def test_there_is_one_round_at_a_time(rowan: Partnership, ada: Person) -> None:
    actions.open_round(by=ada, partnership=rowan, **days())
    with pytest.raises(actions.NotNow):
        actions.open_round(by=ada, partnership=rowan, **days())


@pytest.mark.parametrize("odd", [days(-1, 4), days(3, 3), days(3, 1), days(3, 400)])
def test_the_days_of_a_round_come_in_order(rowan: Partnership, ada: Person, odd: dict[str, Any]) -> None:
    with pytest.raises(actions.DaysOutOfOrder):
        actions.open_round(by=ada, partnership=rowan, **odd)


def test_only_a_live_partnership_has_rounds(rowan: Partnership, ada: Person) -> None:
    Partnership.objects.filter(id=rowan.id).update(phase=Partnership.Phase.PAUSED)
    with pytest.raises(actions.NotNow):
        actions.open_round(by=ada, partnership=rowan, **days())


def test_who_sits_out_is_not_in(rowan: Partnership, ring: list[Person]) -> None:
    round = RoundFactory(partnership=rowan)
    actions.sit_out(by=ring[0], round=round)
    actions.close_round(by=None, round=round)
    assert set(Entrant.objects.values_list("person", flat=True)) == {ring[1].id, ring[2].id}


def test_who_changes_their_mind_is_in_again(rowan: Partnership, ring: list[Person]) -> None:
    round = RoundFactory(partnership=rowan)
    actions.sit_out(by=ring[0], round=round)
    actions.join(by=ring[0], round=round)
    assert queries.taking_part(round).count() == 3


def test_after_the_round_has_closed_nobody_comes_or_goes(rowan: Partnership, ring: list[Person]) -> None:
    round = computed(RoundFactory(partnership=rowan))
    for action in (actions.sit_out, actions.join):
        with pytest.raises(actions.NotNow):
            action(by=ring[0], round=round)


def test_people_of_another_family_take_no_part(rowan: Partnership, ring: list[Person]) -> None:
    teacher(live_family("Elsewhere"), 0, "Eve", offers="phonics", wants="questioning")
    assert queries.taking_part(RoundFactory(partnership=rowan)).count() == 3


def test_a_round_called_off_keeps_nobody(rowan: Partnership, ada: Person, ring: list[Person]) -> None:
    round = RoundFactory(partnership=rowan)
    actions.close_round(by=ada, round=round)
    actions.cancel_round(by=ada, round=round)
    assert not Entrant.objects.exists()
    assert tasks.compute_round.func(str(round.id)) == 0


# --- finding groups ---


def test_three_whose_offers_and_wants_close_a_ring_are_proposed_to_one_another(
    rowan: Partnership, ring: list[Person]
) -> None:
    proposal = proposed(rowan)
    assert proposal.kind == Proposal.Kind.TRIAD
    assert proposal.half_hours == TUESDAY_HALF_PAST_THREE
    said = wording.proposal(proposal)
    for each in (
        "Ben helps Asha with questioning",
        "Asha helps Leo with phonics routines",
        "Leo helps Ben with retrieval practice",
        "all three are free on Tuesday at 15:30",
    ):
        assert each in said
    for person in ring:
        notice = Notice.objects.get(person=person, kind="jpd.proposal")
        assert notice.asks and said in notice.body


def test_pairs_alone_when_the_lead_asked_for_that(rowan: Partnership, ring: list[Person]) -> None:
    round = computed(RoundFactory(partnership=rowan, triads=False))
    assert round.phase == Round.Phase.SETTLED
    assert round.left_over.count() == 3


def test_an_opening_offer_begins_a_chain(rowan: Partnership) -> None:
    teacher(rowan, 0, "Ben", offers="phonics", opening_offer=True)
    teacher(rowan, 1, "Asha", wants="phonics")
    assert proposed(rowan).kind == Proposal.Kind.CHAIN


def test_without_a_shared_half_hour_nobody_is_proposed_and_the_helpful_one_is_named(rowan: Partnership) -> None:
    teacher(rowan, 0, "Ben", offers="phonics", wants="oracy", half_hours=1)
    asha = teacher(rowan, 1, "Asha", offers="oracy", wants="phonics", half_hours=2)
    computed(RoundFactory(partnership=rowan))
    notice = Notice.objects.get(person=asha, kind="jpd.left_over")
    assert "Monday at 07:30" in notice.body and not notice.asks


def test_who_keeps_no_timetable_agrees_a_time_later(rowan: Partnership) -> None:
    teacher(rowan, 0, "Ben", offers="phonics", wants="oracy", half_hours=0)
    teacher(rowan, 1, "Asha", offers="oracy", wants="phonics", half_hours=0)
    assert "agree a time" in wording.proposal(proposed(rowan))


def test_a_reserve_keeps_two_apart_whoever_said_it(rowan: Partnership) -> None:
    ben = teacher(rowan, 0, "Ben", offers="phonics", wants="oracy")
    asha = teacher(rowan, 1, "Asha", offers="oracy", wants="phonics")
    actions.say(by=ben, offers={shipped("phonics"): 2}, wants={shipped("oracy"): 2}, apart=[asha])
    assert not computed(RoundFactory(partnership=rowan)).proposals.exists()


def test_those_left_over_are_told_why_and_what_would_help(rowan: Partnership, ring: list[Person]) -> None:
    dot = teacher(rowan, 0, "Dot", offers="budget", wants="swimming")
    round = computed(RoundFactory(partnership=rowan))
    left = queries.left_over(dot, round)
    assert left is not None and left.reason == matching.Reason.NOBODY_OFFERS
    assert "swimming and water safety" in Notice.objects.get(person=dot, kind="jpd.left_over").body


def test_what_the_lead_sees_counts_and_names_nobody(rowan: Partnership, ada: Person, ring: list[Person]) -> None:
    teacher(rowan, 0, "Dot", offers="budget", wants="swimming")
    round = computed(RoundFactory(partnership=rowan))
    assert [count.people for count in queries.counts_by_school(round)] == [2, 1, 1]
    unmet = [topic for topic in queries.coverage_of(round) if topic.wanting and not topic.offering]
    assert [(topic.name, topic.wanting) for topic in unmet] == [("Swimming and water safety", 1)]


def test_a_faulty_matching_goes_no_further_and_the_fault_names_nobody() -> None:
    people = [matching.Person(id=name, school="one") for name in ("Ben", "Asha")]
    gift = matching.Flow("Ben", "Asha", "phonics")
    odd = matching.Group(("Ben", "Asha"), (gift,), None, matching.Kind.PAIR, crosses_schools=False)
    found = matching.Matching(groups=(odd,), tiers=(), left_over=(), coverage=(), unmeetable=())
    with pytest.raises(tasks.FaultyMatching) as raised:
        tasks.checked(found, people, matching.Rules())
    assert "Ben" not in str(raised.value)


def test_looking_twice_proposes_once(rowan: Partnership, ring: list[Person]) -> None:
    round = computed(RoundFactory(partnership=rowan))
    assert tasks.compute_round.func(str(round.id)) == 0
    assert Proposal.objects.count() == 1


def test_people_in_a_standing_group_have_no_room_for_another(rowan: Partnership, ring: list[Person]) -> None:
    standing(proposed(rowan))
    actions.settle_round(round=Round.objects.get())
    teacher(rowan, 0, "Dot", offers="retrieval-practice", wants="phonics")
    assert not computed(RoundFactory(partnership=rowan)).proposals.exists()


# --- answering ---


def test_when_all_say_yes_the_group_stands_at_once(rowan: Partnership, ring: list[Person]) -> None:
    group = standing(proposed(rowan))
    assert {member.person for member in group.members.all()} == set(ring)
    assert {topic.slug for topic in group.topics.all()} == {"questioning", "phonics", "retrieval-practice"}
    assert [open_notices(person) for person in ring] == [["jpd.group_formed"]] * 3


def test_an_answer_can_be_changed_until_the_group_stands(rowan: Partnership, ring: list[Person]) -> None:
    proposal = proposed(rowan)
    actions.answer(by=ring[0], proposal=proposal, yes=False)
    standing(proposal)
    with pytest.raises(actions.TooLate):
        actions.answer(by=ring[0], proposal=proposal, yes=False)


def test_no_group_comes_of_the_yes_of_somebody_who_is_forgotten(rowan: Partnership, ring: list[Person]) -> None:
    proposal = proposed(rowan)
    actions.answer(by=ring[0], proposal=proposal, yes=True)
    actions.forget(person=ring[0])
    Person.objects.filter(id=ring[0].id).update(is_active=False)
    for person in ring[1:]:
        actions.answer(by=person, proposal=proposal, yes=True)
    actions.settle_round(round=overdue(proposal.round))
    assert not Group.objects.exists() and not proposal.seats.exclude(answer="").filter(person=ring[0]).exists()
    told = Notice.objects.filter(kind="jpd.proposal_fell").values_list("person", flat=True)
    assert set(told) == {person.id for person in ring[1:]}


def test_after_the_day_it_is_too_late(rowan: Partnership, ring: list[Person]) -> None:
    proposal = proposed(rowan)
    overdue(proposal.round)
    with pytest.raises(actions.TooLate):
        actions.answer(by=ring[0], proposal=proposal, yes=True)


def all_that_is_told(person: Person, proposal: Proposal) -> Any:
    """Everything a person can learn about a proposal: its state, their notices, and the trail about them or it."""
    notices = Notice.objects.filter(person=person).order_by("kind", "about")
    keys = [person.id, proposal.id, proposal.round_id, proposal.round.partnership_id]
    entries = Entry.objects.filter(concerns__key__in=keys).order_by("act").distinct()
    seen = queries.proposal(viewer=person, key=proposal.id)
    return (
        seen and seen.state,
        [(notice.kind, notice.headline, notice.body, notice.settled_at is None) for notice in notices],
        [(entry.act, entry.by, entry.details) for entry in entries],
    )


@pytest.mark.parametrize("when", ["at once", "on the day"])
def test_a_no_looks_to_the_others_exactly_as_silence_does(rowan: Partnership, ring: list[Person], when: str) -> None:
    ben, asha, leo = ring
    proposal = proposed(rowan)
    actions.answer(by=ben, proposal=proposal, yes=True)
    actions.answer(by=asha, proposal=proposal, yes=True)
    silent = all_that_is_told(ben, proposal)
    actions.answer(by=leo, proposal=proposal, yes=False)
    assert all_that_is_told(ben, proposal) == silent
    if when == "on the day":
        actions.settle_round(round=overdue(proposal.round))
        proposal.refresh_from_db()
        assert proposal.state == Outcome.FALLEN
        told = {person: all_that_is_told(person, proposal)[1] for person in (ben, asha)}
        assert [kind for kind, *_ in told[ben]] == ["jpd.proposal", "jpd.proposal_fell"]
        assert told[ben][1] == told[asha][1]


def test_when_a_group_falls_everybody_is_told_alike_and_nobody_is_named_as_the_one(
    rowan: Partnership, ring: list[Person]
) -> None:
    proposal = proposed(rowan)
    actions.answer(by=ring[2], proposal=proposal, yes=False)
    actions.settle_round(round=overdue(proposal.round))
    fell = Notice.objects.filter(kind="jpd.proposal_fell")
    assert fell.count() == 3 and fell.values("headline", "body", "settled_at").distinct().count() == 1
    for word in ("declin", "refus", "said no"):
        assert word not in (fell[0].headline + fell[0].body).lower()


def test_nothing_in_the_trail_tells_a_yes_from_a_no(rowan: Partnership, ring: list[Person]) -> None:
    proposal = proposed(rowan)
    actions.answer(by=ring[0], proposal=proposal, yes=True)
    actions.answer(by=ring[1], proposal=proposal, yes=False)
    answered = Entry.objects.filter(act="jpd.answered")
    assert [entry.details for entry in answered] == [{}, {}]
    assert {concern.key for entry in answered for concern in entry.concerns.all()} == {ring[0].id, ring[1].id}


# --- days, and the next round ---


def test_the_timetable_closes_what_is_over_and_settles_what_is_due(rowan: Partnership, ring: list[Person]) -> None:
    round = RoundFactory(partnership=rowan)
    Round.objects.filter(id=round.id).update(
        opens_on=timezone.localdate() - timedelta(days=3), closes_on=timezone.localdate() - timedelta(days=1)
    )
    assert tasks.keep_days.func() == 1
    tasks.compute_round.func(str(round.id))
    overdue(round)
    assert tasks.keep_days.func() == 1
    round.refresh_from_db()
    assert round.phase == Round.Phase.SETTLED and not Group.objects.exists()
    assert tasks.keep_days.func() == 0


def waiting_of(partnership: Partnership) -> dict[str, int]:
    round = RoundFactory(partnership=partnership)
    actions.close_round(by=None, round=round)
    return dict(Entrant.objects.filter(round=round).values_list("person__name", "waiting"))


def test_who_was_left_over_or_let_down_has_waited_and_who_said_no_has_not(
    rowan: Partnership, ring: list[Person]
) -> None:
    ben, asha, leo = ring
    dot = teacher(rowan, 0, "Dot", offers="budget", wants="swimming")
    proposal = proposed(rowan)
    actions.answer(by=ben, proposal=proposal, yes=True)
    actions.answer(by=asha, proposal=proposal, yes=False)
    actions.settle_round(round=overdue(proposal.round))
    assert waiting_of(rowan) == {ben.name: 1, asha.name: 0, leo.name: 0, dot.name: 1}


def test_who_found_a_group_waits_no_more(rowan: Partnership, ring: list[Person]) -> None:
    proposal = proposed(rowan)
    standing(proposal)
    actions.settle_round(round=overdue(proposal.round))
    assert set(waiting_of(rowan).values()) == {0}


def test_a_round_keeps_the_proof_that_nobody_more_could_be_placed(rowan: Partnership, ring: list[Person]) -> None:
    look = queries.latest_look(proposed(rowan).round)
    assert look is not None
    placed = look.aims.get(tier="placed")
    assert (placed.value, placed.bound) == (3, 3)
