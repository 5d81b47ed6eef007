"""What follows from a claim: partners look, schools help, a step is begun."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tilth.maturity import actions, charts
from tilth.maturity.domain.weighing import verdict_at
from tilth.maturity.figures import profile
from tilth.maturity.forms import following as forms
from tilth.maturity.queries import assessments, claims, editions, subjects
from tilth.maturity.rules import Permission
from tilth.maturity.wording import steps
from tilth.people.pages import Asked
from tilth.web.forms import day_asked
from tilth.web.pages import opens, press

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tilth.maturity.domain.verdict import Reading
    from tilth.maturity.models import Agreement, HelpOffer, PartnerLook
    from tilth.maturity.queries.subjects import Subject


@opens(Permission.LEAD, subjects.partnership)
@require_POST
def begin_step(request: Asked, subject: Subject) -> HttpResponse:
    """Begin what the board proposes, and go where it begins."""
    assert subject.partnership is not None  # the query finds partnerships
    seen = profile.board_of(subject.partnership, timezone.localdate(), request.user)
    if seen.step is None:
        raise Http404
    said = steps.step(seen.step, subject.partnership, seen.model)
    begun = _("Written down as begun: %(step)s") % {"step": said.heading}
    known = {"partnership": subject.partnership, "strand": seen.step.strand, "side": seen.step.side.value}
    press(request, actions.begin_step, begun, **known)
    return redirect(said.link)


@opens(Permission.STUDY, subjects.partnership)
def assess(request: Asked, subject: Subject) -> HttpResponse:
    """Where one can assess: one's own schools, and the partnership."""
    given = {
        "subject": subject,
        "leads": request.user.has_perm(Permission.LEAD, subject),
        "going": assessments.current(subject),
        "schools": [
            (school, assessments.current(subjects.of_school(school)), _leads(request, school))
            for school in subjects.own_schools(request.user)
        ],
    }
    return render(request, "maturity/assess.html", given)


def _leads(request: Asked, school: object) -> bool:
    return request.user.has_perm(Permission.LEAD, subjects.Subject(None, school))  # type: ignore[arg-type]


@opens(Permission.STUDY, subjects.partnership)
def ask_partner(request: Asked, subject: Subject) -> HttpResponse:
    """The claims of one's own schools at which a partner could look."""
    assert subject.partnership is not None  # the query finds partnerships
    on, held = day_asked(request), []
    for school in subjects.own_schools(request.user):
        if _leads(request, school):
            own = subjects.of_school(school)
            model = editions.model_of(own.partnership, on)
            said = claims.of_subject(own, on)
            held.append(
                (school, [(model.strand(slug), claim) for slug, claim in said.items() if claim.stage is not None])
            )
    return render(request, "maturity/ask_partner.html", {"subject": subject, "held": held})


@opens(Permission.ASK_LOOK, assessments.agreement)
def ask_look(request: Asked, agreement: Agreement) -> HttpResponse:
    """Ask a partner school to look at a claim; with a broker where trust or purpose is low."""
    assessment = agreement.assessment
    if assessment.partnership is None:
        raise Http404
    brokers = claims.brokers(assessment.partnership)
    form = forms.AskLook(request.POST or None, partners=claims.partners_of(assessment), brokers=brokers)
    if form.does(actions.ask_look, by=request.user, agreement=agreement):
        messages.success(request, _("They have been asked."))
        return redirect("maturity:look", form.result.id)
    strand = editions.read(assessment.edition).strand(agreement.strand)
    given = {"form": form, "agreement": agreement, "strand": strand, "broker": _wants_broker(request, agreement)}
    return render(request, "maturity/ask_look.html", {**given, "partnership": assessment.partnership})


def _wants_broker(request: Asked, agreement: Agreement) -> bool:
    """Whether trust or moral purpose is low within the school, or between the schools."""
    held, day = agreement.assessment, day_asked(request)
    own = profile.profile(subjects.Subject(held.partnership, held.school), day, request.user)
    between = profile.profile(subjects.Subject(held.partnership, None), day, request.user)
    return profile.own_board(own).broker or profile.own_board(between).broker


@opens(Permission.SEE_LOOK, claims.look)
def look(request: Asked, look: PartnerLook) -> HttpResponse:
    """A claim that a partner was asked to look at: what is claimed, what they see, what the school makes of it."""
    model = editions.read(look.agreement.assessment.edition)
    form = forms.AnswerLook(request.POST or None, model=model) if not look.answered_at else None
    may_look = request.user.has_perm(Permission.LOOK, look)
    may_reply = request.user.has_perm(Permission.REPLY, look) and look.answered_at and not look.replied_at
    if form and may_look and form.does(actions.answer_look, by=request.user, look=look):
        return redirect("maturity:look", look.id)
    reply = forms.Reply(request.POST or None) if may_reply and not look.declined else None
    if reply and reply.does(actions.reply_to_look, by=request.user, look=look):
        return redirect("maturity:look", look.id)
    given = {
        "look": look,
        "done": _done(request, look),
        "model": model,
        "strand": model.strand(look.agreement.strand),
        "form": form if may_look else None,
        "reply": reply,
    }
    return render(request, "maturity/look.html", given)


def _done(request: Asked, look: PartnerLook) -> Sequence[Reading]:
    """What was done that speaks for the claim or against it, as both schools see it."""
    held = look.agreement.assessment
    seen = profile.for_partners(subjects.Subject(held.partnership, held.school), day_asked(request), request.user)
    weighed = seen.strands.get(look.agreement.strand)
    if weighed is None:  # done without since
        return ()
    return verdict_at(weighed.strand, weighed.side, seen.figures, None, look.agreement.stage or 0).readings


@opens(Permission.LEAD, subjects.school)
def offer_help(request: Asked, subject: Subject, strand: str) -> HttpResponse:
    """Say that one's school is willing to help its partners with a strand."""
    described = editions.model_of(subject.partnership).strand(strand)
    if described is None or subject.partnership is None:
        raise Http404
    form = forms.OfferHelp(request.POST or None)
    known = {"partnership": subject.partnership, "school": subject.school, "strand": strand}
    if form.does(actions.offer_help, by=request.user, **known):
        messages.success(request, _("Your partners see it on their page of this strand."))
        return redirect(charts.strand_link(subject, strand))
    return render(request, "maturity/offer_help.html", {"form": form, "subject": subject, "strand": described})


@opens(Permission.STOP_HELPING, claims.help_offer)
@require_POST
def stop_helping(request: Asked, offer: HelpOffer) -> HttpResponse:
    press(request, actions.stop_helping, _("Your partners no longer see it."), offer=offer)
    return redirect("maturity:school", offer.school_id)
