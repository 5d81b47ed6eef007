"""Who may open a page. Every view wears exactly one of these decorators; a test holds that."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse

from tilth.web.forms import Form

type_of_view = Callable[..., HttpResponse]


class Request(HttpRequest):
    """A request by somebody who is signed in, for views to name: `user` is a Person, which lies above this layer."""

    user: Any


def public(view: type_of_view) -> type_of_view:
    """Anybody may open this page, signed in or not."""
    view.access = "public"  # type: ignore[attr-defined]
    return view


def signed_in(view: type_of_view) -> type_of_view:
    """Anybody who is signed in may open this page: it shows only what is theirs, or what is public."""
    guarded = login_required(view)
    guarded.access = "signed in"  # type: ignore[attr-defined]
    return guarded


def opens(permission: str, fetch: Callable[..., Any] | None = None) -> Callable[[type_of_view], type_of_view]:
    """Open a page to those who hold `permission` on what `fetch(viewer=, key=)` finds.

    `key` comes from the address. `fetch` returns None, or raises Http404, where the viewer has no business: what is
    not theirs to see answers as what does not exist does. Without `fetch` the permission is on nothing in particular.
    """

    def decorate(view: type_of_view) -> type_of_view:
        @login_required
        @wraps(view)
        def opened(request: HttpRequest, **address: Any) -> HttpResponse:
            found = (_found(request, fetch, address.pop("key")),) if fetch else ()
            if not request.user.has_perm(permission, *found):
                raise Http404
            return view(request, *found, **address)

        opened.access = str(permission)  # type: ignore[attr-defined]
        return opened

    return decorate


def _found(request: HttpRequest, fetch: Callable[..., Any], key: UUID) -> Any:
    thing = fetch(viewer=request.user, key=key)
    if thing is None:
        raise Http404
    return thing


def press(request: Request | HttpRequest, action: Callable[..., Any], done: str, **known: Any) -> bool:
    """Do what a button without questions asks for, and say on the next page how it went."""
    form = Form(request.POST)
    if form.does(action, by=request.user, **known):
        messages.success(request, done)
        return True
    for no in form.non_field_errors():
        messages.error(request, str(no))
    return False
