"""Every read of asking in confidence, narrowed to what the viewer may see. Split by noun."""

from tilth.audits.queries.holdings import instruments_by, namings_by, planned_by, promised_by
from tilth.audits.queries.instruments import house, instrument, usable_by
from tilth.audits.queries.results import predictions_of
from tilth.audits.queries.rolls import ASKED, eligible, on_the_roll, open_for, roll_entry, rolls_of, sizes, were_asked
from tilth.audits.queries.seen import (
    DaysSeen,
    LookAhead,
    SchoolSeen,
    breakdown_of,
    days_of,
    look_ahead,
    may_plan_for,
    prediction_of,
    published_for,
    seen_in,
)
from tilth.audits.queries.waves import (
    Asking,
    asking,
    instrument_of,
    partnership,
    rests,
    school,
    wave,
    wave_school,
    waves_of,
    what_is_asked,
)
from tilth.partnerships.queries import agreed_schools, schools_led

__all__ = [
    "ASKED",
    "Asking",
    "DaysSeen",
    "LookAhead",
    "SchoolSeen",
    "agreed_schools",
    "asking",
    "breakdown_of",
    "days_of",
    "eligible",
    "house",
    "instrument",
    "instrument_of",
    "instruments_by",
    "look_ahead",
    "may_plan_for",
    "namings_by",
    "on_the_roll",
    "open_for",
    "partnership",
    "planned_by",
    "prediction_of",
    "predictions_of",
    "promised_by",
    "published_for",
    "rests",
    "roll_entry",
    "rolls_of",
    "school",
    "schools_led",
    "seen_in",
    "sizes",
    "usable_by",
    "wave",
    "wave_school",
    "waves_of",
    "were_asked",
    "what_is_asked",
]
