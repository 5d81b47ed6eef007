"""A backup, and the e-mails sent, are the same whether nobody has answered an open wave, or half of those asked."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.core import mail
from django.test import Client
from django.urls import reverse

from tests.audits.confidence.house import BACKEND, RECEIPT, SLIP
from tests.audits.door import answers, say
from tests.factories.audits import in_wave, open_wave, school_of
from tilth.audits.models import RollEntry, WaveSchool
from tilth.audits.queries.waves import instrument_of
from tilth.command.archive import write
from tilth.notices import actions as notices
from tilth.notices.models import Notice
from tilth.notices.tasks import mail_daily, mail_weekly
from tilth.trays import keys
from tilth.trays.models import Box, Tray

pytestmark = pytest.mark.django_db
REMARK = "nobody else would say zqxj like this"
PEOPLE = 12


@pytest.fixture
def here() -> WaveSchool:
    return in_wave(open_wave(school_of(PEOPLE), blind=False, remarks=True))


def answered(here: WaveSchool, entries: list[RollEntry]) -> Iterator[str]:
    """These people take slips and answer, as people do. Yields their slips."""
    for entry in entries:
        browser, page = Client(), reverse("audits:answer", args=[here.id])
        browser.force_login(entry.person, backend=BACKEND)
        (receipt,) = set(RECEIPT.findall(browser.get(page).content.decode()))
        (slip,) = set(SLIP.findall(browser.post(page, {"receipt": receipt}).content.decode()))
        done = say("cast/", slip=slip, remark=REMARK, **answers(instrument_of(here.wave.terms), 1, 4))
        assert "in the tray" in done.content.decode()
        yield slip


def backup(folder: Path, name: str) -> dict[str, bytes]:
    """The parts of a backup, but for the page that says when it was made."""
    settings.MEDIA_ROOT.mkdir(parents=True, exist_ok=True)
    write(folder / name)
    with zipfile.ZipFile(folder / name) as archive:
        return {part: archive.read(part) for part in archive.namelist() if part != "manifest.json"}


def written() -> None:
    """Whatever waits is sent."""
    mail_daily.func()
    mail_weekly.func()


def letters() -> list[tuple[list[str], str, str]]:
    return [(letter.to, letter.subject, str(letter.body)) for letter in mail.outbox]


def changed(before: dict[str, bytes], after: dict[str, bytes]) -> set[str]:
    return {part for part in before | after if before.get(part) != after.get(part)}


def test_a_backup_is_the_same_whoever_has_answered(here: WaveSchool, tmp_path: Path) -> None:
    for entry in here.roll.select_related("person"):
        Client().force_login(entry.person, backend=BACKEND)  # the day is kept on which somebody signed in last
    before = backup(tmp_path, "before.zip")
    slips = list(answered(here, list(here.roll.select_related("person"))[: PEOPLE // 2]))
    after = backup(tmp_path, "after.zip")
    assert changed(before, after) == set()
    whole = b"\0".join(after.values())
    key = (Path(settings.KEYS) / f"{here.box}.key").read_bytes()
    root = key[len(keys.FORMAT) :][: keys.ROOT]
    sealed = [bytes(Box.objects.get().counter), *(bytes(tray.sealed) for tray in Tray.objects.all())]
    for secret in (REMARK.encode(), root, *(slip[4:].encode() for slip in slips), *sealed):
        assert secret not in whole and secret.hex().encode() not in whole
    assert not [part for part in after if "trays" in part or part.endswith(".key")]


def test_a_house_that_thanks_those_who_answered_is_found_out(here: WaveSchool, tmp_path: Path) -> None:
    before = backup(tmp_path, "before.zip")
    first = here.roll.select_related("person")[0]
    assert changed(before, backup(tmp_path, "again.zip")) == set()
    list(answered(here, [first]))
    notices.tell(to=[first.person], about=here, kind="audits.thanks", headline="Thank you", body="You answered.")
    assert "tables/notices_notice.jsonl" in changed(before, backup(tmp_path, "after.zip"))


def test_letters_are_the_same_for_all_and_none_follows_an_answer(here: WaveSchool) -> None:
    written()
    asked = [told for told in letters() if told[0][0] in {entry.person.email for entry in here.roll.all()}]
    told = {(subject, body.replace(to[0], "")) for to, subject, body in asked}
    sent, known = letters(), Notice.objects.count()
    slips = list(answered(here, list(here.roll.select_related("person"))[: PEOPLE // 2]))
    written()
    assert letters() == sent and Notice.objects.count() == known
    assert len(asked) == PEOPLE and len(told) == 1, "nothing in them differs from one person to another"
    assert not [slip for slip in slips if any(slip in body for _to, _subject, body in letters())]
