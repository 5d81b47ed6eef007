"""Asking people to place the strands, and placing them: each alone."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from tilth.maturity.actions import letters
from tilth.maturity.actions.agreeing import concerned, show
from tilth.maturity.actions.editions import edition_for
from tilth.maturity.actions.refusals import (
    NobodyAsked,
    NoSuchStrand,
    NotAsked,
    NothingPlaced,
    UnderWay,
    WrongDay,
    WrongPhase,
)
from tilth.maturity.domain.agreeing import Phase
from tilth.maturity.models import Assessment, Assessor, Placement
from tilth.maturity.queries import assessments, editions
from tilth.maturity.queries.subjects import Subject
from tilth.notices.actions import settle
from tilth.partnerships.models import Partnership
from tilth.people.models import Person
from tilth.schools.models import School
from tilth.trail.actions import record
from tilth.web.holding import hold

LONGEST = timedelta(days=120)
FEWEST = 2  # alone there is nothing to set beside


@transaction.atomic
def open_assessment(*, by: Person, subject: Subject, people: Collection[Person], closes_on: date) -> Assessment:
    """Ask people to place each strand of a school or partnership on their own.

    Raises UnderWay while another goes on, WrongPhase where the partnership rests, WrongDay, NobodyAsked.
    """
    _must_live(subject)
    today = timezone.localdate()
    if not today <= closes_on <= today + LONGEST:
        raise WrongDay(_("Choose today or a day in the next four months."), field="closes_on")
    if assessments.current(subject):
        raise UnderWay(_("An assessment goes on already. End it first."))
    assessment = Assessment.objects.create(
        edition=edition_for(subject.partnership),
        partnership=subject.partnership,
        school=subject.school,
        opened_by=by,
        opened_at=timezone.now(),
        closes_on=closes_on,
    )
    _seat(assessment, subject, people, FEWEST)
    record(by=by, act="maturity.opened", about=concerned(assessment), people=len(people))
    return assessment


def _must_live(subject: Subject) -> None:
    """Hold what is assessed, so that no two assessments of it begin at once."""
    hold(_thing(subject))
    if subject.school is None and subject.partnership and subject.partnership.phase != Partnership.Phase.LIVE:
        raise WrongPhase(_("%(name)s is not live.") % {"name": subject.partnership})


def _thing(subject: Subject) -> School | Partnership:
    thing = subject.school or subject.partnership
    assert thing is not None  # it is of something
    return thing


def _seat(assessment: Assessment, subject: Subject, people: Collection[Person], fewest: int) -> None:
    known = {each.person.id: each for each in assessments.candidates(subject)}
    asked = [known[person.id] for person in people if person.id in known]
    if len(asked) < len(people):
        raise NobodyAsked(_("Somebody you chose has no part here any more."), field="people")
    if len(asked) < fewest:
        raise NobodyAsked(_("Choose two people at least: alone there is nothing to compare."), field="people")
    Assessor.objects.bulk_create(
        Assessor(assessment=assessment, person=each.person, school_id=each.school, standing=each.standing)
        for each in asked
    )
    letters.please_place(assessment, [each.person for each in asked])


@transaction.atomic
def ask_further(*, by: Person, assessment: Assessment, people: Collection[Person]) -> Assessment:
    """Ask further people while nobody has seen anything. Raises WrongPhase, NobodyAsked."""
    _must_be_placing(assessment)
    there = set(assessment.assessors.values_list("person", flat=True))
    new = [person for person in people if person.id not in there]
    _seat(assessment, Subject(assessment.partnership, assessment.school), new, fewest=0)
    return assessment


def _must_be_placing(assessment: Assessment) -> None:
    hold(assessment)
    if assessments.phase(assessment) is not Phase.PLACING:
        raise WrongPhase(_("The placements are out, so they can no longer be changed."))


def _own(by: Person, assessment: Assessment) -> Assessor:
    found = assessments.assessor(by, assessment)
    if found is None:
        raise NotAsked(_("Only those who were asked place the strands."))
    return found


@transaction.atomic
def place(
    *, by: Person, assessment: Assessment, strand: str, stage: int | None, words: str = "", evidence: str = ""
) -> Placement:
    """Place one strand, or change where one placed it. Kept for oneself alone until all are shown.

    Raises WrongPhase, NotAsked, NoSuchStrand.
    """
    _must_be_placing(assessment)
    own = _own(by, assessment)
    if editions.read(assessment.edition).strand(strand) is None:
        raise NoSuchStrand(_("The model has no such strand."))
    if own.finished_at:  # changed one's mind: finished anew when one says so
        own.finished_at = None
        own.save(update_fields=["finished_at"])
    placement, _new = Placement.objects.update_or_create(
        assessor=own,
        strand=strand,
        defaults={"stage": stage, "words": words, "evidence": evidence, "at": timezone.now()},
    )
    return placement


@transaction.atomic
def finish(*, by: Person, assessment: Assessment) -> Assessor:
    """Say that one is done; strands left out are ones of which one cannot say. The last to finish shows them all.

    Raises WrongPhase, NotAsked, NothingPlaced.
    """
    _must_be_placing(assessment)
    own = _own(by, assessment)
    if not own.placements.exclude(stage=None).exists():
        raise NothingPlaced(_("Place one strand at least."))
    own.finished_at = timezone.now()
    own.save(update_fields=["finished_at"])
    record(by=by, act="maturity.placed", about=concerned(assessment))
    settle(about=assessment, kind=letters.PLACE, person=by)
    if not assessment.assessors.filter(finished_at=None).exists():
        show(assessment=assessment)
    return own


@transaction.atomic
def reopen_own(*, by: Person, assessment: Assessment) -> Assessor:
    """Go on after one had finished, while nobody has seen anything. Raises WrongPhase, NotAsked."""
    _must_be_placing(assessment)
    own = _own(by, assessment)
    own.finished_at = None
    own.save(update_fields=["finished_at"])
    return own
