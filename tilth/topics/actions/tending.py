"""What people do to the vocabulary: add their own words, take them up, merge them."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from tilth.topics import queries
from tilth.topics.actions.shipped import synonyms_of
from tilth.topics.domain import normal_form
from tilth.topics.models import Suggestion, Synonym, Topic
from tilth.topics.signals import topic_merged
from tilth.trail import actions as trail
from tilth.web.refusal import Refusal


class NotAWord(Refusal):
    """There is nothing in it to call a topic by."""


class CannotMerge(Refusal):
    """A topic goes into another that stands, and never into itself."""


@transaction.atomic
def suggest(*, by: trail.Keyed, name: str, area: Topic | None = None) -> Topic:
    """Add a topic in one's own words, or find the one that means the same. Raises NotAWord.

    Those around `by` can use it at once; the vocabulary takes it up, or merges it, later.
    """
    name = " ".join(name.split())
    normal = normal_form(name)
    if len(normal) < 3 or len(name) > 80:
        raise NotAWord(_("Say it in a few words: at least three letters, at most 80."), field="name")
    topic = queries.meaning(name) or _added(by, name, normal, area)
    if topic.state == Topic.State.SUGGESTED:
        Suggestion.objects.get_or_create(topic=topic, by=by.id, defaults={"at": timezone.now()})
    return topic


def _added(by: trail.Keyed, name: str, normal: str, area: Topic | None) -> Topic:
    aspect = area.aspect if area else Topic.Aspect.TEACHING
    topic = Topic.objects.create(name=name, normal=normal, area=area, aspect=aspect, state=Topic.State.SUGGESTED)
    trail.record(by=by, act="topics.suggested", about=[topic])
    return topic


@transaction.atomic
def take_up(*, by: trail.Keyed, topic: Topic, area: Topic | None = None) -> Topic:
    """Make a suggested topic part of the vocabulary, for everybody."""
    topic.state, topic.area = Topic.State.OFFERED, area or topic.area
    topic.aspect = topic.area.aspect if topic.area else topic.aspect
    topic.save()
    topic.suggestions.all().delete()
    trail.record(by=by, act="topics.taken_up", about=[topic])
    return topic


@transaction.atomic
def merge(*, by: trail.Keyed, topic: Topic, into: Topic) -> Topic:
    """Let `into` stand for `topic` from now on, found by its words, and tell who pointed at it. Raises CannotMerge."""
    if into.id == topic.id or into.state == Topic.State.MERGED or into.is_area or topic.is_area:
        raise CannotMerge(_("Choose another topic that stands in the vocabulary."), field="into")
    _also_called(into, topic.name, *topic.synonyms.values_list("words", flat=True))
    Topic.objects.filter(merged_into=topic).update(merged_into=into)
    topic.state, topic.merged_into = Topic.State.MERGED, into
    topic.save()
    topic_merged.send(sender=Topic, topic=topic, into=into)
    trail.record(by=by, act="topics.merged", about=[topic, into])
    return into


@transaction.atomic
def forget(*, by: trail.Keyed) -> None:
    """Forget who used which words, when a person asks to be erased."""
    Suggestion.objects.filter(by=by.id).delete()


def _also_called(topic: Topic, *synonyms: str) -> None:
    Synonym.objects.bulk_create(synonyms_of(topic, synonyms), ignore_conflicts=True)
