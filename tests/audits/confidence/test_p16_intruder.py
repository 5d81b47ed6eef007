"""P16: whoever has the head's own account, and opens every page before, during and after a wave, can name nobody.

One wave is held again and again, in worlds in which one person answered this way, that way, or not at all. While it is
open every page is the same in all worlds. Afterwards it is the same in all that led to the same published counts.
`python -m tests.audits.confidence intruder 20` tries it in twenty schools.
"""

from __future__ import annotations

from random import Random
from typing import Any

import pytest

from tests.audits.confidence.intruder import ENOUGH, opened
from tests.audits.confidence.naive import turnout
from tests.audits.confidence.worlds import YES, Scene, Worlds, compared, watched, world

pytestmark = [pytest.mark.django_db, pytest.mark.alike]
WORLDS = Worlds.drawn(Random(16))


def test_no_page_tells_whether_or_how_somebody_answered() -> None:
    found = compared(Scene.set(), WORLDS)
    assert found.differing == []
    assert opened(found.at_first) > ENOUGH and opened(found.in_the_end) > opened(found.at_first)
    favourable = f"{list(WORLDS.this_way.values()).count(YES)} of 15".encode()
    assert any(favourable in page for page in found.in_the_end.values())  # the results were there to be read


def test_pages_that_show_how_far_it_is_name_who_answered(settings: Any) -> None:
    settings.ROOT_URLCONF = turnout.__name__
    scene = Scene.set()
    found = watched(scene, WORLDS)
    assert {path.split("/")[-2] for path in found.differing} == {"progress", "so-far"}
    (waiting,) = [page.decode() for path, page in found.at_first.items() if "progress" in path]
    with world(scene, {}):
        names = scene.here.roll.order_by("person__name").values_list("person__name", flat=True)
        (silent,) = set(range(len(names))) - set(WORLDS.this_way)
        assert names[silent] in waiting and names[WORLDS.suspect] not in waiting
