"""Asking, telling, settling what was asked, and choosing how often to hear."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from functools import partial
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.text import Truncator

from tilth.notices import queries
from tilth.notices.models import LONGEST_HEADLINE, Notice, Rhythm
from tilth.people.models import Person
from tilth.trail.actions import Keyed


@transaction.atomic
def tell(
    *, to: Iterable[Person], about: Keyed, kind: str, headline: str, body: str = "", link: str = "", asks: bool = False
) -> list[Notice]:
    """Give each person a notice, once: an open one of this kind about the same thing is renewed, not doubled."""
    words = {"headline": _short(headline), "body": str(body), "link": link, "asks": asks, "at": timezone.now()}
    told = [
        Notice.objects.update_or_create(
            person=person, about=about.id, kind=kind, settled_at=None, defaults={**words, "mailed_at": None}
        )[0]
        for person in to
    ]
    for notice in queries.to_mail_at_once(told):
        transaction.on_commit(partial(_mail_later, str(notice.id)))
    return told


def _short(headline: str) -> str:
    """A headline that fits its line: long names of schools and partnerships meet in some."""
    return Truncator(str(headline)).chars(LONGEST_HEADLINE)


def _mail_later(key: str) -> None:
    from tilth.notices.tasks import mail_notice  # the task calls back into these actions

    mail_notice.enqueue(key)


@transaction.atomic
def settle(*, about: Keyed, kind: str, person: Person | None = None) -> int:
    """Mark open notices of a kind about a thing as done, one person's or everybody's. Returns how many."""
    mine = {"person": person} if person else {}
    open_ones = Notice.objects.filter(about=about.id, kind=kind, settled_at=None, **mine)
    return open_ones.update(settled_at=timezone.now())


@transaction.atomic
def choose_rhythm(*, by: Person, choice: str) -> Rhythm:
    """Let a person choose how often they hear from us by e-mail."""
    return Rhythm.objects.update_or_create(person=by, defaults={"choice": choice})[0]


@transaction.atomic
def claim_for_mail(*, keys: Collection[UUID]) -> list[Notice]:
    """Mark notices as mailed before they are, so that no two workers mail the same. Returns those that were ours."""
    waiting = queries.waiting_for_mail().filter(id__in=keys).select_for_update(of=("self",))
    claimed = list(waiting.select_related("person"))
    Notice.objects.filter(id__in=[notice.id for notice in claimed]).update(mailed_at=timezone.now())
    return claimed


@transaction.atomic
def give_back(*, notices: Collection[Notice]) -> None:
    """Undo a claim: the message could not be sent, and will be tried again."""
    Notice.objects.filter(id__in=[notice.id for notice in notices]).update(mailed_at=None)


@transaction.atomic
def forget(*, person: Person, was_called: str) -> None:
    """Forget what a person was told, and their name in what others were told."""
    Notice.objects.filter(person=person).delete()
    Rhythm.objects.filter(person=person).delete()
    whole = re.compile(rf"(?<!\w){re.escape(was_called)}(?!\w)")
    for notice in queries.notices_naming(was_called):
        notice.headline = _short(whole.sub(person.name, notice.headline))
        notice.body = whole.sub(person.name, notice.body)
        notice.save(update_fields=["headline", "body"])
