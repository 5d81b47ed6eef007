"""Waves for tests: planned and opened by the real actions, in schools with as many people as are wanted."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils import timezone

from tests.factories.partnerships import MembershipFactory, PartnershipFactory, PartnershipRoleFactory, head_of
from tests.factories.people import PersonFactory, RoleFactory
from tests.factories.schools import SchoolFactory
from tilth.audits import actions
from tilth.audits.models import Terms, Wave, WaveSchool
from tilth.partnerships.models import Partnership
from tilth.people.models import Person, Role
from tilth.people.queries import heads_of
from tilth.schools.models import School

STAFF_HEAD = "house:staff-head"
PAPER = Terms.Papers.EVERYBODY


def school_of(staff: int = 20, *, kind: str = Role.Kind.TEACHER, **known: Any) -> School:
    """A school with a headteacher and so many others, all of whom can sign in; of students: who cannot."""
    school: School = SchoolFactory(**known)
    head_of(school)
    for _number in range(staff):
        address = {"email": None} if kind == Role.Kind.STUDENT else {}
        RoleFactory(school=school, kind=kind, person=PersonFactory(**address))
    return school


def family_of(schools: int = 3, staff: int = 20) -> Partnership:
    """A live family of schools with so many staff each, led by the head of the first."""
    partnership: Partnership = PartnershipFactory(name="The Rowan Family")
    for _number in range(schools):
        school = school_of(staff)
        MembershipFactory(partnership=partnership, school=school, agreed_by=head(school))
    PartnershipRoleFactory(partnership=partnership, person=lead(partnership))
    return partnership


def head(school: School) -> Person:
    """The headteacher of a school."""
    return heads_of(school, timezone.localdate()).get()


def lead(partnership: Partnership) -> Person:
    """The head of its first school."""
    return head(schools_of(partnership)[0])


def schools_of(partnership: Partnership) -> list[School]:
    """Its schools, in the order in which they were made."""
    return list(School.objects.filter(memberships__partnership=partnership).order_by("number"))


def planned_wave(where: School | Partnership | None = None, *, days: int = 7, **asked: Any) -> Wave:
    """A wave of trust in leaders, that can be opened today, in a school or in all schools of a partnership.

    `asked` is anything else that `actions.plan` takes: `reference`, `kinds`, `breakdown`, `remarks`, `papers`, `blind`.
    """
    where = where or school_of()
    partnership = where if isinstance(where, Partnership) else None
    schools = schools_of(where) if isinstance(where, Partnership) else [where]
    first = asked.pop("opens_on", timezone.localdate() + timedelta(days=2))
    wave = actions.plan(
        by=head(schools[0]),
        partnership=partnership,
        schools=schools,
        opens_on=first,
        closes_on=asked.pop("closes_on", first + timedelta(days=days)),
        **{"reference": STAFF_HEAD, **asked},
    )
    wave.opens_on = timezone.localdate()  # the two days' notice have passed
    wave.closes_on = wave.opens_on + timedelta(days=days)
    wave.save()
    return wave


def open_wave(where: School | Partnership | None = None, **asked: Any) -> Wave:
    """The same, opened: rolls are drawn and boxes stand."""
    return actions.open_wave(by=None, wave=planned_wave(where, **asked))


def closed_wave(wave: Wave) -> Wave:
    """The wave closed on its last day, and waiting to be counted."""
    return actions.close_wave(by=None, wave=wave)


def in_wave(wave: Wave, school: School | None = None) -> WaveSchool:
    """A school in a wave: the first, unless one is named."""
    found = wave.schools.select_related("wave__terms", "school").order_by("school__number")
    return found.get(school=school) if school else found[0]
