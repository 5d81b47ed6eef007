"""Who may, about asking in confidence: predicates that read as sentences, and which opens which."""

from __future__ import annotations

from enum import StrEnum

from django.utils import timezone
from rules.permissions import add_perm

from tilth.audits.models import Commitment, OwnInstrument, Wave, WaveSchool
from tilth.audits.queries import instruments, results, seen, waves
from tilth.partnerships import queries as partnerships
from tilth.partnerships.rules import is_a_leader_of, leads_partnership
from tilth.people.models import GOVERNING, LEADERS, Person, Role
from tilth.people.queries import schools_of
from tilth.people.rules import holds, is_head_of, leads
from tilth.schools.models import School


class Permission(StrEnum):
    """What may be done here."""

    PLAN = "audits.plan"  # a wave of a partnership
    PLAN_SCHOOL = "audits.plan_school"  # a wave of one school
    SEE_WAVE = "audits.see_wave"
    LEAD_WAVE = "audits.lead_wave"  # open, close, remind, call off
    WITHDRAW = "audits.withdraw"  # a school from a wave that has not opened
    PREDICT = "audits.predict"
    ANSWER = "audits.answer"
    PRINT_PAPERS = "audits.print_papers"
    SEE_RESULTS = "audits.see_results"
    SEE_FAMILY = "audits.see_family"
    ANSWER_STAFF = "audits.answer_staff"  # promise what comes of the results
    NAME_SCHOOL = "audits.name_school"  # beside its results, to the family
    SETTLE = "audits.settle"  # say what came of a promise
    PREPARE = "audits.prepare"  # the conversation about results
    SHARE_PREDICTION = "audits.share_prediction"
    COPY_INSTRUMENT = "audits.copy_instrument"
    SEE_INSTRUMENT = "audits.see_instrument"  # a school's or partnership's own
    NAME_LEAD = "audits.name_lead"  # a school's data-protection lead
    EDIT_INSTRUMENT = "audits.edit_instrument"


def leads_school(person: Person, school: School) -> bool:
    return leads(person, school)


def leads_wave(person: Person, wave: Wave) -> bool:
    """Whether a person leads the partnership that asks, or the school that asks on its own."""
    if wave.partnership is not None:
        return leads_partnership(person, wave.partnership)
    return leads_a_school_in(person, wave)


def leads_a_school_in(person: Person, wave: Wave) -> bool:
    led = schools_of(person, timezone.localdate(), LEADERS)
    return wave.schools.filter(school__in=led).exists()


def has_business_with(person: Person, wave: Wave) -> bool:
    return leads_wave(person, wave) or leads_a_school_in(person, wave)


def heads_its_school(person: Person, wave_school: WaveSchool) -> bool:
    return is_head_of(person, wave_school.school)


def leads_its_school(person: Person, wave_school: WaveSchool) -> bool:
    return leads(person, wave_school.school)


def predicts(person: Person, wave_school: WaveSchool) -> bool:
    """Whether a person heads a school that is asked about its head."""
    return heads_its_school(person, wave_school) and bool(wave_school.wave.terms.document.get("head_first"))


def is_asked(person: Person, wave_school: WaveSchool) -> bool:
    """Whether a person is on the roll. It does not matter whether they have answered: nobody can know."""
    return wave_school.roll.filter(person=person).exists()


def hands_out_papers(person: Person, wave_school: WaveSchool) -> bool:
    """Whether a person prints paper slips: who leads the school or its office; for students and parents any teacher."""
    kinds = {*LEADERS, Role.Kind.BUSINESS_MANAGER}
    if wave_school.wave.terms.audience in ("students", "parents"):
        kinds |= {Role.Kind.TEACHER}
    return holds(person, wave_school.school, kinds)


def sees_results(person: Person, wave_school: WaveSchool) -> bool:
    """Leaders and governors of the school see what was published at once, those who were asked from the day after."""
    wave, today = wave_school.wave, timezone.localdate()
    if wave.phase != Wave.Phase.PUBLISHED or wave.published_on is None or wave_school.withdrawn_at:
        return False
    if holds(person, wave_school.school, LEADERS | GOVERNING):
        return True
    return today > wave.published_on and waves.were_asked(wave_school).filter(id=person.id).exists()


def sees_family(person: Person, wave: Wave) -> bool:
    """Leaders of the partnership and governors of its schools see the picture of all its schools together."""
    if wave.partnership is None or wave.phase != Wave.Phase.PUBLISHED:
        return False
    return is_a_leader_of(person, wave.partnership) or waves.governs_in(person, wave.partnership)


def hears_together(person: Person, wave: Wave | None) -> bool:
    """Whether a person may see numbers of all schools together: where these, less what they know, leave none alone."""
    if wave is None or not sees_family(person, wave):
        return False
    stored = results.stored_together(wave)
    return stored is not None and results.family(person, wave, results.read(stored)).may_be_shown


def answers_staff(person: Person, wave_school: WaveSchool) -> bool:
    """Whether a person can promise what comes of the results: who leads the school and sees them."""
    return leads_its_school(person, wave_school) and sees_results(person, wave_school)


def may_own_instruments(person: Person, _nothing: object = None) -> bool:
    """Whether a person leads a school or a partnership that may have instruments of its own."""
    return partnerships.schools_led(person).exists() or instruments.led_by(person).exists()


def sees_instrument(person: Person, row: OwnInstrument) -> bool:
    return instruments.seen_by(person).filter(id=row.id).exists()


def edits_instrument(person: Person, row: OwnInstrument) -> bool:
    """Whether a person leads the school, or leads or coordinates the partnership, whose own it is."""
    if row.school is not None:
        return leads(person, row.school)
    return row.partnership is not None and leads_partnership(person, row.partnership)


def settles(person: Person, commitment: Commitment) -> bool:
    """Whether a person sees to a promise, or leads the school that made it."""
    return commitment.owner_id == person.id or leads(person, commitment.wave_school.school)


def prepares(person: Person, wave_school: WaveSchool) -> bool:
    """Whether a person prepares the conversation about results: who leads or governs the school."""
    return holds(person, wave_school.school, LEADERS | GOVERNING) and sees_results(person, wave_school)


def sealed_prediction(person: Person, wave_school: WaveSchool) -> bool:
    return seen.prediction_of(person, wave_school) is not None


add_perm(Permission.PLAN, leads_partnership)
add_perm(Permission.PLAN_SCHOOL, leads_school)
add_perm(Permission.SEE_WAVE, has_business_with)
add_perm(Permission.LEAD_WAVE, leads_wave)
add_perm(Permission.WITHDRAW, heads_its_school)
add_perm(Permission.PREDICT, predicts)
add_perm(Permission.ANSWER, is_asked)
add_perm(Permission.PRINT_PAPERS, hands_out_papers)
add_perm(Permission.SEE_RESULTS, sees_results)
add_perm(Permission.SEE_FAMILY, sees_family)
add_perm(Permission.ANSWER_STAFF, answers_staff)
add_perm(Permission.NAME_SCHOOL, heads_its_school)
add_perm(Permission.COPY_INSTRUMENT, may_own_instruments)
add_perm(Permission.SEE_INSTRUMENT, sees_instrument)
add_perm(Permission.NAME_LEAD, is_head_of)
add_perm(Permission.EDIT_INSTRUMENT, edits_instrument)
add_perm(Permission.SETTLE, settles)
add_perm(Permission.PREPARE, prepares)
add_perm(Permission.SHARE_PREDICTION, sealed_prediction)
