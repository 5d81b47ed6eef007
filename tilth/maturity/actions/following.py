"""What follows from a claim: partners look at it, schools offer help, a next step is begun."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from tilth.maturity.actions import letters
from tilth.maturity.actions.agreeing import concerned
from tilth.maturity.actions.refusals import NotAgreed, NotTheirs, WordsWanted, WrongPhase
from tilth.maturity.models import Agreement, HelpOffer, NextStep, PartnerLook
from tilth.maturity.queries import claims
from tilth.maturity.queries.subjects import Subject
from tilth.notices.actions import settle
from tilth.partnerships.models import Membership, Partnership
from tilth.people.models import Person
from tilth.people.rules import leads
from tilth.schools.models import School
from tilth.trail.actions import record
from tilth.web.holding import hold


@transaction.atomic
def ask_look(
    *, by: Person, agreement: Agreement, partner: School, question: str = "", broker: Person | None = None
) -> PartnerLook:
    """Ask a partner school to look at what one's own claims of a strand. With a broker, they are told as well.

    Raises NotAgreed where nothing is claimed, NotTheirs where the school is no partner or was asked already.
    """
    assessment = agreement.assessment
    hold(assessment)
    held = claims.of_subject(Subject(assessment.partnership, assessment.school), timezone.localdate())
    claim = held.get(agreement.strand)
    if claim is None or claim.key != agreement.id or claim.stage is None:
        raise NotAgreed(_("There is no agreed stage of this strand to look at."))
    if partner not in claims.partners_of(assessment):
        raise NotTheirs(_("Choose one of your partner schools."), field="partner")
    look, new = PartnerLook.objects.get_or_create(
        agreement=agreement,
        partner=partner,
        defaults={"question": question.strip(), "broker": broker, "asked_by": by, "asked_at": timezone.now()},
    )
    if not new:
        raise NotTheirs(_("You have asked this school already."), field="partner")
    record(by=by, act="maturity.look_asked", about=[*concerned(assessment), partner])
    letters.please_look(look)
    return look


@transaction.atomic
def answer_look(
    *, by: Person, look: PartnerLook, declined: bool = False, stage: int | None = None, words: str = ""
) -> PartnerLook:
    """Say what one sees, or that one cannot look now. Raises NotTheirs, WordsWanted."""
    hold(look)
    if look.answered_at or not leads(by, look.partner):
        raise NotTheirs(_("This has been answered, or it is not yours to answer."))
    if not declined and not words.strip():
        raise WordsWanted(_("Say what you see: what speaks for it, and one question."), field="words")
    look.person, look.declined, look.answered_at = by, declined, timezone.now()
    look.stage, look.words = None if declined else stage, words.strip()
    look.save(update_fields=["person", "declined", "answered_at", "stage", "words"])
    record(by=by, act="maturity.looked", about=[*concerned(look.agreement.assessment), look.partner])
    settle(about=look, kind=letters.LOOK)
    letters.looked(look)
    return look


@transaction.atomic
def reply_to_look(*, by: Person, look: PartnerLook, reply: str) -> PartnerLook:
    """Say what one's school makes of it. Raises NotTheirs before it was answered, WordsWanted."""
    hold(look)
    if look.answered_at is None or look.declined or look.replied_at:
        raise NotTheirs(_("There is nothing to reply to, or it has been replied to."))
    if not reply.strip():
        raise WordsWanted(_("Say what you take from it, even if you see it otherwise."), field="reply")
    look.reply, look.replied_at = reply.strip(), timezone.now()
    look.save(update_fields=["reply", "replied_at"])
    record(by=by, act="maturity.replied", about=[*concerned(look.agreement.assessment), look.partner])
    letters.replied(look)
    return look


def _must_not_be_over(partnership: Partnership) -> None:
    """Hold the partnership until we are done. Raises WrongPhase where it has ended."""
    hold(partnership)
    if partnership.phase == Partnership.Phase.ENDED:
        raise WrongPhase(_("%(name)s has ended.") % {"name": partnership})


@transaction.atomic
def offer_help(*, by: Person, partnership: Partnership, school: School, strand: str, words: str) -> HelpOffer:
    """Say that one's school is willing to help its partners with a strand. Raises NotTheirs, WordsWanted."""
    _must_not_be_over(partnership)
    if not partnership.memberships.filter(school=school, state=Membership.State.MEMBER).exists():
        raise NotTheirs(_("Your school is no member."))
    if not words.strip():
        raise WordsWanted(_("Say what you could show, or whom one could visit."), field="words")
    offer, _new = HelpOffer.objects.update_or_create(
        partnership=partnership,
        school=school,
        strand=strand,
        ended_at=None,
        defaults={"words": words.strip(), "by": by, "at": timezone.now()},
    )
    record(by=by, act="maturity.help_offered", about=[partnership, school])
    return offer


@transaction.atomic
def stop_helping(*, by: Person, offer: HelpOffer) -> HelpOffer:
    """Offer it no more."""
    offer.ended_at = timezone.now()
    offer.save(update_fields=["ended_at"])
    record(by=by, act="maturity.help_ended", about=[offer.school])
    return offer


@transaction.atomic
def begin_step(*, by: Person, partnership: Partnership, strand: str, side: str) -> NextStep:
    """Write down that the step the board proposes has been begun. Twice on a day is once."""
    _must_not_be_over(partnership)
    now = timezone.now()
    found = NextStep.objects.filter(
        partnership=partnership, strand=strand, side=side, at__date=timezone.localdate()
    ).first()
    if found:
        return found
    record(by=by, act="maturity.step_begun", about=[partnership])
    return NextStep.objects.create(partnership=partnership, strand=strand, side=side, by=by, at=now)
