"""Who may read a note, and who may change it: every role, before and after it is shared, in each state of a group."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from tests.factories.jpd import proposed, school_in, standing
from tests.factories.notes import a_photo
from tests.factories.partnerships import PartnershipRoleFactory
from tests.factories.people import PersonFactory, RoleFactory
from tilth.jpd.actions import notes as actions
from tilth.jpd.models import Group, Note
from tilth.jpd.queries import notes as reads
from tilth.partnerships.models import Membership, Partnership
from tilth.people.models import Person

pytestmark = pytest.mark.django_db
Opened = Callable[[Person], Client]
IN_A_SCHOOL = [
    *("headteacher", "senior_leader", "teacher", "support_staff", "business_manager", "trainee"),
    *("governor", "chair", "parent"),
]
IN_THE_FAMILY = ["lead", "coordinator", "broker", "researcher"]


@pytest.fixture
def group(rowan: Partnership, ring: list[Person]) -> Group:
    return standing(proposed(rowan))


@pytest.fixture
def note(group: Group, ring: list[Person]) -> Note:
    """Ben's, with a line of each kind."""
    note = actions.begin_note(by=ring[0], group=group, kind="observation")
    for kind in ("seen", "counted", "wondered"):
        actions.add_line(by=ring[0], note=note, kind=kind, text="Unmistakable words")
    actions.add_line(by=ring[0], note=note, kind="photo", photo=a_photo())
    return note


@pytest.fixture
def everybody_else(rowan: Partnership, ada: Person, eve: Person) -> list[Person]:
    """One of every role at Ben's own school and at Asha's, every part in the family, an operator, a stranger."""
    people = [ada, eve, PersonFactory(name="Op Erator", is_operator=True), PersonFactory(name="A Superuser")]
    for place in (0, 1):
        people += [RoleFactory(school=school_in(rowan, place), kind=kind).person for kind in IN_A_SCHOOL]
    people += [PartnershipRoleFactory(partnership=rowan, kind=kind).person for kind in IN_THE_FAMILY]
    return people


def pages(note: Note) -> list[str]:
    photo = note.moments.get(kind="photo")
    here = f"/working-together/notes/{note.id}/"
    return [here, f"/working-together/notes/lines/{photo.id}/photo/", f"{here}throw-away/"]


@pytest.mark.parametrize("shared", [False, True])
@pytest.mark.parametrize("ended", [False, True])
def test_nobody_outside_the_group_opens_a_note(
    note: Note, everybody_else: list[Person], signed_in: Opened, shared: bool, ended: bool
) -> None:
    actions.share_note(by=note.author, note=note, shared=shared)
    if ended:
        Group.objects.filter(id=note.group_id).update(ended_on=timezone.localdate())
    for person in everybody_else:
        assert reads.note(viewer=person, key=note.id) is None, person
        assert not reads.notes_in(person, note.group).exists(), person
        assert all(reads.photo(viewer=person, key=moment.id) is None for moment in note.moments.all()), person
        assert all(reads.own_line(viewer=person, key=moment.id) is None for moment in note.moments.all()), person
    lead = signed_in(everybody_else[0])
    assert [lead.get(page).status_code for page in pages(note)] == [404, 404, 404]


def test_a_lead_who_opens_the_groups_page_finds_no_word_of_it(note: Note, ada: Person, signed_in: Opened) -> None:
    actions.share_note(by=note.author, note=note)
    page = signed_in(ada).get(f"/working-together/groups/{note.group_id}/")
    assert page.status_code == 200
    assert "Unmistakable" not in page.content.decode()


def test_the_group_reads_it_once_it_is_shared_and_only_then(note: Note, ring: list[Person], signed_in: Opened) -> None:
    asha = signed_in(ring[1])
    assert [asha.get(page).status_code for page in pages(note)] == [404, 404, 404]
    actions.share_note(by=note.author, note=note)
    assert [asha.get(page).status_code for page in pages(note)] == [200, 200, 404]
    assert "Unmistakable words" in asha.get(pages(note)[0]).content.decode()
    for page in ("share/", "throw-away/"):
        assert asha.post(pages(note)[0] + page).status_code == 404
    assert asha.post(pages(note)[0], {"text": "Mine", "kind": "seen"}).status_code == 200  # shows it; adds nothing
    assert note.moments.count() == 4
    actions.share_note(by=note.author, note=note, shared=False)
    assert asha.get(pages(note)[0]).status_code == 404


def test_whoever_leaves_the_group_reads_their_own_notes_and_no_others(note: Note, ring: list[Person]) -> None:
    actions.share_note(by=note.author, note=note)
    for person in ring[:2]:
        note.group.members.filter(person=person).update(left_on=timezone.localdate())
    assert reads.note(viewer=ring[0], key=note.id) == note
    assert reads.note(viewer=ring[1], key=note.id) is None
    assert reads.note(viewer=ring[2], key=note.id) == note


@pytest.mark.parametrize("gone", ["their part in the school has ended", "their school has left"])
def test_whoever_is_no_longer_there_opens_neither_a_shared_note_nor_the_desk(
    note: Note, ring: list[Person], signed_in: Opened, gone: str
) -> None:
    actions.share_note(by=note.author, note=note)
    asha, desk = signed_in(ring[1]), f"/working-together/groups/{note.group_id}/"
    assert asha.get(desk).status_code == asha.get(pages(note)[0]).status_code == 200
    if gone == "their school has left":
        Membership.objects.filter(school=ring[1].roles.get().school).update(state=Membership.State.LEFT)
    else:
        yesterday = timezone.localdate() - timedelta(days=1)
        ring[1].roles.update(starts_on=yesterday - timedelta(days=9), ends_on=yesterday)
    assert [asha.get(page).status_code for page in (desk, *pages(note))] == [404, 404, 404, 404]


def test_whoever_has_left_the_group_adds_nothing_to_what_it_reads(
    note: Note, ring: list[Person], signed_in: Opened
) -> None:
    actions.share_note(by=note.author, note=note)
    note.group.members.filter(person=ring[0]).update(left_on=timezone.localdate())
    ben = signed_in(ring[0])
    shown = ben.post(pages(note)[0], {"text": "From outside", "kind": "seen"}).content.decode()
    assert "Unmistakable words" in shown and "Add it" not in shown
    with pytest.raises(actions.NotYours):
        actions.add_line(by=ring[0], note=note, kind="seen", text="From outside")
    assert note.moments.count() == 4
    ben.post(pages(note)[0] + "share/", {"keep": "yes"})
    assert reads.note(viewer=ring[2], key=note.id) is None


def test_a_photo_lies_in_no_cache_between(note: Note, ring: list[Person], signed_in: Opened) -> None:
    answer = signed_in(ring[0]).get(pages(note)[1])
    assert answer["Cache-Control"] == "private, no-store"
    assert answer["Content-Type"] == "image/jpeg"


def test_whoever_is_forgotten_leaves_no_note(note: Note, ring: list[Person]) -> None:
    actions.forget_notes(person=ring[0])
    assert not Note.objects.exists()
