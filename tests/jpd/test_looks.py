"""What a round asks for, what the engine is given of it, and what is said of what it reached."""

from __future__ import annotations

import pytest

from tests.factories.jpd import (
    TUESDAY_HALF_PAST_THREE,
    RoundFactory,
    computed,
    proposed,
    teacher,
)
from tests.factories.topics import shipped
from tests.jpd.looks import look_of, running
from tests.jpd.test_rounds import overdue
from tilth import matching
from tilth.jpd import actions, queries, wording
from tilth.jpd.models import Round
from tilth.matching import Tier
from tilth.partnerships.models import Partnership
from tilth.people.models import Person, Role
from tilth.schools.models import School

pytestmark = pytest.mark.django_db


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
            "Wants met, strongest first: 812 points (one needed now counts 3, one of use 2, one out of curiosity 1).",
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
        ("455 minutes on the way in all, if for each gift somebody travels once.", False, "at least 430", ""),
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
