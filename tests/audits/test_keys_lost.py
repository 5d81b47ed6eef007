"""A wave whose trays cannot be opened any more: its key is lost, or the databases came back from a backup."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.audits.answering import answer, asked
from tests.audits.door import say
from tests.audits.sheets import cast
from tests.factories.audits import family_of, head, in_wave, lead, open_wave, planned_wave, school_of, schools_of
from tilth.audits import actions, tasks
from tilth.audits.models import RollEntry, Wave, WaveSchool
from tilth.demo import clock
from tilth.notices.models import Notice
from tilth.trail.models import Entry
from tilth.trays import actions as trays
from tilth.trays.models import Box, Tray

pytestmark = pytest.mark.django_db


def lose_key(here: WaveSchool) -> None:
    (Path(settings.KEYS) / f"{here.box}.key").unlink()


def lose_trays(here: WaveSchool) -> None:
    Tray.objects.filter(box=here.box).delete()
    Box.objects.filter(id=here.box).delete()


def give_back_older_trays(here: WaveSchool) -> None:
    """The database is as it was before the last sheets, which the key file knows nothing of any more."""
    box, sealed = (
        Box.objects.get(id=here.box),
        {tray.pk: bytes(tray.sealed) for tray in Tray.objects.filter(box=here.box)},
    )
    older = bytes(box.counter)
    for slip in trays.draw_papers(key=here.box, count=2):
        trays.cast(slip=slip, sheet=bytes(box.size))
    Box.objects.filter(id=here.box).update(counter=older)
    for pk, content in sealed.items():
        Tray.objects.filter(pk=pk).update(sealed=content)


Lose = Callable[[WaveSchool], None]
Deed = Callable[[], object]
WAYS: list[Lose] = [lose_key, lose_trays, give_back_older_trays]
after_its_last_day = timedelta(days=8)


@pytest.mark.parametrize("lose", WAYS)
def test_a_wave_that_cannot_be_opened_keeps_no_other_from_closing(lose: Lose) -> None:
    lost, sound = open_wave(school_of(12), papers="all"), open_wave(school_of(12), papers="all")
    lose(in_wave(lost))
    with clock.at(timezone.localdate() + after_its_last_day):
        tasks.keep_days.call()
    lost.refresh_from_db()
    sound.refresh_from_db()
    assert sound.phase == Wave.Phase.PUBLISHED
    assert lost.phase == Wave.Phase.OPEN, "its key may have been put elsewhere, and come back"
    with clock.at(timezone.localdate() + after_its_last_day), pytest.raises(actions.KeyLost):
        actions.close_wave(by=None, wave=lost)


def told(kind: str) -> list[Notice]:
    return list(Notice.objects.filter(kind=kind).select_related("person"))


@pytest.mark.parametrize("lose", WAYS)
def test_heads_are_told_once_in_plain_words_that_answers_cannot_be_opened(lose: Lose) -> None:
    wave = open_wave(school_of(12), papers="all")
    lose(in_wave(wave))
    for hours in (0, 1):
        with clock.at(timezone.localdate() + after_its_last_day + timedelta(days=hours)):
            tasks.keep_days.call()
    (notice,) = told("audits.key_missing")
    assert notice.person == head(in_wave(wave).school)
    assert "cannot be opened" in notice.headline and "whoever runs Tilth" in notice.body


@pytest.mark.parametrize("lose", WAYS)
def test_one_lost_key_among_schools_that_close_together_keeps_no_other_from_being_counted(
    lose: Lose, django_capture_on_commit_callbacks: Any
) -> None:
    family = family_of(schools=4, staff=12)
    wave = open_wave(family, papers="all")
    first, *others = [in_wave(wave, school) for school in schools_of(family)]
    for each in others:
        answer(each.box, cast(asked(wave), 12, mood=0))
    asked_there = {entry.person_id for entry in first.roll.all()}
    lose(first)
    with clock.at(timezone.localdate() + after_its_last_day), django_capture_on_commit_callbacks(execute=True):
        tasks.keep_days.call()
    wave.refresh_from_db()
    first.refresh_from_db()
    assert wave.phase == Wave.Phase.PUBLISHED and first.withdrawn_at and not Box.objects.exists()
    published = {row.school_id for row in wave.publications.all()}
    assert published == {None, *(each.school_id for each in others)}
    unread = told("audits.key_lost")
    assert {notice.person_id for notice in unread} == asked_there | {head(first.school).id}
    assert "nobody can read them" in unread[0].body and not told("audits.key_missing")
    assert not [notice for notice in told("audits.results") if notice.about == first.id]


def test_whoever_closes_by_hand_hears_of_a_lost_key_and_nothing_is_closed() -> None:
    family = family_of(schools=3, staff=12)
    wave = open_wave(family, papers="all")
    lost, *others = [in_wave(wave, school) for school in schools_of(family)]
    lose_key(lost)
    with clock.at(timezone.localdate() + timedelta(days=3)), pytest.raises(actions.KeyLost):
        actions.close_wave(by=lead(family), wave=wave)
    for each in others:
        assert trays.draw_papers(key=each.box, count=1), "people can still answer there"


# --- keys that cannot be written ----------------------------------------------------------------


def no_folder(folder: Path, wave: Wave) -> Deed:
    """Where the folder of keys should be lies a file. Returns how to mend it."""
    folder.parent.write_text("in the way")
    return folder.parent.unlink


def no_file(folder: Path, wave: Wave) -> Deed:
    """The key of one school only cannot be written."""
    blocked = folder / f"{list(wave.schools.all())[-1].box}.key"
    blocked.mkdir(parents=True)
    return blocked.rmdir


@pytest.mark.parametrize("block", [no_folder, no_file])
def test_where_keys_cannot_be_written_nothing_opens_and_whoever_opens_it_is_told(
    block: Callable[[Path, Wave], Deed], tmp_path: Path, settings: Any, caplog: pytest.LogCaptureFixture
) -> None:
    family = family_of(schools=2, staff=12)
    wave = planned_wave(family)
    settings.KEYS = tmp_path / "on the way" / "keys"
    mend, before = block(settings.KEYS, wave), Notice.objects.count()
    with pytest.raises(trays.KeysOutOfReach, match="cannot be written"), transaction.atomic():
        actions.open_wave(by=None, wave=Wave.objects.get(id=wave.id))
    browser = Client()
    browser.force_login(lead(family), backend="allauth.account.auth_backends.AuthenticationBackend")
    assert "cannot be written" in browser.post(reverse("audits:open", args=[wave.id])).content.decode()
    tasks.keep_days.func()
    assert "The keys of a wave cannot be written into TILTH_KEYS" in caplog.text
    wave.refresh_from_db()
    assert wave.phase == Wave.Phase.PLANNED and not RollEntry.objects.exists()
    assert (Notice.objects.count(), Entry.objects.filter(act="audits.wave_opened").count()) == (before, 0)
    mend()
    actions.open_wave(by=None, wave=wave)
    for each in wave.schools.all():
        assert trays.opens(key=each.box)


@pytest.mark.parametrize("lose", WAYS)
def test_a_closed_wave_that_cannot_be_opened_can_be_called_off(lose: Lose) -> None:
    wave = open_wave(school_of(12), papers="all")
    lose(in_wave(wave))
    Wave.objects.filter(id=wave.id).update(phase=Wave.Phase.CLOSED)
    tasks.keep_days.call()
    wave.refresh_from_db()
    assert wave.phase == Wave.Phase.CLOSED
    assert actions.call_off(by=None, wave=wave, reason="The key is lost.").phase == Wave.Phase.CALLED_OFF


@pytest.mark.parametrize("lose", WAYS)
def test_whoever_is_asked_reads_that_it_cannot_be_opened(lose: Lose) -> None:
    wave = open_wave(school_of(12), blind=False)
    here = in_wave(wave)
    if lose is give_back_older_trays:
        pytest.skip("There are no slips on paper here.")
    lose(here)
    browser = Client()
    browser.force_login(here.roll.first().person, backend="allauth.account.auth_backends.AuthenticationBackend")
    page = reverse("audits:answer", args=[here.id])
    assert browser.get(page).status_code == 200
    assert browser.post(page, {"receipt": "a" * 32}).status_code == 200
    actions.call_off(by=head(here.school), wave=wave, reason="The key is lost.")


def test_slips_and_pages_of_older_trays_say_no() -> None:
    wave = open_wave(school_of(12), papers="all")
    here = in_wave(wave)
    (slip,) = trays.draw_papers(key=here.box, count=1)
    give_back_older_trays(here)
    assert say("sheet/", slip=slip).status_code == 200
    browser = Client()
    browser.force_login(head(here.school), backend="allauth.account.auth_backends.AuthenticationBackend")
    assert browser.get(reverse("audits:papers", args=[here.id])).status_code == 200
    assert browser.post(reverse("audits:close", args=[wave.id])).status_code == 200
    actions.call_off(by=head(here.school), wave=wave, reason="The key is lost.")
