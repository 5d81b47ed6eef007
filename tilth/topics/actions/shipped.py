"""How the vocabulary that ships with Tilth comes into the database, and is renewed."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from pathlib import Path
from typing import TypeAlias

from django.db import transaction

from tilth.topics.domain import normal_form
from tilth.topics.models import Synonym, Topic

VOCABULARY = Path(__file__).parent.parent / "vocabulary.csv"
RENEWED = ["slug", "name", "normal", "area", "is_area", "aspect", "subject", "phases", "state"]

Row: TypeAlias = dict[str, str]


@transaction.atomic
def load_vocabulary() -> int:
    """Bring the shipped vocabulary in, or renew it; repeating changes nothing. Returns how many topics it holds.

    Words of people's own that it now contains become part of it; what people have merged stays merged.
    """
    with VOCABULARY.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    areas = _renew([row for row in rows if not row["area"]], {})
    topics = _renew([row for row in rows if row["area"]], areas)
    fresh = [synonym for row in rows for synonym in _synonyms(row, areas | topics)]
    Synonym.objects.bulk_create(fresh, ignore_conflicts=True)
    return len(topics)


def _renew(rows: list[Row], areas: dict[str, Topic]) -> dict[str, Topic]:
    """The topics of these rows by slug, written; without those that people have merged into others."""
    known = _known([row["slug"] for row in rows], [normal_form(row["name"]) for row in rows if row["area"]])
    topics = {row["slug"]: _as_shipped(row, areas, known) for row in rows}
    standing = {slug: topic for slug, topic in topics.items() if topic.state != Topic.State.MERGED}
    Topic.objects.bulk_create(standing.values(), update_conflicts=True, unique_fields=["id"], update_fields=RENEWED)
    return standing


def _known(slugs: list[str], normals: list[str]) -> dict[str, Topic]:
    """Topics there are already, by slug and by normal form."""
    same_meaning = Topic.objects.filter(normal__in=normals, slug=None, is_area=False).exclude(state=Topic.State.MERGED)
    by_slug = {topic.slug or "": topic for topic in Topic.objects.filter(slug__in=slugs)}
    return {topic.normal: topic for topic in same_meaning} | by_slug


def _as_shipped(row: Row, areas: dict[str, Topic], known: dict[str, Topic]) -> Topic:
    normal = normal_form(row["name"])
    topic = known.get(row["slug"]) or known.get(normal if row["area"] else "") or Topic()
    if topic.state == Topic.State.MERGED:
        return topic
    topic.slug, topic.name, topic.normal = row["slug"], row["name"], normal
    topic.area, topic.is_area = areas.get(row["area"]), not row["area"]
    topic.aspect, topic.subject, topic.state = row["aspect"], row["subject"], Topic.State.OFFERED
    topic.phases = row["phases"].split(";") if row["phases"] else []
    return topic


def _synonyms(row: Row, topics: dict[str, Topic]) -> Iterable[Synonym]:
    topic = topics.get(row["slug"])
    return synonyms_of(topic, row["synonyms"].split(";")) if topic else ()


def synonyms_of(topic: Topic, words: Iterable[str]) -> list[Synonym]:
    """Other words for a topic, unsaved: each meaning once, and none that is its own name."""
    meanings = {normal_form(each): each for each in words}
    return [
        Synonym(topic=topic, words=each, normal=normal)
        for normal, each in meanings.items()
        if normal and normal != topic.normal
    ]
