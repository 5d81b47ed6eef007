"""What happens to a wave: opening, closing, reminding, taking a school out, calling it off."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from functools import partial
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from tilth.audits.actions import letters
from tilth.audits.actions.planning import about, check_not_too_soon
from tilth.audits.actions.refusals import KeyLost, NotNow
from tilth.audits.domain import phases, sheets
from tilth.audits.domain.asked import REMARK, mark
from tilth.audits.domain.instruments import Audience, Kind
from tilth.audits.models import RollEntry, Terms, Wave, WaveSchool
from tilth.audits.queries import rolls, waves
from tilth.disclosure import Rules
from tilth.partnerships.models import Partnership
from tilth.partnerships.queries import agreed_schools, partnership_leads
from tilth.people.models import Person
from tilth.people.queries import heads_of
from tilth.trail import actions as trail
from tilth.trays import actions as trays
from tilth.web.holding import hold

chance = secrets.SystemRandom()


# --- opening ------------------------------------------------------------------------------------


@transaction.atomic
def open_wave(*, by: Person | None, wave: Wave) -> Wave:
    """Draw the rolls, set up the boxes, and ask everybody. Raises NotNow, TooSoon, trays.KeysOutOfReach.

    Safe to repeat after a crash between the two databases: while a wave is still planned, nobody can have answered,
    so the boxes that an earlier try has left are made anew.
    """
    _hold(wave)
    _must_be(wave, Wave.Phase.PLANNED)
    today = timezone.localdate()
    if wave.partnership and wave.partnership.phase != Partnership.Phase.LIVE:
        raise NotNow(_("It does not open while the partnership rests."))
    if wave.partnership and by and today < wave.opens_on:
        raise NotNow(_("The heads of its schools were told that it opens later. It opens by itself on its day."))
    days = phases.Days(wave.opens_on, wave.closes_on).begun_on(today)
    if today < wave.opens_on:
        _refuse_too_soon(wave, days)
    schools = _who_stays_in(wave)
    if not schools:
        return _end_unread(wave, by=None, reason=_("Nobody was left to be asked."))
    letters.settle_waits(wave)
    wave.opens_on, wave.closes_on, wave.phase = days.opens_on, days.closes_on, Wave.Phase.OPEN
    wave.save()
    for each in schools:
        each.wave = wave
        letters.settle_planned(each)
    letters.opened(schools)
    trail.record(by=by, act="audits.wave_opened", about=about(wave, [each.school for each in schools]))
    for each in schools:
        _open_boxes(each)
    return wave


def _refuse_too_soon(wave: Wave, days: phases.Days) -> None:
    """Its days were far enough from what else is asked there; those on which it would begin now may not be."""
    schools = [each.school for each in waves.taking_part(wave)]
    check_not_too_soon(schools, wave.terms.root, Audience(wave.terms.audience), days, but=wave)


def _hold(wave: Wave) -> None:
    """Nobody else changes the wave meanwhile, nor lets its partnership rest."""
    hold(wave)
    if wave.partnership:
        hold(wave.partnership)


def _must_be(wave: Wave, *in_phase: str) -> None:
    if wave.phase not in in_phase:
        raise NotNow(_("This is “%(phase)s” now.") % {"phase": wave.get_phase_display()})


def _who_stays_in(wave: Wave) -> list[WaveSchool]:
    """Draw the roll of each school; a school that has left the partnership, or has nobody to ask, is out of it."""
    members = set(agreed_schools(wave.partnership)) if wave.partnership else None
    staying = []
    for each in waves.taking_part(wave):
        gone = members is not None and each.school not in members
        if gone or not _draw_roll(each):
            _take_out(each, _("It has left the partnership.") if gone else _("Nobody there could be asked."))
        else:
            staying.append(each)
    return staying


def _draw_roll(each: WaveSchool) -> int:
    """Who may answer, as roles stand today. Those who sign in get a place, in an order that says nothing."""
    terms = each.wave.terms
    people = rolls.eligible(each.school, terms.kinds, timezone.localdate())
    signing_in = set() if terms.papers == Terms.Papers.EVERYBODY else rolls.who_can_sign_in(people)
    keys = list(people.order_by().values_list("id", flat=True))
    chance.shuffle(keys)
    places = {key: place for place, key in enumerate(key for key in keys if key in signing_in)}
    each.roll.all().delete()
    RollEntry.objects.bulk_create(
        RollEntry(wave_school=each, person_id=key, place=places.get(key)) for key in sorted(keys)
    )
    each.asked, each.marks = len(keys), sorted(mark(each.school_id, key) for key in keys)
    each.save(update_fields=["asked", "marks"])
    return len(keys)


def _open_boxes(each: WaveSchool) -> None:
    terms = each.wave.terms
    instrument = waves.instrument_of(terms)
    places = each.roll.exclude(place=None).count()
    size = {"places": places, "papers": (each.asked or 0) - places, "size": sheets.size(instrument)}
    for key in _boxes(each):
        remarks = REMARK if terms.remarks and key == each.box else 0
        trays.open_box(key=key, **size, text_size=remarks, blind=terms.blind)


# --- while it is open ---------------------------------------------------------------------------


@transaction.atomic
def remind(*, by: Person, wave: Wave) -> int:
    """Remind everybody on the roll alike, whoever has answered. Returns how many. Raises NotNow."""
    hold(wave)
    _must_be(wave, Wave.Phase.OPEN)
    today = timezone.localdate()
    first = phases.may_remind_from(wave.opens_on, wave.reminded_on)
    if today < first:
        words = {"day": date_format(first, "j F")}
        raise NotNow(_("Everybody can be reminded again from %(day)s on: at most every third day.") % words)
    wave.reminded_on = today
    wave.save(update_fields=["reminded_on"])
    return letters.opened(waves.taking_part(wave), again=True)


@transaction.atomic
def close_wave(*, by: Person | None, wave: Wave) -> Wave:
    """No answer is taken any more, and counting begins. Raises NotNow, KeyLost.

    Somebody who leads may do it before the last day, from the day on that everybody was told.
    """
    hold(wave)
    _must_be(wave, Wave.Phase.OPEN)
    today = timezone.localdate()
    first = phases.may_close_from(wave.opens_on)
    if by and today <= wave.closes_on and today < first:
        raise NotNow(_("It can be closed from %(day)s on, as everybody was told.") % {"day": date_format(first, "j F")})
    schools = _who_can_be_counted(wave, by)
    wave.closes_on, wave.phase = min(wave.closes_on, today), Wave.Phase.CLOSED
    wave.save()
    letters.settle_opened(schools)
    trail.record(by=by, act="audits.wave_closed", about=about(wave, [each.school for each in schools]))
    transaction.on_commit(partial(_later, "count_wave", wave))
    return wave


def _who_can_be_counted(wave: Wave, by: Person | None) -> list[WaveSchool]:
    """Seal what was answered in each school. Raises KeyLost.

    Where all keys are missing, or somebody is there to look for one, it can wait: a folder may have been put elsewhere.
    But one school whose key is missing among others is no reason to read nobody's answers: it is left out.
    """
    schools = list(waves.taking_part(wave))
    lost = [each for each in schools if not all(trays.opens(key=box) for box in _boxes(each))]
    sound = [each for each in schools if each not in lost]
    if lost and (by or not sound):
        raise KeyLost
    for each in lost:
        _leave_unread(each)
    for each in sound:
        for box in _boxes(each):
            trays.seal_box(key=box)
    return sound


def _leave_unread(each: WaveSchool) -> None:
    """A school whose answers nobody can open any more is out of a wave, and everybody there learns why."""
    letters.settle_opened([each])
    letters.key_lost(each)
    _out(each)
    heads = heads_of(each.school, timezone.localdate())
    leads = [person for person in _concerned(each) if person not in heads]
    letters.withdrawn(each, leads, _("The key of its answers is lost, so nobody can read them."))


@transaction.atomic
def note_key_missing(*, wave: Wave) -> None:
    """Tell the heads, once, that a wave could not be closed because its answers cannot be opened."""
    letters.key_missing(waves.taking_part(wave))


def _boxes(each: WaveSchool) -> list[UUID]:
    """One box for what is asked; for the behaviours exercise another, for what people pick of themselves."""
    two = waves.instrument_of(each.wave.terms).kind is Kind.BEHAVIOURS
    return [each.box, each.own_box] if two else [each.box]


def _later(task: str, wave: Wave) -> None:
    """Begin a task of ours, with the key alone."""
    from tilth.audits import tasks  # they call back into these actions

    getattr(tasks, task).enqueue(str(wave.id))


# --- not at all ---------------------------------------------------------------------------------


@transaction.atomic
def withdraw_school(*, by: Person, wave_school: WaveSchool, reason: str = "") -> WaveSchool:
    """Take a school out of a wave that has not opened. Nobody there is asked. Raises NotNow."""
    wave = wave_school.wave
    hold(wave)
    _must_be(wave, Wave.Phase.PLANNED)
    hold(wave_school)
    if wave_school.withdrawn_at:
        raise NotNow(_("This school is out of it already."))
    _take_out(wave_school, reason, by=by)
    if not waves.taking_part(wave).exists():
        _end_unread(wave, by=None, reason=_("Every school was taken out of it."))
    return wave_school


def _take_out(each: WaveSchool, reason: str, *, by: Person | None = None) -> None:
    _out(each, by=by)
    letters.settle_planned(each)
    letters.withdrawn(each, [person for person in _concerned(each) if person != by], reason)


def _out(each: WaveSchool, *, by: Person | None = None) -> None:
    each.withdrawn_at, each.asked, each.marks = timezone.now(), None, []
    each.save(update_fields=["withdrawn_at", "asked", "marks"])
    each.roll.all().delete()
    trail.record(by=by, act="audits.school_withdrawn", about=about(each.wave, [each.school]))


def _concerned(each: WaveSchool) -> Sequence[Person]:
    """Who leads a wave, and the heads of one of its schools."""
    leads = partnership_leads(each.wave.partnership) if each.wave.partnership else []
    heads = heads_of(each.school, timezone.localdate())
    return list({person.id: person for person in [*leads, *heads]}.values())


@transaction.atomic
def call_off(*, by: Person | None, wave: Wave, reason: str) -> Wave:
    """End a wave unread: what was answered is destroyed, and everybody who was asked is told why. Raises NotNow.

    One that waits to be counted too: where its key is lost, it would wait for ever.
    """
    hold(wave)
    _must_be(wave, *Wave.UNFINISHED)
    return _end_unread(wave, by=by, reason=reason)


def _end_unread(wave: Wave, *, by: Person | None, reason: str) -> Wave:
    schools = list(waves.taking_part(wave))
    was_open = wave.phase in (Wave.Phase.OPEN, Wave.Phase.CLOSED)
    wave.phase, wave.reason = Wave.Phase.CALLED_OFF, reason
    wave.save()
    for each in schools:
        each.wave = wave
    letters.settle_waits(wave)
    letters.settle_opened(schools)
    letters.called_off(schools, was_open=was_open)
    forget_rolls(wave)
    wave.schools.update(marks=[])
    trail.record(by=by, act="audits.wave_called_off", about=about(wave, [each.school for each in schools]))
    transaction.on_commit(partial(_later, "destroy_answers", wave))
    return wave


# --- least time ---------------------------------------------------------------------------------


def forget_rolls(wave: Wave) -> None:
    """Who was on the rolls is kept no longer than it is needed; how many they were stays."""
    RollEntry.objects.filter(wave_school__wave=wave).delete()


@transaction.atomic
def forget_marks(*, on: date) -> int:
    """Forget by what the people of a roll are known again, when opinions of then tell nothing of those of now.

    Returns of how many schools.
    """
    known = list(waves.with_marks(on - timedelta(days=Rules().opinions_keep)))
    return WaveSchool.objects.filter(id__in=[each.id for each in known]).update(marks=[])


@transaction.atomic
def destroy_answers(*, schools: Iterable[WaveSchool]) -> int:
    """Destroy the trays and keys of finished waves. Returns of how many schools. Safe to repeat."""
    gone = 0
    for each in schools:
        if each.wave.phase in Wave.UNFINISHED:
            raise NotNow(_("Answers are needed until they are counted."))
        trays.destroy(key=each.box)
        trays.destroy(key=each.own_box)
        each.destroyed_on = timezone.localdate()
        each.save(update_fields=["destroyed_on"])
        gone += 1
    return gone


@transaction.atomic
def note_waiting(*, wave: Wave) -> None:
    """Tell those who lead, once, that a wave did not open on its day because the partnership rests."""
    leads = partnership_leads(wave.partnership) if wave.partnership else []
    letters.waits(wave, leads)
