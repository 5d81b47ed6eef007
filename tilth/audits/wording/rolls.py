"""Who is asked, in words, and what to know where a school is small."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from uuid import UUID

from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as later

from tilth.audits.domain import asked
from tilth.audits.domain.asked import Breakdown
from tilth.disclosure import Rules
from tilth.schools.models import School

PEOPLE = {
    "teacher": later("teachers"),
    "support_staff": later("support staff"),
    "trainee": later("trainee teachers"),
    "business_manager": later("business managers"),
    "senior_leader": later("senior leaders"),
    "headteacher": later("the headteacher"),
    "governor": later("governors"),
    "chair": later("the chair of governors"),
    "student": later("students"),
    "parent": later("parents and carers"),
}


def kinds_in_words(kinds: Iterable[str]) -> str:
    """Kinds of role as a line: "teachers, support staff and senior leaders"."""
    return get_text_list([str(PEOPLE[kind]) for kind in kinds], _("and"))


def roll_warnings(
    schools: Collection[School], sizes: Mapping[UUID, int], rules: Rules, breakdown: Breakdown | None
) -> list[str]:
    """What whoever plans should know before: where few are asked, and what cannot be shown then."""
    nobody = [school.name for school in schools if sizes[school.id] == 0]
    few = [school for school in schools if asked.is_small(rules, sizes[school.id]) and sizes[school.id]]
    said = []
    if nobody:
        said.append(_nobody(nobody))
    if few:
        said.append(_few(few, sizes, rules, together=len(schools) > 1))
    parts = len(breakdown.parts) if breakdown else 0
    most = max(sizes.values(), default=0)
    if parts and 0 < most < 2 * parts * rules.part:
        said.append(_parts(rules))
    return said


def _nobody(schools: list[str]) -> str:
    """Lists may be filled until a wave opens: only then a school without people has nobody to ask."""
    said = _("Nobody can be asked at %(schools)s today. Who is to be asked must be on its list by the first day.")
    return said % {"schools": _list_of(schools)}


def _few(few: Collection[School], sizes: Mapping[UUID, int], rules: Rules, *, together: bool) -> str:
    """Where so few are asked that half of them are not enough; together more can be shown than of one alone."""
    named = _list_of([_("%(school)s (%(size)s)") % {"school": each.name, "size": sizes[each.id]} for each in few])
    said = _("Few are asked at %(named)s: at least %(whole)s have to answer before anything is shown of a school.")
    more = (
        _("In the picture of all schools together they count as well.")
        if together
        else _("Asking together with a partner school, in a partnership, makes that easier.")
    )
    return f"{said % {'named': named, 'whole': rules.whole}} {more}"


def _parts(rules: Rules) -> str:
    said = _(
        "Each part needs %(part)s people who answer: with so few asked at a school, parts are shown together, "
        "or not at all."
    )
    return said % {"part": rules.part}


def _list_of(names: list[str]) -> str:
    return get_text_list(names, _("and"))
