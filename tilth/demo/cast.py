"""Who is in the invented family: pure values, the same for the same seed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from random import Random

from django.utils.translation import gettext as _

from tilth.demo.names import names

HOLLINS, BRIDES, ELM, ALDER, LARCH, SIXTH = "990102", "990103", "990101", "990104", "990105", "990106"
ROWAN = (HOLLINS, BRIDES, ELM, ALDER, LARCH, SIXTH)
QUAYSIDE, TERN, SALTMARSH = "990201", "990202", "990203"
MERROW = (QUAYSIDE, TERN, SALTMARSH)

YEARS = {
    ELM: ("Reception", "Year 1", "Year 2"),
    HOLLINS: ("Reception", "Year 1", "Year 2", "Year 3", "Year 4", "Year 5", "Year 6"),
    BRIDES: ("Reception", "Year 1", "Year 2", "Year 3", "Year 4", "Year 5", "Year 6"),
    TERN: ("Year 1", "Year 3", "Year 5"),
    SALTMARSH: ("Year 2", "Year 4", "Year 6"),
}
SUBJECTS = ("English", "Mathematics", "Science", "History", "Geography", "French", "Art", "Music", "Computing", "PE")
SIZES = {  # senior leaders, teachers, support staff, trainees, governors, parents, students
    ELM: (1, 10, 8, 1, 3, 2, 0),
    HOLLINS: (2, 17, 9, 1, 3, 3, 0),
    BRIDES: (2, 13, 7, 1, 2, 2, 0),
    ALDER: (4, 40, 10, 2, 4, 3, 11),
    LARCH: (2, 12, 12, 0, 2, 2, 0),
    SIXTH: (3, 24, 5, 1, 3, 0, 8),
    QUAYSIDE: (2, 8, 2, 0, 1, 0, 0),
    TERN: (1, 4, 1, 0, 1, 0, 0),
    SALTMARSH: (1, 4, 1, 0, 1, 0, 0),
}
CLASSMATES = 18  # who have joined the students of Alder Grange since
KINDS = ("senior_leader", "teacher", "support_staff", "trainee", "governor", "parent", "student")


@dataclass(frozen=True)
class Character:
    """One invented person and the parts they play: pairs of a school's number and a kind of role."""

    name: str
    parts: tuple[tuple[str, str], ...]
    subject: str = ""
    persona: str = ""  # what the demonstration says of them, for the five who can be signed in as
    years: tuple[int, ...] = (0, 1)  # the school years of the story in which they are there: most stay, a few move on

    @property
    def first_name(self) -> str:
        return self.name.split()[0]

    @property
    def be(self) -> str:
        """The words on the button that signs in as this person."""
        return _("Be %(name)s") % {"name": self.first_name}

    @property
    def email(self) -> str:
        """Addresses end in a name that can never be registered. Students have none."""
        if any(kind == "student" for _, kind in self.parts):
            return ""
        return self.name.lower().replace(" ", ".").replace("'", "") + "@rowan.example"


NAMED = (
    Character("Ada Okafor", ((HOLLINS, "headteacher"),), persona="leads the family, and Hollins Primary"),
    Character("Ben Hartley", ((HOLLINS, "teacher"),), "Year 5", persona="teaches Year 5 at Hollins Primary"),
    Character("Cal Whitaker", ((HOLLINS, "governor"), (BRIDES, "chair")), persona="governs two of our schools"),
    Character("Dot Ferris", ((ALDER, "student"),), persona="is a student at Alder Grange"),
    Character("Eve Marsden", ((QUAYSIDE, "headteacher"),), persona="leads a school of another family"),
    Character("Asha Raman", ((BRIDES, "teacher"),), "Year 3"),
    Character("Leo Castellan", ((ALDER, "teacher"),), "Science"),
)
HEADS = {
    ELM: "Miriam Thorley",
    BRIDES: "Bernadette Quirke",
    ALDER: "Gregor Strand",
    LARCH: "Tess Holloway",
    SIXTH: "Rashid Amari",
    TERN: "Joy Abernathy",
    SALTMARSH: "Colm Devery",
}
CHAIRS = {
    ELM: "Harold Pryce",
    HOLLINS: "Lettice Moyo",
    ALDER: "Sandra Blythe",
    LARCH: "Devinder Gill",
    SIXTH: "Anthea Cole",
}


@dataclass(frozen=True)
class Cast:
    """Everybody, and who works where."""

    people: tuple[Character, ...]
    of_school: dict[str, tuple[Character, ...]] = field(default_factory=dict)


def cast(seed: int = 2024) -> Cast:
    """The whole cast of both families for a seed."""
    chance = Random(seed)  # noqa: S311 - a story needs chance that repeats, not secrets
    fixed = [
        *NAMED,
        *(Character(name, ((school, "headteacher"),)) for school, name in HEADS.items()),
        *(Character(name, ((school, "chair"),)) for school, name in CHAIRS.items()),
        *(
            Character(name, ((school, "business_manager"),))
            for school, name in zip(ROWAN, names(chance, len(ROWAN)), strict=True)
        ),
    ]
    taken = frozenset(person.name for person in fixed)
    rest = iter(names(chance, sum(sum(size) for size in SIZES.values()), taken))
    crowd = [person for school in SIZES for person in _staff_of(school, rest, chance)]
    classmates = _classmates(seed, taken | {person.name for person in crowd})
    everybody = tuple(fixed + crowd + classmates)
    by_school = {school: tuple(p for p in everybody if any(s == school for s, _ in p.parts)) for school in SIZES}
    return Cast(everybody, by_school)


def _classmates(seed: int, taken: frozenset[str]) -> list[Character]:
    """The rest of a class, drawn by a chance of their own, so that nobody else is called otherwise for them."""
    chance = Random(seed + 1)  # noqa: S311 - see above
    return [Character(name, ((ALDER, "student"),)) for name in names(chance, CLASSMATES, taken)]


def _staff_of(school: str, rest: Iterator[str], chance: Random) -> list[Character]:
    subjects = YEARS.get(school, SUBJECTS)
    return [
        Character(
            next(rest),
            ((school, kind),),
            subject=chance.choice(subjects) if kind == "teacher" else "",
            years=chance.choices(((0, 1), (0,), (1,)), weights=(90, 4, 6))[0] if kind == "teacher" else (0, 1),
        )
        for kind, number in zip(KINDS, SIZES[school], strict=True)
        for _ in range(number)
    ]
