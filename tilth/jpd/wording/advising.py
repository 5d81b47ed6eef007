"""What would help most, in words."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tilth.jpd.models import Advice
from tilth.jpd.wording.exchanges import half_hour, in_sentence


def advice(rows: Iterable[Advice]) -> list[str]:
    """Each change that would help, in a sentence."""
    return [_said(row) for row in rows]


def _said(row: Advice) -> str:
    more = ngettext("%(n)s more person", "%(n)s more people", row.people) % {"n": row.people}
    if row.topic is not None:
        words = {"topic": in_sentence(row.topic.name), "more": more}
        return _("With one more person who offers %(topic)s, %(more)s would find a group.") % words
    time = half_hour(row.half_hour or 0)
    if row.person_id is not None:
        return _("If you were free on %(time)s, %(more)s would find a group.") % {"time": time, "more": more}
    return ngettext(
        "%(n)s person without a group would find one if they were free on %(time)s.",
        "%(n)s people without a group might find one if they were free on %(time)s.",
        row.people,
    ) % {"n": row.people, "time": time}
