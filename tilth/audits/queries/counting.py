"""What the counting of a wave has to know beside what lies in its boxes. For Tilth itself: no viewer."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Q, QuerySet

from tilth.audits.domain import asked
from tilth.audits.domain.asked import Breakdown
from tilth.audits.domain.counting import Before
from tilth.audits.domain.counting import Wave as Counted
from tilth.audits.domain.instruments import Audience
from tilth.audits.domain.publication import Publication
from tilth.audits.domain.publishing import Facts
from tilth.audits.models import PublicationRow, Terms, Wave, WaveSchool
from tilth.audits.queries import rolls, waves
from tilth.people.models import GOVERNING, LEADERS, Person, Role, standing


def counted(wave: Wave) -> Counted:
    """A wave as the counting knows it: by its terms."""
    breakdown = Breakdown.read(wave.terms.breakdown)
    return Counted(
        facts=Facts(str(wave.id), waves.instrument_of(wave.terms), wave.opens_on, wave.closes_on),
        rules=asked.rules_read(wave.terms.rules),
        parts=tuple(part.key for part in breakdown.parts) if breakdown else (),
        remarks=wave.terms.remarks,
        family=wave.partnership is not None and waves.taking_part(wave).count() > 1,
        own=wave.terms.own_instrument is not None,
    )


def members(wave_school: WaveSchool) -> frozenset[str]:
    """Marks of those who were asked: what is known of their roles today need not have been so when it opened."""
    return frozenset(wave_school.marks) or _by_roles(wave_school)


def _by_roles(wave_school: WaveSchool) -> frozenset[str]:
    keys = rolls.were_asked(wave_school).values_list("id", flat=True)
    return frozenset(asked.mark(wave_school.school_id, key) for key in keys)


def before(wave_school: WaveSchool) -> list[Before]:
    """What was published before in the same school of some of the same people, the latest first.

    Of another instrument too, where it is so lately: an item of it may have said the same.
    """
    terms, rules = wave_school.wave.terms, asked.rules_read(wave_school.wave.terms.rules)
    since = wave_school.wave.closes_on - timedelta(days=rules.opinions_keep)
    return [
        Before(
            publication=publication,
            members=members(each) if publication.closed >= since else frozenset(),
            alike=_alike(terms, each.wave.terms),
            descended=each.wave.terms.root == terms.root,
            divided=each.wave.terms.breakdown != terms.breakdown,
        )
        for each, publication in _published_before(wave_school, since)
    ]


def _published_before(wave_school: WaveSchool, since: date) -> Iterator[tuple[WaveSchool, Publication]]:
    terms, school = wave_school.wave.terms, wave_school.school
    same = Q(wave__terms__root=terms.root) | Q(wave__closes_on__gte=since)
    some = waves.asked_before([school], None, Audience(terms.audience))
    for each in some.filter(same, wave__phase=Wave.Phase.PUBLISHED).select_related("wave__terms", "school"):
        yield each, Publication.read(bytes(each.wave.publications.get(school=school).stored))


def _alike(one: Terms, other: Terms) -> bool:
    """Whether two waves asked the same kinds of people the same."""
    return (one.root, one.audience, set(one.kinds)) == (other.root, other.audience, set(other.kinds))


def together_before(wave: Wave) -> Publication | None:
    """The latest publication of the same schools together, asked the same, if it left none out."""
    earlier = PublicationRow.objects.filter(
        school=None, wave__partnership=wave.partnership, wave__closes_on__lt=wave.closes_on
    )
    for row in earlier.select_related("wave__terms").order_by("-wave__closes_on"):
        if _alike(wave.terms, row.wave.terms) and _schools(wave) == _schools(row.wave):
            publication = Publication.read(bytes(row.stored))
            return publication if publication.schools == len(_schools(wave)) else None
    return None


def _schools(wave: Wave) -> set[UUID]:
    return set(waves.taking_part(wave).values_list("school", flat=True))


def who_hears(wave_school: WaveSchool) -> QuerySet[Person]:
    """Everybody who was asked in a school, and those who lead and govern it."""
    day = wave_school.wave.closes_on
    held = Role.objects.filter(standing(day), school=wave_school.school, kind__in=LEADERS | GOVERNING)
    either = Q(id__in=rolls.were_asked(wave_school).values("id")) | Q(id__in=held.values("person"))
    return Person.objects.filter(either, is_active=True)
