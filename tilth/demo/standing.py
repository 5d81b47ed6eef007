"""Where the family stands: its schools place themselves, and the family itself, and what came of their claims."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import timedelta
from random import Random

from django.utils import timezone

from tilth.demo import clock, looking, placing
from tilth.demo.cast import ALDER, HOLLINS, LARCH, QUAYSIDE, ROWAN, SIXTH
from tilth.demo.placing import CHALLENGE, KEY, STRANDS, TALENT, Mind, Voices
from tilth.demo.story import Story
from tilth.maturity import actions
from tilth.maturity.figures import profile
from tilth.maturity.models import Agreement, Assessment
from tilth.maturity.queries import editions
from tilth.maturity.queries.subjects import Subject, of_school
from tilth.partnerships import actions as partnerships
from tilth.partnerships.models import Partnership
from tilth.people import actions as people
from tilth.people.models import Person

PLACED, TALKED, ENDED = timedelta(days=9), timedelta(days=16), timedelta(days=18)  # after it was opened
TO_PLACE = timedelta(days=21)

Group = Sequence[tuple[Person, str]]  # who is asked, and in which part they see it


# --- one assessment -----------------------------------------------------------------------------


def _group(story: Story, number: str) -> list[tuple[Person, str]]:
    """The same people of a school each time: those whom the register of parts names first, and who stay."""
    found: dict[str, str] = {}
    for kind in placing.ASKED[number]:
        there = (each for each in story.cast.of_school[number] if (number, kind) in each.parts and len(each.years) > 1)
        found[next(each.name for each in there if each.name not in found)] = kind
    people = {person.name: person for person in Person.objects.filter(name__in=found)}
    return [(people[name], kind) for name, kind in found.items()]


def _opened(subject: Subject, group: Group) -> Assessment:
    people = [person for person, _kind in group]
    return actions.open_assessment(
        by=people[0], subject=subject, people=people, closes_on=timezone.localdate() + TO_PLACE
    )


def _strands(story: Story) -> Sequence[str]:
    return STRANDS if story.keen >= 1 else KEY


def _place(assessment: Assessment, mind: Mind, group: Group, strands: Iterable[str], chance: Random) -> None:
    """Some of those asked place some of the strands, each alone."""
    voices = Voices("within" if assessment.school_id else "between", chance, set())
    for strand in strands:
        for person, kind in group:
            stage = placing.stage_of(strand, mind, kind, chance)
            words, evidence = voices.words(strand, stage), voices.evidence()
            if stage is not None:
                actions.place(
                    by=person, assessment=assessment, strand=strand, stage=stage, words=words, evidence=evidence
                )


def _finish(assessment: Assessment, group: Group) -> None:
    for person, _kind in group:
        actions.finish(by=person, assessment=assessment)


def _talk(assessment: Assessment, mind: Mind, by: Person, strands: Iterable[str]) -> None:
    """Whoever leads writes down what the group agrees on, and where it does not."""
    said = mind.said()
    for strand in strands:
        if strand in said:
            words = mind.why.get(strand, "")
            actions.agree(by=by, assessment=assessment, strand=strand, stage=said[strand], words=words)


def _whole(story: Story, subject: Subject, mind: Mind, group: Group) -> Assessment:
    """Opened, placed, shown, talked about: everything but its end."""
    opened, assessment = timezone.localdate(), _opened(subject, group)
    with clock.at(opened + PLACED):
        _place(assessment, mind, group, _strands(story), story.chance_of(f"standing {subject} {mind.marks}"))
        _finish(assessment, group)
    with clock.at(opened + TALKED, hour=15):
        _talk(assessment, mind, group[0][0], _strands(story))
    return assessment


def _end(assessment: Assessment, by: Person, *, shares: bool = False) -> None:
    """It ends two days after the talk; a school may show its partners what it claims."""
    with clock.at(timezone.localdate(assessment.opened_at) + ENDED, hour=16):
        actions.end(by=by, assessment=assessment)
        if shares:
            actions.share(by=by, assessment=assessment)


# --- within each school -------------------------------------------------------------------------

SHARED_AT_FIRST = {HOLLINS, SIXTH}


def first_time(story: Story) -> None:
    """Five schools say where they stand; two of them let their partners see it."""
    for weeks, (number, mind) in enumerate(placing.FIRST.items()):
        _within(story, number, mind, weeks=weeks, shares=number in SHARED_AT_FIRST)


def second_time(story: Story) -> None:
    """A year later they say it again, and all five show it. A shorter story has two of them, with less in it."""
    for weeks, (number, mind) in enumerate(placing.SECOND.items()):
        if story.keen >= 1 or number in (HOLLINS, ALDER):
            _within(story, number, mind, weeks=weeks, shares=True)


def larch_first(story: Story) -> None:
    _within(story, LARCH, placing.LARCH_FIRST)


def larch_now(story: Story) -> None:
    """In quiet trouble Larch House says so, to itself."""
    _within(story, LARCH, placing.LARCH_NOW)


def at_quayside(story: Story) -> None:
    """In the other family one school has tried it, with three people; it asks a partner to look, and offers help."""
    _within(story, QUAYSIDE, placing.AT_QUAYSIDE)
    with clock.at(timezone.localdate() + timedelta(days=30)):
        _look(story, looking.AT_TERN)
        _offer(story, story.families["merrow"], *looking.HELP_ON_THE_COAST)


def _within(story: Story, number: str, mind: Mind, *, weeks: int = 0, shares: bool = False) -> None:
    with clock.at(timezone.localdate() + timedelta(weeks=weeks)):
        group = _group(story, number)
        group = group if story.keen >= 1 else [*group[:2], group[-1]]
        assessment = _whole(story, of_school(story.school(number)), mind, group)
        if number == ALDER and mind is placing.SECOND[ALDER]:
            _dot_objects(story, assessment)
        _end(assessment, story.holder(number, "headteacher"), shares=shares)


def _dot_objects(story: Story, assessment: Assessment) -> None:
    """What her school says of challenge is not what Dot knows of it. Her objection stands."""
    agreement = assessment.agreements.get(strand=CHALLENGE)
    words = "Every group has answered a card. No student I know was ever asked what is not good enough."
    with clock.at(timezone.localdate() + TALKED, hour=17):
        actions.object_to(by=story.person("Dot Ferris"), agreement=agreement, words=words)


# --- between the schools ------------------------------------------------------------------------


def between(story: Story, turn: int) -> None:
    """The heads say where the family stands between its schools. The last time they are still talking about it."""
    story.rowan.refresh_from_db()
    assessment = _whole(story, Subject(story.rowan, None), placing.BETWEEN[turn], _leaders(story, turn))
    if turn + 1 < len(placing.BETWEEN):
        _end(assessment, story.person("Ada Okafor"))


def _leaders(story: Story, turn: int) -> list[tuple[Person, str]]:
    """Ada first, the heads of the schools that had joined, and since the second time somebody who governs two."""
    numbers = [HOLLINS, *(each for each in ROWAN if each not in (HOLLINS, LARCH)), *([LARCH] if turn else [])]
    group = [(story.holder(number, "headteacher"), number) for number in numbers]
    return [*group, *([(story.person("Cal Whitaker"), "governor")] if turn else [])]


# --- what came of it ----------------------------------------------------------------------------


def _claim(story: Story, number: str, strand: str) -> Agreement:
    """What a school said last of a strand."""
    return Agreement.objects.filter(assessment__school__number=number, strand=strand).latest()


def helping(story: Story) -> None:
    """Two schools that came further with something are willing to help; in a shorter story one, and another one."""
    for offer in looking.HELP if story.keen >= 1 else looking.HELP_IN_SHORT:
        _offer(story, story.rowan, *offer)


def _offer(story: Story, family: Partnership, number: str, strand: str, words: str) -> None:
    head, school = story.holder(number, "headteacher"), story.school(number)
    actions.offer_help(by=head, partnership=family, school=school, strand=strand, words=words)


def a_broker(story: Story) -> None:
    """Somebody from outside, whom both sides of a hard question trust."""
    people.add_person(
        by=None,
        school=story.school(looking.FENNICK),
        name=looking.BROKER,
        email=looking.BROKERS_ADDRESS,
        kind="headteacher",
        starts_on=timezone.localdate() - timedelta(days=900),
    )
    partnerships.appoint(
        by=story.person("Ada Okafor"), partnership=story.rowan, email=looking.BROKERS_ADDRESS, kind="broker"
    )


def looks(story: Story) -> None:
    """Partners look at what others claim. A shorter story has the first of them, and the one that waits."""
    for look in looking.LOOKS if story.keen >= 1 else looking.LOOKS[:1]:
        _look(story, look)


def a_look_waits(story: Story) -> None:
    """Ada has still to look at what Elm Tree, or in a shorter story Alder Grange, says of itself."""
    _look(story, looking.WAITING if story.keen >= 1 else looking.WAITING_IN_SHORT)


def _look(story: Story, look: looking.Look) -> None:
    asked, (asks, looker) = timezone.localdate(), [story.holder(each, "headteacher") for each in look.schools]
    made = actions.ask_look(
        by=asks,
        agreement=_claim(story, look.schools[0], look.strand),
        partner=story.school(look.schools[1]),
        question=look.question,
        broker=story.person(looking.BROKER) if look.broker else None,
    )
    if look.saw:
        with clock.at(asked + timedelta(days=13)):
            actions.answer_look(by=looker, look=made, declined=look.stage is None, stage=look.stage, words=look.saw)
    if look.reply:
        with clock.at(asked + timedelta(days=17)):
            actions.reply_to_look(by=asks, look=made, reply=look.reply)


def a_step_begun(story: Story) -> None:
    """Ada begins what the board proposes that day, whatever it is."""
    ada = story.person("Ada Okafor")
    step = profile.board_of(story.rowan, timezone.localdate(), ada).step
    if step:
        actions.begin_step(by=ada, partnership=story.rowan, strand=step.strand, side=step.side)


# --- in other words -----------------------------------------------------------------------------


def in_other_words(story: Story) -> None:
    """The family says one strand in words of its own."""
    model = editions.model_of(story.rowan)
    before = model.strand(TALENT)
    assert before is not None
    actions.reword(
        by=story.person("Ada Okafor"),
        partnership=story.rowan,
        strand=looking.reworded(before),
        base=model.version,
        changed="“Talent” is gone: nobody here wants to be found. Support staff are named now, because they asked.",
    )


def carried_over(story: Story) -> None:
    """Heads look at what they had said of it, and most let it stand. Ada has not come to it yet for her own school."""
    edition = editions.own_edition(story.rowan)
    assert edition is not None
    for number in ROWAN:
        if number != HOLLINS:
            claim = _claim(story, number, TALENT)
            actions.carry(by=story.holder(number, "headteacher"), agreement=claim, edition=edition)
    together = Agreement.objects.filter(assessment__school=None, assessment__partnership=story.rowan)
    claim = together.filter(strand=TALENT).latest()
    actions.carry(by=story.person("Ada Okafor"), agreement=claim, edition=edition)


# --- open now -----------------------------------------------------------------------------------


def open_at_hollins(story: Story) -> None:
    """Ada has finished, and in the whole story two others; Ben has placed five strands, Cal has not begun."""
    group, chance = _group(story, HOLLINS), story.chance_of("open at Hollins")
    assessment = _opened(of_school(story.school(HOLLINS)), group)
    done = [each for each in group if each[1] in placing.QUICK] if story.keen >= 1 else group[:1]
    ben = [each for each in group if each[0].name == "Ben Hartley"]
    with clock.at(timezone.localdate() + timedelta(days=3)):
        _place(assessment, placing.OPEN_AT_HOLLINS, done, _strands(story), chance)
        _finish(assessment, done)
        _place(assessment, placing.OPEN_AT_HOLLINS, ben, STRANDS[:5], chance)


def open_at_alder(story: Story) -> None:
    """Alder Grange asks again, and Dot has still to place what a student can speak of."""
    group, chance = _group(story, ALDER), story.chance_of("open at Alder Grange")
    assessment = _opened(of_school(story.school(ALDER)), group)
    done = [each for each in group if each[1] in placing.QUICK and story.keen >= 1]
    with clock.at(timezone.localdate() + timedelta(days=4)):
        _place(assessment, placing.OPEN_AT_ALDER, done, STRANDS, chance)
        _finish(assessment, done)
