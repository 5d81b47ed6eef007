"""Publications made by hand, as counting would make them, and waves in which they were published."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from hashlib import sha256
from typing import Any
from uuid import uuid4

from django.utils import timezone

from tests.factories.partnerships import head_of
from tests.factories.people import RoleFactory
from tests.factories.schools import SchoolFactory
from tilth.audits.domain import asked as terms_of
from tilth.audits.domain.asked import Breakdown
from tilth.audits.domain.instruments import Audience, Instrument, Kind
from tilth.audits.domain.publication import (
    Band,
    Cell,
    Change,
    Held,
    ItemResult,
    PartResult,
    Picks,
    Publication,
    ScaleResult,
    Split,
)
from tilth.audits.domain.publishing import agreement, apart, changes
from tilth.audits.domain.statistics import whatever_the_silent_say, wilson
from tilth.audits.models import PublicationRow, Terms, Wave, WaveSchool
from tilth.audits.queries.instruments import of_house
from tilth.disclosure import Reason
from tilth.partnerships.models import Partnership
from tilth.people.models import Person, Role
from tilth.schools.models import School

OPENED, CLOSED = date(2026, 11, 3), date(2026, 11, 14)
# Agree strongly, agree, disagree, disagree strongly: what 24 of 30 staff said of each aspect of trust in their leaders.
STAFF = {
    "support": (9, 12, 2, 1),
    "competence": (12, 9, 2, 1),
    "honesty": (8, 10, 4, 2),
    "right-decisions": (5, 11, 6, 2),
    "approachable": (7, 9, 6, 2),
    "personal-interest": (6, 9, 6, 3),
    "develops-staff": (7, 10, 5, 2),
    "respect": (10, 10, 3, 1),
    "consultation": (1, 4, 11, 8),
    "integrity": (8, 11, 4, 1),
}
PARTS = Breakdown.of("How long have you worked here?", ["Up to two years", "Three to nine years", "Ten years or more"])


def house(slug: str = "staff-head") -> Instrument:
    """An instrument of the house."""
    found = of_house(slug)
    assert found is not None
    return found


def few(needed: int = 12, reason: Reason = Reason.FEW) -> Held:
    return Held(reason=reason, needed=needed)


def split(instrument: Instrument, key: str, counts: Sequence[int], asked: int | None) -> Split:
    """All answers to an item: how many chose each, in the order of the choices."""
    item = next(item for item in instrument.items if item.key == key)
    good = sum(counts[place] for place in instrument.favourable(item))
    bounds = whatever_the_silent_say(good, sum(counts), asked) if asked else None
    return Split(
        counts=tuple(counts), favourable=good, of=sum(counts), interval=wilson(good, sum(counts)), bounds=bounds
    )


def results(
    instrument: Instrument, said: Mapping[str, Sequence[int] | Band | Held], asked: int | None
) -> tuple[ItemResult, ...]:
    """Results of items: counts are shown exactly, what is a band or withheld stays what it is."""
    cells: dict[str, Cell] = {
        key: each if isinstance(each, Band | Held) else split(instrument, key, each, asked)
        for key, each in said.items()
    }
    return tuple(ItemResult(key=key, cell=cell, agreement=agreement(cell)) for key, cell in cells.items())


def together(items: Sequence[ItemResult]) -> ScaleResult:
    """All exact items together."""
    cells = [each.cell for each in items if isinstance(each.cell, Split)]
    return ScaleResult(shown="exact", favourable=sum(c.favourable for c in cells), of=sum(c.of for c in cells))


def published(
    said: Mapping[str, Sequence[int] | Band | Held] = STAFF, *, asked: int = 30, slug: str = "staff-head", **known: Any
) -> Publication:
    """What a school hears: `said` by item. Unless given, what stands out and the whole follow from it."""
    instrument = known.pop("instrument", None) or house(slug)
    items = results(instrument, said, asked)
    earlier = known.pop("earlier", None)
    found = {
        "wave": str(uuid4()),
        "school": str(uuid4()),
        "instrument": instrument,
        "opened": OPENED,
        "closed": CLOSED,
        "asked": asked,
        "answered": 24,
        "items": items,
        "scale": together(items),
        "most": apart(items, most=True),
        "least": apart(items, most=False),
        "changes": changes(instrument, items, earlier) if earlier else (),
    }
    return Publication(**{**found, **known})


def nothing(reason: Reason = Reason.FEW, needed: int | None = 8, **known: Any) -> Publication:
    """What a school hears when nothing may be shown."""
    held = Held(reason=reason, needed=needed)
    return published({}, asked=10, verdict=held, **{"answered": None, "scale": None, **known})


def partly() -> dict[str, Sequence[int] | Band | Held]:
    """What staff said, where one aspect is near one end, one near the other, and one was answered by too few."""
    ends = {"competence": Band(of=24, limit=3, favourable=False), "consultation": Band(of=24, limit=3, favourable=True)}
    return {**STAFF, **ends, "integrity": few()}


def parts() -> tuple[PartResult, ...]:
    """A breakdown by years: the two longer ones merged."""
    short = {key: tuple(count // 3 for count in counts) for key, counts in STAFF.items()}
    rest = {key: tuple(a - b for a, b in zip(counts, short[key], strict=True)) for key, counts in STAFF.items()} | {
        "competence": Band(of=14, limit=3, favourable=False)
    }
    found = []
    for keys, said, answered in ((("part-1",), short, 10), (("part-2", "part-3"), rest, 14)):
        items = results(house(), said, None)
        found.append(PartResult(keys=keys, answered=answered, items=items, scale=together(items)))
    return tuple(found)


def picked(of: int = 14, *, own: bool = True) -> tuple[Picks, ...]:
    """The behaviours exercise in a team: what each picked of themselves where it is large enough, and of the team."""
    instrument, found = house("behaviours"), []
    for place, item in enumerate(instrument.items):
        strong, weak = of - place if place < 6 else 0, place - 6 if place > 6 else 0
        mine = {"own_strong": _yes(of, 4), "own_weak": _yes(of, place % 5)} if own else {}
        if own and item.key == instrument.items[-1].key:
            mine["own_strong"] = _yes(of, of - 2)
        found.append(
            Picks(
                key=item.key,
                team_strong=_yes(of, strong),
                team_weak=_yes(of, weak),
                clash=own and item.key == instrument.items[-1].key,
                **mine,
            )
        )
    return tuple(found)


def _yes(of: int, count: int) -> Cell:
    if 3 <= count <= of - 3:
        return Split(counts=(count, of - count), favourable=count, of=of, interval=wilson(count, of))
    return Band(of=of, limit=3, favourable=count < 3)


def behaviours(of: int = 14, *, own: bool = True, **known: Any) -> Publication:
    """The picture of a team: without what people picked of themselves where the team is small."""
    found = {"picks": picked(of, own=own), "items": (), "scale": None, "answered": of}
    return published({}, slug="behaviours", asked=of + 4, **{**found, **known})


def in_words(publication: Publication) -> str:
    """What is kept of a publication."""
    return publication.stored().decode()


# --- in the database ----------------------------------------------------------------------------


def a_wave(
    *,
    partnership: Partnership | None = None,
    instrument: Instrument | None = None,
    audience: Audience = Audience.STAFF,
    closed: date = CLOSED,
    breakdown: Breakdown | None = None,
) -> Wave:
    """A wave that was published the day after it closed."""
    instrument = instrument or house()
    wave: Wave = Wave.objects.create(
        partnership=partnership,
        phase=Wave.Phase.PUBLISHED,
        opens_on=closed - timedelta(days=11),
        closes_on=closed,
        planned_at=timezone.now(),
        published_on=closed + timedelta(days=1),
    )
    Terms.objects.create(
        wave=wave,
        document=instrument.model_dump(mode="json"),
        root=instrument.slug,
        audience=audience,
        kinds=list(terms_of.kinds_asked(instrument, audience)),
        breakdown=breakdown.written() if breakdown else None,
        rules=terms_of.written(terms_of.rules_for(audience)),
    )
    return wave


def publish(
    publication: Publication | None = None, *, wave: Wave | None = None, school: School | None = None, **known: Any
) -> WaveSchool:
    """A school in a wave, with what was published of it."""
    publication = publication or published()
    school = school or with_head()
    wave = wave or a_wave(**{"instrument": publication.instrument, "closed": publication.closed, **known})
    place: WaveSchool = WaveSchool.objects.create(wave=wave, school=school, asked=publication.asked)
    keep(wave, school, publication)
    return place


def keep(wave: Wave, school: School | None, publication: Publication) -> PublicationRow:
    """Write down what was published: of a school, or of all together."""
    named = {"wave": str(wave.id), "school": str(school.id) if school else None}
    stored = publication.model_copy(update={**named, "opened": wave.opens_on, "closed": wave.closes_on}).stored()
    row: PublicationRow = PublicationRow.objects.create(
        wave=wave, school=school, stored=stored, digest=sha256(stored).hexdigest()
    )
    return row


def with_head(name: str = "Hollins Primary") -> School:
    """A school with a headteacher."""
    school: School = SchoolFactory(name=name)
    head_of(school)
    return school


def somebody(school: School, kind: str = Role.Kind.TEACHER) -> Person:
    """Somebody who has had a role in a school for years."""
    person: Person = RoleFactory(school=school, kind=kind).person
    return person


def is_behaviours(publication: Publication) -> bool:
    return publication.instrument.kind is Kind.BEHAVIOURS


def change(key: str, before: float, now: float, verdict: str) -> Change:
    """A change since March, of an aspect."""
    return Change(
        key=key, since=date(2026, 3, 20), before=before, now=now, interval=(now - before, now - before), verdict=verdict
    )
