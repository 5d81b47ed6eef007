"""When people are free, and what a group exchanges."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from tilth.jpd.domain import week
from tilth.jpd.models import Flow, Group, GroupMember, Proposal, Seat, Strength
from tilth.matching import Tier
from tilth.people.models import Person

DAY_NAMES = [
    gettext_lazy("Monday"),
    gettext_lazy("Tuesday"),
    gettext_lazy("Wednesday"),
    gettext_lazy("Thursday"),
    gettext_lazy("Friday"),
]
TIMES_NAMED = 3


@dataclass(frozen=True)
class Gift:
    """One arrow of a ring in words: who gives what to whom."""

    giver: str
    topic: str
    receiver: str


def half_hour(place: int) -> str:
    """A half-hour in words: 'Tuesday at 15:30'."""
    each = week.half_hour(place)
    return _("%(day)s at %(time)s") % {"day": DAY_NAMES[each.day], "time": f"{each.begins:%H:%M}"}


def when(mask: int) -> str:
    """The half-hours of a mask: the first three, and how many more. Empty for none."""
    places = [each.place for each in week.half_hours_in(mask)]
    named = either([half_hour(place) for place in places[:TIMES_NAMED]])
    more = len(places) - TIMES_NAMED
    if more <= 0:
        return named
    beyond = ngettext("(and %(more)s more half-hour)", "(and %(more)s more half-hours)", more) % {"more": more}
    return f"{named} {beyond}"


def whole_week(mask: int) -> str:
    """Every half-hour of a mask: for the person whose week it is. Empty for none."""
    return together([half_hour(each.place) for each in week.half_hours_in(mask)])


def either(choices: Sequence[str]) -> str:
    """'this', 'this or that', 'this, that or the other'."""
    return _listed(choices, _("or"))


def together(names: Sequence[str]) -> str:
    """'Ben', 'Ben and Asha', 'Ben, Asha and Leo'."""
    return _listed(names, _("and"))


def _listed(words: Sequence[str], joint: str) -> str:
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {joint} {words[-1]}"


def in_sentence(topic: str) -> str:
    """A topic's name inside a sentence: 'Phonics routines' is 'phonics routines', 'EAL' and 'ICT clubs' stay."""
    return topic[:1].lower() + topic[1:] if topic[1:2].islower() else topic


def exchange(gifts: Sequence[Gift], people: int, half_hours: int) -> str:
    """A whole group in one sentence: who helps whom with what, and when they could meet."""
    said = [", ".join(_gift(gift) for gift in gifts), _meeting(people, half_hours)]
    return "; ".join(filter(None, said)) + "."


def proposal(proposal: Proposal) -> str:
    """A proposal in one sentence, with the names its people use among themselves."""
    return _in_words(list(proposal.seats.all()), list(proposal.flows.all()), proposal.half_hours)


GAINS: dict[int, Any] = {
    Strength.CURIOUS: gettext_lazy("You would find help with %(topic)s, which you are curious about."),
    Strength.USEFUL: gettext_lazy("You would find help with %(topic)s, which you said would be of use to you."),
    Strength.NEEDED: gettext_lazy("You would find help with %(topic)s, which you said you need now."),
}


def why(proposal: Proposal, viewer: Person, waited: int) -> list[str]:
    """Why this group, to one of its people: what they themselves said, and what all of them can see.

    `waited` are the rounds that have left the viewer out. How much the others want or waited is theirs to tell.
    """
    gains = [flow for flow in proposal.flows.all() if flow.receiver_id == viewer.id]
    said = [str(GAINS[flow.strength]) % {"topic": in_sentence(flow.topic.name)} for flow in gains]
    if not gains:
        said.append(_("You made an opening offer: you give first, and your turn to gain comes later."))
    schools = len({seat.school_id for seat in proposal.seats.all()})
    if schools > 1:
        said.append(_("You come from two schools.") if schools == 2 else _("You come from three schools."))
    if waited and Tier.WAITING in proposal.round.aims:
        went = ngettext("You went without in %(n)s round", "You went without in %(n)s rounds", waited) % {"n": waited}
        counted = _("so you came first") if proposal.round.aims[:1] == [Tier.WAITING] else _("which counted for you")
        said.append(f"{went}, {counted}.")
    return said


def group(group: Group) -> str:
    """A group in one sentence, likewise; of one formed by hand, what it is about."""
    if group.proposal is None:
        about = together([in_sentence(topic.name) for topic in group.topics.all()])
        return _("Working together on %(topics)s.") % {"topics": about} if about else _("Working together.")
    people = list(group.members.all())
    here = {member.person_id for member in people}
    flows = [flow for flow in group.proposal.flows.all() if {flow.giver_id, flow.receiver_id} <= here]
    return _in_words(people, flows, group.half_hours)


def _in_words(members: Sequence[Seat] | Sequence[GroupMember], flows: Sequence[Flow], half_hours: int) -> str:
    names = names_used([member.person.name for member in members])
    called = dict(zip([member.person_id for member in members], names, strict=True))
    gifts = [Gift(called[flow.giver_id], flow.topic.name, called[flow.receiver_id]) for flow in flows]
    return exchange(gifts, len(members), half_hours)


def _gift(gift: Gift) -> str:
    words = {"giver": gift.giver, "topic": in_sentence(gift.topic), "receiver": gift.receiver}
    return _("%(giver)s helps %(receiver)s with %(topic)s") % words


def _meeting(people: int, half_hours: int) -> str:
    if not half_hours or people < 2:
        return _("you agree a time together")
    everybody = _("both are free on %(when)s") if people == 2 else _("all three are free on %(when)s")
    return everybody % {"when": when(half_hours)}


def names_used(names: Sequence[str]) -> list[str]:
    """What to call people among themselves: first names, or whole names where two share a first one."""
    first = [name.split(" ", 1)[0] for name in names]
    return [one if first.count(one) == 1 else name for one, name in zip(first, names, strict=True)]


def name_of(group: Group) -> str:
    """How a group is called: as its members chose, or by their names."""
    return group.name or together([member.person.name for member in group.members.all()])
