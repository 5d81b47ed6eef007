"""Stands before everything else of Tilth, and answers all below `/door/` by itself.

What could tell who somebody is goes out of the request before any other code, log or report can read it: cookies,
address, browser, the page they came from, numbers of requests. What is left is a path, and a body that holds a slip.
"""

from __future__ import annotations

import logging
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from io import BytesIO
from math import inf
from threading import Timer
from typing import Any

from django.conf import settings
from django.core.handlers.wsgi import WSGIRequest
from django.http import HttpRequest, HttpResponse
from django.urls import Resolver404, get_resolver, set_urlconf
from django.utils import translation

from tilth.audits.door import PLACE, replies

ADDRESSES = "tilth.audits.door.urls"
LONGEST_BODY = 512 * 1024  # who pastes a whole letter into a sheet is told kindly that it is too long
PATIENCE = 15.0  # seconds for a body to arrive, however it does: who sends no more holds up everybody else
KEPT = {
    *("REQUEST_METHOD", "SCRIPT_NAME", "PATH_INFO", "CONTENT_LENGTH", "HTTP_HOST"),
    *("SERVER_NAME", "SERVER_PORT", "SERVER_PROTOCOL"),
    *("wsgi.version", "wsgi.multithread", "wsgi.multiprocess", "wsgi.run_once"),
    "wsgi.file_wrapper",  # not of the request: gunicorn asks for it when it sends the reply
}
METHODS = ("GET", "POST")
FORM = "application/x-www-form-urlencoded"

logger = logging.getLogger("tilth.door")
type_of_answer = Callable[[HttpRequest], HttpResponse]


class Unfinished(Exception):
    """Less came than was said: half a sheet is none."""


class Door:
    """The first of all middleware."""

    def __init__(self, get_response: type_of_answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not is_here(request.path_info):
            return self.get_response(request)
        secure = request.is_secure()
        try:
            bare = stripped(request)
            reply = replies.elsewhere() if settings.SECURE_SSL_REDIRECT and not secure else answer(bare)
        except Exception as fault:  # whatever it says may quote what somebody sent: only its kind is written down
            logger.error("A fault at the door: %s", type(fault).__name__)
            reply = replies.fault()
        finally:
            forget(request)
        return replies.plain(reply, secure=secure)


def is_here(path: str) -> bool:
    """Whether an address is the door's. People also type it in capitals, and without its last stroke."""
    return f"{path.lower()}/".startswith(PLACE)


def stripped(request: HttpRequest) -> WSGIRequest:
    """The same request as if nobody in particular had made it. Its body is read here: nothing later holds the line."""
    body = whole_body(request)
    if request.content_type != FORM:
        body = b""
    forget(request)
    bare: dict[str, Any] = {**request.META, "CONTENT_TYPE": FORM, "CONTENT_LENGTH": str(len(body)), "QUERY_STRING": ""}
    return WSGIRequest({**bare, "wsgi.input": BytesIO(body), "wsgi.url_scheme": "http"})


def whole_body(request: HttpRequest) -> bytes:
    """All that was sent. Raises Unfinished where it does not come, or not in time; ValueError for what is no form.

    What nobody will look at is read as well, and in time: otherwise the server would do it, and wait.
    """
    length = max(0, int(request.META.get("CONTENT_LENGTH") or 0))
    without_end = "HTTP_TRANSFER_ENCODING" in request.META  # no browser sends a form like that
    if not length and not without_end:
        return b""
    with not_for_ever(request.META.get("gunicorn.socket")):
        if length > LONGEST_BODY or without_end:
            pour_away(request.META["wsgi.input"], inf if without_end else length)
            raise ValueError("far more than a sheet, or none")
        body: bytes = request.META["wsgi.input"].read(length)
    if len(body) < length:
        raise Unfinished
    return body


def pour_away(body: Any, left: float) -> None:
    while left and (piece := body.read(min(replies.ROOM, left))):
        left -= len(piece)


@contextmanager
def not_for_ever(line: Any) -> Iterator[None]:
    """Listen no longer than there is patience. A limit for each piece would not do: pieces can be single signs."""
    end = Timer(PATIENCE, hung_up, [line])
    end.daemon = True
    end.start()
    try:
        yield
    finally:
        end.cancel()


def hung_up(line: Any) -> None:
    """Listen no more. What is said on our side still gets through."""
    with suppress(OSError):  # they were quicker
        line.shutdown(socket.SHUT_RD)


def forget(request: HttpRequest) -> None:
    """Take out of a request, where the server and its logs would look, all but the bare minimum."""
    for name in set(request.META) - KEPT:
        del request.META[name]
    request.META["REMOTE_ADDR"] = ""


def answer(request: HttpRequest) -> HttpResponse:
    """What stands at an address of the door. Methods and addresses it does not know are all the same to it."""
    set_urlconf(ADDRESSES)
    try:
        if request.method not in METHODS:
            return replies.nothing_here()
        with translation.override(settings.LANGUAGE_CODE):
            found = get_resolver(ADDRESSES).resolve(request.path_info.lower().rstrip("/") + "/")
            reply: HttpResponse = found.func(request, *found.args, **found.kwargs)
            return reply
    except Resolver404:
        return replies.nothing_here()
    finally:
        set_urlconf(None)
