"""Groups that are offered to break results down by. Neighbours are merged where they are too small alone."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext_lazy as later

from tilth.audits.domain.asked import Breakdown
from tilth.audits.domain.instruments import Audience
from tilth.schools.models import School

OWN_WORDS = "own"
Offer = tuple[Any, Sequence[Any]]

WORK: Offer = (later("What is your work here?"), [later("Supporting"), later("Teaching"), later("Leading")])
YEARS: Offer = (
    later("How long have you been here?"),
    [later("Less than two years"), later("Two to five years"), later("More than five years")],
)
PRIMARY: Offer = (
    later("Which year are you in?"),
    [later("Year 1 or 2"), later("Year 3"), later("Year 4"), later("Year 5"), later("Year 6")],
)
SECONDARY: Offer = (
    later("Which year are you in?"),
    [
        later("Year 7"),
        later("Year 8"),
        later("Year 9"),
        later("Year 10"),
        later("Year 11"),
        later("Year 12 or 13"),
    ],
)
CHILD: Offer = (
    later("How long has a child of yours been at this school?"),
    [later("Less than a year"), later("One to three years"), later("More than three years")],
)
OFFERED: Mapping[Audience, Mapping[str, Offer]] = {
    Audience.STAFF: {"work": WORK, "years": YEARS},
    Audience.LEADERS: {"years": YEARS},
    Audience.GOVERNORS: {"years": YEARS},
    Audience.STUDENTS: {"primary": PRIMARY, "secondary": SECONDARY},
    Audience.PARENTS: {"child": CHILD},
}


NOT_AT: Mapping[str, frozenset[str]] = {  # phases of schools that have none of these years
    "primary": frozenset({School.Phase.SECONDARY, School.Phase.SIXTEEN_PLUS}),
    "secondary": frozenset({School.Phase.NURSERY, School.Phase.PRIMARY}),
}


def offered(audiences: Sequence[Audience], phases: Collection[str] = ()) -> list[tuple[str, str]]:
    """What can be chosen for these audiences in schools of these phases: a key and the words, with the parts."""
    known = {key: offer for audience in audiences for key, offer in OFFERED[audience].items()}
    found = {key: offer for key, offer in known.items() if not phases or set(phases) - NOT_AT.get(key, frozenset())}
    return [(key, f"{question} ({', '.join(map(str, parts))})") for key, (question, parts) in found.items()]


def offered_breakdown(key: str) -> Breakdown | None:
    """The breakdown that an offer's key stands for, in the words of today's language."""
    offers = {name: offer for each in OFFERED.values() for name, offer in each.items()}
    if key not in offers:
        return None
    question, parts = offers[key]
    return Breakdown.of(str(question), [str(part) for part in parts])
