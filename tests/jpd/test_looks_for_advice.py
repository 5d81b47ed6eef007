"""What would help most, found by looking anew."""

from __future__ import annotations

import pytest

from tests.factories.jpd import (
    RoundFactory,
    computed,
    proposed,
    standing,
    teacher,
)
from tests.jpd.looks import advised, look_of, looked_again, settled
from tilth.jpd import actions, queries, tasks, wording
from tilth.partnerships.models import Partnership
from tilth.people.models import Person

pytestmark = pytest.mark.django_db


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
