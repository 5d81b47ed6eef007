"""What asking in confidence says in numbers, on any day and to whom: nothing withheld is a number."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from tests.factories.partnerships import MembershipFactory, PartnershipFactory, PartnershipRoleFactory
from tests.factories.people import PersonFactory
from tests.factories.publications import CLOSED, a_wave, few, house, keep, nothing, publish, published, somebody
from tests.factories.schools import SchoolFactory
from tilth.audits import figures
from tilth.audits.domain.publication import Publication, ScaleResult
from tilth.audits.models import Wave, WaveSchool
from tilth.audits.queries import results
from tilth.figures import Figure, NotReleased, Shares
from tilth.partnerships.models import Membership, Partnership
from tilth.people.models import Person, Role
from tilth.schools.models import School

pytestmark = pytest.mark.django_db
TRUST = "high-social-capital"
LATER = CLOSED + timedelta(days=30)
OUT = CLOSED + timedelta(days=1)  # the day on which it was published


def said(favourable: int, of: int = 80, **known: Any) -> Publication:
    """So many of so many answers were favourable."""
    told = {} if "items" not in known else {"said": {}}
    return published(**told, scale=ScaleResult(shown="exact", favourable=favourable, of=of), **known)


def schools(partnership: Partnership, many: int = 3) -> list[School]:
    return [MembershipFactory(partnership=partnership).school for _number in range(many)]


def heard_in(partnership: Partnership, *told: tuple[School | None, Publication], **known: Any) -> Wave:
    """A wave in which these were published."""
    wave = a_wave(partnership=partnership, **known)
    for school, publication in told:
        if school is None:
            keep(wave, None, publication)
        else:
            publish(publication, wave=wave, school=school)
    return wave


def counted(shares: Shares) -> dict[UUID | None, tuple[int, int | None]]:
    return {key: (each.value, each.of) for key, each in shares.items()}


# --- heard --------------------------------------------------------------------------------------


def heard(partnership: Partnership, on: date) -> dict[UUID | None, tuple[int, int | None]]:
    return counted(figures.hearing(partnership, on)["audits.schools_heard"])


def test_a_school_is_heard_where_anything_of_it_was_released() -> None:
    partnership = PartnershipFactory()
    one, other, never = schools(partnership)
    heard_in(partnership, (one, published()), (other, nothing()), (None, published(schools=2)))
    assert heard(partnership, LATER) == {None: (1, 3), one.id: (1, 1), other.id: (0, 1), never.id: (0, 1)}
    assert heard(partnership, CLOSED)[None] == (0, 3)  # published the day after
    assert heard(partnership, OUT)[None] == (1, 3)


def test_what_was_heard_two_years_ago_counts_no_more_nor_what_a_school_asked_on_its_own() -> None:
    partnership = PartnershipFactory()
    one, other = schools(partnership, 2)
    heard_in(partnership, (one, published()))
    publish(published(), school=other)
    assert heard(partnership, OUT + timedelta(days=729)) == {None: (1, 2), one.id: (1, 1), other.id: (0, 1)}
    assert heard(partnership, OUT + timedelta(days=730))[None] == (0, 2)
    alone = figures.hearing_at(other, LATER)["audits.schools_heard"]
    assert counted(alone) == {other.id: (1, 1)}


def test_schools_are_those_of_that_day() -> None:
    partnership = PartnershipFactory()
    stays, goes = schools(partnership, 2)
    heard_in(partnership, (stays, nothing()), (goes, published()))
    Membership.objects.filter(school=goes).update(state="left", left_on=LATER)
    assert heard(partnership, LATER - timedelta(days=1))[None] == (1, 2)
    assert heard(partnership, LATER) == {None: (0, 1), stays.id: (0, 1)}
    assert heard(partnership, date(2024, 9, 9)) == {}


# --- the voice ----------------------------------------------------------------------------------


def test_the_latest_answers_on_each_strand_are_its_voice() -> None:
    partnership = PartnershipFactory()
    one, other = schools(partnership, 2)
    before = heard_in(partnership, (one, said(30)), (None, said(40)), closed=CLOSED - timedelta(days=200))
    latest = heard_in(partnership, (one, said(60)), (other, few_said()), (None, said(70)))
    governing = house("fit-governance")
    heard_in(partnership, (one, said(10, instrument=governing, items=())), instrument=governing, closed=CLOSED)
    place = {wave: results.WaveSchool.objects.get(wave=wave, school=one).id for wave in (before, latest)}

    def voice(on: date) -> dict[UUID | None, dict[str, tuple[int | None, str]]]:
        told = figures.voice(partnership, on)
        return {key: {strand: (each.counted, each.source) for strand, each in of.items()} for key, of in told.items()}

    now = voice(LATER)
    assert now[None] == {TRUST: (70, reverse("audits:family", args=[latest.id]))}
    assert now[one.id][TRUST] == (60, reverse("audits:results", args=[place[latest]]))
    assert now[one.id]["fit-governance"][0] == 10
    assert now[other.id][TRUST][0] is None
    assert voice(CLOSED) == {
        None: {TRUST: (40, reverse("audits:family", args=[before.id]))},
        one.id: {TRUST: (30, reverse("audits:results", args=[place[before]]))},
    }
    assert voice(CLOSED - timedelta(days=200)) == {}


def test_what_came_out_silent_lets_the_time_before_speak_for_two_years() -> None:
    partnership = PartnershipFactory()
    one, other = schools(partnership, 2)
    heard_in(partnership, (one, said(30)), (other, nothing()), (None, said(40)), closed=CLOSED - timedelta(days=200))
    silent = heard_in(partnership, (one, few_said()), (other, few_said()), (None, nothing()))
    told = figures.voice(partnership, LATER)
    assert (told[one.id][TRUST].counted, told[None][TRUST].counted) == (30, 40)
    place = results.WaveSchool.objects.get(wave=silent, school=other).id
    assert told[other.id][TRUST] == Figure.withheld("few", reverse("audits:results", args=[place]))
    assert figures.voice(partnership, OUT + timedelta(days=729 - 200))[one.id][TRUST].counted == 30
    assert figures.voice(partnership, OUT + timedelta(days=730 - 200))[one.id][TRUST].counted is None
    assert figures.voice(partnership, OUT + timedelta(days=730)) == {}


def few_said() -> Publication:
    return published(scale=few())


@pytest.mark.parametrize(
    ("publication", "why", "span"),
    [
        (nothing(), "few", None),
        (published(scale=few()), "few", None),
        (published(scale=None), figures.NOT_EXACTLY, None),
        (published(scale=ScaleResult(shown="band", favourable=70, of=80, near=True)), figures.NOT_EXACTLY, (70, 80)),
        (published(scale=ScaleResult(shown="band", favourable=9, of=80, near=False)), figures.NOT_EXACTLY, (0, 9)),
        (published(scale=ScaleResult(shown="exact", favourable=70, of=80, most=75)), figures.NOT_EXACTLY, (70, 75)),
    ],
)
def test_what_was_not_released_holds_no_number(
    publication: Publication, why: str, span: tuple[int, int] | None
) -> None:
    partnership = PartnershipFactory()
    (school,) = schools(partnership, 1)
    heard_in(partnership, (school, publication), (None, publication))
    head = somebody(school, Role.Kind.HEADTEACHER)
    for voice in (figures.voice(partnership, LATER), figures.voice_at(head, school, LATER)):
        for figure in (each for of in voice.values() for each in of.values()):
            assert figure.verdict.why == why and figure.source
            assert figure.span == (span and (span[0] / 80, span[1] / 80))
            with pytest.raises(NotReleased):
                _number = figure.value


# --- and who may read it ------------------------------------------------------------------------


@pytest.fixture
def three() -> tuple[Partnership, list[School], Wave]:
    """Three schools that were all asked, each with a voice of its own, and all together."""
    partnership = PartnershipFactory()
    there = schools(partnership)
    told = [(school, said(40 + place, answered=24)) for place, school in enumerate(there)]
    wave = heard_in(partnership, *told, (None, said(120, of=240, schools=3, asked=90, answered=72)))
    return partnership, there, wave


def read_by(viewer: Person, partnership: Partnership) -> dict[UUID | None, str | int]:
    """What each voice on trust says to somebody: a number, or why there is none."""
    told = figures.voice_for(viewer, partnership, LATER)
    return {key: _told(of[TRUST]) for key, of in told.items()}


def _told(figure: Figure) -> str | int:
    return figure.value if figure.verdict.shown else figure.verdict.why


def test_a_head_reads_their_own_and_nobody_elses(three: tuple[Partnership, list[School], Wave]) -> None:
    partnership, (one, other, third), _wave = three
    head = somebody(one, Role.Kind.HEADTEACHER)
    hidden = figures.NOT_YOURS
    assert read_by(head, partnership) == {one.id: 40, other.id: hidden, third.id: hidden, None: 120}
    assert figures.voice_for(head, partnership, LATER)[other.id][TRUST].source == ""
    stranger = somebody(SchoolFactory(), Role.Kind.HEADTEACHER)
    assert set(read_by(stranger, partnership).values()) == {hidden}


def test_who_knows_all_but_one_school_does_not_read_all_together(
    three: tuple[Partnership, list[School], Wave],
) -> None:
    partnership, (one, other, third), _wave = three
    governor = somebody(one, Role.Kind.HEADTEACHER)
    Role.objects.create(person=governor, school=other, kind=Role.Kind.GOVERNOR, starts_on=date(2024, 9, 1))
    found = read_by(governor, partnership)
    assert (found[one.id], found[other.id]) == (40, 41)
    assert found[None] == found[third.id] == figures.NOT_YOURS


def test_whoever_was_asked_reads_their_school_from_the_day_after_and_never_all(
    three: tuple[Partnership, list[School], Wave],
) -> None:
    partnership, (one, _other, _third), _wave = three
    teacher, parent = somebody(one), somebody(one, Role.Kind.PARENT)
    assert read_by(teacher, partnership)[one.id] == 40
    assert read_by(parent, partnership)[one.id] == figures.NOT_YOURS
    assert read_by(teacher, partnership)[None] == figures.NOT_YOURS


def test_a_lead_of_no_school_reads_all_together_alone(three: tuple[Partnership, list[School], Wave]) -> None:
    partnership, there, _wave = three
    lead = PersonFactory()
    PartnershipRoleFactory(partnership=partnership, person=lead)
    assert read_by(lead, partnership) == {None: 120, **{school.id: figures.NOT_YOURS for school in there}}


def test_what_a_school_asked_on_its_own_is_its_voice_for_its_own_alone(
    three: tuple[Partnership, list[School], Wave],
) -> None:
    partnership, (one, other, _third), _wave = three
    publish(said(77), school=one, wave=a_wave(closed=CLOSED + timedelta(days=7)))
    head, parent = somebody(one, Role.Kind.HEADTEACHER), somebody(one, Role.Kind.PARENT)
    assert read_by(head, partnership)[one.id] == 77
    assert read_by(somebody(other, Role.Kind.HEADTEACHER), partnership)[one.id] == figures.NOT_YOURS
    assert figures.voice(partnership, LATER)[one.id][TRUST].value == 40
    assert figures.voice_at(head, one, LATER)[one.id][TRUST].value == 77
    assert figures.voice_at(parent, one, LATER)[one.id][TRUST].verdict.why == figures.NOT_YOURS  # the family's wave


def test_nobody_hears_of_what_a_school_asked_alone_who_may_not_read_it() -> None:
    school = publish(said(77)).school
    assert figures.voice_at(somebody(school, Role.Kind.PARENT), school, LATER) == {}
    assert figures.voice_at(somebody(school), school, LATER)[school.id][TRUST].value == 77


def test_they_cost_the_same_however_many_schools_and_waves(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    for many in (3, 5):
        partnership = PartnershipFactory()
        there = schools(partnership, many)
        for back in range(many):
            told = [(school, said(40)) for school in there]
            heard_in(
                partnership, *told, (None, said(120, of=240, schools=many)), closed=CLOSED - timedelta(days=30 * back)
            )
        head = somebody(there[0], Role.Kind.HEADTEACHER)
        assert WaveSchool.objects.filter(wave__partnership=partnership).count() == many * many
        with django_assert_num_queries(4):
            figures.hearing(partnership, LATER)
        with django_assert_num_queries(3):
            figures.voice(partnership, LATER)
        with django_assert_num_queries(13):
            figures.voice_for(head, partnership, LATER)
