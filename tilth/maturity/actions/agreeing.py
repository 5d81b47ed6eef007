"""After all have placed: showing it, agreeing or not, objecting, and ending."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from tilth.maturity.actions import letters
from tilth.maturity.actions.refusals import NoSuchStrand, NotAgreed, NotAsked, WordsWanted, WrongPhase
from tilth.maturity.domain.agreeing import Phase
from tilth.maturity.models import Agreement, Assessment, Objection
from tilth.maturity.queries import assessments, editions
from tilth.notices.actions import settle
from tilth.people.models import Person
from tilth.trail.actions import Keyed, record
from tilth.web.holding import hold


def concerned(assessment: Assessment) -> list[Keyed]:
    """What an entry of the trail about an assessment is about: itself, and the school or partnership."""
    thing = assessment.school or assessment.partnership
    assert thing is not None  # it is of something
    return [assessment, thing]


@transaction.atomic
def show(*, assessment: Assessment, today: date | None = None) -> Assessment:
    """Put all finished placements before the group, once. Raises WrongPhase while some are awaited."""
    hold(assessment)
    if assessment.shown_at or assessment.ended_at:  # shown, or given up in this very moment
        return assessment
    awaited = assessment.assessors.filter(finished_at=None).exists()
    if awaited and assessments.phase(assessment, today) is Phase.PLACING:
        raise WrongPhase(_("Some have still to place."))
    assessment.shown_at = timezone.now()
    assessment.save(update_fields=["shown_at"])
    record(by=None, act="maturity.shown", about=concerned(assessment))
    letters.shown(assessment)
    return assessment


@transaction.atomic
def show_due(*, today: date) -> int:
    """Show those whose last day is over. Returns how many."""
    due = list(assessments.due_to_show(today))
    for assessment in due:
        show(assessment=assessment, today=today)
    return len(due)


def _must_be_talking(assessment: Assessment) -> None:
    hold(assessment)
    if assessments.phase(assessment) is not Phase.TALKING or not assessment.shown_at:
        raise WrongPhase(_("This can be said once all have placed, and until the assessment has ended."))


@transaction.atomic
def agree(*, by: Person, assessment: Assessment, strand: str, stage: int | None, words: str = "") -> Agreement:
    """Write down the stage the group agrees on, or that it does not (None, with the reason in words).

    Each of the group may still object; who had objected before is told. Raises WrongPhase, NoSuchStrand, WordsWanted,
    NotAgreed for the stage to which somebody objects.
    """
    _must_be_talking(assessment)
    if editions.read(assessment.edition).strand(strand) is None:
        raise NoSuchStrand(_("The model has no such strand."))
    if stage is None and not words.strip():
        raise WordsWanted(_("Say in a sentence what you do not agree about."), field="words")
    before = assessments.latest_agreements(assessment).get(strand)
    against = [each.assessor.person for each in before.objections.all()] if before else []
    if before and against and before.stage == stage:
        raise NotAgreed(_("Somebody sees it otherwise. Talk first, or say that you do not agree."), field="stage")
    agreement = Agreement.objects.create(
        assessment=assessment, strand=strand, stage=stage, words=words.strip(), by=by, at=timezone.now()
    )
    letters.said_anew(agreement, [person for person in against if person != by])
    act = "maturity.agreed" if stage is not None else "maturity.not_agreed"
    record(by=by, act=act, about=concerned(assessment))
    return agreement


@transaction.atomic
def object_to(*, by: Person, agreement: Agreement, words: str) -> Objection:
    """Say that one cannot stand behind what was agreed, and why.

    Raises WrongPhase, NotAsked, NotAgreed, WordsWanted.
    """
    assessment = agreement.assessment
    _must_be_talking(assessment)
    own = assessments.assessor(by, assessment)
    if own is None:
        raise NotAsked(_("Only those who were asked can object."))
    latest = assessments.latest_agreements(assessment).get(agreement.strand)
    if latest != agreement or agreement.stage is None:
        raise NotAgreed(_("Something else has been said since."))
    if not words.strip():
        raise WordsWanted(_("Say what you see differently."), field="words")
    objection, _new = Objection.objects.update_or_create(
        agreement=agreement, assessor=own, defaults={"words": words.strip(), "at": timezone.now()}
    )
    record(by=by, act="maturity.objected", about=concerned(assessment))
    letters.objected(objection)
    return objection


@transaction.atomic
def take_back(*, by: Person, agreement: Agreement) -> Agreement:
    """Take back one's own objection. Raises WrongPhase."""
    _must_be_talking(agreement.assessment)
    Objection.objects.filter(agreement=agreement, assessor__person=by).delete()
    return agreement


@transaction.atomic
def end(*, by: Person, assessment: Assessment) -> Assessment:
    """End the assessment: what was agreed is claimed from now on, the rest stays open. Before it is shown: give it up.

    Raises WrongPhase where it has ended.
    """
    hold(assessment)
    if assessment.ended_at:
        raise WrongPhase(_("It has ended."))
    assessment.ended_at = timezone.now()
    assessment.save(update_fields=["ended_at"])
    record(by=by, act="maturity.ended", about=concerned(assessment))
    settle(about=assessment, kind=letters.PLACE)
    settle(about=assessment, kind=letters.SHOWN)
    if assessment.shown_at:
        letters.ended(assessment, by)
    return assessment
