"""Reads of assessments: who is asked, what was placed, and what one viewer may see of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet
from django.utils import timezone

from tilth.maturity.domain import agreeing
from tilth.maturity.domain.agreeing import Phase, Spread
from tilth.maturity.domain.model import Model, Stage, Strand
from tilth.maturity.models import Agreement, Assessment, Assessor, Objection, Placement
from tilth.maturity.queries import editions
from tilth.maturity.queries.subjects import Subject
from tilth.partnerships.models import Membership
from tilth.partnerships.queries import leaders, partnership_leads
from tilth.people.models import GOVERNING, LEADERS, STAFF, Person, Role
from tilth.people.queries import standing


def phase(assessment: Assessment, today: date | None = None) -> Phase:
    """What may be done in an assessment today."""
    if assessment.ended_at:
        return Phase.ENDED
    over = (today or timezone.localdate()) > assessment.closes_on
    return Phase.TALKING if assessment.shown_at or over else Phase.PLACING


def assessment(*, viewer: Person, key: UUID) -> Assessment | None:
    """An assessment in which the viewer is asked, or of a school or partnership that they lead or govern."""
    found = Assessment.objects.filter(id=key).filter(_seen_by(viewer))
    return found.select_related("edition", "partnership", "school", "opened_by").first()


def _seen_by(viewer: Person) -> Q:
    held = Role.objects.filter(standing(timezone.localdate()), person=viewer)
    within = Q(school__in=held.filter(kind__in=LEADERS | GOVERNING).values("school"))
    leading = viewer.partnership_roles.filter(standing(timezone.localdate())).values("partnership")
    return within | Q(id__in=asked_still(viewer).values("assessment")) | Q(school=None, partnership__in=leading)


def asked_still(viewer: Person) -> QuerySet[Assessor]:
    """Where somebody was asked and still has the part as which they were: in a school, which is still a member."""
    here = Role.objects.filter(standing(timezone.localdate()), person=viewer, school=OuterRef("school"))
    place = Membership.objects.filter(
        state=Membership.State.MEMBER, partnership=OuterRef("assessment__partnership"), school=OuterRef("school")
    )
    parts = viewer.partnership_roles.filter(standing(timezone.localdate())).values("partnership")
    of_schools = Exists(here) & (Q(assessment__school__isnull=False) | Exists(place))
    return Assessor.objects.filter(of_schools | Q(school=None, assessment__partnership__in=parts), person=viewer)


def current(subject: Subject) -> Assessment | None:
    """The assessment that goes on, if there is one."""
    return _of(subject).filter(ended_at=None).first()


def past(subject: Subject) -> QuerySet[Assessment]:
    """Those that have ended, the latest first."""
    return _of(subject).exclude(ended_at=None)


def _of(subject: Subject) -> QuerySet[Assessment]:
    if subject.school:
        return Assessment.objects.filter(school=subject.school)
    return Assessment.objects.filter(school=None, partnership=subject.partnership)


def due_to_show(today: date) -> QuerySet[Assessment]:
    """Whose last day is over, and of whose placements nobody has been told yet."""
    return Assessment.objects.filter(shown_at=None, ended_at=None, closes_on__lt=today)


def assessor(viewer: Person, assessment: Assessment) -> Assessor | None:
    """The viewer's own part."""
    return assessment.assessors.filter(person=viewer).first()


# --- who may be asked ---------------------------------------------------------------------------

STANDINGS = {
    Role.Kind.HEADTEACHER: Assessor.Standing.HEAD,
    Role.Kind.SENIOR_LEADER: Assessor.Standing.SENIOR,
    Role.Kind.TEACHER: Assessor.Standing.TEACHER,
    Role.Kind.CHAIR: Assessor.Standing.GOVERNOR,
    Role.Kind.GOVERNOR: Assessor.Standing.GOVERNOR,
    Role.Kind.STUDENT: Assessor.Standing.STUDENT,
}
IN_ORDER = list(Assessor.Standing)


@dataclass(frozen=True)
class Candidate:
    """Somebody who can be asked, as what, and from which school."""

    person: Person
    school: UUID | None
    school_name: str
    standing: str

    @property
    def student(self) -> bool:
        return self.standing == Assessor.Standing.STUDENT


def candidates(subject: Subject) -> list[Candidate]:
    """Whom a school can ask: its staff, governors and students; a partnership: those of its schools, and its leads.

    Somebody with several parts is asked once, in the one that leads most. Two reads.
    """
    if subject.school:
        schools: Iterable[UUID] = [subject.school.id]
    else:
        assert subject.partnership is not None
        schools = list(subject.partnership.memberships.filter(state="member").values_list("school", flat=True))
    kinds = STAFF | GOVERNING | {Role.Kind.STUDENT}
    held = Role.objects.filter(
        standing(timezone.localdate()), school__in=schools, kind__in=kinds, person__is_active=True
    ).select_related("person", "school")
    found = [_candidate(role) for role in held]
    if subject.partnership and not subject.school:
        leads = partnership_leads(subject.partnership).filter(is_active=True)
        found += [Candidate(person, None, "", Assessor.Standing.PARTNER) for person in leads]
    found.sort(key=lambda each: (IN_ORDER.index(Assessor.Standing(each.standing)), each.person.name))
    first: dict[UUID, Candidate] = {}
    for each in found:
        first.setdefault(each.person.id, each)
    return list(first.values())


def _candidate(role: Role) -> Candidate:
    stands_as = STANDINGS.get(Role.Kind(role.kind), Assessor.Standing.STAFF)
    return Candidate(role.person, role.school_id, role.school.name, stands_as)


def begins_with(subject: Subject) -> set[UUID]:
    """Whom a form proposes: of a school its leaders and governors, of a partnership its leaders."""
    if subject.school:
        kinds = LEADERS | GOVERNING
        held = Role.objects.filter(standing(timezone.localdate()), school=subject.school, kind__in=kinds)
        return set(held.values_list("person", flat=True))
    assert subject.partnership is not None
    return set(leaders(subject.partnership).values_list("id", flat=True))


FEWEST_FOR_A_SPREAD = 3  # to those who did not place: a spread of one or two would name whose it is


# --- what was placed ----------------------------------------------------------------------------


def own_placements(assessor: Assessor) -> dict[str, Placement]:
    """What one assessor placed so far, by strand."""
    return {each.strand: each for each in assessor.placements.all()}


@dataclass(frozen=True)
class Placed:
    """One placement out in the open, for the group."""

    assessor: Assessor
    placement: Placement

    @property
    def whose(self) -> str:
        return self.assessor.person.name


@dataclass(frozen=True)
class StrandSeen:
    """One strand of an assessment after it was shown: how far apart, by whom, and what the group says of it."""

    strand: Strand
    stages: Sequence[Stage]
    spread: Spread
    groups: Mapping[str, Spread]  # by school in a partnership, by standing within a school
    placed: Sequence[Placed]  # named, for those who placed
    agreement: Agreement | None
    objections: Sequence[Objection]

    @property
    def agreed(self) -> bool:
        """A stage stands, and nobody objects to it."""
        return self.agreement is not None and self.agreement.stage is not None and not self.objections

    @property
    def columns(self) -> list[tuple[Stage, int, range]]:
        """Each stage, how many placed it there, and a dot for each of them."""
        return [(stage, count, range(count)) for stage, count in zip(self.stages, self.spread.counts, strict=True)]

    @property
    def apart(self) -> int:
        """Stages between the groups."""
        return agreeing.between(self.groups)


@dataclass(frozen=True)
class Seen:
    """An assessment as one viewer may see it."""

    phase: Phase
    asked: int
    finished: int
    model: Model
    assessors: Sequence[Assessor]
    strands: Sequence[StrandSeen]  # empty while people are placing
    named: bool  # whether the viewer sees who placed what

    @property
    def agreed(self) -> int:
        return sum(each.agreed for each in self.strands)

    @property
    def settled(self) -> int:
        """Strands of which the group has said something."""
        return sum(each.agreement is not None for each in self.strands)


def seen(viewer: Person, assessment: Assessment) -> Seen:
    """While people place: who has finished. Afterwards the spread; who placed what only for those who placed.

    Five reads, however many assessors and strands there are.
    """
    model = editions.read(assessment.edition)
    assessors = list(_assessors(assessment))
    now, named = phase(assessment), any(each.person_id == viewer.id and each.finished_at for each in assessors)
    finished = sum(each.finished_at is not None for each in assessors)
    strands: list[StrandSeen] = []
    if now is not Phase.PLACING and assessment.shown_at:
        held = latest_agreements(assessment)
        strands = [
            _strand(assessment, strand, model.stages, assessors, held.get(strand.slug), named)
            for strand in model.strands
        ]
    return Seen(now, len(assessors), finished, model, assessors, strands, named)


def _assessors(assessment: Assessment) -> QuerySet[Assessor]:
    return assessment.assessors.select_related("person", "school").prefetch_related("placements")


def latest_agreements(assessment: Assessment) -> dict[str, Agreement]:
    """What the group said last of each strand."""
    said = Prefetch("objections", queryset=Objection.objects.select_related("assessor__person"))
    held = assessment.agreements.select_related("by").prefetch_related(said, "looks").order_by("at")
    return {each.strand: each for each in held}


def _strand(
    assessment: Assessment,
    strand: Strand,
    stages: Sequence[Stage],
    assessors: Sequence[Assessor],
    agreement: Agreement | None,
    named: bool,
) -> StrandSeen:
    placed = [
        Placed(assessor, each)
        for assessor in assessors
        for each in assessor.placements.all()
        if each.strand == strand.slug and assessor.finished_at
    ]
    groups = agreeing.apart((_group(assessment, each.assessor), each.placement.stage) for each in placed)
    known = sum(each.placement.stage is not None for each in placed)
    told = named or known >= FEWEST_FOR_A_SPREAD
    return StrandSeen(
        strand=strand,
        stages=stages,
        spread=agreeing.spread(each.placement.stage for each in placed if told),
        groups=groups if named and len(groups) > 1 else {},
        placed=placed if named else [],
        agreement=agreement,
        objections=list(agreement.objections.all()) if agreement else [],
    )


def _group(assessment: Assessment, assessor: Assessor) -> str:
    """Between, schools are set beside one another; within, standings."""
    if assessment.school_id is None and assessor.school:
        return assessor.school.name
    return str(assessor.get_standing_display())


def agreement(*, viewer: Person, key: UUID) -> Agreement | None:
    """What a group said of a strand, for those who may see the assessment."""
    found = Agreement.objects.filter(id=key).select_related("assessment__school", "assessment__partnership").first()
    return found if found and assessment(viewer=viewer, key=found.assessment_id) else None
