"""Reads of waves, narrowed to what the viewer may see."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Prefetch, Q, QuerySet
from django.utils import timezone

from tilth.audits.domain.asked import KINDS, Breakdown, Part
from tilth.audits.domain.instruments import Audience, Instrument
from tilth.audits.models import OwnInstrument, RollEntry, Terms, Wave, WaveSchool
from tilth.audits.queries import rolls
from tilth.audits.queries.instruments import HOUSE, OWN
from tilth.partnerships import queries as partnerships
from tilth.partnerships.models import Partnership, PartnershipRole
from tilth.people.models import GOVERNING, LEADERS, Person, Role, standing
from tilth.people.queries import schools_of
from tilth.schools.models import School

were_asked = rolls.were_asked


# --- what a viewer has to do with ---------------------------------------------------------------


def wave(*, viewer: Person, key: UUID) -> Wave | None:
    """A wave of a partnership the viewer leads, or with a school they lead."""
    return waves_of(viewer).filter(id=key).first()


def waves_of(viewer: Person) -> QuerySet[Wave]:
    """Waves the viewer leads, and those in which a school they lead takes part, the latest first."""
    mine = Q(partnership__in=_led(viewer)) | Q(id__in=_with_my_school(viewer, LEADERS))
    whole = Prefetch("schools", WaveSchool.objects.select_related("school"))
    return Wave.objects.filter(mine).select_related("terms", "partnership", "planned_by").prefetch_related(whole)


def wave_school(*, viewer: Person, key: UUID) -> WaveSchool | None:
    """A school in a wave, where the viewer is asked, has a part in the school, or leads the partnership that asks."""
    asked = RollEntry.objects.filter(person=viewer).values("wave_school")
    own = schools_of(viewer, timezone.localdate())
    concerns = Q(id__in=asked) | Q(school__in=own) | Q(wave__partnership__in=_led(viewer))
    return whole_wave_schools().filter(concerns, id=key).first()


def whole_wave_schools() -> QuerySet[WaveSchool]:
    """Schools in waves, with what their pages need."""
    return WaveSchool.objects.select_related("wave__terms", "wave__partnership", "school")


def partnership(*, viewer: Person, key: UUID) -> Partnership | None:
    """A partnership for which the viewer may plan, if they lead it."""
    return partnerships.partnership(viewer=viewer, key=key)


def school(*, viewer: Person, key: UUID) -> School | None:
    """A school the viewer leads."""
    return partnerships.schools_led(viewer).filter(id=key).first()


def _led(viewer: Person) -> QuerySet[PartnershipRole, UUID]:
    held = PartnershipRole.objects.filter(standing(timezone.localdate()), person=viewer, kind__in=partnerships.LEADING)
    return held.order_by().values("partnership")  # type: ignore[return-value]


def _with_my_school(viewer: Person, kinds: Iterable[str]) -> QuerySet[WaveSchool, UUID]:
    own = schools_of(viewer, timezone.localdate(), kinds)
    return WaveSchool.objects.filter(school__in=own).order_by().values("wave")  # type: ignore[return-value]


def governs_in(viewer: Person, partnership: Partnership) -> bool:
    """Whether a person is a governor of one of its schools today."""
    places = partnerships.members(partnership).values("school")
    held = Role.objects.filter(standing(timezone.localdate()), person=viewer, kind__in=GOVERNING, school__in=places)
    return held.exists()


# --- what the anonymous door shows --------------------------------------------------------------


@dataclass(frozen=True)
class Asking:
    """What somebody with a slip is asked: the same for everybody in a school."""

    instrument: Instrument
    question: str  # of the breakdown; empty where there is none
    parts: tuple[Part, ...]
    remarks: bool
    closes_on: date
    school: str
    audience: Audience
    own: bool  # of the behaviours exercise: what one picks of oneself, not of the team


def asking(box: UUID) -> Asking | None:
    """What is asked where a slip of this box is used; None when its wave is not open."""
    found = whole_wave_schools().filter(Q(box=box) | Q(own_box=box), wave__phase=Wave.Phase.OPEN, withdrawn_at=None)
    each = found.first()
    return what_is_asked(each, own=each.own_box == box) if each else None


def what_is_asked(each: WaveSchool, *, own: bool = False) -> Asking:
    """What everybody in a school is asked."""
    terms = each.wave.terms
    breakdown = Breakdown.read(terms.breakdown)
    return Asking(
        instrument=instrument_of(terms),
        question=breakdown.question if breakdown else "",
        parts=breakdown.parts if breakdown else (),
        remarks=terms.remarks and not own,
        closes_on=each.wave.closes_on,
        school=each.school.name,
        audience=Audience(terms.audience),
        own=own,
    )


def instrument_of(terms: Terms) -> Instrument:
    """The instrument a wave uses, whole, as it stood when the wave was planned."""
    return Instrument.model_validate(terms.document)


# --- planning -----------------------------------------------------------------------------------


def root_of(reference: str) -> str:
    """The slug an instrument descends from: a reworded copy asks the same as what it was copied from."""
    if reference.startswith(HOUSE):
        return reference.removeprefix(HOUSE)
    row = OwnInstrument.objects.get(id=UUID(reference.removeprefix(OWN)))
    return row.based_on.split(" ", 1)[0] or row.slug


def asked_before(schools: Collection[School], root: str | None, audience: Audience) -> QuerySet[WaveSchool]:
    """Where these schools were, are or will be asked the same, and some of the people may be the same.

    Without a root: whatever they were asked.
    """
    same = [each.value for each in Audience if not set(KINDS[each]).isdisjoint(KINDS[audience])]
    descended = {} if root is None else {"wave__terms__root": root}
    counted = Q(wave__terms__audience__in=same, withdrawn_at=None, school__in=schools)
    found = WaveSchool.objects.filter(counted, **descended).exclude(wave__phase=Wave.Phase.CALLED_OFF)
    return found.select_related("wave", "school").order_by("-wave__closes_on")


# --- what is due --------------------------------------------------------------------------------


def due_to_open(on: date) -> QuerySet[Wave]:
    """Waves whose first day has come."""
    return _whole().filter(phase=Wave.Phase.PLANNED, opens_on__lte=on)


def due_to_close(on: date) -> QuerySet[Wave]:
    """Waves whose last day is over."""
    return _whole().filter(phase=Wave.Phase.OPEN, closes_on__lt=on)


def to_count() -> QuerySet[Wave]:
    """Closed waves that are not published yet."""
    return _whole().filter(phase=Wave.Phase.CLOSED)


def to_destroy() -> QuerySet[WaveSchool]:
    """Schools in finished waves whose trays may still be there."""
    finished = Wave.objects.exclude(phase__in=Wave.UNFINISHED)
    return WaveSchool.objects.filter(destroyed_on=None, wave__in=finished)


def with_marks(closed_before: date) -> QuerySet[WaveSchool]:
    """Schools in waves that closed before a day, of whose rolls marks are still kept."""
    return WaveSchool.objects.filter(wave__closes_on__lt=closed_before).exclude(marks=[])


def rests(wave: Wave) -> bool:
    """Whether the partnership that asks does not live now."""
    return wave.partnership is not None and wave.partnership.phase != Partnership.Phase.LIVE


def planned_in(partnership: Partnership) -> QuerySet[Wave]:
    """Waves of a partnership that have not opened yet."""
    return _whole().filter(partnership=partnership, phase=Wave.Phase.PLANNED)


def taking_part(wave: Wave) -> QuerySet[WaveSchool]:
    """The schools that are in a wave and were not taken out."""
    return whole_wave_schools().filter(wave=wave, withdrawn_at=None)


def _whole() -> QuerySet[Wave]:
    return Wave.objects.select_related("terms", "partnership").order_by("opens_on", "id")
