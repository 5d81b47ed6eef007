"""Every read of topics: the vocabulary is everybody's, own words are shown to those around who wrote them."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from django.db.models import Count, Prefetch, Q, QuerySet

from tilth.topics.domain import Findable, best, normal_form
from tilth.topics.models import Suggestion, Topic

FOUND_AT_ONCE = 8


def usable(around: Collection[UUID] = ()) -> QuerySet[Topic]:
    """Topics that may be offered or wanted: the vocabulary, and what the people with the keys in `around` added."""
    own_words = Q(state=Topic.State.SUGGESTED, suggestions__by__in=list(around))
    return Topic.objects.filter(Q(state=Topic.State.OFFERED) | own_words, is_area=False).distinct()


def search(words: str, around: Collection[UUID] = (), limit: int = FOUND_AT_ONCE) -> list[Topic]:
    """The topics that `words` may mean, best first: by name, by other words for it, by area."""
    among = {topic.id: topic for topic in usable(around).select_related("area").prefetch_related("synonyms")}
    return [among[key] for key in best(words, map(findable, among.values()), limit)]


def findable(topic: Topic) -> Findable:
    synonyms = tuple(synonym.words for synonym in topic.synonyms.all())
    return Findable(topic.id, topic.name, synonyms, topic.area.name if topic.area else "")


def meaning(words: str) -> Topic | None:
    """The topic that these very words mean, by name or by synonym, whatever its state but merged."""
    alive = Topic.objects.filter(is_area=False).exclude(state=Topic.State.MERGED)
    normal = normal_form(words)
    by_synonym = Q(synonyms__normal=normal, state=Topic.State.OFFERED)
    return alive.filter(normal=normal).first() or alive.filter(by_synonym).first()


def who_suggested() -> QuerySet[Suggestion, UUID]:
    """Keys of the people who have added own words that still wait to be taken up."""
    return Suggestion.objects.values_list("by", flat=True).distinct()


def areas() -> QuerySet[Topic]:
    """The areas of the vocabulary, each with its topics and their synonyms."""
    topics = Topic.objects.filter(state=Topic.State.OFFERED).prefetch_related("synonyms")
    return Topic.objects.filter(is_area=True).prefetch_related(Prefetch("topics", topics)).order_by("-aspect", "name")


def suggested() -> QuerySet[Topic]:
    """What people have added in their own words and nobody has looked at yet, most used first."""
    waiting = Topic.objects.filter(state=Topic.State.SUGGESTED)
    return waiting.annotate(people=Count("suggestions")).order_by("-people", "name")


def suggested_topic(*, viewer: object, key: UUID) -> Topic | None:
    """One of them; who may open it is the page's affair."""
    return suggested().filter(id=key).first()
