"""What each figure beside a claim is called, what is counted, and how it is worked out, in plain words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.formats import number_format
from django.utils.translation import gettext_lazy as _l

from tilth.figures import Figure

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


@dataclass(frozen=True)
class Said:
    """A figure in words. `counted` holds %(counted)s and %(of)s."""

    name: _StrPromise
    counted: _StrPromise
    how: _StrPromise


def sentence(name: str, figure: Figure) -> str:
    """What was counted, out of how many: for a figure that may be shown."""
    counted, of = (number_format(number, force_grouping=True) for number in (figure.value, figure.of or 0))
    return str(NAMES[name].counted) % {"counted": counted, "of": of}


_PRACTICE: Mapping[str, Said] = {
    "jpd.staff": Said(
        _l("Staff in a group"),
        _l("%(counted)s of %(of)s staff in a group"),
        _l("Staff of that day who are in a group of at least two that stands, out of all staff of that day."),
    ),
    "jpd.staff_across": Said(
        _l("Staff in a group across schools"),
        _l("%(counted)s of %(of)s staff in a group across schools"),
        _l("Staff of that day who are in a group with people of more than one school, out of all staff of that day."),
    ),
    "jpd.leading_across": Said(
        _l("Staff who lead a group across schools"),
        _l("%(counted)s of %(of)s staff as leaders of a group across schools"),
        _l("Staff of that day who lead a group with people of more than one school, out of all staff of that day."),
    ),
    "jpd.with_students": Said(
        _l("Groups with students or trainees"),
        _l("%(counted)s of %(of)s groups with a student or a trainee"),
        _l(
            "Groups that stand and have a student or a trainee among them, out of all groups that stand. "
            "A group counts in each school its people come from."
        ),
    ),
    "jpd.said": Said(
        _l("Staff who have said what they would like to gain"),
        _l("%(counted)s of %(of)s staff with something they would like to gain"),
        _l("Staff of that day who have named a topic they would like to gain, out of all staff of that day."),
    ),
    "jpd.wants_met": Said(
        _l("Wishes that a colleague could meet"),
        _l("%(counted)s of %(of)s wishes on a topic that somebody offers"),
        _l(
            "What staff would like to gain, one topic of one person each, where anybody on the staff of the "
            "partnership offers that topic; out of all they would like to gain."
        ),
    ),
    "jpd.finished": Said(
        _l("Cycles brought to an end"),
        _l("%(counted)s of %(of)s cycles brought to an end"),
        _l(
            "Cycles begun in the year before that day which have come to a decision, out of those that have, or that "
            "began more than 60 days ago. A cycle counts in each school its people come from."
        ),
    ),
    "jpd.handed_on": Said(
        _l("Cycles whose practice is handed on"),
        _l("%(counted)s of %(of)s ended cycles handed on"),
        _l("Cycles begun in the year before that day which ended with handing on, out of all of them that ended."),
    ),
    "jpd.stopped_with_reason": Said(
        _l("Cycles stopped for a reason"),
        _l("%(counted)s of %(of)s ended cycles stopped for a reason"),
        _l(
            "Cycles begun in the year before that day which the group stopped and said why, out of all of them that "
            "ended. To stop what does not help is part of being disciplined."
        ),
    ),
    "jpd.challenged": Said(
        _l("Cycles that were challenged"),
        _l("%(counted)s of %(of)s cycles with a challenge that was answered"),
        _l(
            "Cycles begun in the year before that day with a challenge, from somebody or from a card, that the group "
            "answered; out of those that ended, or that began more than 60 days ago."
        ),
    ),
    "jpd.challenged_by_people": Said(
        _l("Cycles challenged by somebody from outside the group"),
        _l("%(counted)s of %(of)s cycles with a challenge by a person that was answered"),
        _l(
            "The same, where somebody outside the group put the challenge. One whose asker has asked to be forgotten "
            "is not counted here."
        ),
    ),
    "jpd.watched": Said(
        _l("Meetings that were lessons, watched together"),
        _l("%(counted)s of %(of)s meetings spent watching a lesson"),
        _l(
            "Meetings held in the year before that day which were observed lessons, out of all meetings held. "
            "A meeting counts in each school from which somebody was there."
        ),
    ),
    "jpd.coached": Said(
        _l("Staff in a coaching conversation"),
        _l("%(counted)s of %(of)s staff in a coaching conversation"),
        _l(
            "Staff of that day who were there at a meeting for coaching in the year before, out of all staff of "
            "that day. Who coached and who was coached count alike."
        ),
    ),
}

_GIVING: Mapping[str, Said] = {
    "ledger.reciprocity": Said(
        _l("Ties that go both ways"),
        _l("%(counted)s of %(of)s ties with giving both ways"),
        _l(
            "Two people are tied when one gave the other time in the year before that day. Counted are ties in which "
            "both gave, out of all ties; of a school, out of those in which its people take part. Ties of somebody "
            "who was forgotten are not among them."
        ),
    ),
    "ledger.balanced": Said(
        _l("Time between schools that came back"),
        _l("%(counted)s of %(of)s minutes between schools that came back"),
        _l(
            "Of one school, the smaller of the minutes its people gave to other schools and received from them in the "
            "year before that day, out of the larger. Of all schools, the minutes each received for those it gave, out "
            "of all that went between them."
        ),
    ),
    "ledger.tied_within": Said(
        _l("Staff who work with a colleague of their own school"),
        _l("%(counted)s of %(of)s staff who gave time to a colleague of their school, or had it from one"),
        _l(
            "Staff of that day who gave time to somebody of their own school in the year before, or received it; out "
            "of all staff of that day."
        ),
    ),
    "ledger.gave_elsewhere": Said(
        _l("Staff who gave time to another school"),
        _l("%(counted)s of %(of)s staff who gave time to another school"),
        _l(
            "Staff of that day who gave time to somebody of another school of the partnership in the year before, "
            "when they came from this one; out of all staff of that day."
        ),
    ),
}

_TYING: Mapping[str, Said] = {
    "partnerships.marked": Said(
        _l("Leaders who marked the grid"),
        _l("%(counted)s of %(of)s leaders with a mark on the grid"),
        _l(
            "Leaders who marked where the partnership stands and where it should go, the last time the marks were "
            "shown, out of all who were asked. While leaders mark anew, the time before counts."
        ),
    ),
    "partnerships.governing_several": Said(
        _l("Governors with a part in another school"),
        _l("%(counted)s of %(of)s governors with a part in another school"),
        _l(
            "Governors of that day who also govern, or work in, another school of the partnership, out of all "
            "governors of its schools on that day."
        ),
    ),
    "partnerships.part_of_whole": Said(
        _l("Part of a larger partnership"),
        _l("%(counted)s of %(of)s: inside a larger partnership that is live"),
        _l("One, if this partnership sat inside a larger one that was live on that day; else none. Out of one."),
    ),
}

_HEARING: Mapping[str, Said] = {
    "audits.schools_heard": Said(
        _l("Schools whose people were heard"),
        _l("%(counted)s of %(of)s schools heard in confidence"),
        _l(
            "Schools of which any answers given in confidence could be shown, in waves of the partnership published "
            "in the two years before that day; out of all schools that belong to it on that day."
        ),
    ),
}

_LOOKING: Mapping[str, Said] = {
    "maturity.claims_looked_at": Said(
        _l("Claims that a partner looked at"),
        _l("%(counted)s of %(of)s claims a partner looked at"),
        _l(
            "Claims that schools hold on that day where a partner school was asked to look and said what it saw, out "
            "of all claims that schools of the partnership hold."
        ),
    ),
}

NAMES: Mapping[str, Said] = {**_PRACTICE, **_GIVING, **_TYING, **_HEARING, **_LOOKING}
"""Every figure that an indicator may read."""
