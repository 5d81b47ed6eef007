"""Opens a wave, or tells what lies in its boxes. Run in the surroundings of a server; says what it found as JSON."""

from __future__ import annotations

import json
import sys
from random import Random

import django

django.setup()

from django.db import connections  # noqa: E402

from tests.factories.audits import PAPER, open_wave, school_of  # noqa: E402
from tests.factories.partnerships import MembershipFactory, PartnershipFactory  # noqa: E402
from tilth.audits.models import WaveSchool  # noqa: E402
from tilth.audits.queries.waves import instrument_of  # noqa: E402
from tilth.trays import actions as trays  # noqa: E402
from tilth.trays.models import Box  # noqa: E402
from tilth.trays.routing import TRAYS  # noqa: E402


def opened(schools: int, sheets: int) -> list[tuple[str, str]]:
    """A wave in so many schools, on paper slips for everybody; all slips, each with a sheet that nobody else has."""
    chance = Random(1)  # noqa: S311 the same sheets each time
    each = -(-sheets // schools)
    partnership = PartnershipFactory()
    for _school in range(schools):
        MembershipFactory(partnership=partnership, school=school_of(each))
    wave = open_wave(partnership, papers=PAPER)
    items = len(instrument_of(wave.terms).items)
    found = []
    for here in wave.schools.all():
        found += [(slip, _sheet(items, chance).hex()) for slip in trays.draw_papers(key=here.box, count=each)]
    chance.shuffle(found)
    with connections[TRAYS].cursor() as cursor:
        cursor.execute("CREATE TABLE plain_ballot (slip varchar(15) PRIMARY KEY, sheet text)")
    return found[:sheets]


def _sheet(items: int, chance: Random) -> bytes:
    return b"\0" + bytes(chance.choice((1, 2, 3, 4, 254, 255)) for _item in range(items))


def counted() -> list[str]:
    found = []
    for box in WaveSchool.objects.filter(box__in=list(Box.objects.values_list("pk", flat=True))).values_list(
        "box", flat=True
    ):
        trays.seal_box(key=box)
        found += [sheet.hex() for sheet in trays.empty(key=box).sheets]
    return found


def rows() -> list[str]:
    with connections[TRAYS].cursor() as cursor:
        cursor.execute("SELECT sheet FROM plain_ballot")
        return [sheet for (sheet,) in cursor.fetchall()]


if __name__ == "__main__":
    ways = {"open": lambda: opened(*map(int, sys.argv[2:])), "count": counted, "rows": rows}
    print(json.dumps(ways[sys.argv[1]]()))
