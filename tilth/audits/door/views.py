"""Pages of the door: a slip is typed or brought, a sheet is filled in, and put into the tray."""

from __future__ import annotations

from base64 import urlsafe_b64decode
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from tilth.audits import queries
from tilth.audits.domain.instruments import Audience
from tilth.audits.door import forms, replies
from tilth.audits.queries import Asking
from tilth.trays import actions as trays
from tilth.trays import queries as boxes
from tilth.trays.domain import slips
from tilth.web.pages import public

SHOWN_FOR = 20  # seconds until a shared tablet goes back to its beginning


@public
def begin(request: HttpRequest, kiosk: bool = False) -> HttpResponse:
    """Type the slip you were given."""
    return beginning(kiosk=kiosk) if request.method == "GET" else replies.nothing_here()


@public
def sheet(request: HttpRequest, kiosk: bool = False) -> HttpResponse:
    """An empty sheet for a slip. It never shows what was answered before."""
    if request.method == "GET":
        return beginning(kiosk=kiosk)
    return empty_sheet(request.POST.get("slip", ""), kiosk=kiosk)


@public
def redeem(request: HttpRequest) -> HttpResponse:
    """A token that was signed unseen becomes a slip, and the slip an empty sheet. Again: the same slip."""
    if request.method == "GET":
        return beginning(kiosk=False)
    try:
        slip = trays.redeem(
            key=UUID(request.POST.get("box", "")),
            message=unpacked(request.POST.get("message", "")),
            signature=unpacked(request.POST.get("signature", "")),
        )
    except (trays.NotASlip, trays.NoBox, ValueError):
        return beginning(kiosk=False, refused=True)
    return empty_sheet(slip, kiosk=False)


@public
def cast(request: HttpRequest, kiosk: bool = False) -> HttpResponse:
    """Put a sheet into the tray. The reply is the same the first time and every other time."""
    if request.method == "GET":
        return beginning(kiosk=kiosk)
    slip = request.POST.get("slip", "")
    asking = asking_of(slip)
    if asking is None:
        return beginning(kiosk=kiosk, slip=slip, refused=True)
    form = forms.sheet_of(asking)(request.POST, asking=asking)
    if not form.is_valid():
        return drawn_sheet(form, slip, asking, kiosk=kiosk)
    try:
        trays.cast(slip=slip, sheet=form.sheet(), remark=form.remark())
    except (trays.NotASlip, trays.NoBox):
        return beginning(kiosk=kiosk, slip=slip, refused=True)
    return in_the_tray(slip, asking, kiosk=kiosk)


def asking_of(slip: str) -> Asking | None:
    """What is asked of those who hold slips that begin like this one."""
    box = boxes.box_of(slip)
    return queries.asking(box) if box else None


def beginning(*, kiosk: bool, slip: str = "", refused: bool = False) -> HttpResponse:
    """The box for a slip, with a kind word where one does not open anything."""
    form = forms.Slip({"slip": slip} if refused else None)
    if refused:
        form.refuse()
    return replies.page("begin", form=form, kiosk=kiosk, steps=steps(kiosk=kiosk))


def empty_sheet(slip: str, *, kiosk: bool) -> HttpResponse:
    asking = asking_of(slip)
    if not boxes.holds(slip) or asking is None:
        return beginning(kiosk=kiosk, slip=slip, refused=True)
    return drawn_sheet(forms.sheet_of(asking)(asking=asking), slip, asking, kiosk=kiosk)


def drawn_sheet(form: forms.Sheet, slip: str, asking: Asking, *, kiosk: bool) -> HttpResponse:
    return replies.page(form.template, form=form, slip=slip, asking=asking, kiosk=kiosk, steps=steps(kiosk=kiosk))


def in_the_tray(slip: str, asking: Asking, *, kiosk: bool) -> HttpResponse:
    """Your sheet is in the tray. A shared tablet shows no slip, and goes back by itself."""
    young = asking.audience is Audience.STUDENTS
    known = {"slip": slips.read(slip), "young": young, "kiosk": kiosk, "steps": steps(kiosk=kiosk)}
    reply = replies.page("in_the_tray", asking=asking, **known)
    if kiosk:
        reply.headers["Refresh"] = f"{SHOWN_FOR}; url={reverse('kiosk')}"
        reply.headers["Clear-Site-Data"] = '"cache"'
    return reply


def steps(*, kiosk: bool) -> dict[str, str]:
    """Where the steps of the way are: on a shared tablet they lead back to its own beginning."""
    names = ("kiosk", "kiosk_sheet", "kiosk_cast") if kiosk else ("begin", "sheet", "cast")
    return dict(zip(("begin", "sheet", "cast"), map(reverse, names), strict=True))


def unpacked(text: str) -> bytes:
    """What the browser's script sends as text. Raises ValueError."""
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))
