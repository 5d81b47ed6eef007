"""What a browser may keep of a page: nothing, where somebody is signed in.

Many share a computer in the staff room. Who presses Back after somebody has signed out must not see what that person
saw: whom they would rather not be paired with, what was proposed to them, how their round went.
"""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

NOTHING_KEPT = "private, no-store"


class NothingKept:
    """The last of all middleware: one rule for every page, so that no page can forget it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, and say that nothing is to be kept where the page could know who asked, and says nothing itself.

        A page that never looked who is there shows nothing of anybody: what it leaves in a cache may stay there.
        """
        answer = self.get_response(request)
        if request.session.accessed and request.user.is_authenticated:
            answer.headers.setdefault("Cache-Control", NOTHING_KEPT)
        return answer
