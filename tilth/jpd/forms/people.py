"""Choosing people: who is asked into a group, and who is asked for a challenge."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from tilth.jpd import queries
from tilth.jpd.forms.questions import Question, Topics
from tilth.jpd.models import GroupMember
from tilth.partnerships.models import Partnership
from tilth.people.models import Person
from tilth.schools.models import School

Part = GroupMember.Part
PARTS = (
    (2, Part.MEMBER, _("Colleague")),
    (3, Part.LEADER, _("Leads the team")),
    (4, Part.COACH, _("Coach")),
    (6, Part.TRAINEE, _("Trainee")),
)
STUDENT = 5


@dataclass
class Colleagues(Question):
    """People of a partnership, each with the part they are asked to play. Students come in as students."""

    partnership: Partnership | None = None
    most = 7

    def thing(self, keys: Iterable[UUID]) -> Iterable[queries.Candidate]:
        return self._known(keys=list(keys))

    def search(self) -> list[queries.Candidate]:
        return self._known(words=self.words)

    def answer(self) -> list[tuple[Person, School, str]]:
        """Who is asked, from which school, and as what."""
        said = {level: str(part) for level, part, _words in PARTS}
        return [
            (each.person, each.school, "student" if each.student else said.get(level, str(Part.MEMBER)))
            for each, level in self.chosen.items()
        ]

    def _known(self, **asked: Any) -> list[queries.Candidate]:
        assert self.partnership is not None
        return queries.candidates(self.viewer, self.partnership, **asked)


def people_and_topics(viewer: Person, partnership: Partnership, post: QueryDict) -> dict[str, Question]:
    """The two choices of somebody who forms a group, as the submitted form has them."""
    asked: dict[str, Question] = {"people": _people(viewer, partnership), "topics": Topics("topics", viewer)}
    return {side: question.read(post) for side, question in asked.items()} if post else asked


def further_people(viewer: Person, partnership: Partnership, post: QueryDict) -> dict[str, Question]:
    """The one choice of somebody who asks others into a group that is there."""
    people = _people(viewer, partnership)
    return {"people": people.read(post) if post else people}


def _people(viewer: Person, partnership: Partnership) -> Colleagues:
    levels = tuple((level, words) for level, _part, words in PARTS)
    return Colleagues("people", viewer, partnership=partnership, levels=levels)
