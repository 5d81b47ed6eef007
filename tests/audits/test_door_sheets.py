"""Sheets at the door: asked kindly, filled in with a slip, cast as often as one likes, and never shown again."""

from __future__ import annotations

from typing import Any

import pytest

from tests.audits.answering import answered_wave, asked
from tests.audits.door import answers, drawn, say, words
from tests.everywhere.test_bad_input import ODD
from tests.factories.audits import closed_wave, in_wave, open_wave, school_of
from tilth.audits.domain.asked import Breakdown
from tilth.audits.domain.instruments import NOT_APPLICABLE, RATHER_NOT, Instrument
from tilth.audits.domain.sheets import STRONG, WEAK, Answers, decode
from tilth.audits.models import Wave, WaveSchool
from tilth.people.models import Role
from tilth.trays import actions as trays

pytestmark = [pytest.mark.django_db, pytest.mark.alike]
IN_THE_TRAY = "Your sheet is in the tray"
WORK = Breakdown.of("What is your work here?", ["Supporting", "Teaching", "Leading"])
FIVE_AND_THREE = [STRONG] * 5 + [WEAK] * 3 + [0]


def found(wave: Wave, box: Any, instrument: Instrument) -> list[Answers]:
    """What is in a box when its wave has closed."""
    closed_wave(wave)
    return in_box(box, instrument)


def in_box(box: Any, instrument: Instrument) -> list[Answers]:
    return [decode(instrument, sheet) for sheet in trays.empty(key=box).sheets]


@pytest.fixture
def wave() -> Wave:
    return open_wave(school_of(12), breakdown=WORK, remarks=True)


@pytest.fixture
def here(wave: Wave) -> WaveSchool:
    return in_wave(wave)


def test_a_slip_opens_a_sheet_however_it_is_typed(here: WaveSchool) -> None:
    slip = drawn(here.box)
    for typed in (slip, slip.lower(), slip.replace("-", " "), f"  {slip.replace('-', '').replace('0', 'o')} "):
        page = words(say("sheet/", slip=typed))
        assert "Trust in our leaders" in page and "What is your work here?" in page


def test_what_is_cast_is_what_lies_in_the_tray(wave: Wave, here: WaveSchool) -> None:
    said = answers(asked(wave), 4, NOT_APPLICABLE, RATHER_NOT, 1)
    assert IN_THE_TRAY in words(say("cast/", slip=drawn(here.box), part=2, remark="More cake.", **said))
    (sheet,) = found(wave, here.box, asked(wave))
    assert (sheet.part, list(sheet.codes.values())[:4]) == (2, [4, NOT_APPLICABLE, RATHER_NOT, 1])
    assert trays.empty(key=here.box).remarks == ("More cake.",)


def test_rather_not_saying_ones_part_is_no_part(wave: Wave, here: WaveSchool) -> None:
    say("cast/", slip=drawn(here.box), part=RATHER_NOT, **answers(asked(wave), 1))
    assert found(wave, here.box, asked(wave))[0].part == 0


def test_a_slip_opens_an_empty_sheet_again_and_the_last_one_counts(wave: Wave, here: WaveSchool) -> None:
    slip = drawn(here.box)
    empty = words(say("sheet/", slip=slip))
    say("cast/", slip=slip, part=1, **answers(asked(wave), 1))
    assert words(say("sheet/", slip=slip)) == empty and "checked" not in empty
    say("cast/", slip=slip, part=3, **answers(asked(wave), 4))
    (sheet,) = found(wave, here.box, asked(wave))
    assert (sheet.part, set(sheet.codes.values())) == (3, {4})


def test_what_has_no_answer_is_asked_about_once_and_nothing_typed_is_lost(wave: Wave, here: WaveSchool) -> None:
    slip = drawn(here.box)
    page = words(say("cast/", slip=slip, item_1=2, part=2, remark="More cake."))
    assert IN_THE_TRAY not in page and "Some have no answer yet" in page
    assert '<input type="radio" name="item-1" value="2" checked>' in page and "More cake." in page
    assert 'href="#id_item-2"' in page and 'href="#id_item-1"' not in page
    assert IN_THE_TRAY in words(say("cast/", slip=slip, item_1=2, part=2, asked="yes"))
    (sheet,) = found(wave, here.box, asked(wave))
    assert list(sheet.codes.values()) == [2]


def test_a_remark_that_is_too_long_is_said_and_kept(wave: Wave, here: WaveSchool) -> None:
    page = words(say("cast/", slip=drawn(here.box), part=1, remark="é" * 400, **answers(asked(wave), 1)))
    assert IN_THE_TRAY not in page and "fewer words" in page and "é" * 400 in page


def test_answers_that_were_not_offered_are_asked_for_again(wave: Wave, here: WaveSchool) -> None:
    for odd in ({"item_1": 5}, {"item_1": 0}, {"item_1": -1}, {"item_1": "x"}, {"part": 4}):
        page = words(say("cast/", slip=drawn(here.box), **{**answers(asked(wave), 1), "part": 1, **odd}))
        assert IN_THE_TRAY not in page, odd


def test_no_remark_is_taken_where_none_is_asked_for() -> None:
    wave = open_wave(school_of(12))
    say("cast/", slip=drawn(in_wave(wave).box), remark="Who asked?", **answers(asked(wave), 1))
    closed_wave(wave)
    assert trays.empty(key=in_wave(wave).box).remarks == ()


@pytest.mark.parametrize("typed", ["", "nonsense", "000-00000-00000", "x" * 500])
def test_what_is_no_slip_is_said_kindly_and_kept(here: WaveSchool, typed: str) -> None:
    for path in ("sheet/", "cast/"):
        page = words(say(path, slip=typed))
        assert "Type the slip you were given" in page and "Error:" in page


def test_a_forged_slip_opens_and_casts_nothing(wave: Wave, here: WaveSchool) -> None:
    forged = drawn(here.box)[:3] + "-00000-00000"
    assert "opens no sheet" in words(say("sheet/", slip=forged))
    assert "opens no sheet" in words(say("cast/", slip=forged, part=1, **answers(asked(wave), 1)))
    assert found(wave, here.box, asked(wave)) == []


def test_when_it_has_closed_a_slip_opens_nothing(wave: Wave, here: WaveSchool) -> None:
    slip = drawn(here.box)
    closed_wave(wave)
    for path in ("sheet/", "cast/"):
        assert "opens no sheet" in words(say(path, slip=slip, part=1, **answers(asked(wave), 1)))


# --- the behaviours exercise --------------------------------------------------------------------


@pytest.fixture
def team() -> Wave:
    return open_wave(school_of(12), reference="house:behaviours", kinds=["teacher"])


def test_of_oneself_and_of_the_team_one_picks_on_two_sheets(team: Wave) -> None:
    here = in_wave(team)
    for box, about in ((here.own_box, "Think of yourself alone"), (here.box, "Think of your team")):
        slip = drawn(box)
        assert about in words(say("sheet/", slip=slip))
        assert IN_THE_TRAY in words(say("cast/", slip=slip, **answers(asked(team), *FIVE_AND_THREE)))
    closed_wave(team)
    for box in (here.own_box, here.box):
        (picks,) = in_box(box, asked(team))
        assert sorted(picks.codes.values()) == [STRONG] * 5 + [WEAK] * 3


@pytest.mark.parametrize(
    ("picked", "said"),
    [
        ([STRONG] * 4 + [WEAK] * 3 + [0], "Please pick one more."),
        ([STRONG] * 5 + [WEAK] * 1 + [0], "Please pick 2 more."),
        ([STRONG] * 6 + [WEAK] * 3 + [0], "Please take one back."),
        ([STRONG] * 5 + [WEAK] * 5 + [0], "Please take 2 back."),
    ],
)
def test_exactly_five_and_three_are_picked(team: Wave, picked: list[int], said: str) -> None:
    page = words(say("cast/", slip=drawn(in_wave(team).box), **answers(asked(team), *picked)))
    assert IN_THE_TRAY not in page and said in page
    assert page.count(" checked>") == 13


# --- students and shared tablets ----------------------------------------------------------------


@pytest.fixture
def young() -> WaveSchool:
    school = school_of(12, kind=Role.Kind.STUDENT)
    return answered_wave(school=school, reference="house:students-staff")[1]


def test_students_read_short_words_beside_drawings(young: WaveSchool) -> None:
    (slip,) = trays.draw_papers(key=young.box, count=1)
    page = words(say("sheet/", slip=slip))
    assert page.count('class="tilth-icon"') == 10 + 10 * 3  # one for each question, one for each answer
    assert "Not about me" in page and "I do not want to say" in page


def test_a_shared_tablet_goes_back_by_itself_and_keeps_nothing_on_its_screen(young: WaveSchool) -> None:
    (slip,) = trays.draw_papers(key=young.box, count=1)
    sheet = words(say("kiosk/sheet/", slip=slip))
    assert 'action="/door/kiosk/cast/"' in sheet
    done = say("kiosk/cast/", slip=slip, **answers(asked(young.wave), 3))
    assert "Thank you" in words(done) and slip not in words(done)
    assert done.headers["Refresh"].endswith("; url=/door/kiosk/")
    assert done.headers["Clear-Site-Data"] == '"cache"'
    assert done.headers["Cache-Control"] == "no-store"


def test_on_ones_own_device_the_slip_is_shown_to_be_written_down(here: WaveSchool) -> None:
    slip = drawn(here.box)
    done = words(say("cast/", slip=slip.lower(), part=1, **answers(asked(here.wave), 3)))
    assert slip in done and "Refresh" not in say("sheet/", slip=slip).headers


# --- what nobody should send --------------------------------------------------------------------


@pytest.mark.parametrize("odd", ODD.values(), ids=ODD)
def test_whatever_is_sent_is_answered(here: WaveSchool, odd: str) -> None:
    slip = drawn(here.box)
    for path, fields in (
        ("sheet/", {"slip": odd}),
        ("cast/", {"slip": odd}),
        ("cast/", {"slip": slip, "item_1": odd, "part": odd, "remark": odd, "asked": odd, odd[:9]: odd}),
        ("kiosk/cast/", {"slip": slip, "item_1": odd, "remark": odd}),
        ("redeem/", {"box": odd, "message": odd, "signature": odd}),
        ("redeem/", {"box": here.box, "message": odd, "signature": odd}),
    ):
        reply = say(path, **fields)
        assert reply.status_code == 200, path
        assert "<script>alert(1)" not in words(reply)
