"""The questions of one page, which remember what is chosen while buttons are pressed, before anything is saved.

Each press is an ordinary submit of the whole form (`find`, `add`, `drop`, `own`), so all works without JavaScript; with
htmx only the question pressed comes back.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.http import QueryDict
from django.utils.translation import gettext as _

from tilth.jpd import actions, queries
from tilth.jpd.models import Confidence, Offer, SchoolOffer, SchoolWant, Strength, Want
from tilth.people.models import Person
from tilth.schools.models import School
from tilth.topics.models import Topic
from tilth.web.refusal import Refusal
from tilth.web.typed import sought

PRESSES = ("find", "add", "drop", "own")
USUAL = 2  # the middle level, until somebody says otherwise


@dataclass
class Question:
    """One question: what is chosen, what was searched for, and what was found."""

    side: str
    viewer: Person
    chosen: dict[Any, int] = field(default_factory=dict)  # a thing (topic, person, school) to its level
    words: str = ""
    found: list[Any] = field(default_factory=list)
    refused: str = ""
    lost: bool = False  # something was chosen that cannot be any more
    pressed: bool = False

    levels: tuple[tuple[int, Any], ...] = ()
    most = 12
    takes_own_words = False

    @property
    def in_use(self) -> bool:
        """Whether somebody has just done something in it, so that it should stay open."""
        return bool(self.pressed or self.words or self.refused)

    @property
    def said(self) -> list[str]:
        """What is chosen, in words."""
        words = dict(self.levels)
        return [f"{thing} ({words[level]})" if level in words else str(thing) for thing, level in self.chosen.items()]

    def thing(self, keys: Iterable[UUID]) -> Iterable[Any]:
        """What these keys stand for, of what the viewer can choose."""
        raise NotImplementedError

    def search(self) -> list[Any]:
        """What the viewer may mean by the words they typed."""
        raise NotImplementedError

    def answer(self) -> Any:
        """What is chosen, as the actions take it."""
        return self.chosen

    def read(self, post: QueryDict) -> Question:
        """Take up what a submitted form says, and do what the pressed button asks."""
        named = {name for name in post.getlist(self.side) if name}
        keys = [key for key in map(_key, post.getlist(self.side)) if key]
        self.chosen = {thing: self._level(post, thing) for thing in _in_order(self.thing(keys), keys)}
        self.lost = len(self.chosen) < len(named)
        self.refused = self.gone if self.lost else ""
        self.words = sought(post.get(f"{self.side}-words", ""))
        for press in (press for press in PRESSES if press in post):
            side, _colon, key = str(post[press]).partition(":")
            if side == self.side or press == "find":
                getattr(self, f"_{press}")(_key(key))
        return self

    @property
    def gone(self) -> str:
        """What is said where something chosen is not there any more: nothing goes without a word."""
        return _("Something you chose cannot be chosen any more. Look at what is left here, and send it once more.")

    def _level(self, post: QueryDict, thing: Any) -> int:
        said = post.get(f"{self.side}-{thing.id}", "")
        return int(said) if said in {str(level) for level, _words in self.levels} else USUAL

    def _find(self, key: UUID | None) -> None:
        self.found = [thing for thing in self.search() if thing not in self.chosen] if self.words else []

    def _add(self, key: UUID | None) -> None:
        self.words, self.pressed = "", True
        if len(self.chosen) >= self.most:
            self.refused = _("You have chosen %(most)s already. Remove one first.") % {"most": self.most}
            return
        found = list(self.thing([key] if key else []))
        self.chosen |= {thing: USUAL for thing in found if thing not in self.chosen}
        self.refused = self.refused if found else self.gone

    def _drop(self, key: UUID | None) -> None:
        self.pressed = True
        self.chosen = {thing: level for thing, level in self.chosen.items() if thing.id != key}

    def _own(self, key: UUID | None) -> None:
        """Only topics can be added in one's own words."""


@dataclass
class Topics(Question):
    """A question that is answered with topics."""

    held: dict[UUID, Topic] = field(default_factory=dict)  # what was said before stays, whoever worded it and has gone

    most = actions.MOST_TOPICS
    takes_own_words = True

    def thing(self, keys: Iterable[UUID]) -> Iterable[Topic]:
        held = [self.held[key] for key in {*keys} & self.held.keys()]
        others = queries.usable_topics(self.viewer).filter(id__in={*keys} - self.held.keys())
        return [*held, *others.select_related("area")]

    def search(self) -> list[Topic]:
        return queries.find_topics(self.viewer, self.words)

    def _own(self, key: UUID | None) -> None:
        try:
            topic = actions.add_own_words(by=self.viewer, name=self.words)
        except Refusal as no:
            self.refused = str(no.message)
        else:
            self._add(topic.id)


@dataclass
class Apart(Question):
    """From whom somebody would rather be kept apart: people and schools, without levels."""

    def thing(self, keys: Iterable[UUID]) -> Iterable[Person | School]:
        return queries.apart_from_keys(self.viewer, keys)

    def search(self) -> list[Person | School]:
        return queries.find_apart(self.viewer, self.words)

    def answer(self) -> list[Person | School]:
        return list(self.chosen)


def _key(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _in_order(things: Iterable[Any], keys: list[UUID]) -> list[Any]:
    return sorted(things, key=lambda thing: keys.index(thing.id))


def _chosen(rows: Iterable[Offer | Want | SchoolOffer | SchoolWant]) -> dict[Topic, int]:
    return {row.topic: row.level for row in rows}


def of_person(viewer: Person, post: QueryDict) -> dict[str, Question]:
    """A person's own questions: as saved, or as the submitted form has them."""
    asked = _two(viewer, {"offers": queries.offers_of(viewer), "wants": queries.wants_of(viewer)})
    asked["apart"] = Apart("apart", viewer, {} if post else dict.fromkeys(queries.reserves_of(viewer), USUAL))
    return _read(asked, post)


def of_school(viewer: Person, school: School, post: QueryDict) -> dict[str, Question]:
    """The same two questions of a school."""
    asked = _two(viewer, {"offers": queries.school_offers(school), "wants": queries.school_wants(school)})
    return _read(asked, post)


def _two(viewer: Person, saved: dict[str, Any]) -> dict[str, Question]:
    levels = {"offers": tuple(Confidence.choices), "wants": tuple(Strength.choices)}
    said = {side: _chosen(saved[side]) for side in levels}
    held = {topic.id: topic for side in said.values() for topic in side}
    return {side: Topics(side, viewer, said[side], levels=levels[side], held=held) for side in levels}


def _read(asked: dict[str, Question], post: QueryDict) -> dict[str, Question]:
    return {side: question.read(post) for side, question in asked.items()} if post else asked


def pressed(post: QueryDict) -> str:
    """The side of the question whose button was pressed; empty when the form is to be saved."""
    return next((str(post[press]).partition(":")[0] for press in PRESSES if press in post), "")
