"""Who may, about the ledger: predicates that read as sentences, and which opens which."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from rules.permissions import add_perm

from tilth.ledger import queries
from tilth.partnerships.models import Partnership
from tilth.people.models import GOVERNING, LEADERS, Person
from tilth.people.rules import holds, leads
from tilth.schools.models import School


class Permission(StrEnum):
    """What may be seen here. Nothing is written by hand."""

    SEE_ENTRY = "ledger.see_entry"
    SEE_SCHOOL = "ledger.see_school"
    SPREAD = "ledger.spread"  # see whose knowledge should be spread
    SEE_FAMILY = "ledger.see_family"
    SEE_NAMES = "ledger.see_names"  # who works with whom in a partnership


def is_named(person: Person, entry: Any) -> bool:
    """What the query found for somebody names them."""
    return entry is not None


def leads_or_governs(person: Person, school: School) -> bool:
    return holds(person, school, LEADERS | GOVERNING)


def leads_or_governs_in(person: Person, partnership: Partnership) -> bool:
    return queries.leads(person, partnership) or queries.governs_in(person, partnership)


add_perm(Permission.SEE_ENTRY, is_named)
add_perm(Permission.SEE_SCHOOL, leads_or_governs)
add_perm(Permission.SPREAD, leads)
add_perm(Permission.SEE_FAMILY, leads_or_governs_in)
add_perm(Permission.SEE_NAMES, queries.leads)
