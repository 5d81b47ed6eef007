"""Regions of teachers in which some topics are wanted by many and offered by few, made from a seed."""

from random import Random

from tilth.matching import Person, mask_of

LESSONS = 50
AFTER_SCHOOL = 10


def region(size: int, *, seed: int = 1, topics: int = 120, in_family: int = 700, load: int = 1) -> list[Person]:
    """People of one region; the family of each is the part of the school's id before the dash."""
    chance = Random(seed)
    names = [f"topic-{number:03}" for number in range(topics)]
    offered = [1 / (2 + rank) ** 0.9 for rank in range(topics)]
    wanted = [1 / (2 + (rank * 37 + 11) % topics) ** 0.9 for rank in range(topics)]
    return [_person(chance, number, size // in_family + 1, names, (offered, wanted), load) for number in range(size)]


def _person(
    chance: Random, number: int, families: int, names: list[str], fame: tuple[list[float], list[float]], load: int
) -> Person:
    offers = sorted(set(chance.choices(names, fame[0], k=chance.choice((1, 2, 3)))))
    wants = sorted(set(chance.choices(names, fame[1], k=chance.choice((1, 2, 3)))))
    free = chance.sample(range(LESSONS), 5)
    after = chance.sample(range(LESSONS, LESSONS + AFTER_SCHOOL), 2)
    return Person(
        id=f"teacher-{number:06}",
        school=f"{chance.randrange(families):03}-{chance.randrange(12):02}",
        offers={topic: chance.randint(1, 3) for topic in offers},
        wants={topic: chance.randint(1, 3) for topic in wants if topic not in offers},
        half_hours=mask_of([*free, *after]),
        load=chance.choice((1, load)),
        gives_only=chance.random() < 0.04,
        waiting=chance.choice((0, 0, 0, 1, 2)),
    )
