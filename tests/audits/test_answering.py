"""The way in: who is asked takes one slip, and nothing of it is written down; who hands out slips prints them once."""

from __future__ import annotations

import re
from io import BytesIO
from random import SystemRandom
from typing import Any

import pypdf
import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.audits.answering import answered_wave
from tests.audits.door import say, words
from tests.factories.audits import closed_wave, head, in_wave, open_wave, school_of
from tests.factories.people import PersonFactory, RoleFactory
from tilth.audits.models import Wave, WaveSchool
from tilth.audits.queries.answering import as_text
from tilth.people.models import Person, Role
from tilth.trays import queries as boxes
from tilth.trays.domain import blind, slips

pytestmark = [pytest.mark.django_db, pytest.mark.alike]
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
SLIP = re.compile(r"[0-9A-Z]{3}-[0-9A-Z]{5}-[0-9A-Z]{5}")
RECEIPT = "a random word of the page"


@pytest.fixture
def wave() -> Wave:
    return open_wave(school_of(12))


@pytest.fixture
def here(wave: Wave) -> WaveSchool:
    return in_wave(wave)


def browser(person: Person) -> Client:
    client = Client()
    client.force_login(person, backend=BACKEND)
    return client


def somebody(here: WaveSchool, place: int = 0) -> Client:
    """The browser of somebody on the roll."""
    return browser(here.roll.get(place=place).person)


def page(name: str, here: WaveSchool) -> str:
    return reverse(f"audits:{name}", kwargs={"key": here.id})


def take(client: Client, here: WaveSchool, receipt: str = RECEIPT, **said: str) -> HttpResponse:
    return client.post(page("answer", here), {"receipt": receipt, **said})


def slip_in(reply: HttpResponse) -> str:
    (slip,) = set(SLIP.findall(reply.content.decode()))
    return slip


# --- the page -----------------------------------------------------------------------------------


def test_who_is_asked_reads_what_is_asked_why_and_what_is_promised(here: WaveSchool) -> None:
    told = somebody(here).get(page("answer", here)).content.decode()
    for words_ in (
        "Trust in our leaders",
        "Why we ask",
        "What we promise",
        "Take my sheet",
        "How your slip stays yours",
    ):
        assert words_ in told


def test_who_is_not_on_the_roll_finds_no_such_page(here: WaveSchool) -> None:
    for person in (head(here.school), PersonFactory(), head(school_of(3))):
        for name in ("answer", "sign"):
            assert browser(person).post(page(name, here), {"receipt": RECEIPT, "blinded": "AAAA"}).status_code == 404


def test_when_it_has_closed_there_is_no_sheet_to_take(wave: Wave, here: WaveSchool) -> None:
    client = somebody(here)
    closed_wave(wave)
    assert "Take my sheet" not in client.get(page("answer", here)).content.decode()
    assert not SLIP.search(take(client, here).content.decode())
    assert client.post(page("sign", here), {"blinded": "AAAA"}).status_code == 404


def test_who_cannot_sign_in_by_address_is_sent_to_the_paper_slips() -> None:
    _wave, here = answered_wave(12)
    client = browser(here.roll.first().person)
    told = client.get(page("answer", here)).content.decode()
    assert "You answer with a slip on paper" in told and "Take my sheet" not in told
    assert not SLIP.search(take(client, here).content.decode())


# --- a slip from the server ---------------------------------------------------------------------


def test_a_slip_opens_a_sheet_at_the_door(here: WaveSchool) -> None:
    reply = take(somebody(here), here)
    assert 'action="/door/sheet/"' in reply.content.decode() and "no-store" in reply.headers["Cache-Control"]
    assert "Trust in our leaders" in words(say("sheet/", slip=slip_in(reply)))


def test_a_double_click_and_a_reload_bring_the_same_slip(here: WaveSchool) -> None:
    client = somebody(here)
    assert len({slip_in(take(client, here)) for _press in range(3)}) == 1


def test_a_second_slip_is_refused_kindly(here: WaveSchool) -> None:
    client = somebody(here)
    take(client, here)
    told = take(client, here, receipt="another page's random word").content.decode()
    assert not SLIP.search(told)
    assert "nobody knows which slip was yours" in told and "type it at the anonymous door" in told


@pytest.mark.parametrize("reference", ["house:staff-head", "house:behaviours"])
def test_who_has_a_slip_already_is_led_to_the_door_before_and_after_a_refusal(reference: str) -> None:
    here = in_wave(open_wave(school_of(12), reference=reference, kinds=["teacher"]))
    client = somebody(here)
    assert client.get(page("answer", here)).content.decode().count('href="/door/"') == 1
    take(client, here)
    refused = take(client, here, receipt="another page's random word").content.decode()
    assert refused.index("type it at the anonymous door") < refused.index("I have a slip already")
    sheets = 2 if reference == "house:behaviours" else 1
    assert refused.count('name="receipt"') == sheets - 1  # what was refused is not offered once more


def test_everybody_gets_a_slip_of_their_own(here: WaveSchool) -> None:
    assert len({slip_in(take(somebody(here, place), here)) for place in range(12)}) == 12


@pytest.mark.parametrize("receipt", ["", "short", "x" * 5000])
def test_no_slip_without_a_receipt_that_nobody_could_guess(here: WaveSchool, receipt: str) -> None:
    assert not SLIP.search(take(somebody(here), here, receipt=receipt).content.decode())


def test_taking_a_slip_writes_nothing_into_the_main_database(here: WaveSchool) -> None:
    client = somebody(here)
    client.get(page("answer", here))
    with CaptureQueriesContext(connection) as said:
        slip_in(take(client, here))
    assert {query["sql"].split()[0] for query in said} == {"SELECT"}


def test_in_the_behaviours_exercise_one_takes_two_slips_that_nothing_ties() -> None:
    here = in_wave(open_wave(school_of(12), reference="house:behaviours", kinds=["teacher"]))
    client = somebody(here)
    own, team = slip_in(take(client, here, own="yes")), slip_in(take(client, here))
    assert (boxes.box_of(own), boxes.box_of(team)) == (here.own_box, here.box)


def test_where_there_is_no_box_about_oneself_none_can_be_asked_for(here: WaveSchool) -> None:
    assert not SLIP.search(take(somebody(here), here, own="yes").content.decode())
    assert somebody(here).post(page("sign", here), {"blinded": "AAAA", "own": "yes"}).status_code == 404


# --- a slip signed unseen -----------------------------------------------------------------------


def modulus_on(told: str) -> bytes:
    found = re.search(r'data-modulus="([\w-]+)"', told)
    assert found
    return unpacked(found[1])


def unpacked(text: str) -> bytes:
    from tilth.audits.door.views import unpacked as read

    return read(text)


def test_a_signature_given_unseen_becomes_a_sheet_at_the_door_and_again_the_same(here: WaveSchool) -> None:
    client, chance = somebody(here), SystemRandom()
    key = blind.PublicKey(int.from_bytes(modulus_on(client.get(page("answer", here)).content.decode())))
    message = blind.prepare(b"a token of the browser's own", chance=chance)
    made = blind.blind(key, message, chance=chance)
    signed = [client.post(page("sign", here), {"blinded": as_text(made.blinded)}).json() for _press in range(2)]
    assert signed[0] == signed[1]
    signature = blind.finalise(key, message, unpacked(signed[0]["signature"]), made.inverse)
    brought = {"box": str(here.box), "message": as_text(message), "signature": as_text(signature)}
    sheets = [words(say("redeem/", **brought)) for _press in range(2)]
    assert sheets[0] == sheets[1] and "Trust in our leaders" in sheets[0]


def test_who_has_had_a_slip_gets_no_signature_and_the_other_way_round(here: WaveSchool) -> None:
    first, other = somebody(here, 0), somebody(here, 1)
    take(first, here)
    refused = first.post(page("sign", here), {"blinded": blinded(here)})
    assert refused.status_code == 409 and "taken your sheet already" in refused.json()["refused"]
    assert "signature" in other.post(page("sign", here), {"blinded": blinded(here)}).json()
    assert not SLIP.search(take(other, here).content.decode())


def blinded(here: WaveSchool) -> str:
    """A token blinded for this box."""
    key = blind.PublicKey(int.from_bytes(boxes.public_key(here.box) or b""))
    return as_text(blind.blind(key, b"token", chance=SystemRandom()).blinded)


@pytest.mark.parametrize("odd", ["", "AAAA", "not/bytes!", "A" * 5000])
def test_what_is_no_blinded_token_is_refused_and_takes_nothing(here: WaveSchool, odd: str) -> None:
    client = somebody(here)
    assert client.post(page("sign", here), {"blinded": odd}).status_code == 409
    assert slip_in(take(client, here))


@pytest.mark.parametrize("odd", [{}, {"box": "x"}, {"message": "AAAA"}, {"signature": "A" * 342}])
def test_what_was_not_signed_opens_nothing(here: WaveSchool, odd: dict[str, str]) -> None:
    told = words(say("redeem/", **{"box": str(here.box), "message": "AAAA", "signature": "AAAA", **odd}))
    assert "Type the slip you were given" in told


def test_a_wave_without_blind_signatures_says_so_and_signs_nothing() -> None:
    here = in_wave(open_wave(school_of(12), blind=False))
    client = somebody(here)
    told = client.get(page("answer", here)).content.decode()
    assert "data-modulus" not in told and "Your slip is drawn by chance" in told
    assert client.post(page("sign", here), {"blinded": "A" * 342}).status_code == 409


# --- slips on paper -----------------------------------------------------------------------------


@pytest.fixture
def paper() -> WaveSchool:
    return answered_wave(12)[1]


def print_slips(client: Client, here: WaveSchool, **said: Any) -> HttpResponse:
    return client.post(page("papers", here), said)


def test_a_head_prints_slips_once_and_only_as_many_as_there_are(paper: WaveSchool) -> None:
    client = browser(head(paper.school))
    assert "12 slips are left" in client.get(page("papers", paper)).content.decode()
    made = set(SLIP.findall(print_slips(client, paper, count=9, left=12).content.decode()))
    assert len(made) == 9 and all(boxes.holds(slip) for slip in made)
    again = print_slips(client, paper, count=9, left=12)
    assert not SLIP.search(again.content.decode()) and "since you opened this page" in again.content.decode()
    too_many = print_slips(client, paper, count=4, left=3)
    assert not SLIP.search(too_many.content.decode()) and "So many are not left" in too_many.content.decode()
    rest = set(SLIP.findall(print_slips(client, paper, count=3, left=3).content.decode()))
    assert len(rest) == 3 and not rest & made
    assert "No slips are left to print" in client.get(page("papers", paper)).content.decode()


def test_slips_come_as_a_pdf_that_can_be_read_aloud_and_nothing_more_is_drawn(paper: WaveSchool) -> None:
    client = browser(head(paper.school))
    made = sorted(set(SLIP.findall(print_slips(client, paper, count=10, left=12).content.decode())))
    reply = print_slips(client, paper, codes="\r\n".join(made) + "\r\n")
    assert reply.headers["Content-Type"] == "application/pdf" and "no-store" in reply.headers["Cache-Control"]
    file = pypdf.PdfReader(BytesIO(reply.content))
    assert "/StructTreeRoot" in file.trailer["/Root"] and len(file.pages) == 2  # eight to a page
    assert sorted(SLIP.findall("".join(each.extract_text() for each in file.pages))) == made
    assert boxes.papers_left(paper.box) == 2


@pytest.mark.parametrize("codes", ["nonsense", "", "7KM-2Q8XD-40TVN 7KM-2Q8XD-40TVN 7KM-2Q8XD-40TVN", "<b>x</b>"])
def test_only_slips_are_drawn_on_paper(paper: WaveSchool, codes: str) -> None:
    assert print_slips(browser(head(paper.school)), paper, codes=codes).status_code == 404


def test_who_leads_elsewhere_or_only_answers_prints_nothing(paper: WaveSchool) -> None:
    asked = paper.roll.first().person
    for person in (asked, head(school_of(3))):
        assert browser(person).get(page("papers", paper)).status_code == 404


def test_teachers_print_slips_for_students_and_each_card_of_the_exercise_has_two() -> None:
    school = school_of(12, kind=Role.Kind.STUDENT)
    teacher = RoleFactory(school=school, kind=Role.Kind.TEACHER).person
    _wave, young = answered_wave(school=school, reference="house:students-staff")
    assert "type these letters" in print_slips(browser(teacher), young, count=2, left=12).content.decode()
    _wave, team = answered_wave(12, reference="house:behaviours", kinds=["teacher"])
    made = SLIP.findall(print_slips(browser(head(team.school)), team, count=1, left=12).content.decode())
    read = [slips.read(slip) for slip in dict.fromkeys(made)]
    assert len(read) == 2 and read[0] and read[1] and read[0].door != read[1].door
