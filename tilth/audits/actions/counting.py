"""Counting a closed wave and publishing it, once; then its boxes are destroyed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import partial
from hashlib import sha256

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from tilth.audits.actions import letters
from tilth.audits.actions.planning import about, hold_schools
from tilth.audits.actions.waves import destroy_answers, forget_rolls
from tilth.audits.domain import counting as domain
from tilth.audits.domain.counting import Emptied
from tilth.audits.domain.counting import Wave as Counted
from tilth.audits.domain.instruments import Kind
from tilth.audits.domain.publication import Publication
from tilth.audits.models import PublicationRow, Wave, WaveSchool
from tilth.audits.queries import counting, waves
from tilth.notices import actions as notices
from tilth.trail import actions as trail
from tilth.trays import actions as trays
from tilth.web.holding import hold


@dataclass(frozen=True)
class _Known:
    """All that counting goes by beside the sheets. Other waves can be published, or people go, while it works."""

    terms: Counted
    schools: tuple[Emptied, ...]  # with no sheets yet
    together: Publication | None


def count_wave(*, wave: Wave) -> bool:
    """Count a closed wave, publish what may be shown of it, and let its boxes be destroyed. Returns whether it did.

    All or nothing: stopped anywhere before its end it has done nothing and can be done again, because the boxes are
    destroyed only when what was published is safe. What is published already is never counted again. Nobody else has to
    wait meanwhile: the work is done before anything is held, and done again if what it went by has changed since.
    """
    done: bool | None = None
    while done is None:
        wave.refresh_from_db()
        if wave.phase != Wave.Phase.CLOSED:
            return False
        known = _known(wave)
        try:
            emptied = _emptied(wave, known)
        except trays.NoBox:
            if _is_over(wave):
                return False
            raise
        found = domain.count(known.terms, emptied, together=known.together)
        with transaction.atomic():
            done = _publish(wave, known, found)
    return done


def _known(wave: Wave) -> _Known:
    """What counting goes by, as it is now."""
    schools = tuple(
        Emptied(
            key=str(each.school_id),
            asked=each.asked or 0,
            sheets=(),
            members=counting.members(each),
            earlier=counting.before(each),
        )
        for each in waves.taking_part(wave)
    )
    return _Known(counting.counted(wave), schools, counting.together_before(wave))


def _emptied(wave: Wave, known: _Known) -> list[Emptied]:
    """The same with what lay in the boxes, in memory and nowhere else. Raises trays.NoBox."""
    boxes = {str(each.school_id): each for each in waves.taking_part(wave)}
    picks = wave.terms.document.get("kind") == Kind.BEHAVIOURS
    found = []
    for school in known.schools:
        each = boxes[school.key]
        team = trays.empty(key=each.box)
        own = trays.empty(key=each.own_box).sheets if picks else ()
        found.append(replace(school, sheets=team.sheets, own_sheets=own, remarks=team.remarks))
    return found


def _is_over(wave: Wave) -> bool:
    """Whether somebody was quicker, and the boxes are gone because nobody needs them any more."""
    wave.refresh_from_db()
    return wave.phase != Wave.Phase.CLOSED


def _publish(wave: Wave, known: _Known, found: Mapping[str | None, Publication]) -> bool | None:
    """Write down what was found. None: it was found by what is no longer so, and has to be found again."""
    hold(wave)
    if wave.phase != Wave.Phase.CLOSED:
        return False
    schools = list(waves.taking_part(wave))
    hold_schools([each.school for each in schools])  # of two waves that are counted at once, one must see the other
    if _known(wave) != known:
        return None
    by_key = {str(each.school_id): each for each in schools}
    for key, publication in found.items():
        _keep(wave, by_key[key] if key else None, publication)
    wave.phase, wave.published_on = Wave.Phase.PUBLISHED, timezone.localdate()
    wave.save(update_fields=["phase", "published_on"])
    _tell(wave, schools)
    if None in found:
        letters.together(wave)
    forget_rolls(wave)
    transaction.on_commit(partial(_destroy_answers, wave))
    return True


def _keep(wave: Wave, each: WaveSchool | None, publication: Publication) -> PublicationRow:
    """Write down what is published, for good."""
    stored = publication.stored()
    return PublicationRow.objects.create(
        wave=wave, school=each.school if each else None, stored=stored, digest=sha256(stored).hexdigest()
    )


def _tell(wave: Wave, schools: list[WaveSchool]) -> None:
    """Say that the results are out: to everybody in the same words, whoever answered."""
    trail.record(by=None, act="audits.wave_published", about=about(wave, [each.school for each in schools]))
    tomorrow = date_format(timezone.localdate() + timedelta(days=1), "j F")
    for each in schools:
        notices.tell(
            to=counting.who_hears(each),
            about=each,
            kind="audits.results",
            headline=_("The results of “%(title)s” are out") % {"title": str(wave)},
            body=_(
                "The answers at %(school)s are counted, and the sheets are destroyed. Those who lead and "
                "govern the school can read the results now, everybody who was asked from %(day)s on: the same page."
            )
            % {"school": each.school.name, "day": tomorrow},
            link=reverse("audits:results", args=[each.id]),
        )


def _destroy_answers(wave: Wave) -> None:
    """What was counted is not kept. Where this does not come about, the timetable sees to it."""
    destroy_answers(schools=waves.to_destroy().filter(wave=wave))
