"""Two families with something of everything in each, made once for what is tried at every address."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.http import QueryDict

from tests.world import World, keys_kept, standing


@pytest.fixture(scope="package")
def world(django_db_setup: None, django_db_blocker: Any) -> Iterator[World]:
    """Tests run inside its transaction, each undone by itself; all of it is undone after the last."""
    with django_db_blocker.unblock(), standing() as world:
        yield world


@pytest.fixture
def the_keys_of_boxes_stay() -> Iterator[None]:
    with keys_kept():
        yield


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """What pages look for in their address or in what was posted, whether it is there or not."""
    found: set[str] = set()
    for method in ("__getitem__", "__contains__", "get", "getlist"):
        known = getattr(QueryDict, method)

        def looked(self: QueryDict, key: str, *others: Any, known: Any = known) -> Any:
            found.add(key)
            return known(self, key, *others)

        monkeypatch.setattr(QueryDict, method, looked)
    return found
