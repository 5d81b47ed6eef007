"""Reading registers: what is taken over, what is reported, and what is refused."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from tests.factories.schools import BodyFactory, SchoolFactory, SuccessionFactory
from tests.schools.registers import BRIDES, HOLLINS, SHARED, changed, csv, needs_shared, workbook, written
from tilth.schools import actions, queries
from tilth.schools.domain.values import Why
from tilth.schools.models import Body, School, Succession, Tie
from tilth.schools.signals import school_closed
from tilth.trail.models import Entry

pytestmark = pytest.mark.django_db
REAL = sorted(p for f in ("register", "england", "ontario", "newzealand") for p in (SHARED / f).rglob("*.?s[vx]*"))
AS_LARGE = {"open-schools-2024.csv"}  # as one that is read on each kind of database
REFUSED = {
    "academy_master_list.csv": "accounts",
    "census_pupils.csv": "census",
    "maintained_schools_master_list.csv": "no rows",
}


@needs_shared
@pytest.mark.parametrize(
    "path",
    [pytest.param(path, marks=pytest.mark.alike if path.name in AS_LARGE else ()) for path in REAL],
    ids=lambda path: path.name,
)
def test_every_real_register_is_imported_or_refused_with_a_reason_and_a_second_import_changes_nothing(
    path: Path,
) -> None:
    if path.name in REFUSED:
        with pytest.raises(actions.UnreadableRegister, match=REFUSED[path.name]):
            actions.import_register(path=path)
        return
    expected = actions.report_on(path) if path.stat().st_size < 1_000_000 else None  # for the sake of time
    first = actions.import_register(path=path)
    again = actions.import_register(path=path)
    assert expected is None or first.counts == expected.counts
    assert first.rows == first.would_change + first.unchanged + first.skipped_count
    assert again.would_change == 0
    assert all(line.line > 1 for line in first.skipped)


@needs_shared
def test_rows_pasted_from_a_later_layout_keep_their_towns_and_places() -> None:
    actions.import_register(path=SHARED / "register" / "edubase_fullcolumns_example_schools_data.csv")
    moved = School.objects.get(number="130525")
    assert (moved.town, moved.postcode, moved.street) == ("Barnsley", "S75 3ET", "Wentworth Castle")
    assert moved.latitude == pytest.approx(53.52, abs=0.01)


@needs_shared
def test_a_number_with_leading_zeros_and_a_hidden_enrolment_survive_a_spreadsheet() -> None:
    report = actions.import_register(path=next((SHARED / "ontario").glob("*.xlsx")))
    assert School.objects.get(country="CA-ON", number="019186").pupils == 195
    assert report.noted_why == {Why.SUPPRESSED: 19}
    assert School.objects.filter(country="CA-ON", ties__body__kind=Body.Kind.SCHOOL_BOARD).count() == 4826


def test_a_school_is_taken_over_as_the_register_has_it(tmp_path: Path) -> None:
    row = [*HOLLINS, "486500", "144500"]
    actions.import_register(path=written(tmp_path, csv(row)))
    school = School.objects.get()
    assert (school.country, school.number, school.name) == ("GB-ENG", "100001", "Hollins Primary")
    assert (school.phase, school.status, school.pupils, school.free_meals) == ("primary", "open", 210, 16.2)
    assert (school.latitude, school.longitude) == (pytest.approx(51.19, abs=0.01), pytest.approx(-0.76, abs=0.01))


def test_letters_outside_ascii_are_read_whichever_way_the_file_writes_them(tmp_path: Path) -> None:
    text = csv(changed(HOLLINS, EstablishmentName="École Jacques Prévert"))
    for encoding in ("utf-8", "utf-8-sig", "cp1252", "utf-16"):
        report = actions.import_register(path=written(tmp_path, text.encode(encoding)))
        assert School.objects.get().name == "École Jacques Prévert", encoding
        assert report.rows == 1


@pytest.mark.parametrize("separator", ["\t", ";", "|"])
def test_the_separator_is_found(tmp_path: Path, separator: str) -> None:
    assert actions.report_on(written(tmp_path, csv(HOLLINS).replace(",", separator))).new == 1


def test_a_welsh_school_is_in_wales_by_its_authority_its_number_or_its_kind(tmp_path: Path) -> None:
    cardiff = changed(HOLLINS, URN="100009", LA="Cardiff")
    number = changed(HOLLINS, URN="401234", LA="")
    actions.import_register(path=written(tmp_path, csv(HOLLINS, cardiff, number)))
    assert dict(School.objects.values_list("number", "country")) == {
        "100001": "GB-ENG",
        "100009": "GB-WLS",
        "401234": "GB-WLS",
    }


def test_a_cell_that_says_nothing_wipes_nothing(tmp_path: Path) -> None:
    actions.import_register(path=written(tmp_path, csv(HOLLINS)))
    report = actions.import_register(
        path=written(tmp_path, csv(changed(HOLLINS, NumberOfPupils="NA", Town="", PercentageFSM="SUPP")))
    )
    school = School.objects.get()
    assert (school.pupils, school.town, school.free_meals) == (210, "Tilford", 16.2)
    assert report.unchanged == 1
    assert [(note.line, note.why, note.column) for note in report.noted] == [(2, Why.SUPPRESSED, "free_meals")]


def test_rows_that_cannot_be_used_are_reported_with_their_lines(tmp_path: Path) -> None:
    rows = [HOLLINS, changed(HOLLINS, URN=""), changed(HOLLINS, URN="x1"), changed(HOLLINS, URN="100003")]
    rows[3][2] = ""
    rows += [HOLLINS, [*changed(HOLLINS), "surplus"]]
    report = actions.import_register(path=written(tmp_path, csv(*rows)))
    assert [(skipped.line, skipped.why) for skipped in report.skipped] == [
        (3, Why.NO_NUMBER),
        (4, Why.ODD_NUMBER),
        (5, Why.NO_NAME),
        (6, Why.REPEATED),
        (7, Why.TOO_MANY_CELLS),
    ]
    assert report.rows == 6 and report.new == 1


def test_a_report_changes_nothing_and_foretells_the_import(tmp_path: Path) -> None:
    path = written(tmp_path, csv(HOLLINS, BRIDES))
    expected = actions.report_on(path)
    assert not School.objects.exists() and not Body.objects.exists() and not Entry.objects.exists()
    assert actions.import_register(path=path).counts == expected.counts


def test_an_import_leaves_one_line_on_the_trail(tmp_path: Path) -> None:
    actions.import_register(path=written(tmp_path, csv(HOLLINS, BRIDES)))
    entry = Entry.objects.get()
    assert entry.act == "schools.register_imported" and entry.details["new"] == 2


def test_a_school_that_the_file_leaves_out_is_reported_and_stays_open(tmp_path: Path) -> None:
    SchoolFactory(number="999999")
    assert actions.report_on(written(tmp_path, csv(HOLLINS))).absent == 1
    assert actions.import_register(path=written(tmp_path, csv(HOLLINS))).absent == 1
    assert School.objects.get(number="999999").status == School.Status.OPEN


def test_a_school_that_the_register_closes_stays_and_those_above_hear_of_it(
    tmp_path: Path, django_capture_on_commit_callbacks: Any
) -> None:
    heard: list[tuple[School, list[School]]] = []

    def hear(sender: Any, school: School, successors: list[School], **kwargs: Any) -> None:
        heard.append((school, successors))

    school_closed.connect(hear)
    old = SchoolFactory(number="100001", name="Hollins Primary")
    new = SuccessionFactory(earlier=old).later
    closed = changed(HOLLINS, EstablishmentStatus="Closed", CloseDate="31-08-2024")
    with django_capture_on_commit_callbacks(execute=True):
        report = actions.import_register(path=written(tmp_path, csv(closed)))
    old.refresh_from_db()
    assert (report.closed, old.status, old.closed_on) == (1, School.Status.CLOSED, date(2024, 8, 31))
    assert heard == [(old, [new])]


def test_a_school_that_opens_again_has_no_closing_day(tmp_path: Path) -> None:
    SchoolFactory(number="100001", status=School.Status.CLOSED, closed_on=date(2020, 8, 31))
    report = actions.import_register(path=written(tmp_path, csv(HOLLINS)))
    school = School.objects.get()
    assert (report.reopened, school.status, school.closed_on) == (1, School.Status.OPEN, None)


def test_a_school_is_in_one_trust_at_a_time_and_the_former_one_is_remembered(tmp_path: Path) -> None:
    actions.import_register(path=written(tmp_path, csv(BRIDES)))
    moved = changed(BRIDES, Trusts="78")
    moved[9] = "Ash Trust"
    report = actions.import_register(path=written(tmp_path, csv(moved)))
    assert report.changed == 1
    assert [tie.body.name for tie in Tie.objects.standing()] == ["Ash Trust"]
    assert Tie.objects.get(body__name="Rowan Trust").until is not None
    assert [school.number for school in queries.found("ash trust")] == ["100002"]
    assert not queries.found("rowan").exists()


def test_a_list_of_groups_ties_one_school_to_several_bodies(tmp_path: Path) -> None:
    SchoolFactory(number="100001")
    rows = [
        ["100001", "9", "Rowan Trust", "Multi-academy trust", "Open", "01-09-2012"],
        ["100001", "8", "Diocese of Elm", "School sponsor", "Open", "01-09-2012"],
        ["100005", "8", "Diocese of Elm", "School sponsor", "Open", "01-09-2012"],
    ]
    headings = ["URN", "Linked UID", "Group Name", "Group Type", "Group Status", "Joined date", "HasSharedHT"]
    report = actions.import_register(path=written(tmp_path, csv(*rows, headings=headings)))
    assert (report.new, report.skipped_count) == (2, 1)
    assert {(tie.body.kind, tie.since) for tie in Tie.objects.standing()} == {
        ("multi_academy_trust", date(2012, 9, 1)),
        ("sponsor", date(2012, 9, 1)),
    }
    assert queries.found("rowan").exists()


def test_links_written_from_both_schools_make_one_succession(tmp_path: Path) -> None:
    old, new = SchoolFactory(number="100001", status="closed"), SchoolFactory(number="100002")
    headings = ["URN", "LinkURN", "LinkName", "LinkType", "LinkEstablishedDate"]
    rows = [
        ["100001", "100002", "New", "Successor - merged", "01/09/2020"],
        ["100002", "100001", "Old", "Predecessor - merged", "01-09-2020"],
        ["100002", "100001", "Old", "Result of Amalgamation", ""],
        ["100002", "100001", "Old", "Sixth Form Centre Link", ""],
    ]
    report = actions.import_register(path=written(tmp_path, csv(*rows, headings=headings)))
    link = Succession.objects.get()
    assert (link.earlier, link.later, link.kind, link.on) == (old, new, "merged", date(2020, 9, 1))
    assert (report.new, report.unchanged, report.skipped_count) == (1, 2, 1)


def test_a_mapping_of_ones_own_reads_another_register(tmp_path: Path) -> None:
    mapping = written(
        tmp_path,
        'title = "Schools of Utopia"\ncountries = ["XU"]\ndigits = 4\nheader_row = 2\n'
        '[columns]\nnumber = "No"\nname = "Called"\nphase = "Sort"\n[words.phase]\nsmall = "primary"\n',
        "utopia.toml",
    )
    path = written(tmp_path, "Schools of Utopia;;\nNo;Called;Sort\n7;Amaurot;Small\n")
    actions.import_register(path=path, mapping=mapping)
    school = School.objects.get()
    assert (school.country, school.number, school.phase) == ("XU", "0007", "primary")


def test_a_mapping_with_a_mistake_is_refused_by_its_name(tmp_path: Path) -> None:
    mapping = written(tmp_path, 'title = "x"\ncountries = ["XU"]\n[columns]\nnummber = "No"\n', "mine.toml")
    with pytest.raises(actions.UnreadableRegister, match=r"mine.toml.*nummber"):
        actions.report_on(written(tmp_path, csv(HOLLINS)), mapping)


def test_a_body_known_without_number_is_one_body_however_its_name_is_spelt(tmp_path: Path) -> None:
    BodyFactory(number="", name="The Dean Trust", kind=Body.Kind.MULTI_ACADEMY_TRUST)
    headings = ["unique_reference_number", "name", "sponsoring_trust", "trust_type"]
    row = ["106167", "St John Vianney School", "THE DEAN TRUST", "Supported by a multi-academy trust"]
    actions.import_register(path=written(tmp_path, csv(row, headings=headings)))
    assert Tie.objects.get().body == Body.objects.get()


# --- files that are refused ---------------------------------------------------------------------


def _zip(**parts: bytes) -> bytes:
    with zipfile.ZipFile(held := io.BytesIO(), "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in parts.items():
            packed.writestr(name, content)
    return held.getvalue()


HEAD = csv().encode()
BAD: dict[str, tuple[bytes, str]] = {
    "empty": (b"", "empty"),
    "headings alone": (HEAD, "no rows"),
    "headings and empty lines": (HEAD + b",,,\r\n\r\n", "no rows"),
    "binary": (HEAD + b"\0\1\2", "not text"),
    "a picture": (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20, "not text"),
    "an old workbook": (b"\xd0\xcf\x11\xe0" + b"x" * 100, "old Excel"),
    "a zip": (_zip(**{"schools.csv": HEAD}), "zip archive"),
    "a zip bomb": (_zip(**{"xl/workbook.xml": b"0" * 40_000_000}), "unpacks"),
    "half a workbook": (workbook(["x"], ["y"])[:2000], "damaged"),
    "a workbook of rubbish": (_zip(**{"xl/workbook.xml": b"<nothing"}), "damaged"),
    "a workbook of something else": (workbook(["x"], ["y"]), "do not know this kind"),
    "a huge line": (HEAD + b"x" * 1_200_000, "longer than any row"),
    "a huge field": (HEAD + b'"' + b"x,\r\n" * 5_000, "quotation mark"),
    "a quotation mark too many": (HEAD + b'100001,"' + b"100002,x\r\n" * 60_000, "quotation mark"),
    "prose": (b"Dear all,\nplease find attached the register.\n", "do not know this kind"),
    "people": (b"First name,Last name,Email\nA,B,c\n", "addresses"),
}


@pytest.mark.parametrize(("content", "why"), BAD.values(), ids=BAD.keys())
def test_a_bad_file_is_refused_with_its_reason_and_changes_nothing(tmp_path: Path, content: bytes, why: str) -> None:
    path = written(tmp_path, content, f"{uuid4()}.register")
    for attempt in (actions.report_on, lambda path: actions.import_register(path=path)):
        with pytest.raises(actions.UnreadableRegister, match=why):
            attempt(path)
    assert not School.objects.exists() and not Entry.objects.exists()


def test_a_file_that_breaks_half_way_leaves_nothing_behind(
    tmp_path: Path, django_capture_on_commit_callbacks: Any
) -> None:
    rows = [changed(HOLLINS, URN=str(100_000 + number)) for number in range(1200)]
    path = written(tmp_path, csv(*rows) + '"' + "x" * 20_000)
    with pytest.raises(actions.UnreadableRegister, match="1202"):
        actions.import_register(path=path)
    assert not School.objects.exists()


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(actions.UnreadableRegister, match=r"nowhere\.csv"):
        actions.report_on(tmp_path / "nowhere.csv")
