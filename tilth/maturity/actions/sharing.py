"""Who sees a school's claims, and what is forgotten with a person."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from tilth.maturity.actions.agreeing import concerned
from tilth.maturity.actions.refusals import WrongPhase
from tilth.maturity.models import Assessment, HelpOffer, Objection, PartnerLook, Placement
from tilth.people.models import Person
from tilth.trail.actions import record
from tilth.web.holding import hold


@transaction.atomic
def share(*, by: Person, assessment: Assessment) -> Assessment:
    """Let the leaders of one's partner schools see what was agreed. Raises WrongPhase before it has been shown."""
    hold(assessment)
    if assessment.school is None or assessment.shown_at is None:
        raise WrongPhase(_("There is nothing to show yet."))
    assessment.shared_at = timezone.now()
    assessment.save(update_fields=["shared_at"])
    record(by=by, act="maturity.shared", about=concerned(assessment))
    return assessment


@transaction.atomic
def unshare(*, by: Person, assessment: Assessment) -> Assessment:
    """Keep what was agreed within the school again, then and before."""
    hold(assessment)
    Assessment.objects.filter(school=assessment.school).update(shared_at=None)
    assessment.refresh_from_db(fields=["shared_at"])
    record(by=by, act="maturity.unshared", about=concerned(assessment))
    return assessment


@transaction.atomic
def forget(*, person: Person) -> None:
    """Forget what somebody wrote and where they placed strands. What groups agreed stays theirs."""
    Placement.objects.filter(assessor__person=person).delete()
    Objection.objects.filter(assessor__person=person).update(words="")  # that somebody objected still holds
    PartnerLook.objects.filter(person=person).update(words="")
    PartnerLook.objects.filter(asked_by=person).update(question="")
    HelpOffer.objects.filter(by=person).update(words="")
