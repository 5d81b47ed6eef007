"""Looking for groups: what a round asks for, how far it has come, stopping it, and looking a second time."""

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
    school_in,
    standing,
    teacher,
)
from tests.factories.people import RoleFactory
from tests.factories.topics import shipped
from tests.jpd.test_rounds import overdue
from tilth import matching
from tilth.jpd import actions, queries, tasks, wording
from tilth.jpd.models import Entrant, Look, Proposal, Round
from tilth.matching import Tier
from tilth.notices.models import Notice
from tilth.partnerships.models import Partnership
from tilth.people.models import Person, Role
from tilth.schools.models import School
from tilth.trail.models import Entry

pytestmark = pytest.mark.django_db


def in_a_week() -> dict[str, Any]:
    return {"answer_by": timezone.localdate() + timedelta(days=7)}


def look_of(round: Round) -> Look:
    look = queries.latest_look(round)
    assert look is not None
    return look


def running(partnership: Partnership) -> Look:
    """A look that has not been begun yet."""
    round = RoundFactory(partnership=partnership)
    actions.close_round(by=None, round=round)
    return look_of(round)


def settled(partnership: Partnership, *says_no: str) -> Round:
    """A round of one proposal to which these people said no, and the others yes; its last day is over."""
    proposal = proposed(partnership)
    for seat in proposal.seats.select_related("person"):
        if seat.person.name not in says_no:
            actions.answer(by=seat.person, proposal=proposal, yes=True)
        elif says_no:
            actions.answer(by=seat.person, proposal=proposal, yes=False)
    round = overdue(proposal.round)
    actions.settle_round(round=round)
    return round


def looked_again(round: Round, by: Person, **more: Any) -> Round:
    """The round after its second look."""
    actions.look_again(by=by, round=round, **in_a_week(), **more)
    tasks.compute_round.func(str(round.id))
    round.refresh_from_db()
    return round


# --- what a round asks for ---


def test_a_round_keeps_what_each_aim_reached(rowan: Partnership, ring: list[Person]) -> None:
    said = {each.name: each for each in wording.reached(look_of(proposed(rowan).round), Round.objects.get())}
    placed = said["as many people as possible"]
    assert placed.said == "Groups were found for 3 people, and proposed." and placed.proven and not placed.cost
    assert said["gifts between schools"].said == "3 gifts go from one school to another."


def test_what_an_aim_could_have_reached_and_what_those_before_it_cost_is_said(rowan: Partnership) -> None:
    look = running(rowan)
    look.aims.all().delete()
    for place, (tier, value, bound, alone) in enumerate(
        [
            (Tier.WAITING, 1, 1, 1),
            (Tier.PLACED, 318, 330, 330),
            (Tier.WANTS, 812, 812, 840),
            (Tier.FAIRNESS, 0, 60, 100),
            (Tier.TRAVEL, -455, -430, 0),
        ]
    ):
        look.aims.create(place=place, tier=tier, value=value, bound=bound, alone=alone)
    said = [(each.said, each.proven, each.possible, each.cost) for each in wording.reached(look, look.round)]
    assert said == [
        ("Whoever had waited longer came first.", True, "Not proven", ""),
        ("Groups were found for 318 people, and proposed.", False, "at most 330", ""),
        (
            "Wants met count 812: 3 where needed now, 2 where of use, 1 where somebody is curious.",
            True,
            "at most 812",
            "Had this come first: 840 at most.",
        ),
        (
            "There is a school in which nobody had a group, or was proposed one.",
            False,
            "at most 60 %",
            "Had this come first: 100 % at most.",
        ),
        ("455 minutes of travel in all: one journey for each gift.", False, "at least 430", ""),
    ]


@pytest.mark.parametrize("tier", list(Tier))
def test_every_aim_has_its_words(rowan: Partnership, tier: Tier) -> None:
    look = running(rowan)
    for subjects in matching.Subjects:
        look.aims.all().delete()
        look.aims.create(place=0, tier=tier, value=7, bound=9, alone=9)
        look.round.subjects = subjects
        (said,) = wording.reached(look, look.round)
        assert ("7" in said.said) == (tier is not Tier.WAITING) and said.said.endswith(".") and "%(" not in said.said


def test_an_aim_that_is_not_asked_for_is_not_looked_at(rowan: Partnership, ring: list[Person]) -> None:
    round = computed(RoundFactory(partnership=rowan, aims=["across", "placed"]))
    assert [aim.tier for aim in look_of(round).aims.all()] == ["across", "placed"]


def test_what_a_round_allows_reaches_the_engine(rowan: Partnership, ring: list[Person]) -> None:
    asked = {"triads": False, "chains": False, "need_half_hour": False, "most_from_one_school": 1}
    rules = queries.rules(RoundFactory(partnership=rowan, subjects="mixed", least_strength=2, **asked))
    assert rules == matching.Rules(
        size_max=2,
        chains=False,
        need_half_hour=False,
        max_from_one_school=1,
        least_strength=2,
        subjects=matching.Subjects.MIXED,
        tiers=tuple(tier for tier in Tier if tier is not Tier.KEPT),
    )


def test_what_people_teach_is_known_to_the_engine_in_small_letters(rowan: Partnership, ring: list[Person]) -> None:
    Role.objects.filter(person=ring[0]).update(subject=" Science ")
    people = {person.id: person.subject for person in queries.pool(computed(RoundFactory(partnership=rowan)))}
    assert people == {ring[0].id: "science", ring[1].id: None, ring[2].id: None}


def test_ways_are_measured_where_every_school_has_its_place(rowan: Partnership, ring: list[Person]) -> None:
    round = computed(RoundFactory(partnership=rowan))
    School.objects.update(latitude=None)
    assert queries.rules(round).minutes == {} and "travel" not in queries.aims_to_choose(rowan)
    for north, school in enumerate(School.objects.all()):
        School.objects.filter(id=school.id).update(latitude=55 + north / 10, longitude=-2)
    assert set(queries.rules(round).minutes.values()) == {20, 45}
    assert "travel" in queries.aims_to_choose(rowan)


def test_the_mix_of_subjects_is_offered_where_any_is_known(rowan: Partnership, ring: list[Person]) -> None:
    assert "subject" not in queries.aims_to_choose(rowan)
    Role.objects.filter(person=ring[0]).update(subject="Science")
    assert "subject" in queries.aims_to_choose(rowan)


def test_nothing_is_said_of_waiting_that_depends_on_who_answered_what(rowan: Partnership, ring: list[Person]) -> None:
    """Ben said yes to a three that fell. The sum of the next round would tell him whether one other did, or none."""
    said = set()
    for answers in (("yes", "yes", ""), ("yes", "no", ""), ("", "", "no")):
        proposal = computed(RoundFactory(partnership=rowan)).proposals.get()
        for person, answer in zip(ring, answers, strict=True):
            proposal.seats.filter(person=person).update(answer=answer)
        actions.settle_round(round=overdue(proposal.round))
        later = computed(RoundFactory(partnership=rowan))
        said.add(wording.reached(look_of(later), later)[0])
        actions.settle_round(round=overdue(later))
    assert len(said) == 1


# --- how far it has come ---


def progress(tier: Tier, value: int, bound: int, share: float) -> matching.Progress:
    return matching.Progress(tier, value, bound, share, tuple)


def test_a_look_says_how_far_it_has_come(rowan: Partnership, ring: list[Person]) -> None:
    look = running(rowan)
    assert "waits for its turn" in wording.progress(look).sentence
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


# --- what would help most ---


def advised(round: Round) -> Look:
    """The latest look of a round, after what would help most was found out."""
    tasks.advise_on_round.func(str(round.id))
    return look_of(round)


def test_what_would_help_most_is_found_by_looking_anew(rowan: Partnership, ring: list[Person]) -> None:
    teacher(rowan, 0, "Dot", offers="budget", wants="music")
    look = advised(computed(RoundFactory(partnership=rowan)))
    assert look.advised_at is not None
    assert wording.advice(queries.advice_to_leads(look)) == [
        "With one more person who offers making music together, 1 more person would find a group."
    ]


def test_a_half_hour_that_would_help_is_told_to_one_person_and_counted_for_the_lead(rowan: Partnership) -> None:
    ben = teacher(rowan, 0, "Ben", offers="phonics", wants="oracy", half_hours=1)
    asha = teacher(rowan, 1, "Asha", offers="oracy", wants="phonics", half_hours=2)
    look = advised(computed(RoundFactory(partnership=rowan)))
    to_ben, to_asha = (wording.advice(queries.advice_to(person, look)) for person in (ben, asha))
    assert to_ben == ["If you were free on Monday at 08:00, 2 more people would find a group."]
    assert to_asha == ["If you were free on Monday at 07:30, 2 more people would find a group."]
    assert wording.advice(queries.advice_to_leads(look))[-2:] == [
        "1 person without a group would find one if they were free on Monday at 07:30.",
        "1 person without a group would find one if they were free on Monday at 08:00.",
    ]


def test_advice_leaves_what_has_come_of_the_look_itself_aside(rowan: Partnership, ring: list[Person]) -> None:
    proposal = proposed(rowan)
    look = look_of(proposal.round)
    before = queries.found_by(look)
    standing(proposal)
    assert queries.found_by(look) == before
    assert (len(before.locked), len(before.groups)) == (0, 1)


def test_advice_is_for_the_latest_look_alone(rowan: Partnership, ada: Person, ring: list[Person]) -> None:
    round = settled(rowan, "Leo Marsh")
    looked_again(round, ada)
    for _look in range(2):
        tasks.advise_on_round.func(str(round.id))
    assert [look.advised_at is not None for look in round.looks.all()] == [False, True]


def test_advice_counts_no_group_that_fell_as_a_gain(rowan: Partnership, ada: Person, ring: list[Person]) -> None:
    """Whoever is recruited begins a chain for two: the ring of three has fallen, and closes for nobody."""
    round = looked_again(settled(rowan, "Leo Marsh"), ada)
    look = advised(round)
    assert queries.fallen_before(look) and not queries.found_by(look).groups
    assert {each.people for each in queries.advice_to_leads(look)} == {2}


def test_advice_is_found_once_and_forgotten_with_the_person(rowan: Partnership) -> None:
    ben = teacher(rowan, 0, "Ben", offers="phonics", wants="oracy", half_hours=1)
    teacher(rowan, 1, "Asha", offers="oracy", wants="phonics", half_hours=2)
    look = advised(computed(RoundFactory(partnership=rowan)))
    assert tasks.advise_on_round.func(str(look.round_id)) == 0
    actions.forget(person=ben)
    assert not look.advice.filter(person=ben).exists()


# --- why a group ---


def test_a_proposal_says_to_each_why_in_what_they_said_themselves(rowan: Partnership, ring: list[Person]) -> None:
    ben, _asha, leo = ring
    actions.say(
        by=leo,
        offers={shipped("retrieval-practice"): 2},
        wants={shipped("phonics"): 3},
        half_hours=TUESDAY_HALF_PAST_THREE,
    )
    proposal = queries.proposal(viewer=leo, key=proposed(rowan).id)
    assert proposal is not None
    to_leo = wording.why(proposal, leo, 2)
    assert to_leo == [
        "You would find help with phonics routines, which you said you need now.",
        "You come from three schools.",
        "You went without in 2 rounds, so you came first.",
    ]
    assert not any("need" in said or "without" in said for said in wording.why(proposal, ben, 0))


def test_nobody_is_told_that_waiting_counted_where_it_did_not(rowan: Partnership, ring: list[Person]) -> None:
    key = proposed(rowan).id
    for aims, told in [(["placed", "waiting"], "which counted for you"), (["placed"], None)]:
        Round.objects.update(aims=aims)
        proposal = queries.proposal(viewer=ring[0], key=key)
        assert proposal is not None
        waited = [said for said in wording.why(proposal, ring[0], 1) if "went without" in said]
        assert waited == ([f"You went without in 1 round, {told}."] if told else [])


def test_who_gives_first_is_told_so(rowan: Partnership) -> None:
    ben = teacher(rowan, 0, "Ben", offers="phonics", opening_offer=True)
    teacher(rowan, 1, "Asha", wants="phonics")
    proposal = queries.proposal(viewer=ben, key=proposed(rowan).id)
    assert proposal is not None
    assert "opening offer" in wording.why(proposal, ben, queries.waited(ben, proposal.round))[0]


# --- a second look ---


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
