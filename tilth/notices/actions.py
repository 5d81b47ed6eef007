"""Asking, telling, and settling what was asked."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone

from tilth.notices.models import Notice
from tilth.people.models import Person
from tilth.trail.actions import Keyed


@transaction.atomic
def tell(
    *, to: Iterable[Person], about: Keyed, kind: str, headline: str, body: str = "", link: str = "", asks: bool = False
) -> list[Notice]:
    """Give each person a notice, once: an open one of this kind about the same thing is renewed, not doubled."""
    words = {"headline": str(headline), "body": str(body), "link": link, "asks": asks, "at": timezone.now()}
    return [
        Notice.objects.update_or_create(
            person=person, about=about.id, kind=kind, settled_at=None, defaults={**words, "mailed_at": None}
        )[0]
        for person in to
    ]


@transaction.atomic
def settle(*, about: Keyed, kind: str, person: Person | None = None) -> int:
    """Mark open notices of a kind about a thing as done, one person's or everybody's. Returns how many."""
    mine = {"person": person} if person else {}
    open_ones = Notice.objects.filter(about=about.id, kind=kind, settled_at=None, **mine)
    return open_ones.update(settled_at=timezone.now())
