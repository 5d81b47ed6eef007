"""What a list may do to whom: nobody is ended, renamed or taken over by surprise."""

from __future__ import annotations

from datetime import date
from uuid import UUID, uuid4

from hypothesis import given
from hypothesis import strategies as st

from tests.people import lists
from tilth.people.domain.rosters.comparing import (
    Comparison,
    Keeps,
    Known,
    KnownRole,
    Sender,
    compare,
    find_school,
)
from tilth.people.domain.rosters.values import Line, Roster, RosterPerson, RosterRole, RosterSchool, Why

TODAY = date(2026, 3, 2)
HEAD = Sender()
MANAGER = Sender(UUID(int=1), names_heads=False)


def role(kind: str = "teacher", vouched: bool = True, ends_on: date | None = None) -> KnownRole:
    return KnownRole(uuid4(), kind, "", date(2020, 9, 1), ends_on, vouched)


def known(name: str = "Ben", *roles: KnownRole, source_id: str = "", **facts: object) -> Known:
    ids = frozenset({source_id or name}) if source_id != "-" else frozenset()
    return Known(uuid4(), name, f"{name.lower()}@h.example", ids, roles or (role(),), **facts)  # type: ignore[arg-type]


def listed(name: str = "Ben", kind: str = "teacher", email: str = "", source_id: str = "") -> RosterPerson:
    address = email or f"{name.lower()}@h.example"
    return RosterPerson(source_id or name, "", name, address, (RosterRole(kind),), Line("people.csv", 2))


def told(*people: RosterPerson, unsure: frozenset[str] = frozenset()) -> Roster:
    return Roster("csv", people, (RosterSchool(""),), unsure=unsure)


def compared(roster: Roster, *everybody: Known, sender: Sender = HEAD) -> Comparison:
    return compare(roster, "", everybody, TODAY, sender)


def test_who_is_known_just_so_stays_the_same() -> None:
    found = compared(told(listed()), known())
    assert found.does_nothing and len(found.unchanged) == 1


def test_who_is_not_in_the_list_any_more_leaves() -> None:
    found = compared(told(listed("Ada")), known("Ada"), known("Ben"))
    assert [leaver.known.name for leaver in found.leaving] == ["Ben"]


def test_who_was_added_by_hand_does_not_leave() -> None:
    assert compared(told(listed("Ada")), known("Ada"), known("Ben", role(vouched=False))).does_nothing


def test_whose_line_is_wrong_does_not_leave() -> None:
    roster = told(listed("Ada"), unsure=frozenset({"ben@h.example"}))
    assert compared(roster, known("Ada"), known("Ben")).does_nothing


def test_a_list_of_staff_lets_no_student_leave() -> None:
    assert compared(told(listed("Ada")), known("Ada"), known("Dot", role("student"))).does_nothing


def test_the_sender_does_not_leave_by_their_own_list() -> None:
    me = Known(MANAGER.key or uuid4(), "Me", "me@h.example", frozenset({"Me"}), (role("business_manager"),))
    found = compared(told(listed("Ada")), known("Ada"), me, sender=MANAGER)
    assert not found.leaving and found.kept[0].why is Keeps.SELF


def test_only_a_headteacher_lets_a_headteacher_leave() -> None:
    ada = known("Ada", role("headteacher"))
    assert compared(told(listed()), known(), ada).leaving
    by_manager = compared(told(listed()), known(), ada, sender=MANAGER)
    assert not by_manager.leaving and by_manager.kept[0].why is Keeps.HEAD


def test_only_a_headteacher_names_a_headteacher() -> None:
    roster = told(listed("Eve", "headteacher"))
    assert compared(roster).new
    by_manager = compared(roster, sender=MANAGER)
    assert not by_manager.new and by_manager.wrong[0].why is Why.HEADS_ONLY


def test_a_new_name_or_address_is_taken_over_where_nobody_else_has_a_say() -> None:
    (step,) = compared(told(listed("Benjamin", email="b@h.example", source_id="Ben")), known()).changed
    assert (step.name, step.email) == ("Benjamin", "b@h.example")


def test_somebody_of_two_schools_keeps_name_and_address() -> None:
    roster = told(listed("Benjamin", email="b@h.example", source_id="Ben"))
    found = compared(roster, known(elsewhere=True))
    assert not found.changed and found.kept[0].why is Keeps.EMAIL


def test_an_address_is_never_taken_from_somebody_else() -> None:
    roster = told(listed("Ben", email="eve@h.example"))
    found = compared(roster, known(), known("Eve", role(vouched=False), source_id="-"))
    assert not found.changed and found.wrong[0].why is Why.EMAIL_TAKEN


def test_no_adult_is_made_a_student_and_no_student_of_another_school_taken() -> None:
    roster = told(listed("Ben", "student"))
    adult = Known(uuid4(), "Ben", "ben@h.example", elsewhere=True, grown=True)
    pupil = Known(uuid4(), "Ben", "ben@h.example", elsewhere=True, student_elsewhere=True)
    assert [wrong.why for wrong in compared(roster, adult).wrong] == [Why.STAFF_OR_STUDENT]
    assert [wrong.why for wrong in compared(roster, pupil).wrong] == [Why.STUDENT_ELSEWHERE]


def test_somebody_known_by_address_joins_with_a_further_role() -> None:
    elsewhere = Known(uuid4(), "Ben", "ben@h.example", elsewhere=True, grown=True)
    (step,) = compared(told(listed()), elsewhere).joining
    assert [given.kind for given in step.gives] == ["teacher"]


def test_another_role_takes_the_place_of_the_one_the_list_gave() -> None:
    (step,) = compared(told(listed(kind="senior_leader")), known()).changed
    assert [one.what for one in step.changes] == ["given", "ended"]


def test_a_role_given_by_hand_stays_beside_it() -> None:
    held = (role(), role("senior_leader", vouched=False))
    assert compared(told(listed()), known("Ben", *held)).does_nothing


def test_who_comes_back_on_the_day_they_left_has_never_been_away() -> None:
    (step,) = compared(told(listed()), known("Ben", role(ends_on=TODAY))).changed
    assert step.alters[0][1].ends_on is None


def test_whose_role_was_ended_by_hand_stays_ended() -> None:
    assert compared(told(listed()), known("Ben", role(vouched=False, ends_on=date(2026, 7, 31)))).does_nothing


def test_who_left_long_ago_by_the_list_is_not_added() -> None:
    gone = RosterPerson(
        "Ben", "", "Ben", "b@h.example", (RosterRole("teacher", ends_on=date(2024, 7, 31)),), Line("x", 2)
    )
    found = compared(told(gone))
    assert found.does_nothing and found.past == (gone,)


def test_a_school_is_found_by_number_name_or_because_it_is_the_only_one() -> None:
    roster = lists.read(lists.ONEROSTER)
    assert find_school(roster, "Another name", "200") == roster.schools[1]
    assert find_school(roster, "hollins", "1") == roster.schools[0]
    assert find_school(roster, "Another name", "1") is None
    assert find_school(roster, "Another name", "1", known_as="B") == roster.schools[1]


def test_a_table_with_another_schools_number_is_not_ours() -> None:
    roster = lists.read("name,email,role,urn\nA,a@h.example,teacher,100\n")
    assert find_school(roster, "Rowan", "200") is None


names = st.sampled_from(["Ada", "Ben", "Cal", "Dot"])
kinds = st.sampled_from(["teacher", "student", "headteacher", "governor"])
knowns = st.lists(
    st.builds(
        lambda name, kind, vouched, elsewhere: known(
            name, role(kind, vouched), elsewhere=elsewhere, grown=kind != "student"
        ),
        names,
        kinds,
        st.booleans(),
        st.booleans(),
    ),
    unique_by=lambda one: one.name,
)
rosters = st.lists(st.builds(listed, names, kinds), unique_by=lambda one: one.name).map(lambda people: told(*people))


@given(rosters, knowns, st.sampled_from([HEAD, MANAGER]))
def test_everybody_is_told_of_exactly_once_and_nobody_listed_leaves(
    roster: Roster, everybody: list[Known], sender: Sender
) -> None:
    found = compared(roster, *everybody, sender=sender)
    said = [step.person.name for step in found.steps] + [one.name for one in found.past]
    wrong = {one.value for one in found.wrong}
    assert len(said) == len(set(said))
    assert {one.name for one in roster.people} == set(said) | (wrong - set(said))
    assert not {leaver.known.name for leaver in found.leaving} & {one.name for one in roster.people}
    assert all(one.vouched for leaver in found.leaving for one in leaver.roles)


@given(rosters, knowns)
def test_nobody_of_another_school_is_renamed_and_no_adult_becomes_a_student(
    roster: Roster, everybody: list[Known]
) -> None:
    for step in compared(roster, *everybody).steps:
        if step.known and step.known.elsewhere:
            assert step.name is None and step.email is None
        if step.known and step.known.grown:
            assert not step.person.is_student
