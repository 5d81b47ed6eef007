"""Lists of people in every layout and dress, read into one shape."""

from __future__ import annotations

import re
import zipfile
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.people import lists
from tilth.people.domain import rosters
from tilth.people.domain.rosters import NotARoster, Unusable, Why, files, own, words
from tilth.people.models import Role


def refused(content: str | bytes | dict[str, str]) -> Unusable:
    with pytest.raises(NotARoster) as no:
        lists.read(content)
    return no.value.why


# --- our own table ------------------------------------------------------------------------------


def test_our_own_table_gives_people_roles_and_classes() -> None:
    roster = lists.read(lists.OWN)
    ada, ben, dot = roster.people
    assert (roster.source, roster.wrong) == ("csv", ())
    assert (ben.source_id, ben.name, ben.email) == ("S2", "Ben Reed", "ben@hollins.example")
    assert (ben.roles[0].kind, ben.roles[0].subject, ben.roles[0].starts_on) == ("teacher", "Maths", date(2021, 9, 1))
    assert ada.roles[0].kind == "headteacher"
    assert dot.is_student and dot.email is None and dot.classes == {("7a", "student")}
    assert {one.name for one in roster.classes} == {"7A", "8B"}


def test_a_name_keeps_no_signs_that_cannot_be_seen() -> None:
    table = "name,email,role\nBen\u202enettirW\u200b,ben@hollins.example,teacher\n"
    assert [person.name for person in lists.read(table).people] == ["BennettirW"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_a_table_is_read_as_spreadsheet_programs_write_it(encoding: str, separator: str, ending: str) -> None:
    table = separator.join(["Name", "E-mail", "Role", "id"]) + ending
    table += separator.join(["Zoë Müller", "zoe@hollins.example", "teacher", "1"]) + ending
    (person,) = lists.read(table.encode(encoding)).people
    assert (person.name, person.email) == ("Zoë Müller", "zoe@hollins.example")


def test_a_line_that_names_the_separator_is_passed_over_and_counted() -> None:
    roster = lists.read("sep=;\nname;email;role\nBen;ben@hollins.example;juggler\n")
    assert roster.wrong[0].line.number == 3


@pytest.mark.parametrize(
    "header",
    [
        "NAME,EMAIL ADDRESS,ROLE",
        " name , e-mail , role ",
        "nom,courriel,rôle",
        "name,e-mail,rolle",
        "nombre,correo electrónico,función",
        "enw,ebost,swydd",
    ],
)
def test_headers_may_be_in_any_case_and_several_languages(header: str) -> None:
    assert lists.read(f"{header}\nBen Reed,ben@hollins.example,teacher\n").people[0].name == "Ben Reed"


def test_a_name_may_come_in_two_columns() -> None:
    roster = lists.read("first name,surname,email,role\nBen,Reed,ben@hollins.example,teacher\n")
    assert roster.people[0].name == "Ben Reed"


def test_one_person_may_have_several_lines_for_several_roles_and_classes() -> None:
    roster = lists.read(
        "name,email,role,class\nBen,b@h.example,teacher,7A\nBen,b@h.example,teacher,8B\nBen,b@h.example,governor,\n"
    )
    (ben,) = roster.people
    assert [role.kind for role in ben.roles] == ["teacher", "governor"]
    assert ben.classes == {("7a", "teacher"), ("8b", "teacher")}
    assert not roster.wrong


@pytest.mark.parametrize(
    ("line", "why"),
    [
        (",b@h.example,teacher,,,9", Why.NO_NAME),
        ("Ben,,teacher,,,9", Why.NO_EMAIL),
        ("Ben,,student,,,", Why.NO_STUDENT_ID),
        ("Ben,ben at hollins,teacher,,,9", Why.BAD_EMAIL),
        ("Ben,b@h.example,,,,9", Why.NO_ROLE),
        ("Ben,b@h.example,juggler,,,9", Why.UNKNOWN_ROLE),
        ("Ben,b@h.example,teacher,soon,,9", Why.BAD_DATE),
        ("Ben,b@h.example,teacher,31/02/2024,,9", Why.BAD_DATE),
        ("Ben,b@h.example,teacher,2024-09-01,2023-09-01,9", Why.ENDS_FIRST),
        (f"{'B' * 200},b@h.example,teacher,,,9", Why.TOO_LONG),
        ("Ben,b@h.example,teacher,,,9,more,", Why.TOO_MANY_CELLS),
        ('"Ben\nReed",b@h.example,teacher,,,9', Why.LINE_BREAK),
        ("Someone,a@h.example,teacher,,,9", Why.SAME_EMAIL),
        ("Someone,b@h.example,teacher,,,1", Why.SAME_ID),
        ("Ada,a@h.example,teacher,,,1", Why.SAME_AGAIN),
    ],
)
def test_a_wrong_line_is_told_with_its_number_and_stops_no_other(line: str, why: Why) -> None:
    table = f"name,email,role,starts_on,ends_on,id\nAda,a@h.example,teacher,,,1\n{line}\nCal,c@h.example,governor,,,3\n"
    roster = lists.read(table)
    assert [(wrong.why, wrong.line.number) for wrong in roster.wrong] == [(why, 3)]
    assert [person.name for person in roster.people] == ["Ada", "Cal"]


def test_the_template_is_read_back_without_a_fault() -> None:
    roster = lists.read("\n".join(",".join(cells) for cells in own.TEMPLATE))
    assert len(roster.people) == 3 and not roster.wrong


def test_a_school_number_on_some_lines_holds_for_all_when_it_is_the_only_one() -> None:
    roster = lists.read("name,email,role,urn\nA,a@h.example,teacher,100\nB,b@h.example,teacher,\n")
    assert len(roster.at("100")) == 2


def test_every_role_we_read_is_one_that_tilth_knows() -> None:
    assert set(words.ROLES.values()) == set(Role.Kind.values)


# --- bundles ------------------------------------------------------------------------------------


def test_school_data_sync_knows_its_people_schools_and_classes() -> None:
    roster = lists.read(lists.SDS, mail_domain="hollins.example")
    assert roster.source == "sds" and not roster.wrong
    assert {person.email for person in roster.people} == {
        "breed@hollins.example",
        "estone@hollins.example",
        "dlamb@hollins.example",
    }
    assert [person.classes for person in roster.at("B")] == [{("c2", "teacher")}]


def test_without_a_mail_domain_students_come_and_teachers_are_told() -> None:
    roster = lists.read(lists.SDS)
    assert [person.name for person in roster.people] == ["Dot Lamb"]
    assert {wrong.why for wrong in roster.wrong} == {Why.NO_EMAIL}


def test_a_headteacher_is_named_with_the_school() -> None:
    schools = "SIS ID,Name,School Number,Principal SIS ID,Principal Name,Principal Secondary Email\n"
    roster = lists.read(
        lists.SDS | {"School.csv": schools + "A,Hollins,100,h1,Ada Okafor,ada@h.example\nB,Rowan,,,,\n"}
    )
    assert [(one.name, one.roles[0].kind) for one in roster.at("A") if not one.is_student] == [
        ("Ada Okafor", "headteacher")
    ]


def test_the_second_format_of_school_data_sync_is_told_from_oneroster() -> None:
    roster = lists.read(lists.SDS_2)
    assert roster.source == "sds" and not roster.wrong
    assert {(one.name, one.roles[0].kind, one.school) for one in roster.people} == {
        ("Ben Reed", "teacher", "A"),
        ("Dot Lamb", "student", "A"),
    }


def test_oneroster_places_one_person_in_two_schools_and_leaves_out_the_deleted() -> None:
    roster = lists.read(lists.ONEROSTER)
    assert roster.source == "oneroster" and not roster.wrong
    assert {(one.name, one.school) for one in roster.people} == {
        ("Ben Reed", "A"),
        ("Ben Reed", "B"),
        ("Dot Lamb", "A"),
    }


def test_classes_that_share_a_name_get_their_code() -> None:
    assert {one.name for one in lists.read(lists.ONEROSTER).classes} == {"Maths (M1)", "Maths (M2)"}


def test_oneroster_1_2_keeps_roles_apart_with_their_days() -> None:
    ada, in_rowan = lists.read(lists.ONEROSTER_12).people
    assert (ada.school, ada.roles[0].kind, ada.roles[0].starts_on) == ("A", "headteacher", date(2020, 9, 1))
    assert (in_rowan.school, in_rowan.roles[0].kind) == ("B", "teacher")


def test_an_administrator_is_not_made_a_leader() -> None:
    users = lists.ONEROSTER["users.csv"].replace('"A,B",teacher', "A,administrator")
    roster = lists.read(lists.ONEROSTER | {"users.csv": users})
    assert "support_staff" in {role.kind for person in roster.people for role in person.roles}


def test_a_bundle_of_changes_only_is_refused() -> None:
    manifest = lists.ONEROSTER["manifest.csv"].replace("bulk", "delta")
    assert refused(lists.ONEROSTER | {"manifest.csv": manifest}) is Unusable.CHANGES_ONLY


def test_birthdays_telephones_and_passwords_are_never_read_in() -> None:
    for bundle in (lists.SDS, lists.ONEROSTER):
        assert not re.search(r"2010|female|0123|secret", repr(lists.read(bundle, "hollins.example")))


def test_lines_that_point_nowhere_are_told() -> None:
    roster = lists.read(lists.SDS | {"TeacherRoster.csv": "Section SIS ID,SIS ID\nc9,t1\nc1,nobody\n"}, "h.example")
    assert [wrong.why for wrong in roster.wrong] == [Why.UNKNOWN_CLASS, Why.UNKNOWN_PERSON]


def test_a_bundle_may_lie_in_a_folder_of_its_zip_and_in_a_folder_on_a_disk(tmp_path: Path) -> None:
    for name, content in lists.SDS.items():
        (tmp_path / name).write_text(content)
    packed = lists.zipped(dict(lists.SDS), folder="export/2025/")
    assert rosters.read(rosters.open_path(tmp_path)) == lists.read(packed)


# --- what is refused ----------------------------------------------------------------------------


def test_what_is_no_list_is_refused_by_name() -> None:
    assert refused(b"") is Unusable.EMPTY
    assert refused(" \n \n") is Unusable.EMPTY
    assert refused(b"\x89PNG\r\n\x1a\n\x00\x00") is Unusable.BINARY
    assert refused("colour,size\nred,1\n") is Unusable.MISSING_COLUMN
    assert refused("name,email,role\n") is Unusable.NOBODY
    assert refused(f"name,email,role\n{'B' * 150_000},b@h.example,teacher\n") is Unusable.HUGE_CELL
    assert refused(f"name,email,role\n{'B' * 30_000},b@h.example,teacher\n") is Unusable.HUGE_CELL
    assert refused(lists.zipped({"holiday.jpg": "x"})) is Unusable.UNKNOWN
    assert refused(lists.zipped({"[Content_Types].xml": "<x/>", "people.csv": lists.OWN})) is Unusable.SPREADSHEET
    assert refused(lists.zipped({"../users.csv": "x"})) is Unusable.UNSAFE
    assert refused(lists.zipped({"/etc/users.csv": "x"})) is Unusable.UNSAFE
    assert refused(lists.zipped({"a/users.csv": "x", "b/users.csv": "x"})) is Unusable.TWICE
    assert refused(lists.zipped({"users.csv": "x"})) is Unusable.MISSING_FILE
    assert (
        refused(lists.zipped({"school.csv": "", "teacher.csv": "SIS ID,School SIS ID\na,b\n"})) is Unusable.MISSING_FILE
    )
    assert refused(lists.zipped({f"{n}.txt": "" for n in range(files.MEMBERS_AT_MOST + 1)})) is Unusable.CROWDED
    assert refused(lists.zipped({"people.csv": lists.OWN})[:-30]) is Unusable.BROKEN
    assert refused(lists.zipped({"people.csv": lists.OWN}, method=zipfile.ZIP_LZMA)) is Unusable.BROKEN


def test_a_zip_that_grows_too_large_is_refused_before_it_has_grown() -> None:
    assert refused(lists.zipped({"people.csv": b"a" * 25_000_000})) is Unusable.BOMB


def test_a_zip_that_lies_about_its_size_is_read_no_further_than_it_says() -> None:
    packed = lists.zipped({"people.csv": b"name,email,role\n" + b"a" * 5_000_000})
    lying = packed.replace((5_000_016).to_bytes(4, "little"), (100).to_bytes(4, "little"))
    assert lying != packed
    assert refused(lying) is Unusable.BROKEN


def test_a_locked_zip_is_refused() -> None:
    packed = bytearray(lists.zipped({"people.csv": lists.OWN}))
    central = packed.rfind(b"PK\x01\x02")
    packed[central + 8] |= 1
    assert refused(bytes(packed)) is Unusable.LOCKED


def test_a_list_that_is_too_large_is_refused() -> None:
    assert refused(b"name,email,role\n" + b" " * files.UPLOAD_AT_MOST) is Unusable.LARGE


# --- whatever comes -----------------------------------------------------------------------------


def read_or_refuse(content: bytes) -> None:
    try:
        roster = lists.read(content)
    except NotARoster:
        return
    for person in roster.people:
        assert person.name and person.source_id and person.roles
        assert person.is_student or person.email
        assert {role.kind for role in person.roles} <= set(Role.Kind.values)


@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(content: bytes) -> None:
    read_or_refuse(content)


@given(st.lists(st.text(alphabet=st.sampled_from("aA@.;,\t\"'\n\r éß12/-ï"), max_size=30), max_size=8))
def test_any_cells_under_our_header_are_read_or_refused(cells: list[str]) -> None:
    read_or_refuse(("name,email,role,starts_on,class,id\n" + "teacher,".join(cells)).encode())


@given(
    st.dictionaries(
        st.sampled_from(sorted(files.KNOWN)), st.sampled_from([*lists.SDS.values(), "", "a,b\n1,2\n", "\x00"])
    )
)
def test_any_bundle_is_read_or_refused(bundle: dict[str, str]) -> None:
    read_or_refuse(lists.zipped(dict(bundle)))


@given(st.sampled_from([lists.SDS, lists.SDS_2, lists.ONEROSTER, lists.ONEROSTER_12]), st.data())
def test_a_bundle_with_a_damaged_table_is_read_or_refused(bundle: dict[str, str], data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(sorted(bundle)))
    cut = data.draw(st.integers(0, len(bundle[name])))
    put = data.draw(st.text(max_size=10))
    read_or_refuse(lists.zipped(dict(bundle) | {name: bundle[name][:cut] + put + bundle[name][cut + 1 :]}))
