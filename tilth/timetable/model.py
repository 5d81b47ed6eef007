"""Meetings as a program for the solver: how often each group takes each of its options in each block of weeks.

With a block for every week, the program is the plan itself. With one block for the whole term it is a pattern of
one week, repeated: far smaller, and no plan can better it, since what each week allows is only added up.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from tilth.timetable.diary import Diary, half_hours_in
from tilth.timetable.problem import SCREENS, Choice, Option
from tilth.timetable.solver import Floats, Program
from tilth.timetable.tiers import MOST, Tier, loads, values

Block = tuple[int, ...]
Entries = list[tuple[int, float]]
BEYOND = 100_000
"""More than anybody gives in minutes, or a school in per cent: the solver likes an end to everything."""


@dataclass(frozen=True)
class Slot:
    """A column: so often does a group take this option in this block."""

    column: int
    number: int
    block: Block
    option: Option


class Model:
    """The program for some groups beside all that a diary holds of the others. None of these groups is placed in it."""

    def __init__(
        self, diary: Diary, numbers: Sequence[int], blocks: Sequence[Block], options: Mapping[int, Sequence[Option]]
    ) -> None:
        self.diary, self.problem, self.blocks = diary, diary.problem, blocks
        self.program, self.slots = Program(), list[Slot]()
        self.costs: dict[Tier, dict[int, float]] = {tier: {} for tier in Tier}
        self.standing = values(diary)
        self._uses: dict[tuple[object, ...], Entries] = defaultdict(list)
        self._shared = _shared(self.problem.choices[number] for number in numbers)
        self._chunks: dict[tuple[object, ...], set[int]] = defaultdict(set)
        self._burdens = loads(
            [option for placed in diary.placed for option in placed.values()]
            + [option for choice in self.problem.choices for _, option in choice.kept]
        )
        self._most = {Tier.PEOPLE: self._largest(Tier.PEOPLE, False), Tier.SCHOOLS: self._largest(Tier.SCHOOLS, True)}
        for number in numbers:
            self._group(number, options[number])
        self._limits()

    def constant(self, tier: Tier) -> int:
        """What the tier has without these groups; the largest of something is a column, and has nothing."""
        return 0 if tier in self._most else self.standing[tier]

    def value(self, tier: Tier, cost: float) -> float:
        """What a tier reaches at this cost."""
        return self.constant(tier) + (-cost if tier in MOST else cost)

    def reached(self, tier: Tier, found: Floats) -> int:
        """What a tier reaches by an answer in whole numbers."""
        return round(self.value(tier, sum(found[column] * cost for column, cost in self.costs[tier].items())))

    def keep(self, tier: Tier, value: float) -> None:
        """Let no answer be worse than this."""
        sign = -1 if tier in MOST else 1
        most = sign * (value - self.constant(tier))
        self.program.row(self.costs[tier].items(), most=most)

    def repeat(self, most: Mapping[int, Mapping[Option, int]]) -> None:
        """Let each group take each option so often at most."""
        uses: dict[tuple[int, Option], Entries] = defaultdict(list)
        for slot in self.slots:
            uses[slot.number, slot.option].append((slot.column, 1.0))
        for (number, option), entries in uses.items():
            if most[number][option] < self.problem.choices[number].wanted:
                self.program.row(entries, most=most[number][option])

    def meetings(self, found: Floats) -> list[tuple[Slot, int]]:
        """The slots an answer takes, and how often."""
        return [(slot, times) for slot in self.slots if (times := round(found[slot.column]))]

    def _largest(self, tier: Tier, whole: bool) -> int:
        column = self.program.column(BEYOND, least=self.standing[tier], whole=whole)
        self.costs[tier][column] = 1.0
        return column

    def _group(self, number: int, options: Sequence[Option]) -> None:
        choice = self.problem.choices[number]
        mine: list[Slot] = []
        for block in self.blocks:
            open_weeks = [week for week in block if self.diary.is_open(number, week)]
            if open_weeks:
                mine += self._block(number, block, open_weeks, options)
        if not mine:
            return
        self.slots += mine
        every: Entries = [(slot.column, 1.0) for slot in mine]
        open_weeks = [week for week in choice.weeks if self.diary.is_open(number, week)]
        self.program.row(every, most=min(choice.wanted, len(spaced(open_weeks, choice.group.apart))))
        self._apart(choice, mine)
        self._regular(choice, mine)
        if not choice.kept:
            meets = self.program.column(whole=False)
            self.costs[Tier.GROUPS][meets] = -1.0
            self.program.row([*every, (meets, -1.0)], least=0.0)

    def _block(self, number: int, block: Block, weeks: list[int], options: Sequence[Option]) -> list[Slot]:
        """The columns of a group in one block."""
        apart, slots = self.problem.choices[number].group.apart, []
        for option in options:
            most = len(spaced([week for week in weeks if self.diary.has_room(week, option)], apart))
            if most:
                slots.append(Slot(self.program.column(most), number, block, option))
        every: Entries = [(slot.column, 1.0) for slot in slots]
        steps = spaced(weeks, apart)
        if len(block) > 1:
            self.program.row(every, most=len(steps))
            later: Entries = [(self.program.column(whole=False), -1.0) for _ in steps]
            self.program.row([*every, *later], most=0.0)
            self.costs[Tier.EARLY] |= {column: week for (column, _), week in zip(later, steps, strict=True)}
        for slot in slots:
            if len(block) == 1:
                self.costs[Tier.EARLY][slot.column] = block[0]
            self._costs(slot)
            self._use(slot)
        return slots

    def _costs(self, slot: Slot) -> None:
        option, column = slot.option, slot.column
        self.costs[Tier.MEETINGS][column] = -1.0
        self.costs[Tier.COVER][column] = sum(half_hours for _, half_hours in option.schools)
        self.costs[Tier.TRAVEL][column] = sum(minutes for _, minutes in option.travel)

    def _use(self, slot: Slot) -> None:
        """What a slot takes of whatever has a limit."""
        option, column, block = slot.option, slot.column, slot.block
        for person, mask in option.busy:
            if person in self._shared:
                self._uses["load", person, block].append((column, 1.0))
                for half_hour in half_hours_in(mask):
                    self._uses["busy", person, half_hour, block].append((column, 1.0))
        for school, half_hours in option.schools:
            self._uses["cover", school, block].append((column, half_hours))
            self._uses["share", school].append((column, half_hours))
            self._chunks["cover", school].add(half_hours)
        for person, half_hours in option.stock:
            self._uses["stock", person].append((column, half_hours))
            self._chunks["stock", person].add(half_hours)
        for person, minutes in option.load:
            self._uses["burden", person].append((column, minutes))
        if option.place != SCREENS:
            for half_hour in half_hours_in(option.sits):
                self._uses["room", option.place, half_hour, block].append((column, 1.0))

    def _apart(self, choice: Choice, mine: list[Slot]) -> None:
        """Where blocks are weeks: one meeting within so many of them."""
        if any(len(slot.block) > 1 for slot in mine):
            return
        by_week = defaultdict[int, Entries](list)
        for slot in mine:
            by_week[slot.block[0]].append((slot.column, 1.0))
        for first in sorted(by_week):
            window = [entry for week in range(first, first + choice.group.apart) for entry in by_week.get(week, [])]
            self.program.row(window, most=1.0)

    def _regular(self, choice: Choice, mine: list[Slot]) -> None:
        """A half-hour of the week costs once, however often it is met in."""
        by_time = defaultdict[tuple[int, Block], Entries](list)
        for slot in mine:
            by_time[slot.option.begins, slot.block].append((slot.column, 1.0))
        known = {option.begins for _, option in choice.kept}
        times = {begins: self.program.column() for begins in sorted({key[0] for key in by_time} - known)}
        self.costs[Tier.REGULAR] |= dict.fromkeys(times.values(), 1.0)
        for (begins, block), entries in by_time.items():
            if begins in times:
                most = min(choice.wanted, len(spaced(block, choice.group.apart)))
                self.program.row([*entries, (times[begins], -most)], most=0.0)

    def _limits(self) -> None:
        for key, entries in self._uses.items():
            match key:
                case ("burden", int(person)):
                    largest = (self._most[Tier.PEOPLE], -1.0)
                    self.program.row([*entries, largest], most=-self._burdens[person])
                case ("share", int(school)):
                    self._share(school, entries)
                case _:
                    most = self._left(key)
                    if sum(entry * self.program.most[column] for column, entry in entries) > most:
                        self.program.row(entries, most=most)

    def _share(self, school: int, entries: Entries) -> None:
        used = sum(self.diary.cover[school])
        limit = self.problem.schools[school].cover * self.problem.request.weeks
        largest = (self._most[Tier.SCHOOLS], -limit / 100)
        self.program.row([*entries, largest], most=-used)

    def _left(self, key: tuple[object, ...]) -> float:
        """How much of something is left in a block, or in the term."""
        diary, problem = self.diary, self.problem
        match key:
            case ("load", int(person), tuple(block)):
                who = problem.people[person]
                return sum(max(0, who.most - diary.load[person][week]) for week in block if week not in who.away)
            case ("busy", int(person), int(half_hour), tuple(block)):
                away, busy = problem.people[person].away, diary.busy[person]
                return sum(1 for week in block if week not in away and not busy[week] >> half_hour & 1)
            case ("cover", int(school), tuple(block)):
                limit, chunks = problem.schools[school].cover, tuple(sorted(self._chunks["cover", school]))
                return sum(reachable(limit - diary.cover[school][week], chunks) for week in block)
            case ("stock", int(person)):
                stock = problem.schools[problem.home[person]].stock - diary.stock[person]
                return reachable(stock, tuple(sorted(self._chunks["stock", person])))
            case ("room", int(school), int(half_hour), tuple(block)):
                rooms = problem.schools[school].rooms
                return sum(max(0, rooms - diary.rooms[school, week, half_hour]) for week in block)
        raise ValueError(f"nothing is known of {key}")


def _shared(choices: Iterable[Choice]) -> set[int]:
    """People in more than one of these groups."""
    times = Counter(person for choice in choices for person in choice.people)
    return {person for person, count in times.items() if count > 1}


def spaced(weeks: Sequence[int], apart: int) -> list[int]:
    """The earliest of these weeks that are far enough apart: as many as there can be."""
    found: list[int] = []
    for week in weeks:
        if not found or week - found[-1] >= apart:
            found.append(week)
    return found


@cache
def reachable(limit: int, chunks: tuple[int, ...]) -> int:
    """The most that chunks of these sizes can add up to within a limit."""
    sums = 1
    for total in range(1, max(0, limit) + 1):
        if any(chunk <= total and sums >> total - chunk & 1 for chunk in chunks):
            sums |= 1 << total
    return sums.bit_length() - 1
