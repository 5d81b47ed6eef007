"""How waves say no."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from tilth.web.refusal import Refusal


class NotNow(Refusal):
    """The wave, or its partnership, is not in a phase in which this can be done."""


class DaysWillNotDo(Refusal):
    """The days of a wave are too early, too late, too near or too far apart."""


class TooSoon(Refusal):
    """The same is being asked in a school, or was asked too short a while ago."""


class NotAskedHere(Refusal):
    """No such instrument, school, kind of role or breakdown can be asked in this wave."""


class NotAPrediction(Refusal):
    """A prediction is of the items of the instrument, in whole per cents."""


class KeyLost(Refusal):
    """What was answered cannot be opened: its key is gone, or of another time than its trays."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "The answers cannot be opened: their key is not where it should be. Ask whoever runs Tilth to look for "
                "it. If it is lost, call this off; where other schools are asked too, they are counted without it when "
                "the last day is over."
            )
        )
