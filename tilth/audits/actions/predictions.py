"""What a head expects to hear, sealed before anybody is asked."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from tilth.audits.actions import letters
from tilth.audits.actions.refusals import NotAPrediction, NotNow
from tilth.audits.models import Prediction, Wave, WaveSchool
from tilth.audits.queries import waves
from tilth.notices.actions import settle
from tilth.people.models import Person
from tilth.web.holding import hold


@transaction.atomic
def seal_prediction(*, by: Person, wave_school: WaveSchool, expected: Mapping[str, int]) -> Prediction:
    """Keep what a head expects, in per cent of favourable answers by item. It can be changed until the wave opens.

    Raises NotNow, NotAPrediction. Nobody but the head sees it, unless they share it with the results.
    """
    hold(wave_school.wave)
    if wave_school.wave.phase != Wave.Phase.PLANNED or wave_school.withdrawn_at:
        raise NotNow(_("What you expect is sealed before anybody is asked. That time is over."))
    items = {item.key for item in waves.instrument_of(wave_school.wave.terms).items}
    if set(expected) != items or not all(0 <= share <= 100 for share in expected.values()):
        raise NotAPrediction(_("Say for each statement what you expect, from 0 to 100 per cent."))
    kept = {"person": by, "expected": dict(expected), "sealed_at": timezone.now(), "shared": False}
    prediction, _made = Prediction.objects.update_or_create(wave_school=wave_school, defaults=kept)
    settle(about=wave_school, kind=letters.PREDICT, person=by)
    return prediction
