"""Counting a closed wave and publishing it, once; then its boxes are destroyed."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from hashlib import sha256

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from tilth.audits.actions.planning import about, hold_schools
from tilth.audits.actions.waves import destroy_answers, forget_rolls
from tilth.audits.domain import counting as domain
from tilth.audits.domain.counting import Emptied
from tilth.audits.domain.instruments import Kind
from tilth.audits.domain.publication import Publication
from tilth.audits.models import PublicationRow, Wave, WaveSchool
from tilth.audits.queries import counting, waves
from tilth.notices import actions as notices
from tilth.trail import actions as trail
from tilth.trays import actions as trays
from tilth.web.holding import hold


@transaction.atomic
def count_wave(*, wave: Wave) -> bool:
    """Count a closed wave, publish what may be shown of it, and let its boxes be destroyed. Returns whether it did.

    All or nothing: stopped anywhere before its end it has done nothing and can be done again, because the boxes are
    destroyed only when what was published is safe. What is published already is never counted again.
    """
    hold(wave)
    if wave.phase != Wave.Phase.CLOSED:
        return False
    schools = list(waves.taking_part(wave))
    hold_schools([each.school for each in schools])  # of two waves that are counted at once, one must see the other
    emptied = [_emptied(each) for each in schools]
    found = domain.count(counting.counted(wave), emptied, together=counting.together_before(wave))
    by_key = {str(each.school_id): each for each in schools}
    for key, publication in found.items():
        _keep(wave, by_key[key] if key else None, publication)
    wave.phase, wave.published_on = Wave.Phase.PUBLISHED, timezone.localdate()
    wave.save(update_fields=["phase", "published_on"])
    _tell(wave, schools)
    forget_rolls(wave)
    transaction.on_commit(partial(_destroy_answers, wave))
    return True


def _emptied(each: WaveSchool) -> Emptied:
    """What lay in a school's boxes, in memory and nowhere else."""
    team = trays.empty(key=each.box)
    picks = each.wave.terms.document.get("kind") == Kind.BEHAVIOURS
    return Emptied(
        key=str(each.school_id),
        asked=each.asked or 0,
        sheets=team.sheets,
        own_sheets=trays.empty(key=each.own_box).sheets if picks else (),
        remarks=team.remarks,
        members=counting.members(each),
        earlier=counting.before(each),
    )


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
