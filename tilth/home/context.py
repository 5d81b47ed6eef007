"""What every page shows around itself: the name mark, the way around, and who is signed in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _


@dataclass(frozen=True)
class Item:
    """One place one can go to from everywhere."""

    label: str
    href: str
    current: bool


def navigation(request: HttpRequest) -> dict[str, Any]:
    """The way around, for whoever is looking; worked out only when a page draws it."""
    return {"navigation": SimpleLazyObject(lambda: _navigation(request))}


def _navigation(request: HttpRequest) -> dict[str, Any]:
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {"items": [], "sign_in_href": reverse("account_login")}
    places = (
        (_("Today"), reverse("home:today"), ()),
        (_("Our family"), reverse("partnerships:mine"), ()),
        (_("Working together"), reverse("jpd:mine"), (reverse("ledger:mine"), reverse("topics:browse"))),
        (_("In confidence"), reverse("audits:mine"), ()),
        (_("Schools"), reverse("schools:search"), ()),
        (_("Search"), reverse("home:search"), ()),
    )
    return {
        "items": [
            Item(label, href, any(_is_here(request.path, each) for each in (href, *within)))
            for label, href, within in places
        ],
        "person": user.name,
        "person_href": reverse("people:me"),
        "sign_out_href": reverse("account_logout"),
    }


def _is_here(path: str, href: str) -> bool:
    return path == href or (href != "/" and path.startswith(href))
