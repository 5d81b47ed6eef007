"""Notes of a lesson: what devices send comes together without loss, and nothing of a photo tells more than the work."""

from __future__ import annotations

import base64
import io
import json
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from tests.factories.jpd import proposed, standing
from tests.factories.notes import a_line, a_photo, a_sheet
from tilth.jpd import wording
from tilth.jpd.actions import notes as actions
from tilth.jpd.domain.notes import LATEST, MOST_LINES, Line, believable, merged, tallies
from tilth.jpd.models import Group, Moment, Note
from tilth.people.models import Person

Opened = Callable[[Person], Client]
KEYS = [UUID(int=number) for number in range(3)]
versions = st.builds(
    Line,
    id=st.sampled_from(KEYS),
    kind=st.just("counted"),
    second=st.just(0),
    count=st.integers(0, 3),
    gone=st.booleans(),
    changes=st.integers(1, 3),
    device=st.sampled_from(["phone", "tablet"]),
)


def _told_apart(lines: list[Line]) -> list[Line]:
    """A device writes each version once: no two with the same key, changes and device differ."""
    return list({(line.id, line.version): line for line in lines}.values())


@pytest.mark.alike
@given(st.lists(versions, max_size=8).map(_told_apart), st.randoms())
def test_in_whatever_order_and_however_often_lines_arrive_the_same_stands(lines: list[Line], chance: object) -> None:
    again = [*lines, *lines]
    chance.shuffle(again)  # type: ignore[attr-defined]
    assert merged(again) == merged(lines)
    half = merged(again[: len(lines)])
    assert merged([*half.values(), *again[len(lines) :]]) == merged(lines)


@pytest.mark.alike
def test_two_devices_that_count_under_one_name_lose_nothing() -> None:
    found = [(each.name, each.count) for each in tallies([("asks", 3), ("answers", 1), ("asks", 4)])]
    assert found == [("asks", 7), ("answers", 1)]


@pytest.mark.alike
@given(st.datetimes().map(lambda day: day.replace(tzinfo=timezone.get_current_timezone())))
def test_no_clock_takes_a_note_out_of_its_time(said: object) -> None:
    now = timezone.now()
    assert now - LATEST <= believable(said, now) <= now  # type: ignore[arg-type]


@pytest.mark.alike
def test_a_line_says_when_it_was_written_however_late() -> None:
    assert [wording.clock(second) for second in (7, 450, 3599, 3600, 25_200)] == [
        "00:07", "07:30", "59:59", "1 h 00", "7 h 00"
    ]  # fmt: skip


@pytest.fixture
def group(rowan: object, ring: list[Person]) -> Group:
    return standing(proposed(rowan))  # type: ignore[arg-type]


@pytest.mark.django_db
def test_a_line_that_is_sent_twice_is_kept_once(group: Group, ring: list[Person]) -> None:
    sent = a_sheet(group, a_line(), a_line(second=9))
    for _time in range(2):
        actions.keep_note(by=ring[0], sent=sent)
    assert Note.objects.get().moments.count() == 2


@pytest.mark.django_db
def test_a_sign_that_no_database_keeps_is_left_out_and_the_line_is_not_lost(group: Group, ring: list[Person]) -> None:
    actions.keep_note(by=ring[0], sent=a_sheet(group, a_line(text="one\x00two", device="phone\x00")))
    assert Moment.objects.get().text == "onetwo"


@pytest.mark.django_db
def test_what_was_taken_back_is_forgotten_and_does_not_come_again(group: Group, ring: list[Person]) -> None:
    line = a_line(kind="photo", photo="data:image/jpeg;base64," + base64.b64encode(a_photo()).decode())
    sheet = a_sheet(group, line)
    actions.keep_note(by=ring[0], sent=sheet)
    moment = Moment.objects.get()
    assert moment.photo
    actions.take_back(by=ring[0], moment=moment)
    actions.keep_note(by=ring[0], sent=sheet)
    moment.refresh_from_db()
    assert (moment.gone, moment.text, moment.photo) == (True, "", None)


@pytest.mark.django_db
def test_what_was_thrown_away_does_not_come_again(group: Group, ring: list[Person]) -> None:
    sheet = a_sheet(group, a_line())
    note = actions.keep_note(by=ring[0], sent=sheet)
    actions.throw_away(by=ring[0], note=note)
    actions.keep_note(by=ring[0], sent=sheet)
    assert not Moment.objects.exists()


@pytest.mark.django_db
def test_nobody_adds_to_anothers_note_or_in_a_group_they_are_not_in(
    group: Group, ring: list[Person], ada: Person
) -> None:
    sheet = a_sheet(group, a_line())
    actions.keep_note(by=ring[0], sent=sheet)
    for stranger in (ring[1], ada):
        with pytest.raises(actions.NotYours):
            actions.keep_note(by=stranger, sent=sheet)
    stolen = a_sheet(group, a_line(id=str(sheet.lines[0].id), changes=9))
    with pytest.raises(actions.NotYours):
        actions.keep_note(by=ring[1], sent=stolen)
    assert Moment.objects.get().changes == 1


@pytest.mark.django_db
def test_a_photo_is_drawn_anew_without_where_it_was_taken(group: Group, ring: list[Person]) -> None:
    note = actions.begin_note(by=ring[0], group=group, kind="observation")
    moment = actions.add_line(by=ring[0], note=note, kind="photo", photo=a_photo(wide=4000, high=2000))
    with Image.open(io.BytesIO(bytes(moment.photo or b""))) as kept:
        assert kept.size == (1600, 800)
        assert not dict(kept.getexif())
    assert b"Some Phone" in a_photo()
    assert b"Some Phone" not in bytes(moment.photo or b"")


def wordy() -> bytes:
    """A picture with a text in it that is small only while it is packed."""
    said, drawn = PngInfo(), io.BytesIO()
    said.add_text("Comment", "x" * 3_000_000, zip=True)
    Image.new("RGB", (4, 4)).save(drawn, "PNG", pnginfo=said)
    return drawn.getvalue()


PROGRAM = b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 10 10\n%%EndComments\nshowpage\n"  # a drawing that is run


@pytest.mark.django_db
@pytest.mark.parametrize("photo", [b"", b"no picture", a_photo()[:60], b"GIF89a", PROGRAM])
def test_what_is_no_photo_is_refused_in_words(group: Group, ring: list[Person], photo: bytes) -> None:
    with pytest.raises(actions.NoPicture):
        actions.drawn_anew(photo)


def test_a_text_that_is_small_only_while_it_is_packed_is_no_fault_and_never_kept() -> None:
    with suppress(actions.NoPicture):  # once printing has been loaded it is left out instead
        assert len(actions.drawn_anew(wordy())) < 10_000


@pytest.mark.django_db
@pytest.mark.parametrize("photo", ["data:image/jpeg;base64,é", "data:image/jpeg;base64,AAA", "AAAA"])
def test_a_photo_in_pieces_is_refused_in_words_and_no_fault(group: Group, ring: list[Person], photo: str) -> None:
    with pytest.raises(actions.NoPicture):
        actions.keep_note(by=ring[0], sent=a_sheet(group, a_line(kind="photo", photo=photo)))


@pytest.mark.django_db
def test_what_one_wonders_comes_after_what_one_saw(group: Group, ring: list[Person], signed_in: Opened) -> None:
    note = actions.begin_note(by=ring[0], group=group, kind="observation")
    page = f"/working-together/notes/{note.id}/"
    browser = signed_in(ring[0])
    wondered = {"text": "Do they know why?", "kind": "wondered"}
    assert "First write down something you saw" in browser.post(page, wondered).content.decode()
    assert browser.post(page, {"text": "Two of them swap books", "kind": "seen"}).status_code == 302
    assert browser.post(page, wondered).status_code == 302
    assert [moment.kind for moment in note.moments.order_by("arrived_at")] == ["seen", "wondered"]


@pytest.mark.django_db
def test_a_photo_wants_a_look_for_faces_first(group: Group, ring: list[Person], signed_in: Opened) -> None:
    note = actions.begin_note(by=ring[0], group=group, kind="observation")
    page, browser = f"/working-together/notes/{note.id}/", signed_in(ring[0])

    def sent(**more: str) -> str:
        photo = SimpleUploadedFile("work.jpg", a_photo(), "image/jpeg")
        return browser.post(page, {"picture": "yes", "photo": photo, **more}, follow=True).content.decode()

    assert "photos of people are not kept here" in sent()
    assert not note.moments.exists()
    assert "/photo/" in sent(no_faces="on")
    assert note.moments.get().photo


@pytest.mark.django_db
def test_a_note_has_an_end(group: Group, ring: list[Person]) -> None:
    note = actions.begin_note(by=ring[0], group=group, kind="observation")
    lines = [Moment(note=note, device="x", arrived_at=timezone.now()) for _ in range(MOST_LINES)]
    Moment.objects.bulk_create(lines)
    with pytest.raises(actions.Full):
        actions.add_line(by=ring[0], note=note, kind="seen", text="one more")
    with pytest.raises(actions.Full):
        actions.keep_note(by=ring[0], sent=a_sheet(group, a_line(), id=note.id))


@pytest.mark.django_db
@pytest.mark.parametrize(
    "body", ["", "[]", "{}", '{"id": 1}', json.dumps({"id": str(KEYS[0]), "lines": [{}]}), "\x00", "nul" * 999]
)
def test_nonsense_from_a_device_is_refused_and_nothing_kept(
    group: Group, ring: list[Person], signed_in: Opened, body: str
) -> None:
    answer = signed_in(ring[0]).post("/working-together/notes/keep/", body, content_type="application/json")
    assert answer.status_code == 400
    assert not Note.objects.exists()


@pytest.mark.django_db
def test_a_device_hears_how_the_notes_of_the_last_days_stand(
    group: Group, ring: list[Person], signed_in: Opened
) -> None:
    sheet = a_sheet(group, a_line())
    actions.keep_note(by=ring[0], sent=sheet)
    old = actions.keep_note(by=ring[0], sent=a_sheet(group, a_line()))
    Note.objects.filter(id=old.id).update(begun_at=timezone.now() - timedelta(days=30))
    told = signed_in(ring[0]).get("/working-together/notes/mine/").json()
    assert [note["id"] for note in told["notes"]] == [str(sheet.id)]
    assert told["notes"][0]["lines"][0]["text"] == "He counts on his fingers"
    assert signed_in(ring[1]).get("/working-together/notes/mine/").json()["notes"] == []


@pytest.mark.django_db
def test_a_person_is_told_what_they_noted(group: Group, ring: list[Person], signed_in: Opened) -> None:
    actions.keep_note(by=ring[0], sent=a_sheet(group, a_line()))
    assert "He counts on his fingers" in signed_in(ring[0]).get(reverse("people:me")).content.decode()
    assert "He counts on his fingers" not in signed_in(ring[1]).get(reverse("people:me")).content.decode()
