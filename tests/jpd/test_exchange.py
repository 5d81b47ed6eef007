"""Saying what one offers and wants."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from tests.factories.jpd import RoundFactory, proposed, teacher
from tests.factories.people import PersonFactory
from tests.factories.topics import TopicFactory, shipped
from tilth.jpd import actions, queries
from tilth.jpd.domain import week
from tilth.jpd.models import Availability, Offer, Reserve, SchoolOffer, Want
from tilth.notices.models import Notice
from tilth.partnerships.models import Partnership
from tilth.people.models import Person
from tilth.people.queries import information
from tilth.people.signals import person_erased
from tilth.topics import actions as topic_actions
from tilth.trail.models import Entry

pytestmark = pytest.mark.django_db


def test_what_is_said_replaces_what_was_said(rowan: Partnership) -> None:
    ben = teacher(rowan, 0, "Ben", offers="phonics feedback", wants="oracy")
    actions.say(by=ben, offers={shipped("phonics"): 3}, wants={})
    assert [(offer.topic.slug, offer.level) for offer in queries.offers_of(ben)] == [("phonics", 3)]
    assert not queries.wants_of(ben).exists()


@pytest.mark.parametrize("mask", [0, 1, week.WHOLE_WEEK])
def test_a_whole_week_fits_in_its_column(mask: int) -> None:
    ben = PersonFactory()
    actions.say(by=ben, offers={}, wants={}, half_hours=mask)
    assert queries.availability_of(ben).half_hours == mask


def test_nobody_offers_and_wants_the_same() -> None:
    with pytest.raises(actions.BothWays):
        actions.say(by=PersonFactory(), offers={shipped("phonics"): 1}, wants={shipped("phonics"): 1})


def test_a_few_topics_are_enough() -> None:
    with pytest.raises(actions.TooMany):
        actions.say(by=PersonFactory(), offers={TopicFactory(): 1 for _ in range(7)}, wants={})


def test_answering_settles_what_was_asked(rowan: Partnership, ada: Person) -> None:
    ben = teacher(rowan, 0, "Ben")
    round = RoundFactory(partnership=rowan)
    assert actions.invite_to_round(round=round) == 2
    actions.say(by=ben, offers={shipped("phonics"): 1}, wants={})
    assert not Notice.objects.filter(person=ben, settled_at=None).exists()
    assert Notice.objects.filter(person=ada, settled_at=None, asks=True).count() == 1


def test_a_school_says_the_same_two_things(rowan: Partnership, ada: Person) -> None:
    school = queries.schools_led(ada).get()
    actions.say_for_school(by=ada, school=school, offers={shipped("phonics"): 3}, wants={shipped("oracy"): 1})
    assert SchoolOffer.objects.get().level == 3
    assert queries.school_wants(school).get().topic == shipped("oracy")


def test_offers_follow_a_merged_topic_without_doubling(rowan: Partnership) -> None:
    mine = topic_actions.suggest(by=PersonFactory(), name="Quizzing every Friday")
    ben, asha = teacher(rowan, 0, "Ben"), teacher(rowan, 1, "Asha")
    actions.say(by=ben, offers={mine: 1, shipped("retrieval-practice"): 3}, wants={})
    actions.say(by=asha, offers={}, wants={mine: 2})
    topic_actions.merge(by=PersonFactory(), topic=mine, into=shipped("retrieval-practice"))
    assert [(each.topic.slug, each.level) for each in queries.offers_of(ben)] == [("retrieval-practice", 3)]
    assert queries.wants_of(asha).get().topic == shipped("retrieval-practice")


def test_own_words_reach_the_family_and_stop_there(rowan: Partnership, eve: Person) -> None:
    ben, asha = teacher(rowan, 0, "Ben"), teacher(rowan, 1, "Asha")
    topic = actions.add_own_words(by=ben, name="Reading to dogs")
    assert queries.find_topics(asha, "dogs") == [topic]
    assert queries.find_topics(eve, "dogs") == []


def test_reserves_are_found_only_near(rowan: Partnership, eve: Person) -> None:
    ben, asha = teacher(rowan, 0, "Ben"), teacher(rowan, 1, "Asha Raman")
    assert queries.find_apart(ben, "asha") == [asha]
    assert queries.find_apart(ben, "stranger") == []
    assert queries.apart_from_keys(ben, [eve.id]) == []


def test_a_reserve_names_a_person_or_a_school_and_not_both(rowan: Partnership, ada: Person) -> None:
    school = queries.schools_led(ada).get()
    for named in ({}, {"person": ada, "school": school}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Reserve.objects.create(owner=PersonFactory(), **named)


def test_who_is_erased_leaves_nothing_here(rowan: Partnership) -> None:
    ben, asha = teacher(rowan, 0, "Ben", offers="phonics", wants="oracy"), teacher(rowan, 1, "Asha")
    actions.say(by=ben, offers={shipped("phonics"): 1}, wants={shipped("oracy"): 1}, apart=[asha])
    actions.say(by=asha, offers={shipped("oracy"): 1}, wants={}, apart=[ben])
    person_erased.send(sender=Person, person=ben, was_called="Ben")
    assert not Offer.objects.filter(person=ben).exists() and not Want.objects.filter(person=ben).exists()
    assert not Reserve.objects.exists() and not Availability.objects.filter(person=ben).exists()
    assert Offer.objects.filter(person=asha).exists()


def test_the_trail_says_that_somebody_answered_and_not_what(rowan: Partnership) -> None:
    ben, asha = teacher(rowan, 0, "Ben"), teacher(rowan, 1, "Asha")
    actions.say(by=ben, offers={shipped("phonics"): 1}, wants={}, apart=[asha])
    entry = Entry.objects.filter(act="jpd.offers_said").first()
    assert entry is not None and entry.details == {}
    assert [concern.key for concern in entry.concerns.all()] == [ben.id]
    assert entry.at <= timezone.now()


def test_people_read_everything_that_is_held_about_them(rowan: Partnership, ring: list[Person]) -> None:
    ben, asha, _leo = ring
    half_hours = queries.availability_of(ben).half_hours
    levels = {"offers": {shipped("questioning"): 2}, "wants": {shipped("retrieval-practice"): 2}}
    actions.say(by=ben, **levels, half_hours=half_hours, apart=[teacher(rowan, 1, "Zebedee")])
    proposal = proposed(rowan)
    actions.answer(by=ben, proposal=proposal, yes=False)
    held = str(information.held_about(ben))
    for each in ("Questioning (I do it every week)", "Zebedee", "Tuesday at 15:30", "said not this time"):
        assert each in held
    assert "said not this time" not in str(information.held_about(asha))
