"""What goes into a plan of meetings, and what comes out. Frozen values; keys are whatever the caller knows things by.

A term is `weeks` working weeks; each has the same 105 half-hours, Monday 07:30 to Friday 18:00, as bits of a mask:
bit i is the i-th half-hour (a day has 21).
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

Id = Hashable

HALF_HOURS_A_DAY = 21
DAYS = 5
HALF_HOURS = HALF_HOURS_A_DAY * DAYS


@dataclass(frozen=True)
class School:
    """What a school allows. Times in half-hours."""

    key: Id
    lessons: int = 0  # mask: whoever meets then, and is not free, is covered for
    twilights: int = 0  # mask: after lessons, open to everybody in time of a training day
    cover: int = 0  # person-half-hours of cover it can bear in one week
    stock: int = 0  # half-hours of training days taken apart that each of its people may use in the term
    rooms: int = 1  # groups that can sit there at once


@dataclass(frozen=True)
class Person:
    """Somebody who is in groups. A free half-hour costs nothing; a lesson costs cover; a twilight costs stock."""

    key: Id
    school: Id
    free: int = 0  # mask of a usual week
    away: frozenset[int] = frozenset()  # weeks, counted from 0
    most: int = 2  # meetings in one week
    teaches: bool = True  # for students and others nobody needs to cover
    used: int = 0  # half-hours of the school's stock that this person has used before


@dataclass(frozen=True)
class Group:
    """People who want to meet so many times in the term, so long, at most once in `apart` weeks."""

    key: Id
    people: tuple[Id, ...]
    meetings: int = 4
    half_hours: int = 2
    apart: int = 1  # weeks from one meeting to the next, at least
    video: bool = True  # may meet on screens: no way, no room
    kept: tuple[tuple[int, int], ...] = ()  # (week, first half-hour) of meetings that stand and stay


@dataclass(frozen=True)
class Request:
    """Everything a plan is made from. `travel`: minutes between two schools; unknown pairs meet on screens only."""

    weeks: int
    schools: tuple[School, ...]
    people: tuple[Person, ...]
    groups: tuple[Group, ...]
    travel: Mapping[tuple[Id, Id], int] = field(default_factory=dict)


@dataclass(frozen=True)
class Meeting:
    """A place in the term for one group. `school` is empty where they meet on screens."""

    group: Id
    week: int
    begins: int  # the first half-hour, 0 to 104
    half_hours: int
    school: Id | None = None
    covered: tuple[Id, ...] = ()  # people whose lessons are covered
    from_stock: tuple[Id, ...] = ()  # people who meet in time of a training day
    travel: Mapping[Id, int] = field(default_factory=dict)  # minutes both ways, for those who travel


class Why(StrEnum):
    """What stands in the way of a group."""

    NO_SHARED_TIME = "no_shared_time"  # nobody's week is wrong alone: they share no stretch long enough
    COVER = "cover"  # a school cannot bear more cover
    STOCK = "stock"  # no training-day time is left
    ROOMS = "rooms"
    LOAD = "load"  # somebody has as many meetings in a week as they can bear
    AWAY = "away"
    APART = "apart"  # too few weeks for meetings so far apart
    WAY = "way"  # they must meet in one room, and a way between their schools is not known
    OTHERS = "others"  # each meeting fits alone; the best plan left this one out


@dataclass(frozen=True)
class Reason:
    """One part of the smallest set of changes that would let a group meet once more: whose, and which half-hour."""

    why: Why
    person: Id | None = None
    school: Id | None = None
    half_hour: int | None = None  # that needs to be free, 0 to 104
    week: int | None = None
    amount: int = 1  # how many more: half-hours of cover or stock, rooms, meetings in the week, weeks


@dataclass(frozen=True)
class Unplaced:
    """Meetings of a group for which there is no place, and why: with all its reasons mended, one more fits."""

    group: Id
    missing: int
    reasons: tuple[Reason, ...]


@dataclass(frozen=True)
class Plan:
    """The meetings found, how many could be at most, and what was left out."""

    meetings: tuple[Meeting, ...]
    unplaced: tuple[Unplaced, ...]
    bound: int  # no plan holds more meetings
    groups_bound: int  # no plan lets more groups meet at all
    tiers: tuple[tuple[str, float, float], ...] = ()  # what was asked, reached, proven best: first things first


@dataclass(frozen=True)
class Progress:
    """How far a search has come: meetings found so far, the proven most, and about how much of its work is done."""

    value: int
    bound: int
    share: float  # from 0 to 1


Watch = Callable[[Progress], bool]
"""Told of progress from time to time; the search goes on while the answer is true."""
