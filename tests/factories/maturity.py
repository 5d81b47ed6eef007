"""Assessments for tests, made by the real actions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta

from django.utils import timezone

from tests.factories.people import RoleFactory
from tilth.maturity import actions
from tilth.maturity.models import Agreement, Assessment
from tilth.maturity.queries.subjects import Subject, of_school
from tilth.partnerships.models import Partnership
from tilth.people.models import Person, Role
from tilth.schools.models import School

JPD = "joint-practice-development"
TRUST = "high-social-capital"
PURPOSE = "collective-moral-purpose"
CHALLENGE = "evaluation-and-challenge"


def opened(subject: Subject, people: Sequence[Person], days: int = 14) -> Assessment:
    """An assessment that these people are asked to make; the first of them opens it."""
    last = timezone.localdate() + timedelta(days=days)
    return actions.open_assessment(by=people[0], subject=subject, people=people, closes_on=last)


def placed(assessment: Assessment, who: Person, stages: Mapping[str, int | None]) -> None:
    """One of them places strands and is done."""
    for strand, stage in stages.items():
        actions.place(by=who, assessment=assessment, strand=strand, stage=stage)
    actions.finish(by=who, assessment=assessment)


def claimed(subject: Subject, people: Sequence[Person], stages: Mapping[str, int | None]) -> dict[str, Agreement]:
    """They all place alike, agree on it, and end. The agreements by strand."""
    assessment = opened(subject, people)
    for who in people:
        placed(assessment, who, {slug: 1 if stage is None else stage for slug, stage in stages.items()})
    assessment.refresh_from_db()
    said = {
        strand: actions.agree(by=people[0], assessment=assessment, strand=strand, stage=stage, words="So it is.")
        for strand, stage in stages.items()
    }
    actions.end(by=people[0], assessment=assessment)
    return said


def of_partnership(partnership: Partnership) -> Subject:
    """A partnership, to be looked at between its schools."""
    return Subject(partnership, None)


def leaders(school: School) -> list[Person]:
    """The head of a school and a new senior leader."""
    head = Role.objects.filter(school=school, kind=Role.Kind.HEADTEACHER).first()
    first = head.person if head else RoleFactory(school=school, kind=Role.Kind.HEADTEACHER).person
    return [first, RoleFactory(school=school, kind=Role.Kind.SENIOR_LEADER).person]


__all__ = [
    "CHALLENGE",
    "JPD",
    "PURPOSE",
    "TRUST",
    "claimed",
    "leaders",
    "of_partnership",
    "of_school",
    "opened",
    "placed",
]
