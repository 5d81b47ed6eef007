"""Cycles in words: what is missing, and what was decided."""

from __future__ import annotations

from django.utils.translation import gettext as _

from tilth.jpd.domain.phases import Kind, Lack
from tilth.jpd.models import Cycle, Group
from tilth.jpd.wording.exchanges import in_sentence, together


def missing(lack: Lack) -> str:
    """What must be done before going on, in a sentence."""
    if lack.part is not None:
        return _("First write under “%(label)s”.") % {"label": lack.part.label}
    if lack.kind is Kind.MEETING:
        return _("Your group has not met in this cycle yet. Meet first, or say why you go on without.")
    return _("Answer your challenge before you go on.")


def decided(cycle: Cycle) -> str:
    """What a group decided at the end of a cycle."""
    return {
        Cycle.Decision.AGAIN.value: _("Your group turns again"),
        Cycle.Decision.HAND_ON.value: _("Your group hands on what it found"),
        Cycle.Decision.STOP.value: _("Your group stops this cycle"),
    }[cycle.decision]


def either_topic(group: Group) -> str:
    """What a group is about, inside a sentence: its topics, or its name."""
    topics = [in_sentence(topic.name) for topic in group.topics.all()]
    return together(topics) or group.name or _("something to agree on together")
