"""What is taken while a plan is made: people's weeks, cover, stock, rooms."""

from __future__ import annotations

from collections import Counter

from tilth.timetable.problem import SCREENS, Choice, Option, Problem


class Diary:
    """The meetings of each group so far, and what they take. Meetings that are kept are in it from the first."""

    def __init__(self, problem: Problem) -> None:
        weeks, people = problem.request.weeks, len(problem.people)
        self.problem = problem
        self.placed: list[dict[int, Option]] = [{} for _ in problem.choices]
        self.busy = [[0] * weeks for _ in range(people)]
        self.load = [[0] * weeks for _ in range(people)]
        self.stock = [person.used for person in problem.people]
        self.cover = [[0] * weeks for _ in problem.schools]
        self.rooms: Counter[tuple[int, int, int]] = Counter()
        for choice in problem.choices:
            for week, option in choice.kept:
                self._count(choice, week, option, 1)

    def fits(self, number: int, week: int, option: Option) -> bool:
        """Whether a group can meet so in this week beside everything else."""
        return self.is_open(number, week) and self.has_room(week, option)

    def is_open(self, number: int, week: int) -> bool:
        """Whether the week suits a group: nobody away or full, and no meeting of its own too near."""
        choice = self.problem.choices[number]
        if week not in choice.weeks or len(self.placed[number]) >= choice.wanted:
            return False
        if any(self.load[person][week] >= self.problem.people[person].most for person in choice.people):
            return False
        return not any(choice.near(week, other) for other in self.weeks_of(number))

    def weeks_of(self, number: int) -> list[int]:
        """The weeks in which a group meets, kept meetings among them."""
        return [*(week for week, _ in self.problem.choices[number].kept), *self.placed[number]]

    def has_room(self, week: int, option: Option) -> bool:
        """Whether people are there, and cover, stock and rooms are left, for a meeting in this week."""
        schools, home = self.problem.schools, self.problem.home
        return (
            not any(self.busy[person][week] & mask for person, mask in option.busy)
            and all(self.cover[school][week] + more <= schools[school].cover for school, more in option.schools)
            and all(self.stock[person] + more <= schools[home[person]].stock for person, more in option.stock)
            and (option.place == SCREENS or self._has_seats(week, option))
        )

    def place(self, number: int, week: int, option: Option) -> None:
        """Let a group meet."""
        self.placed[number][week] = option
        self._count(self.problem.choices[number], week, option, 1)

    def lift(self, number: int, week: int) -> Option:
        """Take a meeting back."""
        option = self.placed[number].pop(week)
        self._count(self.problem.choices[number], week, option, -1)
        return option

    def meetings(self) -> int:
        """How many there are, those that are kept among them."""
        return sum(map(len, self.placed)) + sum(len(choice.kept) for choice in self.problem.choices)

    def _has_seats(self, week: int, option: Option) -> bool:
        rooms = self.problem.schools[option.place].rooms
        return all(self.rooms[option.place, week, half_hour] < rooms for half_hour in half_hours_in(option.sits))

    def _count(self, choice: Choice, week: int, option: Option, one: int) -> None:
        for person, mask in option.busy:
            self.busy[person][week] = self.busy[person][week] | mask if one > 0 else self.busy[person][week] & ~mask
            self.load[person][week] += one
        for school, half_hours in option.schools:
            self.cover[school][week] += one * half_hours
        for person, half_hours in option.stock:
            self.stock[person] += one * half_hours
        if option.place != SCREENS:
            for half_hour in half_hours_in(option.sits):
                self.rooms[option.place, week, half_hour] += one


def half_hours_in(mask: int) -> list[int]:
    """The half-hours of a mask, earliest first."""
    return [bit for bit in range(mask.bit_length()) if mask >> bit & 1]
