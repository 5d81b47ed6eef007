"""A door as it is usually built: it remembers visitors in a session, and keeps a log of requests to mend faults by."""

from __future__ import annotations

import logging
from urllib.parse import urlencode

from django.contrib.sessions.backends.db import SessionStore
from django.http import HttpRequest, HttpResponse

from tilth.audits.door import middleware, replies

logger = logging.getLogger("naive.door")


class Door(middleware.Door):
    """The same pages, behind a middleware that means well."""

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not middleware.is_here(request.path_info):
            return self.get_response(request)
        told = {name: value for name, value in request.META.items() if isinstance(value, str)}
        said = request.POST.dict()
        logger.warning("%s %s %s %s", request.method, request.get_full_path(), told, urlencode(said))
        session = SessionStore()
        session["last"] = said
        session.save()
        reply = replies.plain(middleware.answer(request), secure=False)  # type: ignore[arg-type]
        reply.set_cookie("visitor", session.session_key or "")
        return reply
