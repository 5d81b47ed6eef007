"""Lists that nobody here wrote: each is imported, or refused with a reason that helps."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.factories.schools import SchoolFactory
from tilth.people.actions.rosters import import_people
from tilth.people.models import Person, Role
from tilth.people.queries.rosters import UnreadableList, read_list

SAMPLES = Path(__file__).resolve().parents[3] / "shared" / "data" / "oneroster"
SDS = SAMPLES / "ms_sds"

pytestmark = [pytest.mark.django_db, pytest.mark.skipif(not SAMPLES.is_dir(), reason="the sample lists are not here")]


@pytest.mark.parametrize(
    ("folder", "schools", "people", "wrong"),
    [
        ("SDS_Format/100_Users", 2, 98, 0),
        ("SDS_Format/25_Users", 2, 24, 2),  # two principals without an address
        ("SDS_Format/Min_Required_Attributes", 2, 24, 0),
        ("SDS_v2", 4, 29, 0),
    ],
)
def test_school_data_sync_is_imported_for_each_of_its_schools_and_again(
    folder: str, schools: int, people: int, wrong: int
) -> None:
    roster = read_list(SDS / folder, mail_domain="contoso.example")
    assert len(roster.schools) == schools and len(roster.wrong) == wrong
    for place in roster.schools:
        school = SchoolFactory()
        import_people(by=None, school=school, roster=roster, known_as=place.source_id)
        again = import_people(by=None, school=school, roster=roster, known_as=place.source_id)
        assert again.does_nothing
    assert Person.objects.count() == people
    assert Role.objects.filter(kind=Role.Kind.TEACHER).exists()


@pytest.mark.parametrize("sample", sorted(SAMPLES.glob("**/*")), ids=lambda path: str(path.relative_to(SAMPLES)))
def test_every_sample_by_itself_is_read_or_refused_in_words(sample: Path) -> None:
    try:
        assert read_list(sample).schools
    except UnreadableList as no:
        assert str(no.message).endswith(".") and "%" not in str(no.message)
