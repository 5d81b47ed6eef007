"""Making an instrument one's own: copying, rewording, finishing it, and beginning its next version."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from tilth.audits.domain import editing
from tilth.audits.domain.instruments import FEWEST_BEHAVIOURS, MOST_ITEMS, Instrument, Kind
from tilth.audits.models import OwnInstrument
from tilth.audits.queries import instruments as queries
from tilth.partnerships.models import Partnership
from tilth.people.models import Person
from tilth.schools.models import School
from tilth.trail import actions as trail
from tilth.web.holding import hold
from tilth.web.refusal import Refusal

MOST_COPIES = 50  # of one instrument at one owner


class Finished(Refusal):
    """A version that is finished or in use changes no more."""


class DoesNotFit(Refusal):
    """The instrument would be too long or too short, or would say the same twice."""


@transaction.atomic
def copy_instrument(*, by: Person, instrument: Instrument, owner: School | Partnership) -> OwnInstrument:
    """Make an instrument of the house a school's or partnership's own, as a draft. Raises DoesNotFit."""
    hold(owner)
    slug = _fresh_slug(instrument.slug, owner)
    copy = instrument.model_copy(update={"slug": slug, "version": 1})
    row = _kept(by, owner, copy, based_on=f"{instrument.slug} {instrument.version}")
    trail.record(by=by, act="audits.instrument_copied", about=[row, owner])
    return row


def _fresh_slug(stem: str, owner: School | Partnership) -> str:
    taken = set(queries.of_owner(owner).values_list("slug", flat=True))
    names = [stem, *(f"{stem}-{number}" for number in range(2, MOST_COPIES + 1))]
    free = next((name for name in names if name not in taken), None)
    if free is None:
        raise DoesNotFit(_("There are too many copies of this already. Change one of them instead."))
    return free


def _kept(by: Person, owner: School | Partnership, instrument: Instrument, based_on: str) -> OwnInstrument:
    return OwnInstrument.objects.create(
        school=owner if isinstance(owner, School) else None,
        partnership=owner if isinstance(owner, Partnership) else None,
        slug=instrument.slug,
        version=instrument.version,
        based_on=based_on,
        document=instrument.model_dump(mode="json"),
        by=by,
        at=timezone.now(),
    )


@transaction.atomic
def word_instrument(*, by: Person, row: OwnInstrument, labels: Sequence[str], **words: str) -> OwnInstrument:
    """Give a draft another title, purpose, subject or language, and its choices other labels. Raises Finished."""
    return _changed(by, row, lambda draft: editing.worded(draft, labels=labels, **words))


@transaction.atomic
def word_item(*, by: Person, row: OwnInstrument, item: str, **words: Any) -> OwnInstrument:
    """Word an item of a draft anew; without a key, add one at its end. Raises Finished, DoesNotFit."""
    return _changed(by, row, lambda draft: editing.with_item(draft, item, **words))


@transaction.atomic
def drop_item(*, by: Person, row: OwnInstrument, item: str) -> OwnInstrument:
    """Leave an item out. Raises Finished, DoesNotFit."""
    return _changed(by, row, lambda draft: editing.without_item(draft, item))


@transaction.atomic
def move_item(*, by: Person, row: OwnInstrument, item: str, steps: int) -> OwnInstrument:
    """Move an item so many places further down, or up. Raises Finished."""
    return _changed(by, row, lambda draft: editing.moved(draft, item, steps))


def _changed(by: Person, row: OwnInstrument, change: Callable[[Instrument], Instrument]) -> OwnInstrument:
    hold(row)
    _refuse_fixed(row)
    draft = queries.read(row)
    try:
        row.document = change(draft).model_dump(mode="json")
    except editing.CannotBe as why:
        raise _does_not_fit(str(why), draft) from None
    row.by, row.at = by, timezone.now()
    row.save(update_fields=["document", "by", "at"])
    return row


def _refuse_fixed(row: OwnInstrument) -> None:
    if queries.is_fixed(row):
        raise Finished(_("This version is finished, so that everybody is asked the same. Begin a new version instead."))


def _does_not_fit(field: str, draft: Instrument) -> DoesNotFit:
    if field == "text":
        return DoesNotFit(_("Another item says exactly this already."), field="text")
    if len(draft.items) >= MOST_ITEMS:
        return DoesNotFit(_("There are %(most)s items already. Leave one out first.") % {"most": MOST_ITEMS})
    if draft.kind is Kind.BEHAVIOURS:
        return DoesNotFit(_("To pick among them, people need at least %(few)s.") % {"few": FEWEST_BEHAVIOURS})
    return DoesNotFit(_("At least one item must stay."))


@transaction.atomic
def finish_instrument(*, by: Person, row: OwnInstrument) -> OwnInstrument:
    """Let a draft be asked. It changes no more. Raises Finished."""
    hold(row)
    _refuse_fixed(row)
    row.ready, row.by, row.at = True, by, timezone.now()
    row.save(update_fields=["ready", "by", "at"])
    trail.record(by=by, act="audits.instrument_finished", about=[row, queries.owner_of(row)])
    return row


@transaction.atomic
def renew_instrument(*, by: Person, row: OwnInstrument) -> OwnInstrument:
    """Begin the next version of a finished instrument; if one has been begun, that one."""
    owner = queries.owner_of(row)
    hold(owner)
    newest = queries.newest_of(row)
    if not queries.is_fixed(newest):
        return newest
    instrument = queries.read(row).model_copy(update={"version": newest.version + 1})
    renewed = _kept(by, owner, instrument, based_on=row.based_on)
    trail.record(by=by, act="audits.instrument_renewed", about=[renewed, owner])
    return renewed


@transaction.atomic
def discard_instrument(*, by: Person, row: OwnInstrument) -> School | Partnership:
    """Throw a draft away. Raises Finished. Returns whose it was."""
    hold(row)
    _refuse_fixed(row)
    owner = queries.owner_of(row)
    trail.record(by=by, act="audits.instrument_discarded", about=[owner])
    row.delete()
    return owner
