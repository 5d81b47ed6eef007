"""P7: of whoever comes through the anonymous door nothing is left on the disk: no address, browser, slip or answer.

`python -m tests.audits.confidence traces 30` lets thirty people through.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

from tests.audits.confidence.canaries import House, Visitor, places, served, traces, walks_through
from tests.audits.test_answering import BACKEND, SLIP
from tests.factories.audits import in_wave, open_wave, school_of
from tilth.audits.domain.asked import Breakdown
from tilth.audits.models import WaveSchool
from tilth.trays import actions as trays

pytestmark = pytest.mark.django_db(transaction=True)
WORK = Breakdown.of("What is your work here?", ["Supporting", "Teaching", "Leading"])
NAIVE = "tests.audits.confidence.naive.wsgi"


@pytest.fixture
def here() -> WaveSchool:
    return in_wave(open_wave(school_of(12), breakdown=WORK, remarks=True))


def test_nothing_of_who_came_is_left_anywhere(here: WaveSchool, tmp_path: Path) -> None:
    who, place = Visitor(), here.roll.get(place=0)
    paper = trays.draw(key=here.box, place=1, receipt="a random word of the page")
    browser = Client()
    browser.force_login(place.person, backend=BACKEND)
    session = browser.cookies[settings.SESSION_COOKIE_NAME].value
    with served(tmp_path) as house:
        walks_through(house, who, here, paper)
        walks_through(house, who, here, taken(house, who, here, session))
        assert traces(who, *places(tmp_path)) == {}
    assert traces(who, *places(tmp_path)) == {}
    assert b"A fault at the door" in (tmp_path / "log").read_bytes()  # so there was a log to look into


def taken(house: House, who: Visitor, here: WaveSchool, session: str) -> str:
    """A slip, taken in the signed-in part by somebody with the same browser."""
    who_signed_in = Visitor(word=who.word)
    cookies = {"Cookie": f"sessionid={session}; csrftoken={'c' * 32}"}
    who_signed_in.headers = lambda: {**Visitor.headers(who), **cookies}  # type: ignore[method-assign]
    said = {"receipt": f"{who.word}-receipt", "csrfmiddlewaretoken": "c" * 32}
    status, told = house.say(who_signed_in, "POST", f"/asking/at/{here.id}/answer/", said)
    (slip,) = set(SLIP.findall(told))
    assert status == 200
    return slip


@pytest.mark.usefixtures("on_sqlite")
def test_a_door_that_means_well_leaves_everything_behind(here: WaveSchool, tmp_path: Path) -> None:
    who = Visitor()
    with served(tmp_path, NAIVE) as house:
        walks_through(house, who, here, trays.draw(key=here.box, place=0, receipt="a random word of the page"))
    found = traces(who, *places(tmp_path))
    assert set(found) == set(who.known_by())
    assert {"log", "sessions"} <= set.union(*found.values())
