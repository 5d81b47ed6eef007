"""How people come to their schools, and schools to their families."""

from __future__ import annotations

import csv
import io

from tilth.demo.cast import ALDER, BRIDES, ELM, HOLLINS, LARCH, MERROW, QUAYSIDE, ROWAN, SIXTH, Character
from tilth.demo.story import Story
from tilth.partnerships import actions as partnerships
from tilth.partnerships.models import Membership, Partnership
from tilth.people import actions as people
from tilth.people.domain.rosters.reading import read


def bring_people(story: Story, *, year: int) -> None:
    """Import each school's list for a school year, as its office would send it."""
    for number in (*ROWAN, *MERROW):
        roster = read(_table(story.characters(number, year), number))
        people.import_people(by=None, school=story.school(number), roster=roster)


def _table(characters: list[Character], number: str) -> dict[str, bytes]:
    text = io.StringIO()
    table = csv.writer(text)
    table.writerow(["name", "email", "role", "subject", "class", "id"])
    for character in characters:
        for kind in (kind for school, kind in character.parts if school == number):
            in_class = "9B" if kind == "student" else ""
            key = character.name.lower().replace(" ", "-")
            table.writerow([character.name, character.email, kind, character.subject, in_class, key])
    return {"people.csv": text.getvalue().encode()}


def propose_rowan(story: Story) -> None:
    """Ada proposes a family and asks five schools nearby."""
    ada = story.person("Ada Okafor")
    story.families["rowan"] = partnerships.propose(
        by=ada,
        kind=Partnership.Kind.FAMILY,
        name="The Rowan Family",
        colour=Partnership.Colour.LEAF,
        purpose="Every child in Rowanbridge is everybody's child, from the first day at school to the last.",
        own_school=story.school(HOLLINS),
    )
    for number in ROWAN:
        if number != HOLLINS:
            partnerships.invite(by=ada, partnership=story.rowan, school=story.school(number))


def _place(story: Story, number: str) -> Membership:
    return Membership.objects.get(partnership=story.rowan, school=story.school(number))


def answer_for_schools(story: Story) -> None:
    """Four say yes, St Bride's with its chair's yes as well; Larch House is stretched, and says so."""
    for number in (ELM, ALDER, SIXTH):
        partnerships.answer(by=story.holder(number, "headteacher"), membership=_place(story, number), yes=True)
    brides = _place(story, BRIDES)
    partnerships.answer(by=story.holder(BRIDES, "headteacher"), membership=brides, yes=True, chair_agrees_too=True)
    partnerships.answer(by=story.person("Cal Whitaker"), membership=_place(story, BRIDES), yes=True)
    why = "Four posts are vacant and we are teaching across them. Please ask us again when that is over."
    partnerships.answer(by=story.holder(LARCH, "headteacher"), membership=_place(story, LARCH), yes=False, reason=why)
    story.rowan.refresh_from_db()
    if story.rowan.phase == Partnership.Phase.PROPOSED:
        partnerships.begin(by=story.person("Ada Okafor"), partnership=story.rowan)


def larch_joins(story: Story) -> None:
    """Asked again half a year later, Larch House says yes."""
    story.rowan.refresh_from_db()
    ada = story.person("Ada Okafor")
    place = partnerships.invite(by=ada, partnership=story.rowan, school=story.school(LARCH))
    partnerships.answer(by=story.holder(LARCH, "headteacher"), membership=place, yes=True)


def make_merrow(story: Story) -> None:
    """Eve's family, on the coast. It and Rowan know nothing of each other."""
    eve = story.person("Eve Marsden")
    merrow = partnerships.propose(
        by=eve,
        kind=Partnership.Kind.FAMILY,
        name="The Merrow Family",
        colour=Partnership.Colour.BLUE,
        purpose="Small schools by the sea that no longer want to be alone.",
        own_school=story.school(QUAYSIDE),
    )
    for number in MERROW[1:]:
        place = partnerships.invite(by=eve, partnership=merrow, school=story.school(number))
        partnerships.answer(by=story.holder(number, "headteacher"), membership=place, yes=True)
    story.families["merrow"] = merrow
