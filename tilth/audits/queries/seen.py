"""What somebody finds on their own page of asking in confidence."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone

from tilth.audits.domain import phases
from tilth.audits.domain.asked import HEAD, Breakdown, audience_of, is_small, needed, rules_for, rules_read
from tilth.audits.domain.instruments import Audience, Instrument
from tilth.audits.models import Prediction, Terms, Wave, WaveSchool
from tilth.audits.queries import rolls
from tilth.disclosure import Rules
from tilth.partnerships.models import Partnership
from tilth.partnerships.queries import LEADING, live_partnerships_of
from tilth.people.models import GOVERNING, LEADERS, Person, Role, standing
from tilth.schools.models import School

RESULTS_AT_MOST = 12


def published_for(viewer: Person, since: date | None = None) -> list[WaveSchool]:
    """The results a person may read, the latest first: those of schools they lead or govern, and what they were asked.

    Two reads, however many there are.
    """
    roles = list(Role.objects.filter(person=viewer))
    days = {"wave__published_on__gte": since} if since else {}
    found = WaveSchool.objects.filter(
        school__in={role.school_id for role in roles}, wave__phase=Wave.Phase.PUBLISHED, withdrawn_at=None, **days
    )
    ordered = found.select_related("wave__terms", "school").order_by("-wave__published_on", "school__name")
    today = timezone.localdate()
    return [each for each in ordered if may_read(roles, each, today)][:RESULTS_AT_MOST]


def may_read(roles: list[Role], each: WaveSchool, today: date) -> bool:
    """The same as the rule `sees_results` says, for many at once."""
    if _kinds(roles, each.school_id, today) & (LEADERS | GOVERNING):
        return True
    asked = _kinds(roles, each.school_id, each.wave.opens_on)
    kinds = set(each.wave.terms.kinds)
    spoken_of = HEAD in asked and HEAD not in kinds
    return (
        bool(asked & kinds) and not spoken_of and each.wave.published_on is not None and today > each.wave.published_on
    )


def _kinds(roles: list[Role], school: UUID, on: date) -> set[str]:
    """The kinds of role a person held in a school on a day."""
    return {
        role.kind
        for role in roles
        if role.school_id == school and role.starts_on <= on and (role.ends_on is None or role.ends_on >= on)
    }


def readable_by(viewer: Person, places: Collection[UUID]) -> set[UUID]:
    """Of these schools in waves that were published, those whose results a person may read. Two reads."""
    roles = list(Role.objects.filter(person=viewer))
    found = WaveSchool.objects.filter(id__in=places, school__in={role.school_id for role in roles}, withdrawn_at=None)
    today = timezone.localdate()
    told = found.select_related("wave__terms").defer("wave__terms__document")
    return {each.id for each in told if may_read(roles, each, today)}


def may_plan_for(viewer: Person) -> QuerySet[Partnership]:
    """Live partnerships for which a person may plan a wave."""
    leading = viewer.partnership_roles.filter(standing(timezone.localdate()), kind__in=LEADING)
    return live_partnerships_of(viewer).filter(Q(roles__in=leading)).distinct()


# --- a wave as its page shows it ----------------------------------------------------------------


@dataclass(frozen=True)
class SchoolSeen:
    """A school in a wave, for somebody who leads the wave or one of its schools."""

    wave_school: WaveSchool
    people: int  # who are asked, or would be as things stand
    small: bool  # so few that more than half of them have to answer
    needed: int
    heads: bool  # the viewer heads it
    leads: bool
    expects: bool  # the viewer has said what they expect


def seen_in(viewer: Person, wave: Wave, schools: Collection[WaveSchool]) -> list[SchoolSeen]:
    """The schools of a wave. Three reads, however many there are; nothing of it depends on who has answered."""
    today, rules = timezone.localdate(), rules_read(wave.terms.rules)
    own = Role.objects.filter(standing(today), person=viewer, kind__in=LEADERS)
    held = {(role.school_id, role.kind) for role in own}
    sealed = set(
        Prediction.objects.filter(person=viewer, wave_school__in=schools).values_list("wave_school", flat=True)
    )
    sizes = rolls.sizes([each.school for each in schools], wave.terms.kinds, today)
    seen = []
    for each in schools:
        people = sizes[each.school_id] if each.asked is None else each.asked
        heads = (each.school_id, HEAD) in held
        leads = heads or any(school == each.school_id for school, _kind in held)
        seen.append(
            SchoolSeen(each, people, is_small(rules, people), needed(rules, people), heads, leads, each.id in sealed)
        )
    return seen


@dataclass(frozen=True)
class DaysSeen:
    """What can be done on this day."""

    open_now: bool
    close_from: date
    close_now: bool
    remind_from: date
    remind_now: bool


def days_of(wave: Wave, today: date) -> DaysSeen:
    """What those who lead a wave can do today."""
    close_from = phases.may_close_from(wave.opens_on)
    remind_from = phases.may_remind_from(wave.opens_on, wave.reminded_on)
    is_open = wave.phase == Wave.Phase.OPEN
    return DaysSeen(
        open_now=wave.phase == Wave.Phase.PLANNED and (wave.partnership is None or today >= wave.opens_on),
        close_from=close_from,
        close_now=is_open and today >= close_from,
        remind_from=remind_from,
        remind_now=is_open and today >= remind_from,
    )


def breakdown_of(terms: Terms) -> Breakdown | None:
    """The one question by which a wave's results may be broken down."""
    return Breakdown.read(terms.breakdown)


def prediction_of(viewer: Person, wave_school: WaveSchool) -> Prediction | None:
    """What the viewer has said they expect: for their own eyes."""
    return Prediction.objects.filter(person=viewer, wave_school=wave_school).first()


# --- a wave before it is planned ----------------------------------------------------------------


@dataclass(frozen=True)
class LookAhead:
    """What a wave would be like."""

    audience: Audience
    rules: Rules
    sizes: Mapping[UUID, int]

    @property
    def people(self) -> int:
        return sum(self.sizes.values())


def look_ahead(instrument: Instrument, schools: Collection[School], kinds: Collection[str]) -> LookAhead:
    """Whom a wave would ask today, and on which rules."""
    audience = audience_of(instrument, kinds) or instrument.audiences[0]
    return LookAhead(audience, rules_for(audience), rolls.sizes(schools, kinds, timezone.localdate()))
