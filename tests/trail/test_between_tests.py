"""Tests that commit leave an empty trail for the next, on which the guard stands again."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, connection

from tilth.trail.actions import record
from tilth.trail.models import Entry


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("turn", [1, 2])
def test_each_test_finds_an_empty_trail_and_a_guard(turn: int) -> None:
    assert not Entry.objects.exists()
    record(by=None, act="people.tested", about=[])
    with pytest.raises(DatabaseError, match="never changed"), connection.cursor() as cursor:
        cursor.execute("DELETE FROM trail_entry")
