"""How people were asked in confidence in two years: three times about those who lead them, and sometimes otherwise."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from random import Random
from typing import Any
from uuid import UUID

from django.utils import timezone

from tilth.audits import actions
from tilth.audits.domain.asked import Breakdown
from tilth.audits.domain.sheets import encode
from tilth.audits.models import Commitment, RollEntry, Wave, WaveSchool
from tilth.audits.queries.instruments import of_house
from tilth.audits.queries.waves import instrument_of
from tilth.demo import clock, voices
from tilth.demo.cast import ALDER, HOLLINS, ROWAN, SIXTH
from tilth.demo.opinions import Opinion, answers
from tilth.demo.story import Story
from tilth.trays import actions as trays

NOTICE = timedelta(days=3)  # heads learn of a wave before it opens
OPEN = timedelta(days=11)
HOW_LONG = Breakdown.of("How long have you worked at this school?", ("Up to four years", "Longer"))

Opinions = Mapping[str, Opinion]


# --- waves ---------------------------------------------------------------------------------------


def about_leaders(story: Story, opinions: Opinions, **terms: Any) -> Wave:
    """The family asks its staff about those who lead them."""
    return hold(story, opinions, reference="house:staff-head", expected=voices.EXPECTED, **terms)


def in_their_own_words(story: Story) -> Wave:
    """The third time people can also say in words what they think, and how long they have been there."""
    return about_leaders(story, voices.THIRD, said=voices.REMARKS, breakdown=HOW_LONG, remarks=True)


def students_on_paper(story: Story) -> Wave:
    """At Alder Grange a class answers on slips of paper, handed out and typed in by the students themselves."""
    return hold(story, voices.STUDENTS, reference="house:students-staff", alone=ALDER)


def pulse(story: Story) -> Wave:
    """The college asks five questions between the longer ones."""
    return hold(story, voices.PULSE, reference="house:pulse", alone=SIXTH)


def behaviours(story: Story) -> Wave:
    """The staff of Hollins look at how they work together, and each at themselves; their head stays out of it."""
    kinds = ["teacher", "support_staff", "trainee", "business_manager", "senior_leader"]
    return hold(story, voices.TEAM, reference="house:behaviours", alone=HOLLINS, kinds=kinds, own=voices.THEMSELVES)


def leaders_across(story: Story) -> Wave:
    """The leaders of all schools, about one another."""
    return hold(story, dict.fromkeys(ROWAN, voices.LEADERS), reference="house:leaders-leaders")


def governors(story: Story) -> Wave:
    """The governors of all schools, about the heads. In each school they are few; together they are shown."""
    return hold(story, dict.fromkeys(ROWAN, voices.GOVERNORS), reference="house:governors-head")


def left_open(story: Story) -> Wave:
    """The staff of Hollins are being asked about one another; Ben has not answered yet."""
    wave = _planned(story, voices.COLLEAGUES, "house:staff-staff", alone=HOLLINS, blind=True)
    wave = actions.open_wave(by=story.person("Ada Okafor"), wave=wave)
    with clock.at(timezone.localdate() + timedelta(days=3)):
        _answer(story, wave, voices.COLLEAGUES, leaving_out="Ben Hartley")
    return wave


def hold(
    story: Story,
    opinions: Opinions,
    *,
    reference: str,
    expected: Mapping[str, Mapping[str, int]] | None = None,
    said: Mapping[str, Sequence[str]] | None = None,
    own: Opinions | None = None,
    **terms: Any,
) -> Wave:
    """A whole wave: planned, opened, answered, closed, counted."""
    wave = _planned(story, opinions, reference, **terms)
    for number, shares in (expected or {}).items():
        _expect(story, wave, number, shares)
    with clock.at(wave.opens_on):
        actions.open_wave(by=None, wave=wave)
    with clock.at(wave.opens_on + timedelta(days=4)):
        _answer(story, wave, opinions, said=said, own=own)
    with clock.at(wave.closes_on + timedelta(days=1)):
        actions.close_wave(by=None, wave=wave)
        actions.count_wave(wave=wave)
    return wave


def _planned(
    story: Story, opinions: Opinions, reference: str, *, alone: str = "", blind: bool = False, **terms: Any
) -> Wave:
    story.rowan.refresh_from_db()
    opens_on = timezone.localdate() if alone else _monday(timezone.localdate() + NOTICE)
    return actions.plan(
        by=story.holder(alone, "headteacher") if alone else story.person("Ada Okafor"),
        partnership=None if alone else story.rowan,
        schools=[story.school(number) for number in opinions],
        reference=reference,
        opens_on=opens_on,
        closes_on=opens_on + OPEN,
        blind=blind,
        **terms,
    )


def _monday(day: date) -> date:
    """That day, or the next Monday."""
    return day + timedelta(days=-day.weekday() % 7)


def _expect(story: Story, wave: Wave, number: str, shares: Mapping[str, int]) -> None:
    """A head seals what they expect to hear."""
    place = WaveSchool.objects.get(wave=wave, school__number=number)
    usual = shares["usually"]
    expected = {item.key: shares.get(item.key, usual) for item in instrument_of(wave.terms).items}
    actions.seal_prediction(by=story.holder(number, "headteacher"), wave_school=place, expected=expected)


# --- answers -------------------------------------------------------------------------------------


def _answer(
    story: Story,
    wave: Wave,
    opinions: Opinions,
    *,
    said: Mapping[str, Sequence[str]] | None = None,
    own: Opinions | None = None,
    leaving_out: str = "",
) -> None:
    """In each school as many as take part, whoever they are, answer what they think."""
    chance = story.chance_of(f"{wave.terms.root} {Wave.objects.count()}")
    for place in wave.schools.select_related("school").order_by("school__number"):
        number = place.school.number
        on_the_roll = [e for e in place.roll.select_related("person") if e.person.name != leaving_out]
        ordered = sorted(on_the_roll, key=lambda entry: entry.person.name)
        who = chance.sample(ordered, round(opinions[number].answers * len(ordered)))
        words = list((said or {}).get(number, ()))
        _cast(chance, place.box, who, _sheets(chance, wave, opinions[number], who), words)
        if own:
            _cast(chance, place.own_box, who, _sheets(chance, wave, own[number], who), [])


def _sheets(chance: Random, wave: Wave, opinion: Opinion, who: Sequence[RollEntry]) -> list[bytes]:
    instrument = instrument_of(wave.terms)
    parts = (0, 1, 1, 1, 1, 2, 2, 2, 2, 2) if wave.terms.breakdown else (0,)  # now and then somebody does not say
    return [
        encode(instrument, answers(instrument, opinion, entry.person.name, chance), chance.choice(parts))
        for entry in who
    ]


def _cast(chance: Random, box: UUID, who: Sequence[RollEntry], sheets: Sequence[bytes], words: Sequence[str]) -> None:
    """Those who can sign in take a slip there, the others are handed one on paper; then each casts a sheet."""
    papers = iter(trays.draw_papers(key=box, count=sum(entry.place is None for entry in who)))
    for number, (entry, sheet) in enumerate(zip(who, sheets, strict=True)):
        receipt = f"{chance.getrandbits(80):020x}"
        slip = next(papers) if entry.place is None else trays.draw(key=box, place=entry.place, receipt=receipt)
        trays.cast(slip=slip, sheet=sheet, remark=words[number] if number < len(words) else "")


# --- what came of it -----------------------------------------------------------------------------


def promise(story: Story) -> None:
    """Ada replies to what her staff said with three promises, shows what she expected, and lets the school be named."""
    ada = story.person("Ada Okafor")
    place = _first_at_hollins()
    actions.share_prediction(by=ada, wave_school=place)
    actions.agree_to_be_named(by=ada, wave_school=place)
    owners = {"leads": story.holder(HOLLINS, "senior_leader"), "head": ada}
    for each in voices.PROMISES:
        due = story.day(each.due) if each.due > 0 else story.today + timedelta(days=-each.due)
        actions.commit(
            by=ada,
            wave_school=place,
            item=each.item,
            heard=each.heard,
            promised=each.promised,
            owner=owners[each.owner],
            due_on=due,
        )


def settle(story: Story, item: str) -> None:
    """Somebody says what came of a promise."""
    each = next(each for each in voices.PROMISES if each.item == item)
    commitment = Commitment.objects.get(wave_school=_first_at_hollins(), item=item)
    actions.settle_commitment(by=commitment.owner, commitment=commitment, state=each.state, outcome=each.outcome)


def _first_at_hollins() -> WaveSchool:
    asked = WaveSchool.objects.filter(school__number=HOLLINS, wave__terms__root="staff-head")
    return asked.select_related("wave__terms", "school").earliest("wave__opens_on")


def own_words(story: Story) -> None:
    """Alder Grange makes an instrument its own: one item in other words, one left out, one added."""
    gregor = story.holder(ALDER, "headteacher")
    instrument = of_house("staff-staff")
    if instrument is None:
        raise LookupError("The house has lost an instrument.")
    row = actions.copy_instrument(by=gregor, instrument=instrument, owner=story.school(ALDER))
    for item, words in voices.REWORDED.items():
        actions.word_item(by=gregor, row=row, item=item, **words)
    actions.drop_item(by=gregor, row=row, item="being-missed")
    actions.finish_instrument(by=gregor, row=row)
