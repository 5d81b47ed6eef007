"""Classes, and who is in them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from uuid import UUID

from tilth.people.domain.rosters.sightings import Gathered
from tilth.people.domain.rosters.values import LONGEST, Line, Roster, RosterClass, RosterPerson, Why, Wrong, fits
from tilth.people.domain.rosters.words import role_of


@dataclass(frozen=True, slots=True)
class Enrolment:
    """One line that puts a person into a class; `role` in the list's own words, empty for whatever the person is."""

    line: Line
    school_class: str
    person: str
    role: str = ""


def told_apart(classes: Iterable[tuple[RosterClass, str]]) -> tuple[RosterClass, ...]:
    """Classes that share a name in one school get their code or id behind it; one without a usable id is left out."""
    pairs = list({(one.source_id, one.school): (one, code) for one, code in classes if fits(one.source_id)}.values())
    shared = Counter((one.school, one.name) for one, _ in pairs)
    return tuple(
        replace(one, name=_named(one.name, code or one.source_id) if shared[one.school, one.name] > 1 else one.name)
        for one, code in pairs
    )


def _named(name: str, code: str) -> str:
    behind = f" ({code})"
    return (name[: max(0, LONGEST["class"] - len(behind))] + behind)[: LONGEST["class"]]


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


@dataclass(frozen=True, slots=True)
class ClassChanges:
    """What a list does to the classes of a school: new ones, ones named anew or taught again, ones that are over."""

    new: tuple[RosterClass, ...] = ()
    renewed: tuple[tuple[UUID, RosterClass], ...] = ()
    over: tuple[UUID, ...] = ()

    @property
    def are_none(self) -> bool:
        return not (self.new or self.renewed or self.over)


def compare_classes(roster: Roster, school: str, known: dict[str, tuple[UUID, str, bool]]) -> ClassChanges:
    """What the classes of one school of a list change. `known`: key, name and whether it is open, by source id.

    A list without classes ends none.
    """
    listed = {one.source_id: one for one in roster.classes if one.school == school}
    renewed = [
        (key, listed[source_id])
        for source_id, (key, name, is_open) in known.items()
        if source_id in listed and not (is_open and name == listed[source_id].name)
    ]
    over = [key for source_id, (key, _, is_open) in known.items() if is_open and source_id not in listed]
    new = tuple(one for source_id, one in listed.items() if source_id not in known)
    return ClassChanges(new, tuple(renewed), tuple(over) if listed else ())
