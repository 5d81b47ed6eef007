"""Pages about instruments: the shelf, how each looks to those who are asked, and making one one's own."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tilth.audits import actions, wording
from tilth.audits.domain import editing, readability
from tilth.audits.domain.instruments import Audience, Instrument, Kind
from tilth.audits.door.forms import Sheet, sheet_of
from tilth.audits.forms import instruments as forms
from tilth.audits.forms import waves as plain
from tilth.audits.queries import instruments as queries
from tilth.audits.queries.waves import Asking
from tilth.audits.rules import Permission
from tilth.people.pages import Asked
from tilth.web.pages import opens, signed_in

if TYPE_CHECKING:
    from tilth.audits.models import OwnInstrument


@signed_in
def shelf(request: Asked) -> HttpResponse:
    """What can be asked, of whom."""
    own = [(row, queries.read(row)) for row in queries.seen_by(request.user)]
    shown = {"groups": by_audience(queries.house()), "own": own}
    may_copy = request.user.has_perm(Permission.COPY_INSTRUMENT)
    return render(request, "audits/instruments/shelf.html", {**shown, "may_copy": may_copy})


def by_audience(instruments: Iterable[Instrument]) -> list[tuple[str, list[tuple[Instrument, str]]]]:
    """Instruments under the heading of those who are asked first, each with the strand it speaks to."""
    groups = groupby(instruments, key=lambda each: each.audiences[0])
    return [
        (str(wording.HEADINGS[audience]), [(each, str(wording.STRANDS[each.strand][0])) for each in group])
        for audience, group in groups
    ]


@signed_in
def of_house(request: Asked, slug: str) -> HttpResponse:
    """One of the house's, as those who are asked would see it."""
    instrument = found(slug)
    may_copy = bool(queries.owners_for(request.user, instrument))
    return render(request, "audits/instruments/show.html", {**shown(instrument), "may_copy": may_copy})


def found(slug: str) -> Instrument:
    instrument = queries.of_house(slug)
    if instrument is None:
        raise Http404
    return instrument


def shown(instrument: Instrument) -> dict[str, Any]:
    """What pages say of an instrument: its sheet, of whom it is asked, what it speaks to, how hard it is to read."""
    strand, meaning = wording.STRANDS[instrument.strand]
    young = Audience.STUDENTS in instrument.audiences
    return {
        "instrument": instrument,
        "sheet": preview(instrument),
        "picks": instrument.kind is Kind.BEHAVIOURS,
        "asked_of": wording.asked_of(instrument.audiences),
        "strand": strand,
        "meaning": meaning,
        "reading_age": reading_age(instrument) if young else None,
    }


def preview(instrument: Instrument) -> Sheet:
    """An empty sheet, as it will lie before those who are asked."""
    asking = Asking(instrument, "", (), False, timezone.localdate(), "", instrument.audiences[0], False)
    return sheet_of(asking)(asking=asking)


def reading_age(instrument: Instrument) -> int | None:
    """The age at which its items can be read; of English alone do we know how to tell."""
    if not instrument.language.startswith("en"):
        return None
    return readability.reading_age(item.text for item in instrument.items)


@opens(Permission.COPY_INSTRUMENT)
def copy(request: Asked, slug: str) -> HttpResponse:
    """Make one of the house's one's own."""
    instrument = found(slug)
    form = forms.CopyInstrument(request.POST or None, instrument=instrument, viewer=request.user)
    if form.does(actions.copy_instrument, by=request.user, instrument=instrument):
        messages.success(request, _("It is yours to change now."))
        return redirect("audits:edit_instrument", form.result.id)
    return render(request, "audits/instruments/copy.html", {"form": form, "instrument": instrument})


@opens(Permission.SEE_INSTRUMENT, queries.own_instrument)
def own(request: Asked, row: OwnInstrument) -> HttpResponse:
    """One of a school's or partnership's own, as those who are asked would see it."""
    edits = request.user.has_perm(Permission.EDIT_INSTRUMENT, row)
    known = {"row": row, "owner": queries.owner_of(row), "edits": edits, "fixed": queries.is_fixed(row)}
    return render(request, "audits/instruments/show.html", {**shown(queries.read(row)), **known})


@opens(Permission.EDIT_INSTRUMENT, queries.own_instrument)
def edit(request: Asked, row: OwnInstrument) -> HttpResponse:
    """A draft with everything that can be changed in it. What is finished shows itself, and is not changed."""
    return drafted(request, row) if not queries.is_fixed(row) else redirect("audits:own_instrument", row.id)


def drafted(request: Asked, row: OwnInstrument, **more: Any) -> HttpResponse:
    known = {**shown(queries.read(row)), "row": row, "owner": queries.owner_of(row)}
    return render(request, "audits/instruments/edit.html", {**known, **more})


@opens(Permission.EDIT_INSTRUMENT, queries.own_instrument)
def words(request: Asked, row: OwnInstrument) -> HttpResponse:
    """What it is called, why it is asked, what the answers are called."""
    instrument = queries.read(row)
    form = forms.InstrumentWords(request.POST or None, instrument=instrument)
    if form.does(actions.word_instrument, by=request.user, row=row):
        return redirect("audits:edit_instrument", row.id)
    return render(request, "audits/instruments/words.html", {"form": form, "row": row, "instrument": instrument})


@opens(Permission.EDIT_INSTRUMENT, queries.own_instrument)
def item(request: Asked, row: OwnInstrument) -> HttpResponse:
    """One item: the one that the address names, or a new one."""
    instrument = queries.read(row)
    key = request.GET.get("item", "")
    there = editing.item_of(instrument, key)
    form = forms.ItemWords(request.POST or None, instrument=instrument, item=there)
    if form.does(actions.word_item, by=request.user, row=row, item=there.key if there else ""):
        return redirect("audits:edit_instrument", row.id)
    known = {"form": form, "row": row, "instrument": instrument, "there": there}
    return render(request, "audits/instruments/item.html", known)


@require_POST
@opens(Permission.EDIT_INSTRUMENT, queries.own_instrument)
def move_item(request: Asked, row: OwnInstrument) -> HttpResponse:
    """Move an item one place."""
    return changed(request, row, forms.MoveItem(request.POST), actions.move_item)


@require_POST
@opens(Permission.EDIT_INSTRUMENT, queries.own_instrument)
def drop_item(request: Asked, row: OwnInstrument) -> HttpResponse:
    """Leave an item out."""
    return changed(request, row, forms.DropItem(request.POST), actions.drop_item)


def changed(request: Asked, row: OwnInstrument, form: Any, action: Any) -> HttpResponse:
    if form.does(action, by=request.user, row=row):
        return redirect("audits:edit_instrument", row.id)
    return drafted(request, row, form=form)


@require_POST
@opens(Permission.EDIT_INSTRUMENT, queries.own_instrument)
def finish(request: Asked, row: OwnInstrument) -> HttpResponse:
    """Let it be asked: it changes no more."""
    form = plain.Nothing(request.POST)
    if form.does(actions.finish_instrument, by=request.user, row=row):
        messages.success(request, _("It is finished, and can be asked from now on."))
        return redirect("audits:own_instrument", row.id)
    return drafted(request, row, form=form)


@require_POST
@opens(Permission.EDIT_INSTRUMENT, queries.own_instrument)
def renew(request: Asked, row: OwnInstrument) -> HttpResponse:
    """Begin the next version."""
    return redirect("audits:edit_instrument", actions.renew_instrument(by=request.user, row=row).id)


@require_POST
@opens(Permission.EDIT_INSTRUMENT, queries.own_instrument)
def discard(request: Asked, row: OwnInstrument) -> HttpResponse:
    """Throw a draft away."""
    form = plain.Nothing(request.POST)
    if form.does(actions.discard_instrument, by=request.user, row=row):
        messages.success(request, _("The draft is gone."))
        return redirect("audits:instruments")
    return drafted(request, row, form=form)
