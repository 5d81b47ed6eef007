"""Who may, about maturity: predicates that read as sentences, and which opens which."""

from __future__ import annotations

from enum import StrEnum

from django.utils import timezone
from rules.permissions import add_perm

from tilth.maturity.models import Agreement, Assessment, HelpOffer, PartnerLook
from tilth.maturity.queries.subjects import Subject
from tilth.partnerships.queries import roles
from tilth.partnerships.rules import leads_partnership
from tilth.people.models import Person, Role
from tilth.people.queries import standing
from tilth.people.rules import ADULTS, holds, is_head_of, leads


class Permission(StrEnum):
    """What may be done with maturity."""

    SEE = "maturity.see"  # where a school or partnership stands
    STUDY = "maturity.study"  # what it rests on
    LEAD = "maturity.lead"  # assess it, begin a step
    EDIT_MODEL = "maturity.edit_model"
    SEE_ASSESSMENT = "maturity.see_assessment"
    PLACE = "maturity.place"
    AGREE = "maturity.agree"
    OBJECT = "maturity.object"
    SHARE = "maturity.share"
    ASK_LOOK = "maturity.ask_look"
    SEE_LOOK = "maturity.see_look"
    LOOK = "maturity.look"
    REPLY = "maturity.reply"
    STOP_HELPING = "maturity.stop_helping"


def plays_a_part(person: Person, subject: Subject) -> bool:
    """What the query found for somebody, they have business with."""
    return subject is not None


def is_grown_in(person: Person, subject: Subject) -> bool:
    """Whether somebody works in or governs the school, or one of the schools; or has a part in the partnership."""
    if subject.school:
        return holds(person, subject.school, ADULTS)
    assert subject.partnership is not None
    schools = subject.partnership.memberships.filter(state="member").values("school")
    held = Role.objects.filter(standing(timezone.localdate()), person=person, kind__in=ADULTS, school__in=schools)
    return held.exists() or roles(subject.partnership).filter(person=person).exists()


def leads_it(person: Person, subject: Subject) -> bool:
    """Whether somebody leads the school, or leads or coordinates the partnership."""
    if subject.school:
        return leads(person, subject.school)
    return subject.partnership is not None and leads_partnership(person, subject.partnership)


def leads_between(person: Person, subject: Subject) -> bool:
    return subject.school is None and leads_it(person, subject)


def is_found(person: Person, assessment: Assessment) -> bool:
    """The query finds only assessments somebody may see."""
    return assessment is not None


def is_asked(person: Person, assessment: Assessment) -> bool:
    return assessment.assessors.filter(person=person).exists()


def leads_assessed(person: Person, assessment: Assessment) -> bool:
    return leads_it(person, Subject(assessment.partnership, assessment.school))


def is_asked_about(person: Person, agreement: Agreement) -> bool:
    return is_asked(person, agreement.assessment)


def heads_assessed(person: Person, assessment: Assessment) -> bool:
    return assessment.school is not None and is_head_of(person, assessment.school)


def leads_claiming(person: Person, agreement: Agreement) -> bool:
    """Whether somebody leads the school that claims; partnerships are looked at by nobody."""
    return agreement.assessment.school is not None and leads(person, agreement.assessment.school)


def leads_partner(person: Person, look: PartnerLook) -> bool:
    """Whether somebody leads the school that was asked, while both are members of the partnership."""
    held = look.agreement.assessment
    assert held.partnership is not None  # partners have one
    there = held.partnership.memberships.filter(state="member", school__in=[look.partner, held.school])
    return leads(person, look.partner) and there.count() == 2


def leads_looked_at(person: Person, look: PartnerLook) -> bool:
    return leads_claiming(person, look.agreement)


def is_concerned(person: Person, look: PartnerLook) -> bool:
    """Whether somebody leads either school, or stands by both as a broker."""
    return stands_by(person, look) or leads_partner(person, look) or leads_looked_at(person, look)


def stands_by(person: Person, look: PartnerLook) -> bool:
    """Whether somebody is the broker of both schools, and still a broker of the partnership."""
    held = look.agreement.assessment.partnership
    return look.broker_id == person.id and held is not None and roles(held).filter(person=person).exists()


def leads_helping(person: Person, offer: HelpOffer) -> bool:
    return leads(person, offer.school)


OPENS = {
    Permission.SEE: plays_a_part,
    Permission.STUDY: is_grown_in,
    Permission.LEAD: leads_it,
    Permission.EDIT_MODEL: leads_between,
    Permission.SEE_ASSESSMENT: is_found,
    Permission.PLACE: is_asked,
    Permission.AGREE: leads_assessed,
    Permission.OBJECT: is_asked_about,
    Permission.SHARE: heads_assessed,
    Permission.ASK_LOOK: leads_claiming,
    Permission.SEE_LOOK: is_concerned,
    Permission.LOOK: leads_partner,
    Permission.REPLY: leads_looked_at,
    Permission.STOP_HELPING: leads_helping,
}
for permission, who_may in OPENS.items():
    add_perm(permission, who_may)
