"""When somebody is forgotten, and when a partnership ends."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from tilth.audits.actions.waves import call_off
from tilth.audits.models import Prediction, RollEntry
from tilth.audits.queries import waves
from tilth.partnerships.models import Partnership
from tilth.people.models import Person


@transaction.atomic
def forget(*, person: Person) -> None:
    """Forget on which rolls a person stands, and what they expected as a head.

    What they may have answered cannot be found: nobody knows which sheet was theirs, or whether there is one.
    """
    RollEntry.objects.filter(person=person).delete()
    Prediction.objects.filter(person=person).delete()


@transaction.atomic
def call_off_planned(*, partnership: Partnership) -> int:
    """Call off what a partnership has planned and will not open any more. Returns how many waves."""
    planned = list(waves.planned_in(partnership))
    for wave in planned:
        call_off(by=None, wave=wave, reason=_("%(name)s has ended.") % {"name": partnership.name})
    return len(planned)
