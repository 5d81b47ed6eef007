"""Reads of what was published, of what heads expected, and of what schools promise because of it.

What was published is read from where it was kept once, and from nowhere else.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from tilth.audits.domain.asked import Breakdown
from tilth.audits.domain.instruments import Audience
from tilth.audits.domain.naming import counted, may_be_named, may_be_shown
from tilth.audits.domain.publication import Publication
from tilth.audits.models import Commitment, Prediction, PublicationRow, Wave, WaveSchool
from tilth.audits.queries.seen import may_read
from tilth.audits.queries.waves import whole_wave_schools
from tilth.notices.models import Notice
from tilth.partnerships import queries as partnerships
from tilth.partnerships.models import Partnership
from tilth.people.models import GOVERNING, LEADERS, STAFF, Person, Role, standing
from tilth.people.queries import schools_of
from tilth.schools.models import School

OVERDUE = "audits.overdue"
PROMISED = Commitment.State.PROMISED

# --- one school ---------------------------------------------------------------------------------


def wave_school(*, viewer: Person, key: UUID) -> WaveSchool | None:
    """A school in a published wave, where the viewer has a part in the school, or had one when it was asked."""
    then = Role.objects.filter(_standing_when_asked(), person=viewer, school=OuterRef("school"))
    concerns = Q(school__in=schools_of(viewer, timezone.localdate())) | Q(Exists(then))
    return _published().filter(concerns, id=key).first()


def _standing_when_asked() -> Q:
    began = OuterRef("wave__opens_on")
    return Q(starts_on__lte=began) & (Q(ends_on__isnull=True) | Q(ends_on__gte=began))


def _published() -> QuerySet[WaveSchool]:
    return whole_wave_schools().filter(wave__phase=Wave.Phase.PUBLISHED, withdrawn_at=None)


def stored(wave_school: WaveSchool) -> bytes:
    """What was published of a school, byte for byte as it was kept."""
    row = PublicationRow.objects.get(wave=wave_school.wave_id, school=wave_school.school_id)
    return bytes(row.stored)


def read(stored: bytes) -> Publication:
    """What kept bytes stand for."""
    return Publication.read(stored)


def publication(wave_school: WaveSchool) -> Publication:
    """What was published of a school."""
    return read(stored(wave_school))


def breakdown(wave_school: WaveSchool) -> Breakdown | None:
    """The question by which it was broken down, with the names of its parts."""
    return Breakdown.read(wave_school.wave.terms.breakdown)


def audience(wave_school: WaveSchool) -> Audience:
    return Audience(wave_school.wave.terms.audience)


@dataclass(frozen=True)
class Standing:
    """What the viewer is to a school today."""

    heads: bool
    leads: bool
    governs: bool
    learns: bool = False


def standing_of(viewer: Person, wave_school: WaveSchool) -> Standing:
    """One read."""
    held = Role.objects.filter(standing(timezone.localdate()), person=viewer, school=wave_school.school_id)
    kinds = set(held.values_list("kind", flat=True))
    learns = Role.Kind.STUDENT in kinds
    return Standing(Role.Kind.HEADTEACHER in kinds, bool(kinds & LEADERS), bool(kinds & GOVERNING), learns)


def prediction_seen(viewer: Person, wave_school: WaveSchool) -> Prediction | None:
    """What the head expected: for whoever sealed it, and for others once they let it be seen."""
    return Prediction.objects.filter(Q(person=viewer) | Q(shared=True), wave_school=wave_school).first()


@dataclass(frozen=True)
class Held:
    """One wave of a school's history, with what was published of it."""

    wave_school: WaveSchool
    publication: Publication


def history(viewer: Person, wave_school: WaveSchool) -> list[Held]:
    """All waves in which the school asked the same of the same, as far as the viewer may read them, the first first.

    Three reads, however many there are.
    """
    terms = wave_school.wave.terms
    same = _published().filter(
        school=wave_school.school_id, wave__terms__root=terms.root, wave__terms__audience=terms.audience
    )
    roles, today = list(Role.objects.filter(person=viewer, school=wave_school.school_id)), timezone.localdate()
    seen = [each for each in same.order_by("wave__closes_on") if may_read(roles, each, today)]
    rows = PublicationRow.objects.filter(school=wave_school.school_id, wave__in=[each.wave_id for each in seen])
    read = {row.wave_id: Publication.read(bytes(row.stored)) for row in rows}
    return [Held(each, read[each.wave_id]) for each in seen]


# --- all schools together -----------------------------------------------------------------------


def family_wave(*, viewer: Person, key: UUID) -> Wave | None:
    """A published wave of a partnership with which the viewer has business."""
    found = Wave.objects.filter(phase=Wave.Phase.PUBLISHED, partnership__in=partnerships.visible_to(viewer))
    return found.filter(id=key).select_related("terms", "partnership").first()


def stored_together(wave: Wave) -> bytes | None:
    """What was published of all schools of a wave together, byte for byte; None where nothing was."""
    row = PublicationRow.objects.filter(wave=wave, school=None).first()
    return bytes(row.stored) if row else None


@dataclass(frozen=True)
class Family:
    """What one reader may see of all schools together: whether anything, and which schools by name."""

    may_be_shown: bool
    named: tuple[Held, ...]
    own: tuple[WaveSchool, ...]  # that the reader leads or governs
    headed: tuple[WaveSchool, ...]  # that they head: each knows `is_named`


def family(viewer: Person, wave: Wave, together: Publication) -> Family:
    """Three reads, however many schools there are."""
    places = list(_published().filter(wave=wave).annotate(is_named=Q(naming__isnull=False)).order_by("school__name"))
    schools = _publications(wave)
    kinds = _kinds_by_school(viewer, [each.school_id for each in places])
    own = tuple(each for each in places if kinds[each.school_id] & (LEADERS | GOVERNING))
    agreed = [each for each in places if each.is_named]
    numbers, known = counted(together, schools), _keys(own)
    name = may_be_named(numbers, _keys(agreed), known)
    return Family(
        may_be_shown=may_be_shown(numbers, known | (_keys(agreed) if name else frozenset())),
        named=tuple(Held(each, schools[str(each.school_id)]) for each in agreed) if name else (),
        own=own,
        headed=tuple(each for each in own if Role.Kind.HEADTEACHER in kinds[each.school_id]),
    )


def _keys(places: Iterable[WaveSchool]) -> frozenset[str]:
    return frozenset(str(each.school_id) for each in places)


def _kinds_by_school(viewer: Person, schools: Collection[UUID]) -> dict[UUID, set[str]]:
    found: dict[UUID, set[str]] = {school: set() for school in schools}
    held = Role.objects.filter(standing(timezone.localdate()), person=viewer, school__in=schools)
    for school, kind in held.values_list("school", "kind"):
        found[school].add(kind)
    return found


def _publications(wave: Wave) -> dict[str, Publication]:
    """What was published of each school, by its key."""
    rows = PublicationRow.objects.filter(wave=wave, school__isnull=False)
    return {str(row.school_id): read(bytes(row.stored)) for row in rows}


def same_strand(partnership: Partnership, strand: str) -> list[Wave]:
    """Published waves of a partnership that speak to the same strand, the latest first."""
    return list(published_in(partnership).filter(terms__document__strand=strand)[:12])


# --- what schools promise -----------------------------------------------------------------------


def commitments_of(wave_school: WaveSchool) -> list[Commitment]:
    """What a school promised because of what it heard, by the day."""
    return list(wave_school.commitments.select_related("owner", "wave_school"))


def commitment(*, viewer: Person, key: UUID) -> Commitment | None:
    """A promise that is the viewer's to see to, or of a school they lead."""
    led = schools_of(viewer, timezone.localdate(), LEADERS)
    found = Commitment.objects.filter(Q(owner=viewer) | Q(wave_school__school__in=led), id=key)
    return found.select_related("owner", "wave_school__wave__terms", "wave_school__school").first()


def could_see_to(wave_school: WaveSchool) -> QuerySet[Person]:
    """Who may be given a promise: the staff of the school today."""
    held = Role.objects.filter(standing(timezone.localdate()), school=wave_school.school_id, kind__in=STAFF)
    return Person.objects.filter(id__in=held.values("person"), is_active=True)


def replies_for(school: School, slug: str) -> list[Commitment]:
    """What the school promised when it last asked the same, and what came of it: "you said, we did"."""
    last = (
        WaveSchool.objects.filter(_of(slug), school=school, wave__phase=Wave.Phase.PUBLISHED, withdrawn_at=None)
        .order_by("-wave__closes_on")
        .first()
    )
    return commitments_of(last) if last else []


def _of(slug: str) -> Q:
    return Q(wave__terms__root=slug) | Q(wave__terms__document__slug=slug)


def overdue(on: date) -> QuerySet[Commitment]:
    """Promises whose day is over and of which nobody has said what came, where the owner is not asked already."""
    asked = Notice.objects.filter(kind=OVERDUE, about=OuterRef("id"), person=OuterRef("owner"), settled_at=None)
    late = Commitment.objects.filter(~Exists(asked), state=PROMISED, due_on__lt=on)
    return late.select_related("owner", "wave_school__wave__terms", "wave_school__school")


# --- for those who look from above --------------------------------------------------------------


def published_in(partnership: Partnership) -> QuerySet[Wave]:
    """The waves of a partnership that were published, the latest first."""
    found = Wave.objects.filter(phase=Wave.Phase.PUBLISHED, partnership=partnership)
    return found.select_related("terms").order_by("-closes_on")


@dataclass(frozen=True)
class Released:
    """Something that was published: of a school in a wave, or of all together. What it says is fetched by `kept`."""

    row: UUID
    wave: UUID
    strand: str
    school: UUID | None
    place: UUID | None  # the school in the wave
    alone: bool  # the school asked on its own


def released_in(
    partnership: Partnership, *, until: date, since: date | None = None, also_of: Collection[UUID] = ()
) -> list[Released]:
    """All that a partnership's waves released by the end of a day, and after another: the latest first. Two reads.

    `also_of` are schools whose own waves are looked at too.
    """
    theirs = Q(wave__partnership=partnership) | Q(wave__partnership=None, school__in=also_of)
    return _released(PublicationRow.objects.filter(theirs), until, since)


def released_at(school: School, *, until: date, since: date | None = None) -> list[Released]:
    """The same of one school, whoever asked."""
    return _released(PublicationRow.objects.filter(school=school), until, since)


def _released(rows: QuerySet[PublicationRow], until: date, since: date | None) -> list[Released]:
    days = {"wave__published_on__gt": since} if since else {}
    then = rows.filter(wave__phase=Wave.Phase.PUBLISHED, wave__published_on__lte=until, **days)
    ordered = then.order_by("-wave__published_on", "-wave__closes_on", "wave")
    told = list(ordered.values_list("id", "wave", "wave__terms__document__strand", "school", "wave__partnership"))
    places = WaveSchool.objects.filter(wave__in={wave for _row, wave, *_rest in told})
    by_school = {(wave, school): place for wave, school, place in places.values_list("wave", "school", "id")}
    return [
        Released(row, wave, strand, school, by_school.get((wave, school)), asked_by is None)
        for row, wave, strand, school, asked_by in told
    ]


def kept(rows: Iterable[Released]) -> dict[UUID, bytes]:
    """What these say, as it was kept. One read."""
    found = PublicationRow.objects.filter(id__in=[each.row for each in rows])
    return {row: bytes(stored) for row, stored in found.values_list("id", "stored")}
