"""Topics for tests: the shipped vocabulary is there already."""

from __future__ import annotations

import factory
from factory.django import DjangoModelFactory

from tilth.topics.domain import normal_form
from tilth.topics.models import Topic


class TopicFactory(DjangoModelFactory[Topic]):
    """A topic of the vocabulary that nobody else means."""

    class Meta:
        model = Topic

    name = factory.Sequence(lambda n: f"Practice number {n}")
    normal = factory.LazyAttribute(lambda topic: normal_form(topic.name))


def shipped(slug: str) -> Topic:
    """A topic of the shipped vocabulary: "phonics", "questioning", "retrieval-practice"."""
    return Topic.objects.get(slug=slug)
