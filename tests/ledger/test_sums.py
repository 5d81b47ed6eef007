"""However often something is said, put right and taken back: the sums are those of what stands, and nothing is lost."""

from __future__ import annotations

from collections import Counter
from uuid import UUID, uuid5

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.factories.ledger import gift, school_of, written
from tilth.ledger import actions, figures, queries
from tilth.ledger.domain.sharing import shared
from tilth.ledger.models import Entry, Gift
from tilth.partnerships.models import Partnership
from tilth.people.models import Person

pytestmark = [pytest.mark.django_db, pytest.mark.alike]
MEETINGS = [uuid5(UUID(int=0), str(number)) for number in range(3)]
MINUTES = st.lists(st.integers(0, 120), min_size=3, max_size=3)
STEPS = st.lists(st.tuples(st.sampled_from(MEETINGS), st.none() | MINUTES), max_size=8)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(STEPS)
def test_hours_are_the_sum_over_what_stands(
    rowan: Partnership, ring: list[Person], steps: list[tuple[UUID, list[int] | None]]
) -> None:
    standing: dict[UUID, list[tuple[int, int, int]]] = {}
    said = 0
    with transaction.atomic():
        for source, minutes in steps:
            before = standing.get(source)
            _say(rowan, ring, source, minutes, standing)
            said += standing.get(source) != before
        _agree(rowan, ring, standing)
        assert Entry.objects.filter(stands=False).count() + len(standing) == Entry.objects.count() >= said
        transaction.set_rollback(True)


def _say(
    rowan: Partnership,
    ring: list[Person],
    source: UUID,
    minutes: list[int] | None,
    standing: dict[UUID, list[tuple[int, int, int]]],
) -> None:
    """Say that a meeting was held for so many minutes each, or that it was not held after all."""
    if minutes is None:
        if source in standing:
            actions.withdraw(by=ring[0], source=source, why="No.")
            standing[source] = []
        return
    flows = shared(dict(enumerate(minutes)), {0, 1, 2}, {0, 1, 2})
    written(rowan, *(gift(ring[a], ring[b], many) for a, b, many in flows), source=source)
    standing[source] = flows


def _agree(rowan: Partnership, ring: list[Person], standing: dict[UUID, list[tuple[int, int, int]]]) -> None:
    """Every person and every school has the sum over what stands."""
    given_by, received_by = Counter[int](), Counter[int]()
    for giver, receiver, minutes in (flow for flows in standing.values() for flow in flows):
        given_by[giver] += minutes
        received_by[receiver] += minutes
    found = queries.flows_in(rowan)
    schools = queries.schools_in(rowan)
    rows = {row.key: row.whole for row in figures.balance(found, schools, figures.terms_of(found))}
    for place, person in enumerate(ring):
        assert sum(flow.minutes for flow in found if flow.giver == person.id) == given_by[place]
        assert sum(flow.minutes for flow in found if flow.receiver == person.id) == received_by[place]
        row = rows[school_of(person).id]  # type: ignore[attr-defined]
        assert (row.given, row.received) == (given_by[place], received_by[place])
    assert sum(Gift.objects.filter(entry__stands=True).values_list("minutes", flat=True)) == given_by.total()
