"""Who is asked, in words, and what to know where a school is small."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from uuid import UUID

from django.utils.translation import gettext as _

from tilth.audits.domain import asked
from tilth.audits.domain.asked import Breakdown
from tilth.disclosure import Rules
from tilth.people.models import Role
from tilth.schools.models import School


def kinds_in_words(kinds: Iterable[str]) -> str:
    """Kinds of role as a line: "teachers, support staff"."""
    return ", ".join(str(Role.Kind(kind).label).lower() for kind in kinds)


def roll_warnings(
    schools: Collection[School], sizes: Mapping[UUID, int], rules: Rules, breakdown: Breakdown | None
) -> list[str]:
    """What whoever plans should know before: where few are asked, and what cannot be shown then."""
    said = [_too_few(school, sizes[school.id], rules) for school in schools if asked.is_small(rules, sizes[school.id])]
    parts = len(breakdown.parts) if breakdown else 0
    most = max(sizes.values(), default=0)
    if parts and most and most < 2 * parts * rules.part:
        said.append(
            _(
                "Each part needs %(part)s people who answer. With so few asked, parts are likely to be shown together, "
                "or not at all."
            )
            % {"part": rules.part}
        )
    return said


def _too_few(school: School, size: int, rules: Rules) -> str:
    words = {"school": school.name, "size": size, "needed": asked.needed(rules, size), "whole": rules.whole}
    if size == 0:
        return _("%(school)s: nobody there can be asked, so it would be left out.") % words
    if size < rules.whole:
        said = _(
            "%(school)s: %(size)s would be asked, and nothing is shown of fewer than %(whole)s. Ask together with "
            "partner schools: then all schools count as one in the picture you see together."
        )
        return said % words
    said = _(
        "%(school)s: %(size)s would be asked, and %(needed)s of them have to answer before anything is shown. Asking "
        "together with a partner school makes that easier."
    )
    return said % words
