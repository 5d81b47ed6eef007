"""What asking in confidence can say of a partnership in numbers. What was not released is no number here either."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import date, timedelta
from uuid import UUID

from django.urls import reverse
from django.utils import timezone

from tilth.audits import rules
from tilth.audits.domain.publication import Publication, ScaleResult
from tilth.audits.queries import results, seen
from tilth.audits.queries.results import Released
from tilth.figures import Figure, Shares
from tilth.partnerships.models import Partnership
from tilth.partnerships.queries import members_on
from tilth.people.models import Person
from tilth.people.queries import schools_of
from tilth.schools.models import School

NOT_EXACTLY = "not exactly"  # only between which two numbers it lies
NOT_YOURS = "not yours"  # released, but not to this reader
TWO_YEARS = timedelta(days=730)

Voice = Mapping[UUID | None, Mapping[str, Figure]]
"""Of each school by its key, and of all together under None: each strand that was asked about, and how favourable
answers were. What was not released holds no number and says why."""


def hearing(partnership: Partnership, on: date) -> dict[str, Shares]:
    """How many of its schools were heard: of which anything was released in the two years before a day. Four queries.

    Only what the partnership asked: what a school asked on its own is its own.
    """
    released = results.released_in(partnership, until=on, since=on - TWO_YEARS)
    schools = set(members_on(partnership, on).values_list("school", flat=True))
    heard = _heard([each for each in released if each.school in schools])
    source = _together(released) or reverse("partnerships:show", args=[partnership.id])
    found: dict[UUID | None, Figure] = {each: Figure(int(each in heard), of=1, source=source) for each in schools}
    if schools:
        found[None] = Figure(len(heard), of=len(schools), source=source)
    return {"audits.schools_heard": found}


def hearing_at(school: School, on: date) -> dict[str, Shares]:
    """The same of one school, whoever asked. There is no figure of all."""
    released = results.released_at(school, until=on, since=on - TWO_YEARS)
    source = _results(released[0]) if released else reverse("audits:mine")
    return {"audits.schools_heard": {school.id: Figure(len(_heard(released)), of=1, source=source)}}


def voice(partnership: Partnership, on: date) -> Voice:
    """How favourable answers were, strand by strand: the latest, of two years before a day, of which anything is told.

    Three queries. For sums that no reader sees: what is shown to somebody comes from `voice_for`.
    """
    return _by_place(_told(results.released_in(partnership, until=on, since=on - TWO_YEARS)))


def voice_for(viewer: Person, partnership: Partnership, on: date) -> Voice:
    """The same as far as somebody may read it today: of a school what its results pages show them, of all together
    where that tells nobody which school said what. The rest is withheld. What a school asked on its own is its voice
    too, for those who may read that.

    Some queries for each strand, however many schools there are.
    """
    own = schools_of(viewer, timezone.localdate()).filter(memberships__in=members_on(partnership, on))
    also = set(own.values_list("id", flat=True))
    released = results.released_in(partnership, until=on, since=on - TWO_YEARS, also_of=also)
    together = _told([each for each in released if each.school is None])
    waves = {each.wave for each, _figure in together}
    heard = {wave for wave in waves if rules.hears_together(viewer, results.family_wave(viewer=viewer, key=wave))}
    told = [(each, figure if each.wave in heard else _not_yours()) for each, figure in together]
    return _by_place([*_told_to(viewer, [each for each in released if each.school]), *told])


def voice_at(viewer: Person, school: School, on: date) -> Voice:
    """The voice of one school, whoever asked, as far as somebody may read it today. There is no voice of all."""
    return _by_place(_told_to(viewer, results.released_at(school, until=on, since=on - TWO_YEARS)))


def _heard(released: Collection[Released]) -> set[UUID]:
    """The schools of which anything was shown. The latest first, and no more are read than it takes."""
    stored = results.kept(released)
    heard: set[UUID] = set()
    for each in released:
        if each.school and each.school not in heard and Publication.read(stored[each.row]).verdict is None:
            heard.add(each.school)
    return heard


Told = list[tuple[Released, Figure]]


def _told(released: Collection[Released]) -> Told:
    """Of each school, and of all together, on each strand: the latest that tells anything, else simply the latest."""
    stored = results.kept(released)
    found: dict[tuple[UUID | None, str], tuple[Released, Figure]] = {}
    for each in released:  # the latest first
        before = found.get((each.school, each.strand))
        if before is None or before[1].span is None:
            figure = _favourable(stored[each.row], _results(each))
            if before is None or figure.span:
                found[each.school, each.strand] = each, figure
    return list(found.values())


def _told_to(viewer: Person, released: Collection[Released]) -> Told:
    """The same of schools, to somebody. Of what a school asked on its own only those hear who may read it."""
    readable = seen.readable_by(viewer, {each.place for each in released if each.place})
    told = _told([each for each in released if each.place in readable])
    known = {(each.school, each.strand) for each, _figure in told}
    hidden = [each for each in released if not each.alone and (each.school, each.strand) not in known]
    return [*told, *((each, _not_yours()) for each in hidden)]


def _not_yours() -> Figure:
    return Figure.withheld(NOT_YOURS)


def _by_place(told: Told) -> Voice:
    found: defaultdict[UUID | None, dict[str, Figure]] = defaultdict(dict)
    for each, figure in told:
        found[each.school][each.strand] = figure
    return dict(found)


def _favourable(stored: bytes, source: str) -> Figure:
    """The favourable answers out of all, where they were released as they are; else between what they must lie."""
    publication = Publication.read(stored)
    held = publication.verdict or publication.scale
    if not isinstance(held, ScaleResult):
        return Figure.withheld(held.reason if held else NOT_EXACTLY, source)
    fewest, most = _span(held)
    if fewest < most:
        return Figure.between(fewest, most, of=held.of, why=NOT_EXACTLY, source=source)
    return Figure(fewest, of=held.of, source=source)


def _span(scale: ScaleResult) -> tuple[int, int]:
    """The fewest and the most answers that may have been favourable."""
    if scale.most is not None:
        return scale.favourable, scale.most
    if scale.near is None:
        return scale.favourable, scale.favourable
    return (scale.favourable, scale.of) if scale.near else (0, scale.favourable)


def _results(released: Released) -> str:
    """The page that shows it: a school's own, or that of all together."""
    if released.school is None:
        return reverse("audits:family", args=[released.wave])
    return reverse("audits:results", args=[released.place])


def _together(released: Collection[Released]) -> str:
    """The page of all schools together of the latest wave, if there was one."""
    return next((reverse("audits:family", args=[each.wave]) for each in released), "")
