"""What people are told about assessments. Each letter makes sense without signing in."""

from __future__ import annotations

from collections.abc import Iterable

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from tilth.maturity.models import Agreement, Assessment, Edition, Objection, PartnerLook
from tilth.maturity.queries import editions, subjects
from tilth.notices.actions import settle, tell
from tilth.partnerships.queries import leaders
from tilth.people.models import Person

PLACE = "maturity.place"
SHOWN = "maturity.shown"
ENDED = "maturity.ended"
OBJECTED = "maturity.objected"
ANEW = "maturity.said_anew"
LOOK = "maturity.look"
LOOKED = "maturity.looked"
REPLIED = "maturity.replied"
CHANGED = "maturity.model_changed"


def please_place(assessment: Assessment, to: Iterable[Person]) -> None:
    """Ask people to place the strands."""
    words = {"name": str(assessment), "day": date_format(assessment.closes_on, "j F")}
    body = _(
        "You are asked to say where %(name)s stands on each strand of the maturity model: what is it like now, "
        "not what it should be like. It takes about fifteen minutes, you can stop and go on, and you do it alone.\n\n"
        "When all who are asked have finished, or after %(day)s, you see one another’s placements, under your names, "
        "and talk about where they differ. Nobody outside this group sees who placed what."
    )
    tell(
        to=to,
        about=assessment,
        kind=PLACE,
        headline=_("Where does %(name)s stand?") % words,
        body=body % words,
        link=reverse("maturity:assessment", args=[assessment.id]),
        asks=True,
    )


def _group(assessment: Assessment) -> list[Person]:
    return [each.person for each in assessment.assessors.select_related("person").filter(person__is_active=True)]


def shown(assessment: Assessment) -> None:
    """The placements are out."""
    settle(about=assessment, kind=PLACE)
    tell(
        to=_group(assessment),
        about=assessment,
        kind=SHOWN,
        headline=_("See how you all placed %(name)s") % {"name": assessment},
        body=_("Look first at the strands on which you differ most: there is most to learn there."),
        link=reverse("maturity:assessment", args=[assessment.id]),
        asks=True,
    )


def ended(assessment: Assessment, by: Person) -> None:
    """It has ended."""
    tell(
        to=[person for person in _group(assessment) if person != by],
        about=assessment,
        kind=ENDED,
        headline=_("The assessment of %(name)s has ended") % {"name": assessment},
        body=_("What you agreed on is now set beside what was done and what people said in confidence."),
        link=reverse("maturity:assessment", args=[assessment.id]),
    )


def objected(objection: Objection) -> None:
    """Tell whoever wrote the agreement down."""
    agreement = objection.agreement
    strand = editions.strand_name(agreement.assessment.edition, agreement.strand)
    words = {"who": objection.assessor.person.name, "strand": strand}
    tell(
        to=[agreement.by],
        about=agreement,
        kind=OBJECTED,
        headline=_("%(who)s sees it otherwise: %(strand)s") % words,
        body=objection.words,
        link=reverse("maturity:assessment", args=[agreement.assessment_id]),
    )


def said_anew(agreement: Agreement, to: Iterable[Person]) -> None:
    """Tell those who saw it otherwise that something else was written down."""
    strand = editions.strand_name(agreement.assessment.edition, agreement.strand)
    tell(
        to=to,
        about=agreement,
        kind=ANEW,
        headline=_("Something else was written down: %(strand)s") % {"strand": strand},
        body=_("You saw it otherwise before. Look whether you can stand behind this."),
        link=reverse("maturity:spread", args=[agreement.assessment_id, agreement.strand]),
    )


def _said(look: PartnerLook) -> dict[str, str]:
    return {
        "school": str(look.agreement.assessment.school),
        "partner": look.partner.name,
        "strand": editions.strand_name(look.agreement.assessment.edition, look.agreement.strand),
    }


def please_look(look: PartnerLook) -> None:
    """Ask the leaders of a partner school; a broker is told."""
    words = _said(look)
    body = _(
        "%(school)s says where it stands on one strand, and would like to know what you see. "
        "Look at what it shows you, visit if you can, then write what speaks for it and one honest question."
    )
    link = reverse("maturity:look", args=[look.id])
    headline = _("%(school)s asks you to look: %(strand)s") % words
    tell(
        to=subjects.leaders_of(look.partner),
        about=look,
        kind=LOOK,
        headline=headline,
        body=body % words,
        link=link,
        asks=True,
    )
    if look.broker:
        stand_by = _("You are asked to stand by both while %(partner)s looks at a claim of %(school)s.") % words
        tell(to=[look.broker], about=look, kind=LOOK, headline=headline, body=stand_by, link=link)


def looked(look: PartnerLook) -> None:
    """Tell the school what came of it."""
    said = _("%(partner)s cannot look now: %(strand)s") if look.declined else _("%(partner)s has looked: %(strand)s")
    tell(
        to=[look.asked_by],
        about=look,
        kind=LOOKED,
        headline=said % _said(look),
        body=look.words,
        link=reverse("maturity:look", args=[look.id]),
        asks=not look.declined,
    )


def replied(look: PartnerLook) -> None:
    """Tell whoever looked."""
    settle(about=look, kind=LOOKED)
    if look.person:
        headline = _("%(school)s has replied: %(strand)s") % _said(look)
        link = reverse("maturity:look", args=[look.id])
        tell(to=[look.person], about=look, kind=REPLIED, headline=headline, body=look.reply, link=link)


def model_changed(edition: Edition, by: Person) -> None:
    """Tell the leaders of a partnership that its model has changed."""
    assert edition.partnership is not None  # nobody changes the house's by hand
    words = {"name": edition.partnership.name, "who": by.name, "day": date_format(timezone.localdate(), "j F")}
    tell(
        to=leaders(edition.partnership).exclude(id=by.id),
        about=edition.partnership,
        kind=CHANGED,
        headline=_("The maturity model of %(name)s has changed") % words,
        body=edition.changed or _("%(who)s changed it on %(day)s.") % words,
        link=reverse("maturity:carry", args=[edition.partnership.id]),
    )
