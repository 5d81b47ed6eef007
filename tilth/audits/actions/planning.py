"""Planning a wave: what it promises is written here, once."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tilth.audits.actions import letters
from tilth.audits.actions.refusals import DaysWillNotDo, NotAskedHere, NotNow, TooSoon
from tilth.audits.domain import asked, phases
from tilth.audits.domain.asked import Breakdown
from tilth.audits.domain.instruments import Audience, Instrument
from tilth.audits.models import Terms, Wave, WaveSchool
from tilth.audits.queries import instruments, rolls, waves
from tilth.partnerships.models import Partnership
from tilth.partnerships.queries import agreed_schools
from tilth.people.models import LEADERS, Person
from tilth.people.queries import schools_of
from tilth.schools.models import School
from tilth.trail import actions as trail
from tilth.web.holding import hold

WHY_APART = gettext_lazy(
    "sooner, most people would say what they said, and two results side by side would tell of the others."
)


@dataclass(frozen=True)
class _Asked:
    """What a wave will ask, of whom."""

    reference: str
    instrument: Instrument
    audience: Audience
    kinds: tuple[str, ...]
    root: str  # what all its rewordings descend from

    @property
    def own(self) -> UUID | None:
        """The key of the own instrument, if it is one."""
        is_own = self.reference.startswith(instruments.OWN)
        return UUID(self.reference.removeprefix(instruments.OWN)) if is_own else None


@transaction.atomic
def plan(
    *,
    by: Person,
    partnership: Partnership | None,
    schools: Collection[School],
    reference: str,
    opens_on: date,
    closes_on: date,
    kinds: Collection[str] = (),
    breakdown: Breakdown | None = None,
    remarks: bool = False,
    papers: str = Terms.Papers.WHO_CANNOT_SIGN_IN,
    blind: bool = True,
) -> Wave:
    """Plan a wave, and write down for good what it promises.

    Raises NotNow, NotAskedHere, DaysWillNotDo, TooSoon. Without `kinds` the whole audience is asked.
    """
    _hold(partnership, schools)
    owner = _owner(partnership, schools)
    what = _asked(by, owner, reference, kinds)
    others = not set(schools) <= set(schools_of(by, timezone.localdate(), LEADERS))
    days = phases.Days(opens_on, closes_on)
    check_days(days, others=others)
    _check_breakdown(what.instrument, breakdown)
    check_not_too_soon(schools, what.root, what.audience, days)
    _check_not_nearly_the_same(schools, what, days)
    wave = Wave.objects.create(
        partnership=partnership, opens_on=opens_on, closes_on=closes_on, planned_by=by, planned_at=timezone.now()
    )
    _promise(wave, what, breakdown, blind=blind, remarks=remarks, papers=papers)
    WaveSchool.objects.bulk_create(WaveSchool(wave=wave, school=school) for school in schools)
    trail.record(by=by, act="audits.wave_planned", about=about(wave, schools))
    letters.planned(waves.taking_part(wave), by)
    return wave


def _promise(wave: Wave, what: _Asked, breakdown: Breakdown | None, **chosen: Any) -> Terms:
    """Write down for good what is asked of whom, and by which rules it is shown."""
    return Terms.objects.create(
        wave=wave,
        document=what.instrument.model_dump(mode="json"),
        own_instrument=what.own,
        root=what.root,
        audience=what.audience,
        kinds=list(what.kinds),
        breakdown=breakdown.written() if breakdown else None,
        rules=asked.written(asked.rules_for(what.audience)),
        **chosen,
    )


def about(wave: Wave, schools: Iterable[School]) -> list[Any]:
    """What an entry of the trail about a wave concerns."""
    return [wave, *schools, *([wave.partnership] if wave.partnership else [])]


def _hold(partnership: Partnership | None, schools: Collection[School]) -> None:
    """Keep two people from planning for the same schools at the same moment, always in the same order."""
    if partnership:
        hold(partnership)
    hold_schools(schools)


def hold_schools(schools: Collection[School]) -> None:
    """Have these schools to oneself, always in the same order."""
    keys = [school.id for school in schools]
    list(School.objects.select_for_update().filter(id__in=keys).order_by("id").values_list("id"))


def _owner(partnership: Partnership | None, schools: Collection[School]) -> Partnership | School:
    """Who asks: a live partnership some of its schools, or one school itself. Raises NotNow, NotAskedHere."""
    if not schools:
        raise NotAskedHere(_("Choose at least one school."), field="schools")
    if partnership is None:
        if len(schools) > 1:
            raise NotAskedHere(_("Schools that ask together do so in a partnership."), field="schools")
        return next(iter(schools))
    if partnership.phase != Partnership.Phase.LIVE:
        raise NotNow(_("A wave can be planned while the partnership is live."))
    if not set(schools) <= set(agreed_schools(partnership)):
        raise NotAskedHere(_("Only schools that are members today can be asked."), field="schools")
    return partnership


def _asked(by: Person, owner: Partnership | School, reference: str, kinds: Collection[str]) -> _Asked:
    found = next((each for each in instruments.usable_by(by, owner) if each.reference == reference), None)
    if found is None:
        raise NotAskedHere(_("Choose what is asked."), field="reference")
    audience = asked.audience_of(found.instrument, kinds)
    if audience is None:
        raise NotAskedHere(_("Choose people of one audience of this instrument."), field="kinds")
    possible = asked.kinds_asked(found.instrument, audience)
    chosen = tuple(k for k in possible if not kinds or k in kinds)
    return _Asked(reference, found.instrument, audience, chosen, waves.root_of(reference))


def check_days(days: phases.Days, *, others: bool) -> None:
    """Refuse days that give people no time, or too much. Raises DaysWillNotDo."""
    fault = days.fault(timezone.localdate(), others=others)
    if fault is None:
        return
    words = {
        phases.Fault.PAST: (_("Choose today or a later day."), "opens_on"),
        phases.Fault.NO_NOTICE: (
            _("Give the heads of the other schools two days to look at it: choose a later day."),
            "opens_on",
        ),
        phases.Fault.FAR: (_("Choose a day within the next year."), "opens_on"),
        phases.Fault.SHORT: (_("Keep it open for three days at least, so that nobody misses it."), "closes_on"),
        phases.Fault.LONG: (_("Keep it open for six weeks at most."), "closes_on"),
    }
    said, field = words[fault]
    raise DaysWillNotDo(said, field=field)


def _check_breakdown(instrument: Instrument, breakdown: Breakdown | None) -> None:
    if breakdown is None:
        return
    if not asked.may_break_down(instrument):
        raise NotAskedHere(_("A team is looked at whole: choose no groups here."), field="breakdown")
    if not breakdown.fits:
        raise NotAskedHere(_("Give a question and two to six different answers to it."), field="breakdown")


def check_not_too_soon(
    schools: Collection[School], root: str, audience: Audience, days: phases.Days, *, but: Wave | None = None
) -> None:
    """Refuse to ask the same people the same again too soon: changes in between would tell of few. Raises TooSoon.

    `but`: a wave that is not compared with itself.
    """
    for each in waves.asked_before(schools, root, audience).exclude(wave=but):
        before = phases.Days(each.wave.opens_on, each.wave.closes_on)
        if days.too_near(before):
            raise TooSoon(_too_soon(each, before, days), field="opens_on")


def _too_soon(each: WaveSchool, before: phases.Days, days: phases.Days) -> str:
    """When the same can be asked again."""
    words = {"school": each.school.name, "title": str(each.wave), "day": _day(before.closes_on), "why": WHY_APART}
    if before.opens_on > days.closes_on:
        words["day"] = _day(before.opens_on)
        said = _("%(school)s is already asked “%(title)s” from %(day)s on. Between the two lie three months: %(why)s")
        return said % words
    words["again"] = _day(before.closes_on + phases.BEFORE_THE_SAME)
    said = _("%(school)s is asked “%(title)s” until %(day)s. The same can be asked again from %(again)s on: %(why)s")
    return said % words


def _check_not_nearly_the_same(schools: Collection[School], what: _Asked, days: phases.Days) -> None:
    """Refuse words of one's own for all but a few of those who are asked something else in the same weeks.

    Nobody can see whether two wordings ask the same; if they do, the difference tells of those few. Raises TooSoon.
    """
    rules = asked.rules_for(what.audience)
    for each in waves.asked_before(schools, None, what.audience).select_related("wave__terms", "school"):
        before = phases.Days(each.wave.opens_on, each.wave.closes_on)
        near = days.too_near(before, timedelta(days=rules.opinions_keep))
        in_own_words = what.own is not None or each.wave.terms.own_instrument is not None
        if near and in_own_words and rolls.few_apart(each.school, what.kinds, each.wave.terms.kinds, rules.item):
            words = {"school": each.school.name, "title": str(each.wave), "count": rules.item}
            said = _(
                "%(school)s is asked “%(title)s” in the same three months, and fewer than %(count)s people would be "
                "asked only one of the two. Words of your own could then single them out: ask the same people."
            )
            raise TooSoon(said % words, field="kinds")


def _day(day: date) -> str:
    return date_format(day, "j F Y")
