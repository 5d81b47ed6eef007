"""Ways round the rules that somebody who plans waves may try: two waves that differ in one person, and the like."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.audits.answering import closed_with, stored
from tests.audits.sheets import cast, said
from tests.factories.audits import head, in_wave, open_wave, school_of
from tests.factories.people import RoleFactory
from tilth.audits import actions, queries
from tilth.audits.domain import phases
from tilth.audits.domain.asked import Breakdown
from tilth.audits.domain.instruments import Instrument
from tilth.audits.domain.publication import Held, Publication, ScaleResult, Split
from tilth.audits.models import OwnInstrument, Wave
from tilth.audits.queries.instruments import OWN, of_house, read
from tilth.demo import clock
from tilth.people.actions import erasures, roles
from tilth.people.models import Person, Role
from tilth.schools.models import School

pytestmark = pytest.mark.django_db
STAFF = 30
LATER = 50  # days: people may still say what they said


@pytest.fixture(autouse=True)
def asked_again_sooner(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if planning let the same be asked again after six weeks: what is counted has to hold by itself."""
    monkeypatch.setattr(phases, "BEFORE_THE_SAME", timedelta(days=42))


def later(days: int) -> date:
    return timezone.localdate() + timedelta(days=days)


def exact(found: Publication) -> list[str]:
    """The items whose every answer was published."""
    return [item.key for item in found.items if isinstance(item.cell, Split)]


def asked_once(
    school: School, number: int = STAFF, *, sheets: Sequence[bytes] = (), reference: str = "house:staff-head"
) -> Publication:
    """So many people answer, half of them favourably, and it is counted."""
    sheets = sheets or cast(instrument_named(reference), number, mood=0, silent=0)
    wave = closed_with(sheets, 0, school=school, reference=reference)
    actions.count_wave(wave=wave)
    return Publication.read(stored(wave))


def instrument_named(reference: str) -> Instrument:
    if reference.startswith(OWN):
        return read(OwnInstrument.objects.get(id=reference.removeprefix(OWN)))
    return of_house(reference.partition(":")[2])


def one_of(school: School) -> Person:
    return school.roles.filter(kind=Role.Kind.TEACHER).order_by("person__email")[0].person


def own(school: School, name: str, words: Instrument | None = None, items: int = 60) -> str:
    """An instrument of the school's own, copied from one of the house; with the items of another in their words."""
    by = head(school)
    row = actions.copy_instrument(by=by, instrument=of_house(name), owner=school)
    dropped = read(row).items if words else read(row).items[items:]
    if words:  # each is worded a little otherwise first, then all that were there go
        for item in dropped:
            actions.word_item(by=by, row=row, item=item.key, aspect=item.aspect, text=f"Not {item.text}")
        for item in words.items:
            actions.word_item(
                by=by, row=row, item="", aspect=f"New {item.aspect}", text=item.text, reversed=item.reversed
            )
    for item in dropped:
        actions.drop_item(by=by, row=row, item=item.key)
    actions.finish_instrument(by=by, row=row)
    return f"{OWN}{row.id}"


# --- one person more or less --------------------------------------------------------------------


def test_somebody_who_left_for_good_is_not_what_two_waves_differ_in() -> None:
    """Their account is closed the day after; the earlier roll must know them all the same."""
    school = school_of(STAFF)
    assert exact(asked_once(school))
    with clock.at(later(2)):
        roles.end_role(by=head(school), role=one_of(school).roles.get(), ends_on=timezone.localdate())
    with clock.at(later(LATER)):
        roles.rest_departed()
        assert exact(asked_once(school, STAFF - 1)) == []


def test_somebody_who_was_forgotten_is_not_what_two_waves_differ_in() -> None:
    school = school_of(STAFF)
    assert exact(asked_once(school))
    with clock.at(later(2)):
        gone = one_of(school)
        erasures.erase(by=None, request=erasures.ask_erasure(by=gone))
    with clock.at(later(LATER)):
        assert exact(asked_once(school, STAFF - 1)) == []


def test_somebody_whose_role_is_said_to_have_begun_long_ago_was_not_on_the_earlier_roll() -> None:
    school = school_of(STAFF)
    assert exact(asked_once(school))
    with clock.at(later(LATER)):
        RoleFactory(school=school)
        assert exact(asked_once(school, STAFF + 1)) == []


def test_the_same_people_are_shown_again() -> None:
    school = school_of(STAFF)
    assert exact(asked_once(school))
    with clock.at(later(LATER)):
        assert exact(asked_once(school))


def test_marks_of_a_roll_are_kept_as_long_as_opinions_and_no_longer() -> None:
    school = school_of(STAFF)
    asked_once(school)
    somebody = one_of(school)
    assert len(queries.marked_with(somebody)) == 1
    with clock.at(later(90)):
        assert actions.forget_marks(on=timezone.localdate()) == 0
    with clock.at(later(91)):
        assert actions.forget_marks(on=timezone.localdate()) == 1
    assert queries.marked_with(somebody) == []


def broken_down(school: School, question: str) -> Publication:
    parts = Breakdown.of(question, ["Yes", "No"])
    sheets = cast(of_house("staff-head"), STAFF, mood=0, silent=0, parts=2, seed=4)
    wave = closed_with(sheets, 0, school=school, breakdown=parts)
    actions.count_wave(wave=wave)
    return Publication.read(stored(wave))


def in_parts(found: Publication) -> list[str]:
    parts = found.parts if isinstance(found.parts, tuple) else ()
    return [item.key for part in parts for item in part.items if not isinstance(item.cell, Held)]


@pytest.mark.parametrize(
    ("second", "again"), [("Do you teach?", True), ("Do you teach, or look after the house?", False)]
)
def test_the_same_people_are_not_divided_otherwise(second: str, again: bool) -> None:
    """Two lines drawn so that one person lies between them tell of that person."""
    school = school_of(STAFF)
    assert in_parts(broken_down(school, "Do you teach?"))
    with clock.at(later(LATER)):
        assert bool(in_parts(broken_down(school, second))) == again


# --- two waves at once --------------------------------------------------------------------------


def test_a_wave_planned_for_later_is_not_opened_beside_one_that_asks_the_same() -> None:
    """Planned two months apart, both opened by hand on one day, they would differ in those left out of one."""
    school = school_of(STAFF)
    open_wave(school)
    second = actions.plan(
        by=head(school),
        partnership=None,
        schools=[school],
        reference="house:staff-head",
        opens_on=later(60),
        closes_on=later(67),
    )
    with pytest.raises(actions.TooSoon):
        actions.open_wave(by=head(school), wave=second)
    second.refresh_from_db()
    assert second.phase == Wave.Phase.PLANNED


def test_the_words_of_another_instrument_are_known_again() -> None:
    """A copy of one instrument, reworded to say what another says, asks the same as that other."""
    school = school_of(STAFF)
    assert exact(asked_once(school))
    reference = own(school, "staff-staff", of_house("staff-head"))
    with clock.at(later(LATER)):
        RoleFactory(school=school)
        assert exact(asked_once(school, STAFF + 1, reference=reference)) == []


def test_the_same_words_under_other_keys_are_known_again() -> None:
    school = school_of(STAFF)
    assert exact(asked_once(school))
    reference = own(school, "staff-head", of_house("staff-head"))
    with clock.at(later(LATER)):
        RoleFactory(school=school)
        assert exact(asked_once(school, STAFF + 1, reference=reference)) == []


def test_own_words_are_not_asked_of_nearly_the_same_people() -> None:
    """However they are worded: what is asked of all but one, beside what is asked of all, tells of that one."""
    school = school_of(STAFF)
    RoleFactory(school=school, kind=Role.Kind.BUSINESS_MANAGER)
    open_wave(school)
    known = {"by": head(school), "partnership": None, "schools": [school], "reference": own(school, "staff-staff")}
    days = {"opens_on": later(2), "closes_on": later(9)}
    with pytest.raises(actions.TooSoon):
        actions.plan(**known, **days, kinds=["teacher"])
    assert actions.plan(**known, **days, kinds=["teacher", "business_manager"])


# --- what hangs together ------------------------------------------------------------------------


def test_own_items_are_not_said_to_hang_together() -> None:
    """One item asks what everybody knows of everybody, another what nobody may: alpha of the two would lay them side
    by side, and tell what the four said of whom the first is true."""
    school = school_of(STAFF)
    reference = own(school, "staff-head", items=2)
    instrument = instrument_named(reference)
    first, second = (item.key for item in instrument.items)
    answers = [{first: 1 if who < 4 else 4, second: 1 if who < 12 else 4} for who in range(STAFF)]
    found = asked_once(school, reference=reference, sheets=said(instrument, *answers))
    assert isinstance(found.scale, ScaleResult)
    assert len(exact(found)) == 2
    assert found.scale.alpha is None and found.scale.omega is None


# --- people who are not there -------------------------------------------------------------------


def test_everybody_who_is_asked_reads_how_many_are() -> None:
    """Whoever enters people can answer for those who are not there; only those who are there can notice."""
    wave = open_wave(school_of(13))
    here = in_wave(wave)
    browser = Client()
    browser.force_login(here.roll.all()[0].person, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert "13 people are asked" in browser.get(reverse("audits:answer", args=[here.id])).content.decode()
