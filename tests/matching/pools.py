"""Families of teachers with believable topics and half-hours, made from a seed."""

from random import Random

from tilth.matching import Person, mask_of

LESSONS_A_WEEK = 50
AFTER_SCHOOL = [day * 10 + half_hour for day in range(5) for half_hour in (8, 9)]


def family(size: int, *, seed: int = 1, topics: int = 150, load: int = 1) -> list[Person]:
    """A family: few topics are asked for by many, and openers, loads and waiting are mixed in."""
    chance = Random(seed)
    names = [f"topic-{number:03}" for number in range(topics)]
    fame = [1 / (3 + rank) ** 0.6 for rank in range(topics)]
    return [_person(chance, number, size, names, fame, load) for number in range(size)]


def _person(chance: Random, number: int, size: int, names: list[str], fame: list[float], load: int) -> Person:
    offers = set(chance.choices(names, fame, k=chance.choice((2, 3))))
    wants = set(chance.choices(names, fame[::-1] if number % 3 else fame, k=chance.choice((2, 3))))
    lessons = chance.sample(range(LESSONS_A_WEEK), 6)
    return Person(
        id=f"teacher-{number:05}",
        school=f"school-{chance.randrange(max(2, size // 60)):03}",
        offers={topic: chance.randint(1, 3) for topic in sorted(offers)},
        wants={topic: chance.randint(1, 3) for topic in sorted(wants - offers)},
        half_hours=mask_of([*lessons, *chance.sample(AFTER_SCHOOL, 4)]),
        load=chance.choice((1, load)),
        gives_only=chance.random() < 0.05,
        waiting=chance.choice((0, 0, 0, 1, 2)),
    )
