"""Where a school or a partnership stands, to take away: as a table, as values, on one page, and in full.

All as at a day (`?on=2026-05-01`), and with what the viewer may see on the pages and nothing else.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpResponse, JsonResponse
from django.utils.text import slugify
from django.views.decorators.http import require_safe

from tilth.maturity import charts, tables
from tilth.maturity.domain.model import STAGES
from tilth.maturity.figures import profile
from tilth.maturity.figures.profile import Profile
from tilth.maturity.queries import subjects
from tilth.maturity.rules import Permission
from tilth.maturity.wording import saying, steps, telling
from tilth.people.pages import Asked
from tilth.web.forms import day_asked
from tilth.web.pages import opens
from tilth.web.pdf import printed
from tilth.web.sheets import download

if TYPE_CHECKING:
    from tilth.maturity.domain.board import Warned
    from tilth.maturity.domain.model import Descriptor, Model
    from tilth.maturity.domain.weighing import Weighed
    from tilth.maturity.queries.subjects import Subject


@require_safe
@opens(Permission.STUDY, subjects.partnership)
def partnership(request: Asked, subject: Subject, name: str) -> HttpResponse:
    """Where the schools stand between them, as a file."""
    return _file(request, subject, name)


@require_safe
@opens(Permission.STUDY, subjects.school)
def school(request: Asked, subject: Subject, name: str) -> HttpResponse:
    """Where a school stands, as a file."""
    return _file(request, subject, name)


def _file(request: Asked, subject: Subject, name: str) -> HttpResponse:
    if name not in FILES:
        raise Http404
    return FILES[name](request, subject)


def _name(seen: Profile) -> str:
    return f"{slugify(str(seen.subject))[:60]}-{seen.on.isoformat()}"


# --- for programs -------------------------------------------------------------------------------


def _csv(request: Asked, subject: Subject) -> HttpResponse:
    seen = profile.profile(subject, day_asked(request), request.user)
    return download(tables.sheet(seen, request.build_absolute_uri), _name(seen))


def _json(request: Asked, subject: Subject) -> HttpResponse:
    seen = profile.profile(subject, day_asked(request), request.user)
    return JsonResponse(tables.values(seen, request.build_absolute_uri))


# --- on paper -----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Onward:
    """What comes next, and why."""

    heading: str
    reason: str


def _of_school(request: Asked, subject: Subject) -> tuple[Profile, Sequence[Warned], Onward | None]:
    """A school, the dangers that are there, and the lowest of its key strands."""
    own = profile.own_board(profile.profile(subject, day_asked(request), request.user))
    return own.profile, own.dangers, _lowest(own.profile, own.key)


def _lowest(seen: Profile, key: Sequence[str]) -> Onward | None:
    """What follows on the stage that holds, of the lowest key strand: of two as low the first in rising order."""
    known = [(weighed.level, weighed.strand) for slug in key if (weighed := seen.strands[slug]).level is not None]
    level, strand = min(known, key=lambda each: each[0] or 0, default=(None, None))
    if level is None or strand is None or level + 1 >= STAGES:
        return None
    return Onward(f"{strand.name}: {seen.model.stages[level + 1].name}", strand.stages[level + 1].says)


def _of_partnership(request: Asked, subject: Subject) -> tuple[Profile, Sequence[Warned], Onward | None]:
    """A partnership, the dangers that are there, and its next step."""
    assert subject.partnership is not None  # the query finds partnerships
    board = profile.board_of(subject.partnership, day_asked(request), request.user)
    said = steps.step(board.step, board.partnership, board.model) if board.step else None
    return board.between, board.dangers, Onward(said.heading, said.reason) if said else None


@dataclass(frozen=True)
class Told:
    """A strand in words, with the stages around the one it is looked at from."""

    weighed: Weighed
    model: Model

    @property
    def claim(self) -> str:
        return saying.stage(self.model, self.weighed.claimed)

    @property
    def evidence(self) -> str:
        """What it says of the claim; nothing where there is none."""
        return str(saying.SAYS[self.weighed.verdict.evidence]) if self.weighed.claimed is not None else ""

    @property
    def voice(self) -> str:
        return str(saying.SAYS[self.weighed.verdict.voice]) if self.weighed.claimed is not None else ""

    @property
    def around(self) -> list[tuple[str, Descriptor, bool]]:
        """The stage before, the one that is claimed or else holds, and the one after."""
        claimed = self.weighed.claimed
        here = claimed if claimed is not None else self.weighed.level or 0
        pairs = enumerate(zip(self.model.stages, self.weighed.strand.stages, strict=True))
        return [(stage.name, said, number == claimed) for number, (stage, said) in pairs if abs(number - here) <= 1]


def _paper(request: Asked, subject: Subject, template: str, suffix: str = "") -> HttpResponse:
    seen, found, onward = (_of_school if subject.school else _of_partnership)(request, subject)
    told = [steps.danger(each, seen.model, here=subject.school is not None) for each in found]
    dangers = [each for each in told if onward is None or each != onward.reason]  # nothing is said twice
    given: dict[str, Any] = {
        "subject": subject,
        "seen": seen,
        "on": seen.on,
        "tube": charts.tube(seen, linked=False),
        "said": telling.three(seen, dangers),
        "onward": onward,
        "strands": [Told(each, seen.model) for each in seen.strands.values()],
    }
    return printed(request, template, given, _name(seen) + suffix)


def _one_page(request: Asked, subject: Subject) -> HttpResponse:
    return _paper(request, subject, "maturity/paper/one_page.html")


def _full(request: Asked, subject: Subject) -> HttpResponse:
    return _paper(request, subject, "maturity/paper/full.html", "-full")


FILES: Mapping[str, Callable[[Asked, Subject], HttpResponse]] = {
    "profile.csv": _csv,
    "profile.json": _json,
    "profile.pdf": _one_page,
    "full.pdf": _full,
}
