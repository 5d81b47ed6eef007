"""What schools and partnerships claim, as at a day, and which of it partners may see."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from tilth.maturity.domain import agreeing
from tilth.maturity.domain.agreeing import Claim
from tilth.maturity.domain.model import Model
from tilth.maturity.models import Agreement, Assessment, Carried, Edition, HelpOffer, Objection, PartnerLook
from tilth.maturity.queries import editions
from tilth.maturity.queries.subjects import Subject, schools_in
from tilth.partnerships.models import Membership, Partnership, PartnershipRole
from tilth.partnerships.queries import roles
from tilth.people.models import Person
from tilth.schools.models import School

Claims = Mapping[str, Claim]  # by strand


def of_partnership(partnership: Partnership, on: date, model: Model | None = None) -> dict[UUID | None, Claims]:
    """What each school claims on a day as far as it lets its partners see it, and all together (None). Five reads."""
    said = Agreement.objects.filter(assessment__partnership=partnership)
    kept = Q(assessment__school__isnull=False, assessment__shared_at=None)
    hidden = set(said.filter(kept).values_list("id", flat=True))
    going = kept & Q(assessment__ended_at=None)  # while a school talks, what it showed before still holds
    return {
        school: {slug: claim for slug, claim in held.items() if claim.key not in hidden}
        for school, held in _held(said.exclude(going), partnership, on, model).items()
    }


def of_subject(subject: Subject, on: date) -> Claims:
    """What a school, or a partnership, claims on a day."""
    said = Agreement.objects.filter(assessment__school=subject.school)
    if subject.school is None:
        said = said.filter(assessment__partnership=subject.partnership)
    return _held(said, subject.partnership, on).get(subject.school.id if subject.school else None, {})


def _held(
    said: QuerySet[Agreement], partnership: Partnership | None, on: date, model: Model | None = None
) -> dict[UUID | None, Claims]:
    used = editions.own_edition(partnership, on) or editions.house_edition()
    model = model or (editions.read(used) if used else editions.model_of(partnership, on))
    by_school = _claims(said, on)
    before = Edition.objects.filter(id__in={claim.edition for each in by_school.values() for claim in each})
    same = editions.same_words(model, before)
    strands = {each.slug for each in model.strands}
    edition = used.id if used else None
    return {
        school: {slug: claim for slug, claim in agreeing.standing(each, edition, same).items() if slug in strands}
        for school, each in by_school.items()
    }


def _claims(said: QuerySet[Agreement], on: date) -> dict[UUID | None, list[Claim]]:
    """All that was said until a day, by whom. Three reads."""
    found: defaultdict[UUID | None, list[Claim]] = defaultdict(list)
    rows = said.filter(at__date__lte=on).select_related("assessment").order_by("at")
    carried = Prefetch("carried", queryset=Carried.objects.filter(at__date__lte=on))
    objected = Prefetch("objections", queryset=Objection.objects.filter(at__date__lte=on))
    for row in rows.prefetch_related(carried, objected):
        found[row.assessment.school_id].append(_claim(row))
    return found


def _claim(row: Agreement) -> Claim:
    objected = bool(row.objections.all())
    return Claim(
        key=row.id,
        strand=row.strand,
        stage=None if objected else row.stage,
        at=row.at,
        edition=row.assessment.edition_id,
        carried=frozenset(each.edition_id for each in row.carried.all()),
        words=row.words,
        objected=objected,
    )


def waiting(subject: Subject, on: date) -> list[Claim]:
    """What was agreed before the model's words changed, and holds no more unless it is carried over."""
    said = Agreement.objects.filter(assessment__school=subject.school)
    if subject.school is None:
        said = said.filter(assessment__partnership=subject.partnership)
    claims = _claims(said, on).get(subject.school.id if subject.school else None, [])
    model = editions.model_of(subject.partnership, on)
    left = agreeing.waiting(claims, of_subject(subject, on), [each.slug for each in model.strands])
    return [each for each in left if each.stage is not None]


def history(subject: Subject, on: date) -> dict[str, list[Claim]]:
    """All that was ever agreed of each strand, the first first."""
    said = Agreement.objects.filter(assessment__school=subject.school)
    if subject.school is None:
        said = said.filter(assessment__partnership=subject.partnership)
    found: defaultdict[str, list[Claim]] = defaultdict(list)
    for claim in _claims(said, on).get(subject.school.id if subject.school else None, []):
        found[claim.strand].append(claim)
    return found


def partners_of(assessment: Assessment) -> list[School]:
    """The other member schools of the partnership as whose member a school was assessed."""
    there = schools_in(assessment.partnership) if assessment.partnership else []
    others = [each for each in there if each.id != assessment.school_id]
    return others if len(others) < len(there) else []  # who has left has no partners


def looks_of(agreements: Iterable[UUID]) -> list[PartnerLook]:
    """What partners were asked and what they saw, of some claims."""
    found = PartnerLook.objects.filter(agreement__in=list(agreements))
    return list(found.select_related("partner", "person", "broker", "agreement__assessment__school"))


def looks_waiting(school: School) -> list[tuple[PartnerLook, str]]:
    """What a school is asked to look at, and what its strand is called."""
    asked = PartnerLook.objects.filter(partner=school, answered_at=None)
    for end in ("partner", "agreement__assessment__school"):
        place = Membership.objects.filter(
            state=Membership.State.MEMBER,
            partnership=OuterRef("agreement__assessment__partnership"),
            school=OuterRef(end),
        )
        asked = asked.filter(Exists(place))
    found = asked.select_related("agreement__assessment__school", "agreement__assessment__edition")
    return [(each, editions.strand_name(each.agreement.assessment.edition, each.agreement.strand)) for each in found]


def helpers(partnership: Partnership, strand: str | None = None) -> list[HelpOffer]:
    """Schools that are willing to help with a strand, or with any."""
    found = HelpOffer.objects.filter(partnership=partnership, ended_at=None)
    return list((found.filter(strand=strand) if strand else found).select_related("school", "by"))


def latest_assessment(school: School, before: date | None = None) -> Assessment | None:
    """The latest assessment of a school that was shown."""
    found = Assessment.objects.filter(Q(school=school), shown_at__isnull=False)
    return (found.filter(shown_at__date__lte=before) if before else found).first()


def look(*, viewer: Person, key: UUID) -> PartnerLook | None:
    """What a partner was asked to look at; who may see it is decided by the rules."""
    found = PartnerLook.objects.filter(id=key).select_related(
        "partner", "person", "broker", "asked_by", "agreement__assessment__school", "agreement__assessment__edition"
    )
    return found.first()


def help_offer(*, viewer: Person, key: UUID) -> HelpOffer | None:
    """An offer of help that stands; who may end it is decided by the rules."""
    return HelpOffer.objects.filter(id=key, ended_at=None).select_related("school").first()


def brokers(partnership: Partnership) -> list[Person]:
    """Who is there to stand by two schools."""
    held = roles(partnership).filter(kind=PartnershipRole.Kind.BROKER)
    return list(Person.objects.filter(id__in=held.values("person"), is_active=True))


def agreements(keys: Iterable[UUID]) -> list[Agreement]:
    """Some agreements with what they are about."""
    return list(Agreement.objects.filter(id__in=list(keys)).select_related("assessment"))
