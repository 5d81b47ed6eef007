"""Classes, and who is in them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace

from tilth.people.domain.rosters.sightings import Gathered
from tilth.people.domain.rosters.values import LONGEST, Line, RosterClass, RosterPerson, Why, Wrong
from tilth.people.domain.rosters.words import role_of


@dataclass(frozen=True, slots=True)
class Enrolment:
    """One line that puts a person into a class; `role` in the list's own words, empty for whatever the person is."""

    line: Line
    school_class: str
    person: str
    role: str = ""


def told_apart(classes: Iterable[tuple[RosterClass, str]]) -> tuple[RosterClass, ...]:
    """Classes that share a name in one school get their code or id behind it."""
    pairs = list({(one.source_id, one.school): (one, code) for one, code in classes}.values())
    shared = Counter((one.school, one.name) for one, _ in pairs)
    return tuple(
        replace(one, name=_named(one.name, code or one.source_id) if shared[one.school, one.name] > 1 else one.name)
        for one, code in pairs
    )


def _named(name: str, code: str) -> str:
    behind = f" ({code})"
    return name[: LONGEST["class"] - len(behind)] + behind


def enrol(
    gathered: Gathered, classes: Iterable[RosterClass], enrolments: Iterable[Enrolment], mentioned: frozenset[str]
) -> Gathered:
    """Put everybody into their classes. A line that names nobody, or no class, is told; one whose person was already
    found wrong is not told twice."""
    school_of = {one.source_id: one.school for one in classes}
    people = {(person.source_id, person.school): person for person in gathered.people}
    wrong = list(gathered.wrong)
    places: dict[tuple[str, str], set[tuple[str, str]]] = {}
    for enrolment in enrolments:
        school = school_of.get(enrolment.school_class)
        seat = (enrolment.person, school or "")
        if school is None:
            wrong.append(Wrong(enrolment.line, Why.UNKNOWN_CLASS, enrolment.school_class[:80]))
        elif seat in people:
            places.setdefault(seat, set()).update(_place(people[seat], enrolment))
        elif enrolment.person not in mentioned:
            wrong.append(Wrong(enrolment.line, Why.UNKNOWN_PERSON, enrolment.person[:80]))
    seated = (replace(person, classes=frozenset(places.get(seat, ()))) for seat, person in people.items())
    return Gathered(tuple(seated), tuple(wrong), gathered.unsure)


def _place(person: RosterPerson, enrolment: Enrolment) -> set[tuple[str, str]]:
    """Students learn in a class and staff teach in it; parents and governors of it have no place there."""
    kind = role_of(enrolment.role) if enrolment.role else person.roles[0].kind
    if kind in ("parent", "governor", "chair", None):
        return set()
    return {(enrolment.school_class, "student" if person.is_student else "teacher")}
