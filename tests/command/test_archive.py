"""A backup gives back an equal database, or changes nothing."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from django.db import connection

from tests.factories.partnerships import family
from tests.factories.people import PersonFactory, RoleFactory
from tilth.command.archive import Unfit, digests, give_back, write
from tilth.notices.actions import tell
from tilth.people.models import Person
from tilth.trail.actions import record
from tilth.trail.models import Entry
from tilth.trays.models import Box

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def uploads(settings, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path / "uploads"
    settings.MEDIA_ROOT.mkdir()
    return settings.MEDIA_ROOT


@pytest.fixture
def life() -> Person:
    """Rows of most kinds: people without e-mail, odd names, JSON, moments and days."""
    partnership = family()
    head = RoleFactory(person__name="Zoë O’Hara “the head”\n", person__email=None).person
    record(by=head, act="partnerships.proposed", about=[partnership], words={"b": 1.5, "a": [None, True, "é"]})
    tell(to=[head], about=partnership, kind="partnerships.invitation", headline="Will you join us?", asks=True)
    return head


def test_what_was_kept_comes_back_equal_and_what_came_since_is_gone(life: Person, tmp_path: Path) -> None:
    before = digests()
    counts = write(tmp_path / "kept.zip")
    PersonFactory.create_batch(3)
    life.name = "Somebody else"
    life.save()
    record(by=life, act="people.renamed", about=[])
    assert digests() != before
    give_back(tmp_path / "kept.zip", replace=True)
    assert digests() == before
    assert counts["people_person"] == Person.objects.count()


def test_life_goes_on_after_a_restore(life: Person, tmp_path: Path) -> None:
    write(tmp_path / "kept.zip")
    give_back(tmp_path / "kept.zip", replace=True)
    entry = record(by=life, act="people.tested", about=[])
    assert entry.concerns.get().key == life.id
    with pytest.raises(TypeError):
        entry.save()


def test_an_empty_database_is_filled_without_asking(life: Person, tmp_path: Path) -> None:
    from tilth.command.archive.restoring import _empty

    before = digests()
    write(tmp_path / "kept.zip")
    _empty()
    assert not Entry.objects.exists()
    give_back(tmp_path / "kept.zip")
    assert digests() == before


def test_sealed_trays_are_not_kept_and_stay_where_they_are(life: Person, tmp_path: Path) -> None:
    Box.objects.create(door="ABC", size=9, counter=b"sealed")
    write(tmp_path / "kept.zip")
    with zipfile.ZipFile(tmp_path / "kept.zip") as archive:
        assert not [name for name in archive.namelist() if "trays" in name]
    give_back(tmp_path / "kept.zip", replace=True)
    assert Box.objects.count() == 1


def test_people_in_the_database_are_not_thrown_away_unasked(life: Person, tmp_path: Path) -> None:
    write(tmp_path / "kept.zip")
    before = digests()
    with pytest.raises(Unfit, match="--replace"):
        give_back(tmp_path / "kept.zip")
    assert digests() == before


def test_uploaded_files_come_back(uploads: Path, tmp_path: Path) -> None:
    (uploads / "logos").mkdir()
    (uploads / "logos" / "rowan.svg").write_bytes(b"<svg/>")
    write(tmp_path / "kept.zip")
    (uploads / "logos" / "rowan.svg").unlink()
    give_back(tmp_path / "kept.zip")
    assert (uploads / "logos" / "rowan.svg").read_bytes() == b"<svg/>"


def _altered(source: Path, target: Path, part: str, change: bytes | None) -> Path:
    """A copy of a backup with one part changed, or left out."""
    with zipfile.ZipFile(source) as given, zipfile.ZipFile(target, "w") as made:
        for name in given.namelist():
            if name != part:
                made.writestr(name, given.read(name))
            elif change is not None:
                made.writestr(name, given.read(name) + change)
    return target


@pytest.mark.parametrize("change", [b'["a row that was never there"]\n', None], ids=["altered", "missing"])
def test_a_damaged_backup_changes_nothing(life: Person, tmp_path: Path, change: bytes | None) -> None:
    write(tmp_path / "kept.zip")
    bad = _altered(tmp_path / "kept.zip", tmp_path / "bad.zip", "tables/people_person.jsonl", change)
    before = digests()
    with pytest.raises(Unfit, match="damaged"):
        give_back(bad, replace=True)
    assert digests() == before


@pytest.mark.parametrize("content", [b"", b"not a zip", b"PK\x03\x04" + b"\0" * 50])
def test_what_is_no_backup_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "odd.zip").write_bytes(content)
    with pytest.raises(Unfit, match="not a backup"):
        give_back(tmp_path / "odd.zip")


def test_a_backup_cut_short_is_refused(life: Person, tmp_path: Path) -> None:
    write(tmp_path / "kept.zip")
    whole = (tmp_path / "kept.zip").read_bytes()
    (tmp_path / "cut.zip").write_bytes(whole[: len(whole) // 2])
    with pytest.raises(Unfit):
        give_back(tmp_path / "cut.zip", replace=True)


def test_a_backup_of_another_version_is_refused_by_name(life: Person, tmp_path: Path) -> None:
    write(tmp_path / "kept.zip")
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO django_migrations (app, name, applied) VALUES ('trail', '0099_later', '2026-01-01')"
        )
    with pytest.raises(Unfit, match="0099_later"):
        give_back(tmp_path / "kept.zip", replace=True)


def test_a_backup_never_overwrites_and_only_its_owner_can_read_it(tmp_path: Path) -> None:
    write(tmp_path / "kept.zip")
    assert (tmp_path / "kept.zip").stat().st_mode & 0o077 == 0
    with pytest.raises(Unfit, match="already"):
        write(tmp_path / "kept.zip")
