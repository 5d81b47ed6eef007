"""Keeping what the search box is matched against in step with ties."""

from __future__ import annotations

from collections.abc import Collection
from itertools import islice
from uuid import UUID

from tilth.schools.models import School, Tie

BATCH = 500


def word_again(bodies: Collection[UUID] = (), schools: Collection[UUID] = ()) -> None:
    """Write down again what finds these schools, and all schools in these bodies."""
    wanted = set(schools) | set(Tie.objects.standing().filter(body__in=list(bodies)).values_list("school", flat=True))
    keys = iter(sorted(wanted))
    while batch := list(islice(keys, BATCH)):
        _word_batch(batch)


def _word_batch(keys: list[UUID]) -> None:
    names: dict[UUID, list[str]] = {}
    for school, name in Tie.objects.standing().filter(school__in=keys).values_list("school", "body__name"):
        names.setdefault(school, []).append(name)
    held = School.objects.filter(id__in=keys)
    reworded = [school for school in held if school.word_for_search(sorted(names.get(school.id, [])))]
    School.objects.bulk_update(reworded, ["name_key", "search"], batch_size=200)
