"""What the shelf of instruments says: of whom something is asked, and what it speaks to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as later

from tilth.audits.domain.instruments import ITEM_ICONS, Audience, Strand

AUDIENCES: Mapping[Audience, Any] = {
    Audience.STAFF: later("staff"),
    Audience.LEADERS: later("headteachers and senior leaders"),
    Audience.GOVERNORS: later("governors"),
    Audience.STUDENTS: later("students"),
    Audience.PARENTS: later("parents and carers"),
}
HEADINGS: Mapping[Audience, Any] = {
    Audience.STAFF: later("Asked of staff"),
    Audience.LEADERS: later("Asked of headteachers and senior leaders"),
    Audience.GOVERNORS: later("Asked of governors"),
    Audience.STUDENTS: later("Asked of students"),
    Audience.PARENTS: later("Asked of parents and carers"),
}
STRANDS: Mapping[Strand, tuple[Any, Any]] = {
    Strand.SOCIAL_CAPITAL: (
        later("Social capital"),
        later("How far people trust one another, and both give and take."),
    ),
    Strand.MORAL_PURPOSE: (
        later("Collective moral purpose"),
        later("How far everybody cares for every student, in all the schools and not only in their own."),
    ),
    Strand.GOVERNANCE: (
        later("Fit governance"),
        later("Whether the way a partnership is run fits what it is for."),
    ),
    Strand.CHALLENGE: (
        later("Evaluation and challenge"),
        later("Whether schools look at one another’s work, and say kindly what could be better."),
    ),
    Strand.COMPETENCE: (
        later("Partnership competence"),
        later("How good people are at working with other schools: trust, purpose, governance and challenge together."),
    ),
}
ICONS: Mapping[str, Any] = dict(
    zip(
        ITEM_ICONS,
        [
            *(
                later("A star"),
                later("Talking"),
                later("A page of work"),
                later("A steep hill"),
                later("A raised hand"),
            ),
            *(
                later("A signpost"),
                later("A heart"),
                later("A young plant"),
                later("Two rings"),
                later("An open window"),
            ),
            *(later("Friends"), later("A bridge"), later("An ear"), later("Scales")),
        ],
        strict=True,
    )
)


def asked_of(audiences: Iterable[Audience]) -> str:
    """Of whom something is asked, as a line: "headteachers and senior leaders or staff"."""
    return str(get_text_list([str(AUDIENCES[each]) for each in audiences], _("or")))
