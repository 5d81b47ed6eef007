"""Each line sees a person once; here what was seen is checked and put together into persons."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from tilth.people.domain.rosters.values import LONGEST, Line, RosterPerson, RosterRole, Why, Wrong
from tilth.people.domain.rosters.words import role_of
from tilth.web.typed import one_line

_EMAIL = re.compile(r"[a-z0-9.!#$%&'*+/=?^_`{|}~-]+@[a-z0-9-]+(\.[a-z0-9-]+)+")
_DAYS = (
    re.compile(r"(?P<year>[0-9]{4})-(?P<month>[0-9]{1,2})-(?P<day>[0-9]{1,2})([T ].*)?"),
    re.compile(r"(?P<day>[0-9]{1,2})[./-](?P<month>[0-9]{1,2})[./-](?P<year>[0-9]{4})"),
)


@dataclass(frozen=True, slots=True)
class Sighting:
    """One person in one school in one role, as one line says, in the list's own words."""

    line: Line
    source_id: str
    name: str
    email: str
    role: str
    school: str = ""
    subject: str = ""
    starts_on: str = ""
    ends_on: str = ""
    classes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Gathered:
    """Persons put together, the lines that could not be used, and whom those lines may have meant."""

    people: tuple[RosterPerson, ...]
    wrong: tuple[Wrong, ...]
    unsure: frozenset[str]


class _Unfit(Exception):
    """A sighting that cannot be used."""

    def __init__(self, why: Why, value: str = "") -> None:
        self.why, self.value = why, value


def gather(sightings: Iterable[Sighting]) -> Gathered:
    """Put sightings together: one person for each id and school, doubled lines told apart from further roles."""
    people: dict[tuple[str, str], RosterPerson] = {}
    owners: dict[str, RosterPerson] = {}
    wrong: list[Wrong] = []
    unsure: set[str] = set()
    for sighting in sightings:
        seen = _person(sighting)
        fault = seen if isinstance(seen, Wrong) else _clash(people, owners, seen)
        if fault:
            wrong.append(fault)
            unsure |= {sighting.source_id.lower(), sighting.email.lower()}
        elif isinstance(seen, RosterPerson):
            key = (seen.source_id, seen.school)
            people[key] = _together(people.get(key), seen)
            owners.setdefault(seen.email or "", seen)
    return Gathered(tuple(people.values()), tuple(wrong), frozenset(unsure - {""}))


def _person(seen: Sighting) -> RosterPerson | Wrong:
    try:
        return _checked(seen)
    except _Unfit as unfit:
        return Wrong(seen.line, unfit.why, unfit.value)


def _checked(seen: Sighting) -> RosterPerson:
    kind = _kind(seen.role)
    email = _email(seen.email)
    if kind != "student" and not email:
        raise _Unfit(Why.NO_EMAIL, seen.name or seen.source_id)
    if not (seen.source_id or email):
        raise _Unfit(Why.NO_STUDENT_ID, seen.name)
    starts_on, ends_on = day(seen.starts_on), day(seen.ends_on)
    if starts_on and ends_on and ends_on < starts_on:
        raise _Unfit(Why.ENDS_FIRST, seen.ends_on)
    return RosterPerson(
        source_id=_short("id", seen.source_id or email),
        school=seen.school,
        name=_short("name", _name(seen.name)),
        email=email or None,
        roles=(RosterRole(kind, _short("subject", seen.subject), starts_on, ends_on),),
        line=seen.line,
        classes=frozenset((one, "student" if kind == "student" else "teacher") for one in seen.classes),
    )


def _kind(word: str) -> str:
    if not word:
        raise _Unfit(Why.NO_ROLE)
    kind = role_of(word)
    if kind is None:
        raise _Unfit(Why.UNKNOWN_ROLE, word[:80])
    return kind


def _name(words: str) -> str:
    name = one_line(words)
    if not name:
        raise _Unfit(Why.NO_NAME)
    return name


def _email(word: str) -> str:
    email = word.strip().lower()
    if email and not _EMAIL.fullmatch(email):
        raise _Unfit(Why.BAD_EMAIL, word[:80])
    return _short("email", email)


def day(word: str) -> date | None:
    """A day written as 2025-09-01 or, day first, as 1/9/2025; None for nothing."""
    if not word:
        return None
    for pattern in _DAYS:
        if found := pattern.fullmatch(word):
            return _real_day(word, int(found["year"]), int(found["month"]), int(found["day"]))
    raise _Unfit(Why.BAD_DATE, word[:80])


def _real_day(word: str, year: int, month: int, number: int) -> date:
    if not 1900 <= year <= 2200:
        raise _Unfit(Why.BAD_DATE, word)
    try:
        return date(year, month, number)
    except ValueError as error:
        raise _Unfit(Why.BAD_DATE, word) from error


def _short(what: str, words: str) -> str:
    if len(words) > LONGEST[what]:
        raise _Unfit(Why.TOO_LONG, words[:80])
    return words


def _clash(
    people: dict[tuple[str, str], RosterPerson], owners: dict[str, RosterPerson], seen: RosterPerson
) -> Wrong | None:
    """Why a line cannot speak of the person that its id, or its e-mail, is already given to."""
    owner = owners.get(seen.email) if seen.email else None
    if owner and owner.source_id != seen.source_id:
        return Wrong(seen.line, Why.SAME_EMAIL, seen.email or "", owner.line)
    known = people.get((seen.source_id, seen.school))
    return _doubled(known, seen) if known else None


def _doubled(known: RosterPerson, seen: RosterPerson) -> Wrong | None:
    if known.name.casefold() != seen.name.casefold() or (seen.email and known.email and seen.email != known.email):
        return Wrong(seen.line, Why.SAME_ID, seen.source_id, known.line)
    if known.is_student != seen.is_student:
        return Wrong(seen.line, Why.STAFF_OR_STUDENT, seen.name, known.line)
    if {role.kind for role in seen.roles} <= {role.kind for role in known.roles} and seen.classes <= known.classes:
        return Wrong(seen.line, Why.SAME_AGAIN, seen.name, known.line)
    return None


def _together(known: RosterPerson | None, seen: RosterPerson) -> RosterPerson:
    if known is None:
        return seen
    kinds = {role.kind for role in known.roles}
    further = tuple(role for role in seen.roles if role.kind not in kinds)
    return replace(
        known, email=known.email or seen.email, roles=known.roles + further, classes=known.classes | seen.classes
    )
