"""The pages of partnerships, as people meet them."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.factories.partnerships import (
    MembershipFactory,
    PartnershipFactory,
    PartnershipRoleFactory,
    chair_of,
    family,
    head_of,
    heads,
)
from tests.factories.people import PersonFactory, RoleFactory
from tests.factories.schools import SchoolFactory
from tests.partnerships.test_grid import all_marked, closed, levels, opened
from tilth.partnerships import actions, queries
from tilth.partnerships.models import GridSitting, Membership, NestingRequest, Partnership
from tilth.people.models import Person, Role

pytestmark = pytest.mark.django_db
QUERIES = {"mine": 6, "show": 23, "sitting": 15, "grid": 7, "of_school": 7, "invite": 21}


def to(name: str, key: object = None) -> str:
    return reverse(f"partnerships:{name}", args=[key] if key else [])


def client_of(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def invited(partnership: Partnership) -> tuple[Membership, Person]:
    """A school that is asked, and its head."""
    place = MembershipFactory(partnership=partnership, asked=True)
    return place, head_of(place.school)


# --- finding one's way ---


def test_somebody_in_no_partnership_is_told_what_a_family_is() -> None:
    page = client_of(head_of(SchoolFactory())).get(to("mine")).content.decode()
    assert "three to twelve schools" in page
    assert to("propose") in page


def test_a_teacher_is_not_offered_to_propose() -> None:
    client = client_of(RoleFactory().person)
    assert to("propose") not in client.get(to("mine")).content.decode()
    assert client.get(to("propose")).status_code == 404


def test_an_invitation_waits_on_the_page_of_the_head() -> None:
    place, head = invited(family())
    assert to("answer", place.id) in client_of(head).get(to("mine")).content.decode()


# --- forming, page by page ---


def test_a_head_proposes_asks_and_a_family_begins() -> None:
    school = SchoolFactory(name="Hollins Primary School")
    ada = client_of(head_of(school))
    ada.post(
        to("propose"),
        {"own_school": school.id, "kind": "family", "name": "Rowan", "purpose": "Reading.", "colour": "leaf"},
    )
    partnership = Partnership.objects.get(name="Rowan")
    other = SchoolFactory(name="Alder Academy")
    found = ada.get(to("invite", partnership.id), {"q": "Alder"}).content.decode()
    assert str(other.id) in found
    ada.post(to("invite", partnership.id), {"school": other.id})
    ben = client_of(head_of(other))
    ben.post(to("answer", partnership.memberships.get(school=other).id), {"yes": "yes"})
    assert "You can begin" in ada.get(to("show", partnership.id)).content.decode()
    ada.post(to("begin", partnership.id))
    partnership.refresh_from_db()
    assert partnership.phase == Partnership.Phase.LIVE


def test_a_no_without_a_reason_comes_back_with_nothing_lost() -> None:
    place, head = invited(family())
    page = client_of(head).post(to("answer", place.id), {"yes": "no", "chair_agrees_too": ""})
    assert page.status_code == 200
    assert "Say why" in page.content.decode()
    place.refresh_from_db()
    assert place.state == Membership.State.INVITED


def test_the_chair_is_not_asked_whether_the_chair_should_be_asked() -> None:
    place, head = invited(family())
    chair = chair_of(place.school)
    actions.answer(by=head, membership=place, yes=True, chair_agrees_too=True)
    page = client_of(chair).get(to("answer", place.id)).content.decode()
    assert "chair_agrees_too" not in page
    assert client_of(head).get(to("answer", place.id)).status_code == 404


def test_a_school_where_nobody_can_answer_is_named_so_to_the_lead() -> None:
    partnership = family()
    MembershipFactory(partnership=partnership, asked=True)
    page = client_of(heads(partnership)[0]).get(to("show", partnership.id)).content.decode()
    assert "Nobody there can answer yet" in page
    assert "can add them" in page


def test_reasons_of_a_no_are_for_leads_only() -> None:
    partnership = family()
    place, head = invited(partnership)
    actions.answer(by=head, membership=place, yes=False, reason="We do not trust them.")
    lead, other, _third = heads(partnership)
    assert "do not trust" in client_of(lead).get(to("show", partnership.id)).content.decode()
    assert "do not trust" not in client_of(other).get(to("show", partnership.id)).content.decode()


@pytest.mark.parametrize("schools", [2, 13])
def test_a_family_of_another_size_is_told_why_and_not_stopped(schools: int) -> None:
    partnership = family(schools)
    page = client_of(heads(partnership)[0]).get(to("show", partnership.id)).content.decode()
    assert "three to twelve schools" in page


# --- who may open what ---


def pages_of(partnership: Partnership) -> list[str]:
    """Every page about a family in which everything is going on."""
    waiting, _head = invited(partnership)
    sitting = all_marked(partnership)
    lead = heads(partnership)[0]
    actions.propose_arrow(by=lead, sitting=sitting, **levels())
    nesting = NestingRequest.objects.create(
        part=PartnershipFactory(), whole=partnership, asked_by=PersonFactory(), asked_at=timezone.now()
    )
    of_partnership = ["show", "invite", "begin", "pause", "resume", "end", "people", "nest", "stand_alone", "grid"]
    own = queries.membership_of(partnership, lead)
    assert own
    return [
        *(to(name, partnership.id) for name in [*of_partnership, "open_sitting"]),
        *(to(name, waiting.id) for name in ("answer", "withdraw")),
        to("leave", own.id),
        to("step_down", partnership.roles.get().id),
        to("answer_nesting", nesting.id),
        *(to(name, sitting.id) for name in ("sitting", "mark", "propose_arrow", "answer_arrow")),
        to("of_school", own.school_id),
    ]


def test_eve_meets_the_same_not_found_as_for_what_does_not_exist() -> None:
    partnership = family(3)
    eve = client_of(heads(family(3))[0])
    for address in pages_of(partnership):
        parts = address.strip("/").split("/")
        key = next(part for part in parts if part.count("-") == 4)
        absent = address.replace(key, str(uuid4()))
        for method in (eve.get, eve.post):
            theirs, none = method(address), method(absent)
            assert (theirs.status_code, none.status_code) == (404, 404), address
            assert theirs.content.replace(key.encode(), b"") == none.content.replace(
                absent.strip("/").split("/")[parts.index(key)].encode(), b""
            )


def test_the_lead_opens_every_page_without_a_fault() -> None:
    partnership = family(3)
    lead = client_of(heads(partnership)[0])
    not_theirs = {"answer"}
    for address in pages_of(partnership):
        page = lead.get(address)
        name = page.resolver_match.url_name
        assert page.status_code == (404 if name in not_theirs else page.status_code)
        assert page.status_code in {200, 302, 404, 405}, address


def test_a_teacher_of_a_member_school_reads_and_changes_nothing() -> None:
    partnership = family(3)
    teacher = client_of(RoleFactory(school=queries.agreed_schools(partnership)[0]).person)
    may_read = {"show", "grid", "sitting", "of_school"}
    for address in pages_of(partnership):
        page = teacher.get(address)
        assert (page.status_code == 200) == (page.resolver_match.url_name in may_read), address
        assert teacher.post(address).status_code in {200, 404}
    partnership.refresh_from_db()
    assert partnership.phase == Partnership.Phase.LIVE


def test_a_teacher_of_an_invited_school_sees_nothing_yet() -> None:
    place, _head = invited(family())
    teacher = client_of(RoleFactory(school=place.school).person)
    assert teacher.get(to("show", place.partnership_id)).status_code == 404


def test_a_proposal_is_for_leaders_until_it_lives() -> None:
    partnership = family(2, phase=Partnership.Phase.PROPOSED)
    school = queries.agreed_schools(partnership)[0]
    assert client_of(RoleFactory(school=school).person).get(to("show", partnership.id)).status_code == 404
    deputy = RoleFactory(school=school, kind=Role.Kind.SENIOR_LEADER).person
    assert client_of(deputy).get(to("show", partnership.id)).status_code == 200


def test_whoever_is_not_signed_in_is_asked_to() -> None:
    assert Client().get(to("mine")).status_code == 302


# --- the grid ---


def test_marking_is_private_on_every_page_until_it_is_shown() -> None:
    partnership = family(3)
    ada, ben, _cal = heads(partnership)
    sitting = opened(partnership)
    client_of(ada).post(to("mark", sitting.id), levels(now_depth=6, wanted_depth=6))
    for page in ("sitting", "mark", "propose_arrow"):
        answer = client_of(ben).get(to(page, sitting.id))
        assert " checked" not in answer.content.decode()
        assert "Every student is ours" not in answer.content.decode() or page == "mark"
    assert "1 of 3 leaders has marked" in client_of(ben).get(to("sitting", sitting.id)).content.decode()
    assert " checked" in client_of(ada).get(to("mark", sitting.id)).content.decode()


def test_differences_are_said_in_words() -> None:
    partnership = family(3)
    sitting = all_marked(partnership, levels(), levels(now_structure=5), levels())
    page = client_of(heads(partnership)[0]).get(to("sitting", sitting.id)).content.decode()
    assert "You see depth alike; on structure you differ by 3" in page


def test_tighter_without_deeper_is_warned_of() -> None:
    partnership = family(2)
    ada, ben = heads(partnership)
    sitting = all_marked(partnership)
    client_of(ada).post(to("propose_arrow", sitting.id), levels(wanted_depth=2, wanted_structure=5))
    page = client_of(ben).get(to("sitting", sitting.id)).content.decode()
    assert "without making it deeper" in page
    client_of(ben).post(to("answer_arrow", sitting.id), {"yes": "yes"})
    assert queries.agreements(partnership).count() == 1
    for name in ("show", "grid"):
        assert "without making it deeper" in client_of(ada).get(to(name, partnership.id)).content.decode()


def test_other_members_see_no_names_beside_marks() -> None:
    partnership = family(3)
    teacher = RoleFactory(school=queries.agreed_schools(partnership)[0]).person
    page = client_of(teacher).get(to("sitting", all_marked(partnership).id)).content.decode()
    assert "You see it alike" in page
    assert "We see it alike" in page
    assert heads(partnership)[1].roles.get().school.name not in page


def test_a_sitting_is_opened_from_its_form() -> None:
    partnership = family(2)
    lead = client_of(heads(partnership)[0])
    day = timezone.localdate() + timedelta(days=10)
    lead.post(to("open_sitting", partnership.id), {"horizon": "3", "closes_on": day.isoformat()})
    assert GridSitting.objects.get().closes_on == day


def test_marking_after_the_day_is_refused_in_words() -> None:
    partnership = family(2)
    sitting = closed(opened(partnership))
    page = client_of(heads(partnership)[0]).post(to("mark", sitting.id), levels())
    assert "The marks are out" in page.content.decode()


# --- how many questions are asked of the database ---


@pytest.mark.parametrize("rows", [1, 3])
def test_my_partnerships_cost_the_same_however_many(rows: int, django_assert_num_queries: object) -> None:
    person = RoleFactory().person
    for _row in range(rows):
        MembershipFactory(school=person.roles.get().school)
    client = client_of(person)
    client.get(to("mine"))
    with django_assert_num_queries(QUERIES["mine"]):  # type: ignore[operator]
        client.get(to("mine"))


@pytest.mark.parametrize("rows", [1, 3])
def test_a_partnership_costs_the_same_however_many_schools(rows: int, django_assert_num_queries: object) -> None:
    partnership = family(1)
    lead = heads(partnership)[0]
    for _row in range(rows):
        MembershipFactory(partnership=partnership)
        MembershipFactory(partnership=partnership, asked=True)
        PartnershipRoleFactory(partnership=partnership, kind="broker")
    client = client_of(lead)
    with django_assert_num_queries(QUERIES["show"]):  # type: ignore[operator]
        client.get(to("show", partnership.id))


@pytest.mark.parametrize("rows", [2, 4])
def test_a_sitting_costs_the_same_however_many_leaders(rows: int, django_assert_num_queries: object) -> None:
    partnership = family(rows)
    sitting = all_marked(partnership)
    ada = heads(partnership)[0]
    actions.propose_arrow(by=ada, sitting=sitting, **levels())
    client = client_of(ada)
    with django_assert_num_queries(QUERIES["sitting"]):  # type: ignore[operator]
        client.get(to("sitting", sitting.id))


@pytest.mark.parametrize("rows", [1, 3])
def test_the_arrows_over_the_years_cost_the_same_however_many(rows: int, django_assert_num_queries: object) -> None:
    partnership = family(2)
    ada, ben = heads(partnership)
    for _row in range(rows):
        arrow = actions.propose_arrow(by=ada, sitting=all_marked(partnership), **levels())
        actions.answer_arrow(by=ben, arrow=arrow, yes=True)
    client = client_of(ada)
    with django_assert_num_queries(QUERIES["grid"]):  # type: ignore[operator]
        client.get(to("grid", partnership.id))


@pytest.mark.parametrize("rows", [1, 3])
def test_the_partnerships_of_a_school_cost_the_same(rows: int, django_assert_num_queries: object) -> None:
    person = RoleFactory().person
    school = person.roles.get().school
    for _row in range(rows):
        MembershipFactory(school=school)
    client = client_of(person)
    with django_assert_num_queries(QUERIES["of_school"]):  # type: ignore[operator]
        client.get(to("of_school", school.id))


@pytest.mark.parametrize("rows", [1, 3])
def test_asking_costs_the_same_however_many_are_found(rows: int, django_assert_num_queries: object) -> None:
    partnership = family(2)
    for number in range(rows):
        SchoolFactory(name=f"Alder {number}")
    client = client_of(heads(partnership)[0])
    with django_assert_num_queries(QUERIES["invite"]):  # type: ignore[operator]
        client.get(to("invite", partnership.id), {"q": "Alder"})


# --- students and parents ---


@pytest.mark.parametrize("kind", ["student", "parent"])
def test_students_and_parents_read_no_names_on_the_page_of_their_partnership(kind: str) -> None:
    rowan = family()
    lead = heads(rowan)[0]
    young = RoleFactory(kind=kind, school=rowan.memberships.earliest("school__number").school).person
    assert lead.name in client_of(lead).get(to("show", rowan.id)).content.decode()
    page = client_of(young).get(to("show", rowan.id))
    assert page.status_code == 200
    assert lead.name not in page.content.decode()


def test_a_student_is_given_no_part_in_leading_or_research() -> None:
    rowan = family()
    young = RoleFactory(kind="student", person__email="dot@alder.example").person
    page = client_of(heads(rowan)[0]).post(to("people", rowan.id), {"kind": "researcher", "email": young.email})
    assert "We know nobody with this address" in page.content.decode()
