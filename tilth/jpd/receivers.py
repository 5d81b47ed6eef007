"""What joint practice development does when it hears news from below."""

from __future__ import annotations

from typing import Any

from django.dispatch import receiver

from tilth.jpd import actions
from tilth.jpd.actions import attending, notes
from tilth.people.models import Person
from tilth.people.signals import person_erased
from tilth.topics.models import Topic
from tilth.topics.signals import topic_merged


@receiver(topic_merged)
def offers_follow_their_topic(topic: Topic, into: Topic, **signal: Any) -> None:
    actions.follow_merge(topic=topic, into=into)


@receiver(person_erased)
def what_they_said_is_forgotten(person: Person, **signal: Any) -> None:
    actions.forget(person=person)
    notes.forget_notes(person=person)
    actions.forget_in_groups(person=person)
    attending.forget_in_meetings(person=person)
