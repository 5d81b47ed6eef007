"""Capital: what schools can draw on because people know one another, know something, and are brought together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from tilth.figures import Figure
from tilth.ledger.rules import Permission as Ledger
from tilth.maturity.figures.evidence import evidence as all_figures
from tilth.maturity.figures.evidence import opened_to
from tilth.maturity.queries import subjects
from tilth.partnerships.models import Partnership
from tilth.people.models import Person

# Which figure stands for which capital: one each, so that everybody can say what it is worked out from.
WITHIN = {"social": "ledger.tied_within", "intellectual": "jpd.said", "organisational": "jpd.staff"}
ACROSS = {
    "social": "ledger.balanced",
    "intellectual": "jpd.wants_met",
    "organisational": "jpd.staff_across",
    "collaborative": "jpd.handed_on",
}


@dataclass(frozen=True)
class Row:
    """One school's capital."""

    name: str
    figures: Sequence[Figure | None]


@dataclass(frozen=True)
class Capital:
    """Within each school, then across all of them. What nothing is known of is None."""

    within: Sequence[Row]
    across: Mapping[str, Figure | None]


def capital(partnership: Partnership, on: date, viewer: Person) -> Capital:
    """As at a day. Of other schools only those who lead or govern in the partnership see more than the whole."""
    shares = opened_to(viewer, partnership, all_figures(partnership, on))

    def found(name: str, key: UUID | None) -> Figure | None:
        return shares.get(name, {}).get(key)

    own = {school.id for school in subjects.own_schools(viewer)}
    all_of_them = viewer.has_perm(Ledger.SEE_FAMILY, partnership)
    rows = [
        Row(school.name, [found(name, school.id) for name in WITHIN.values()])
        for school in subjects.schools_in(partnership)
        if all_of_them or school.id in own
    ]
    return Capital(rows, {kind: found(name, None) for kind, name in ACROSS.items()})
