"""Saying what one offers, what one would like to gain, and when one is free."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from uuid import UUID

from django.db import transaction
from django.db.models import Model
from django.utils import timezone
from django.utils.translation import gettext as _

from tilth.jpd import queries
from tilth.jpd.domain.answers import Answer
from tilth.jpd.domain.marks import mark
from tilth.jpd.models import (
    Advice,
    Availability,
    Entrant,
    LeftOver,
    Offer,
    Reserve,
    SchoolOffer,
    SchoolWant,
    Seat,
    SittingOut,
    Want,
)
from tilth.notices import actions as notices
from tilth.people.models import Person
from tilth.schools.models import School
from tilth.topics import actions as topic_actions
from tilth.topics.models import Topic
from tilth.trail import actions as trail
from tilth.web.holding import hold
from tilth.web.refusal import Refusal

MOST_TOPICS = 6

Levels = Mapping[Topic, int]


class TooMany(Refusal):
    """A few topics, meant: a long list helps nobody to find their partner."""


class BothWays(Refusal):
    """Nobody offers and wants one and the same topic."""


class SaidMeanwhile(Refusal):
    """Something else has been saved since the form was opened: `standing` is the mark of what stands now."""

    def __init__(self, standing: str) -> None:
        said = _("Something else has been saved since you opened this page, perhaps in another window.")
        now = _("It is shown below. Nothing of yours is lost: change what you need, and save once more.")
        super().__init__(f"{said} {now}")
        self.standing = standing


@transaction.atomic
def say(
    *,
    by: Person,
    offers: Levels,
    wants: Levels,
    half_hours: int = 0,
    groups_at_once: int = 1,
    opening_offer: bool = False,
    apart: Iterable[Person | School] = (),
    base: str = "",
) -> Availability:
    """Say anew what a person offers and wants, when they are free, and from whom they keep apart.

    `offers` and `wants` map a topic to a level from 1 to 3, `half_hours` is a mask of the week (`domain.week`).
    What was said before is replaced, if it is what `base` marks: what the page showed from which this comes.
    Raises TooMany, BothWays, SaidMeanwhile. Reserves leave no trace but themselves.
    """
    Person.objects.select_for_update().get(id=by.id)  # two windows at once: the second sees what the first said
    _check_person(by, base)
    _check(offers, wants)
    _replace(Offer, offers, person=by)
    _replace(Want, wants, person=by)
    _keep_apart(by, apart)
    week = {"half_hours": half_hours, "groups_at_once": groups_at_once, "opening_offer": opening_offer}
    said, _new = Availability.objects.update_or_create(person=by, defaults={**week, "changed_at": timezone.now()})
    for round in queries.open_rounds_for(by):
        notices.settle(about=round, kind="jpd.round_opened", person=by)
    trail.record(by=by, act="jpd.offers_said", about=[by])
    return said


@transaction.atomic
def say_for_school(*, by: Person, school: School, offers: Levels, wants: Levels, base: str = "") -> School:
    """Say anew what a school offers and would like to gain. Raises TooMany, BothWays, SaidMeanwhile."""
    hold(school)
    _check_school(school, base)
    _check(offers, wants)
    _replace(SchoolOffer, offers, school=school)
    _replace(SchoolWant, wants, school=school)
    trail.record(by=by, act="jpd.school_offers_said", about=[school])
    return school


def _check_person(by: Person, base: str) -> None:
    week = queries.availability_of(by)
    apart = [each.id for each in queries.reserves_of(by)]
    sides = (_levels(queries.offers_of(by)), _levels(queries.wants_of(by)))
    _check_base(base, mark(*sides, apart, (week.half_hours, week.groups_at_once, week.opening_offer)))


def _check_school(school: School, base: str) -> None:
    _check_base(base, mark(_levels(queries.school_offers(school)), _levels(queries.school_wants(school))))


def _levels(rows: Iterable[Offer | Want | SchoolOffer | SchoolWant]) -> dict[UUID, int]:
    return {row.topic_id: row.level for row in rows}


def _check_base(base: str, standing: str) -> None:
    if base and base != standing:
        raise SaidMeanwhile(standing)


def _check(offers: Levels, wants: Levels) -> None:
    for field, levels in (("offers", offers), ("wants", wants)):
        if len(levels) > MOST_TOPICS:
            raise TooMany(
                _("Choose at most %(most)s topics: those you mean most.") % {"most": MOST_TOPICS}, field=field
            )
    both = sorted(topic.name for topic in offers.keys() & wants.keys())
    if both:
        raise BothWays(_("You offer and want “%(topic)s”. Keep it on one side.") % {"topic": both[0]}, field="wants")


def _replace(kind: type[Model], levels: Levels, **whose: Person | School) -> None:
    """Make the rows of one kind say exactly this, keeping the order in which it was said."""
    rows = kind._default_manager.filter(**whose)
    rows.exclude(topic__in=levels).delete()
    for topic, level in levels.items():
        kind._default_manager.update_or_create(
            **whose, topic=topic, defaults={"level": level}, create_defaults={"level": level, "at": timezone.now()}
        )


def _keep_apart(owner: Person, apart: Iterable[Person | School]) -> None:
    Reserve.objects.filter(owner=owner).delete()
    Reserve.objects.bulk_create(
        Reserve(owner=owner, person=each) if isinstance(each, Person) else Reserve(owner=owner, school=each)
        for each in apart
    )


@transaction.atomic
def add_own_words(*, by: Person, name: str) -> Topic:
    """A topic in one's own words, usable at once by those around. Raises topics' NotAWord."""
    return topic_actions.suggest(by=by, name=name)


@transaction.atomic
def follow_merge(*, topic: Topic, into: Topic) -> None:
    """Point every offer and want of a merged topic at the one that stands for it now."""
    for kind, whose in ((Offer, "person"), (Want, "person"), (SchoolOffer, "school"), (SchoolWant, "school")):
        rows = kind._default_manager.filter(topic=topic)
        said_already = kind._default_manager.filter(topic=into).values(whose)
        rows.filter(**{f"{whose}__in": said_already}).delete()
        rows.update(topic=into)


@transaction.atomic
def forget(*, person: Person) -> None:
    """Forget what a person offered, wanted and answered, when they are free, and every reserve about or by them.

    No group comes of what they said yes to: it will not go ahead, as though they had not answered.
    """
    for kind in (Offer, Want, Availability, Entrant, SittingOut, LeftOver, Advice):
        kind._default_manager.filter(person=person).delete()
    Seat.objects.filter(person=person).update(answer=Answer.NONE)
    Reserve.objects.filter(owner=person).delete()
    Reserve.objects.filter(person=person).delete()
    topic_actions.forget(by=person)
