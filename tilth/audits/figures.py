"""What asking in confidence can say of a partnership in numbers. What was not released is no number here either."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
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
"""Of each school by its key, and of all together under None: each strand that was asked about, and how favourable the
latest answers were. What was not released holds no number and says why."""


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
    """How favourable the latest answers were by the end of a day, strand by strand. Three queries.

    For sums that no reader sees. What is shown to somebody comes from `voice_for`.
    """
    return _voice(results.released_in(partnership, until=on))


def voice_for(viewer: Person, partnership: Partnership, on: date) -> Voice:
    """The same as far as somebody may read it today: of a school what its results pages show them, of all together
    where that tells nobody which school said what. The rest is withheld. What a school asked on its own is its voice
    too, for those who may read that.

    Some queries for each strand, however many schools there are.
    """
    own = schools_of(viewer, timezone.localdate()).filter(memberships__in=members_on(partnership, on))
    released = results.released_in(partnership, until=on, also_of=set(own.values_list("id", flat=True)))
    readable = seen.readable_by(viewer, {each.place for each in released if each.place})
    latest = _latest(each for each in released if not each.alone or each.place in readable)
    waves = {each.wave for each in latest if each.school is None}
    together = {wave for wave in waves if rules.hears_together(viewer, results.family_wave(viewer=viewer, key=wave))}
    return _voice(latest, lambda each: each.place in readable if each.school else each.wave in together)


def voice_at(viewer: Person, school: School, on: date) -> Voice:
    """The voice of one school, whoever asked, as far as somebody may read it today. There is no voice of all."""
    released = results.released_at(school, until=on)
    readable = seen.readable_by(viewer, {each.place for each in released if each.place})
    latest = _latest(each for each in released if not each.alone or each.place in readable)
    return _voice(latest, lambda each: each.place in readable)


def _heard(released: Collection[Released]) -> set[UUID]:
    """The schools of which anything was shown. The latest first, and no more are read than it takes."""
    stored = results.kept(released)
    heard: set[UUID] = set()
    for each in released:
        if each.school and each.school not in heard and Publication.read(stored[each.row]).verdict is None:
            heard.add(each.school)
    return heard


def _latest(released: Iterable[Released]) -> list[Released]:
    """Of each school, and of all together, what was released last on each strand."""
    found: dict[tuple[UUID | None, str], Released] = {}
    for each in released:  # the latest first
        found.setdefault((each.school, each.strand), each)
    return list(found.values())


def _voice(released: Iterable[Released], is_open: Callable[[Released], bool] = lambda _any: True) -> Voice:
    latest = _latest(released)
    stored = results.kept(each for each in latest if is_open(each))
    found: defaultdict[UUID | None, dict[str, Figure]] = defaultdict(dict)
    for each in latest:
        shown = _favourable(stored[each.row], _results(each)) if each.row in stored else Figure.withheld(NOT_YOURS)
        found[each.school][each.strand] = shown
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
