"""What people are told when partnerships change. Each letter makes sense without signing in."""

from __future__ import annotations

from collections.abc import Iterable

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from tilth.notices.actions import settle, tell
from tilth.partnerships import queries
from tilth.partnerships.models import GridArrow, GridSitting, Membership, NestingRequest, Partnership, PartnershipRole
from tilth.people.models import Person

INVITATION = "partnerships.invitation"
CHAIR_INVITATION = "partnerships.chair_invitation"
TIME_TO_BEGIN = "partnerships.time_to_begin"
NESTING = "partnerships.nesting"
GRID_MARK = "partnerships.grid_mark"
GRID_ARROW = "partnerships.grid_arrow"


def invitation(membership: Membership, to: Iterable[Person], *, kind: str = INVITATION) -> None:
    """Ask the heads, or the chairs, of a school whether it wants to join."""
    partnership = membership.partnership
    words = {
        "who": partnership.proposed_by.name,
        "name": partnership.name,
        "purpose": partnership.purpose,
        "school": membership.school.name,
        "others": _list_of([place.school.name for place in queries.members(partnership)]) or _("none yet"),
    }
    body = _(
        "%(who)s would like %(school)s to be part of %(name)s.\n\n"
        "What it is for: %(purpose)s\n\n"
        "Schools that have agreed so far: %(others)s.\n\n"
        "Nothing happens unless you say yes. You can say no and give a reason, and a school that joins can leave again."
    )
    headline = _("Should %(school)s join %(name)s?")
    tell(
        to=to,
        about=membership,
        kind=kind,
        headline=headline % words,
        body=body % words,
        link=reverse("partnerships:answer", args=[membership.id]),
        asks=True,
    )


def settle_invitation(membership: Membership) -> None:
    """The invitation needs nobody any more."""
    settle(about=membership, kind=INVITATION)
    settle(about=membership, kind=CHAIR_INVITATION)


def agreed(membership: Membership, to: Iterable[Person]) -> None:
    words = {"school": membership.school.name, "name": membership.partnership.name}
    _news("agreed", membership, to, _("%(school)s has agreed to join %(name)s") % words)


def declined(membership: Membership, to: Iterable[Person], reason: str) -> None:
    words = {"school": membership.school.name, "name": membership.partnership.name, "reason": reason}
    body = _("Their reason: %(reason)s\n\nYou can ask them once more, later, when things have changed.") % words
    _news("declined", membership, to, _("%(school)s will not join %(name)s for now") % words, body)


def all_answered(partnership: Partnership, to: Iterable[Person], agreed: int) -> None:
    words = {"name": partnership.name, "agreed": agreed}
    body = _("%(agreed)d schools have agreed. You can begin with these, or ask more schools first.") % words
    _news(
        "time_to_begin", partnership, to, _("Everybody you asked about %(name)s has answered") % words, body, asks=True
    )


def began(partnership: Partnership) -> None:
    schools = _list_of([place.school.name for place in queries.members(partnership)])
    body = _("Its schools: %(schools)s.\n\nA good first step: each leader marks where you are now on the grid.")
    to = queries.leaders(partnership)
    _news("began", partnership, to, _("%(name)s has begun") % {"name": partnership.name}, body % {"schools": schools})


def paused(partnership: Partnership, reason: str) -> None:
    body = _("The reason: %(reason)s\n\nNothing is lost. It can be taken up again at any time.") % {"reason": reason}
    _news("paused", partnership, queries.leaders(partnership), _("%s is paused") % partnership.name, body)


def resumed(partnership: Partnership) -> None:
    _news("resumed", partnership, queries.leaders(partnership), _("%s goes on") % partnership.name)


def ended(partnership: Partnership, to: Iterable[Person], reason: str, thanks: str) -> None:
    body = _("The reason: %(reason)s\n\n%(thanks)s") % {"reason": reason, "thanks": thanks}
    _news("ended", partnership, to, _("%s has ended") % partnership.name, body.strip())


def left(membership: Membership, to: Iterable[Person], reason: str) -> None:
    words = {"school": membership.school.name, "name": membership.partnership.name, "reason": reason}
    body = _("Their reason: %(reason)s") % words
    _news("left", membership, to, _("%(school)s has left %(name)s") % words, body)


def school_closes(membership: Membership, to: Iterable[Person], successors: str) -> None:
    words = {"school": membership.school.name, "name": membership.partnership.name, "next": successors}
    body = _(
        "The school register now says that %(school)s is closed. It stays in %(name)s until its head or you decide "
        "otherwise, and nothing of its work is lost."
    )
    if successors:
        body += "\n\n" + _("The register names what followed it: %(next)s. You can invite that school to %(name)s.")
    _news("school_closes", membership, to, _("The register closes %(school)s") % words, body % words)


def appointed(role: PartnershipRole) -> None:
    words = {"part": role.get_kind_display(), "name": role.partnership.name}
    body = _("You have been asked to play this part from today. If you would rather not, you can lay it down there.")
    _news("appointed", role, [role.person], _("%(part)s of %(name)s: that is you") % words, body)


def nesting_asked(request: NestingRequest) -> None:
    words = {"part": request.part.name, "whole": request.whole.name, "purpose": request.part.purpose}
    tell(
        to=queries.partnership_leads(request.whole),
        about=request,
        kind=NESTING,
        headline=_("May %(part)s be part of %(whole)s?") % words,
        body=_("What %(part)s is for: %(purpose)s") % words,
        link=reverse("partnerships:answer_nesting", args=[request.id]),
        asks=True,
    )


def nesting_answered(request: NestingRequest) -> None:
    settle(about=request, kind=NESTING)
    words = {"part": request.part.name, "whole": request.whole.name}
    agreed = request.state == NestingRequest.State.AGREED
    headline = _("%(part)s is now part of %(whole)s") if agreed else _("%(part)s does not become part of %(whole)s")
    _news("nesting_answered", request.part, queries.partnership_leads(request.part), headline % words, request.reason)


def please_mark(sitting: GridSitting, to: Iterable[Person]) -> None:
    day = date_format(sitting.closes_on, "j F")
    words = {"name": sitting.partnership.name, "day": day, "year": sitting.wanted_by}
    body = _(
        "Two questions, each twice: how deep and how tight is %(name)s now, and how do you want it to be in %(year)d? "
        "You mark alone first. Nobody sees a mark until all leaders have marked, or until %(day)s has passed."
    )
    tell(
        to=to,
        about=sitting,
        kind=GRID_MARK,
        headline=_("Mark where %(name)s is on the grid") % words,
        body=body % words,
        link=reverse("partnerships:mark", args=[sitting.id]),
        asks=True,
    )


def marks_are_shown(sitting: GridSitting) -> None:
    settle(about=sitting, kind=GRID_MARK)
    tell(
        to=queries.leaders(sitting.partnership),
        about=sitting,
        kind="partnerships.grid_shown",
        headline=_("The leaders’ marks for %s are out") % sitting.partnership.name,
        body=_("See where you are alike and where you differ. Talk about it, then agree on an arrow."),
        link=reverse("partnerships:sitting", args=[sitting.id]),
    )


def please_answer_arrow(arrow: GridArrow, to: Iterable[Person]) -> None:
    settle(about=arrow.sitting, kind=GRID_ARROW)
    words = {"who": arrow.by.name, "name": arrow.sitting.partnership.name, "year": arrow.sitting.wanted_by}
    now, wanted = arrow.mark.now, arrow.mark.wanted
    levels = {"d": now.depth, "s": now.structure, "d2": wanted.depth, "s2": wanted.structure}
    body = _(
        "%(who)s proposes: now depth %(d)d and structure %(s)d; by %(year)d depth %(d2)d and structure %(s2)d "
        "(each from 1 to 6). It is agreed when every school’s head has said yes."
    )
    tell(
        to=to,
        about=arrow.sitting,
        kind=GRID_ARROW,
        headline=_("Do you agree with this arrow for %(name)s?") % words,
        body=body % {**words, **levels},
        link=reverse("partnerships:sitting", args=[arrow.sitting_id]),
        asks=True,
    )


def arrow_agreed(sitting: GridSitting) -> None:
    settle(about=sitting, kind=GRID_ARROW)
    headline = _("%s has agreed its direction of travel") % sitting.partnership.name
    _news("arrow_agreed", sitting.partnership, queries.leaders(sitting.partnership), headline)


def _news(
    word: str,
    about: Partnership | Membership | PartnershipRole,
    to: Iterable[Person],
    headline: str,
    body: str = "",
    asks: bool = False,
) -> None:
    partnership = about if isinstance(about, Partnership) else about.partnership
    link = reverse("partnerships:show", args=[partnership.id])
    tell(to=to, about=about, kind=f"partnerships.{word}", headline=headline, body=body, link=link, asks=asks)


def _list_of(names: list[str]) -> str:
    return ", ".join(names)
