"""The anonymous door: nothing of whoever comes gets in, and nothing gets out that one has and another has not."""

from __future__ import annotations

import logging
from datetime import date
from io import BytesIO
from typing import Any

import pytest
from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.urls import get_resolver

from tests.audits.door import FORM, answers, come, drawn, say, words
from tests.audits.instruments import behaviours, questions
from tests.factories.audits import in_wave, open_wave, school_of
from tilth.audits.domain.asked import Part
from tilth.audits.domain.instruments import MOST_ITEMS, Audience, Choice, Instrument, Item
from tilth.audits.door import PLACE, forms, middleware, replies
from tilth.audits.models import WaveSchool
from tilth.audits.queries import Asking, house, instrument_of
from tilth.web.pages import type_of_view

pytestmark = [pytest.mark.django_db, pytest.mark.alike]
WHO = {
    "HTTP_COOKIE": "sessionid=canary-session; csrftoken=canary-csrf",
    "HTTP_USER_AGENT": "canary-browser",
    "HTTP_REFERER": "https://canary.example/from",
    "HTTP_X_FORWARDED_FOR": "203.0.113.77",
    "HTTP_X_REQUEST_ID": "canary-request",
    "HTTP_ACCEPT_LANGUAGE": "canary",
    "HTTP_AUTHORIZATION": "canary",
    "HTTP_FORWARDED": "for=203.0.113.77",
    "REMOTE_ADDR": "203.0.113.77",
    "REMOTE_PORT": "48999",
    "REMOTE_USER": "canary",
    "QUERY_STRING": "canary=1",
    "gunicorn.socket": "canary",
}


@pytest.fixture
def here() -> WaveSchool:
    return in_wave(open_wave(school_of(12)))


# --- what gets in -------------------------------------------------------------------------------


@pytest.mark.parametrize("path", ["/door/", "/door/sheet/", "/door/nowhere/", "/DOOR/", "/Door/Sheet", "/dOOR"])
def test_nobody_behind_the_door_can_read_who_came(path: str, monkeypatch: pytest.MonkeyPatch) -> None:
    request = RequestFactory().post(path, b"slip=abc", content_type=FORM, **WHO)
    seen: list[Any] = []
    answered = middleware.answer
    monkeypatch.setattr(middleware, "answer", lambda bare: seen.append(bare) or answered(bare))
    middleware.Door(unreachable)(request)
    (bare,) = seen
    for each in (bare, request):
        told = f"{each.META} {each.COOKIES} {each.headers} {each.GET} {vars(each)}"
        assert "canary" not in told and "203.0.113.77" not in told
    assert bare.POST == {"slip": ["abc"]}


def unreachable(request: Any) -> HttpResponse:
    raise AssertionError("What is below the door's address goes no further.")


def test_what_is_not_the_doors_passes_by_untouched() -> None:
    request = RequestFactory().get("/doorway/", **WHO)
    before = dict(request.META)
    assert (
        middleware.Door(lambda same: HttpResponse(same.META["HTTP_USER_AGENT"]))(request).content == b"canary-browser"
    )
    assert before == request.META


def test_it_stands_before_everything_else() -> None:
    assert settings.MIDDLEWARE[0] == "tilth.audits.door.middleware.Door"


# --- what gets out ------------------------------------------------------------------------------

TRIED = [
    *(("get", path) for path in ("", "sheet/", "redeem/", "cast/", "kiosk/", "kiosk/sheet/", "kiosk/cast/", "no/")),
    *(("post", path) for path in ("", "sheet/", "redeem/", "cast/", "kiosk/", "kiosk/sheet/", "kiosk/cast/", "no/")),
    *((method, path) for method in ("head", "options", "put", "patch", "delete") for path in ("", "sheet/", "cast/")),
]


@pytest.mark.parametrize(("method", "path"), TRIED)
def test_every_reply_is_bare_and_of_one_size(method: str, path: str) -> None:
    client = Client()
    reply = getattr(client, method)(f"{PLACE}{path}", **WHO)
    assert reply.status_code == (200 if knows(method, path) else 404)
    assert not reply.cookies
    assert len(reply.content) in (replies.ROOM, 0)  # a server says nothing to HEAD
    assert set(reply.headers) == {*replies.HEADERS, "Content-Length"}
    assert reply.headers["Cache-Control"] == "no-store" and reply.headers["Referrer-Policy"] == "no-referrer"
    assert "frame-ancestors 'none'" in reply.headers["Content-Security-Policy"]


def knows(method: str, path: str) -> bool:
    return path != "no/" and (method == "get" or (method == "post" and path not in ("", "kiosk/")))


def test_it_also_opens_without_the_last_stroke() -> None:
    assert words(come()) == words(Client().get(PLACE.rstrip("/")))


@pytest.mark.parametrize("path", ["/DOOR/", "/Door", "/DOOR/SHEET/", "/door/Cast"])
def test_it_also_opens_in_capitals(path: str) -> None:
    reply = Client().get(path, **WHO)
    assert (words(reply), len(reply.content)) == (words(come()), replies.ROOM)
    assert set(reply.headers) == {*replies.HEADERS, "Content-Length"}


def test_over_an_open_line_nobody_is_let_in(settings: Any) -> None:
    settings.SECURE_SSL_REDIRECT = True
    reply = say("sheet/", slip="7KM-2Q8XD-40TVN")
    assert (reply.status_code, reply.headers["Location"]) == (301, f"{settings.ADDRESS}{PLACE}")


def test_over_a_closed_line_browsers_are_told_to_keep_it_closed(settings: Any) -> None:
    settings.SECURE_HSTS_SECONDS = 1000
    assert come(secure=True).headers["Strict-Transport-Security"] == "max-age=1000"


def test_a_refusal_leaves_no_line_in_the_log(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    for reply in (come("7KM-2Q8XD-40TVN/"), say("sheet/", slip="7KM-2Q8XD-40TVN"), say("redeem/", box="x")):
        assert reply.status_code in (200, 404)
    assert not [record for record in caplog.records if not record.name.startswith("django.template")]


def test_of_a_fault_only_its_kind_is_written_down(caplog: pytest.LogCaptureFixture) -> None:
    reply = say("cast/", slip="7KM-2Q8XD-40TVN", item_1="x" * middleware.LONGEST_BODY)
    assert (reply.status_code, words(reply)) == (500, replies.LAST_RESORT)
    assert [record.getMessage() for record in caplog.records] == ["A fault at the door: ValueError"]
    assert caplog.records[0].exc_info is None


def test_whatever_a_server_hands_over_comes_back_as_a_page() -> None:
    """Straight from the server's side, with what no browser would send."""
    for length, kind in (("no number", FORM), ("-5", FORM), ("4", "multipart/form-data; boundary=x"), ("", "")):
        environ = RequestFactory().post(f"{PLACE}sheet/", b"slip", content_type=FORM).environ
        environ |= {"CONTENT_LENGTH": length, "CONTENT_TYPE": kind, "wsgi.input": BytesIO(b"slip")}
        told: list[str] = []
        body = b"".join(WSGIHandler()(environ, lambda status, headers, told=told: told.append(status)))
        assert told[0][:3] in ("200", "500") and len(body) == replies.ROOM


# --- the sheet fits -----------------------------------------------------------------------------


def widest() -> Instrument:
    """As much as an instrument can hold, in letters that take the most room on a page."""
    return Instrument.model_validate(
        questions(items=1).model_dump()
        | {
            "items": [Item(key=f"item-{n}", aspect='"' * 300, text='"' * 300) for n in range(MOST_ITEMS)],
            "choices": [Choice(key=f"choice-{n}", label="𝄞" * 300, favourable=n < 3) for n in range(7)],
        }
    )


@pytest.mark.parametrize("instrument", [*house(), behaviours(), widest()], ids=lambda each: each.slug)
def test_the_room_of_a_sheet_holds_every_page_that_could_be_given_for_it(instrument: Instrument) -> None:
    asking = Asking(
        instrument=instrument,
        question="'" * 120,
        parts=tuple(Part(f"part-{n}", "'" * 60) for n in range(6)),
        remarks=True,
        closes_on=date(2026, 12, 4),
        school="A school",
        audience=Audience.STAFF,
        own=False,
    )
    form = forms.sheet_of(asking)({"remark": "'" * 599 + "no"}, asking=asking)
    assert not form.is_valid()
    drawn = replies.page(form.template, form=form, slip="7KM-2Q8XD-40TVN", asking=asking, kiosk=False, steps=STEPS)
    assert len(drawn.content) < replies.room_for(asking)


STEPS = {"begin": PLACE, "sheet": f"{PLACE}sheet/", "cast": f"{PLACE}cast/"}


# --- its addresses ------------------------------------------------------------------------------


def test_every_page_of_the_door_says_that_anybody_may_open_it() -> None:
    views: list[type_of_view] = [pattern.callback for pattern in get_resolver(middleware.ADDRESSES).url_patterns]
    assert views and all(view.access == "public" for view in views)  # type: ignore[attr-defined]


def test_the_rest_of_tilth_knows_no_address_of_the_door() -> None:
    assert not [pattern for pattern in get_resolver().url_patterns if str(pattern.pattern).startswith("door")]


def test_replies_to_a_first_and_to_another_cast_are_the_same(here: WaveSchool) -> None:
    slip, asked = drawn(here.box), instrument_of(here.wave.terms)
    first, again = (say("cast/", slip=slip, **answers(asked, code)) for code in (1, 4))
    assert words(first) == words(again)
    assert first.headers.items() == again.headers.items()


def test_a_cast_that_is_refused_has_the_size_of_one_that_is_not(here: WaveSchool) -> None:
    slip, asked = drawn(here.box), instrument_of(here.wave.terms)
    good = say("cast/", slip=slip, **answers(asked, 1))
    forged = say("cast/", slip=slip[:-1] + ("2" if slip[-1] == "3" else "3"), **answers(asked, 1))
    unfinished = say("cast/", slip=slip, item_1=1)
    unknown = say("cast/", slip="nonsense", **answers(asked, 1))
    assert "in the tray" in words(good) and "in the tray" not in words(forged)
    found = {(len(each.content), each.status_code, *each.headers) for each in (good, forged, unfinished, unknown)}
    assert len(found) == 1
