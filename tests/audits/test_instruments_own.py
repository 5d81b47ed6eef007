"""Making an instrument one's own: by whom, from what, until it is finished, and never after."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories.partnerships import PartnershipRoleFactory, family, heads
from tests.factories.people import RoleFactory
from tilth.audits import actions
from tilth.audits.models import OwnInstrument
from tilth.audits.queries import instruments as queries
from tilth.audits.queries import usable_by
from tilth.partnerships.models import Membership, Partnership
from tilth.people.models import Person, Role
from tilth.schools.models import School
from tilth.trail.models import Entry

pytestmark = pytest.mark.django_db
STAFF_HEAD = queries.of_house("staff-head")
STUDENTS = queries.of_house("students-staff")
BETWEEN = queries.of_house("leaders-leaders")
BEHAVIOURS = queries.of_house("behaviours")


@pytest.fixture
def rowan() -> Partnership:
    """A family whose first head leads it."""
    return family(2)


@pytest.fixture
def ada(rowan: Partnership) -> Person:
    return heads(rowan)[0]


@pytest.fixture
def hollins(rowan: Partnership) -> School:
    return rowan.memberships.get(proposes=True).school


@pytest.fixture
def draft(ada: Person, hollins: School) -> OwnInstrument:
    return actions.copy_instrument(by=ada, instrument=STAFF_HEAD, owner=hollins)


def signed_in(person: Person) -> Client:
    client = Client()
    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def read(row: OwnInstrument) -> Any:
    row.refresh_from_db()
    return queries.read(row)


# --- drafts ---


def test_a_copy_begins_as_a_draft_that_no_wave_may_use(draft: OwnInstrument, ada: Person, hollins: School) -> None:
    assert (draft.slug, draft.version, draft.based_on, draft.ready) == ("staff-head", 1, "staff-head 1", False)
    assert queries.read(draft).items == STAFF_HEAD.items
    assert queries.instrument(f"own:{draft.id}") is None
    assert f"own:{draft.id}" not in {each.reference for each in usable_by(ada, hollins)}
    assert Entry.objects.filter(act="audits.instrument_copied", by=ada.id).exists()


def test_a_finished_one_may_be_asked_by_its_owner_alone(
    draft: OwnInstrument, ada: Person, hollins: School, rowan: Partnership
) -> None:
    actions.finish_instrument(by=ada, row=draft)
    reference = f"own:{draft.id}"
    assert usable_by(ada, hollins)[0].reference == reference
    assert queries.instrument(reference) == read(draft)
    assert reference not in {each.reference for each in usable_by(ada, rowan)}
    assert reference not in {each.reference for each in usable_by(heads(rowan)[1], hollins)}


def test_a_school_on_its_own_is_not_asked_what_is_between_schools(
    ada: Person, hollins: School, rowan: Partnership
) -> None:
    alone, together = usable_by(ada, hollins), usable_by(ada, rowan)
    assert not any(each.instrument.between for each in alone)
    assert "house:leaders-leaders" in {each.reference for each in together}
    assert queries.owners_for(ada, BETWEEN) == [rowan] and queries.owners_for(ada, STAFF_HEAD) == [hollins, rowan]


CHANGES: list[Callable[..., object]] = [
    lambda by, row: actions.word_instrument(
        by=by, row=row, title="T", purpose="P", about="a", language="cy", labels=["1", "2", "3", "4"]
    ),
    lambda by, row: actions.word_item(by=by, row=row, item="support", aspect="A", text="B."),
    lambda by, row: actions.drop_item(by=by, row=row, item="support"),
    lambda by, row: actions.move_item(by=by, row=row, item="support", steps=1),
    lambda by, row: actions.finish_instrument(by=by, row=row),
    lambda by, row: actions.discard_instrument(by=by, row=row),
]


@pytest.mark.parametrize("change", CHANGES)
def test_what_is_finished_changes_no_more(draft: OwnInstrument, ada: Person, change: Callable[..., object]) -> None:
    stale = OwnInstrument.objects.get(id=draft.id)  # a page that was opened before
    actions.finish_instrument(by=ada, row=draft)
    before = OwnInstrument.objects.filter(id=draft.id).values().get()
    with pytest.raises(actions.Finished):
        change(ada, stale)
    assert OwnInstrument.objects.filter(id=draft.id).values().get() == before


@pytest.mark.parametrize("change", CHANGES)
def test_a_draft_takes_every_change(draft: OwnInstrument, ada: Person, change: Callable[..., object]) -> None:
    before = OwnInstrument.objects.filter(id=draft.id).values("document", "ready").get()
    change(ada, draft)
    assert OwnInstrument.objects.filter(id=draft.id).values("document", "ready").first() != before


def test_what_cannot_be_is_refused_at_its_field(draft: OwnInstrument, ada: Person, hollins: School) -> None:
    twin = queries.read(draft).items[0].text
    with pytest.raises(actions.DoesNotFit) as no:
        actions.word_item(by=ada, row=draft, item="", aspect="Twin", text=twin)
    assert no.value.field == "text"
    picks = actions.copy_instrument(by=ada, instrument=BEHAVIOURS, owner=hollins)
    for item in queries.read(picks).items[:4]:
        actions.drop_item(by=ada, row=picks, item=item.key)
    with pytest.raises(actions.DoesNotFit):
        actions.drop_item(by=ada, row=picks, item="learning")


def test_the_next_version_is_begun_once_and_from_what_it_follows(draft: OwnInstrument, ada: Person) -> None:
    assert actions.renew_instrument(by=ada, row=draft) == draft
    actions.finish_instrument(by=ada, row=draft)
    second = actions.renew_instrument(by=ada, row=draft)
    assert (second.version, second.slug, second.based_on, second.ready) == (2, "staff-head", "staff-head 1", False)
    assert actions.renew_instrument(by=ada, row=draft) == second
    actions.finish_instrument(by=ada, row=second)
    newest = [each.reference for each in usable_by(ada, draft.school) if each.reference.startswith("own:")]
    assert newest == [f"own:{second.id}"]


def test_a_second_copy_has_a_name_of_its_own(draft: OwnInstrument, ada: Person, hollins: School) -> None:
    other = actions.copy_instrument(by=ada, instrument=STAFF_HEAD, owner=hollins)
    assert other.slug == "staff-head-2" and other.based_on == draft.based_on


# --- pages ---


def test_it_is_made_ones_own_without_a_script(ada: Person, hollins: School) -> None:
    browser = signed_in(ada)
    made = browser.post(reverse("audits:copy_instrument", args=["students-staff"]), {"owner": str(hollins.id)})
    row = OwnInstrument.objects.get()
    assert made.url == reverse("audits:edit_instrument", args=[row.id])
    page = browser.get(made.url).content.decode()
    assert "My teachers are glad when I do well." in page
    add = reverse("audits:word_item", args=[row.id])
    browser.post(add, {"aspect": "Being heard", "text": "My teachers listen to me.", "icon": "ear"})
    browser.post(f"{add}?item=confidant", {"aspect": "Somebody", "text": "I can tell a grown-up.", "icon": ""})
    browser.post(reverse("audits:move_item", args=[row.id]), {"up": "being-heard"})
    browser.post(reverse("audits:drop_item", args=[row.id]), {"item": "want-me-to-succeed"})
    items = read(row).items
    assert [item.key for item in items[-2:]] == ["being-heard", "open-and-honest"] and len(items) == 10
    assert (items[0].key, items[0].text, items[0].icon) == ("confidant", "I can tell a grown-up.", "")
    words = {"title": "Fy athrawon", "purpose": "Pam?", "about": "dy athrawon", "language": "cy"}
    labels = {"label-1": "Ydw", "label-2": "Ddim yn siŵr", "label-3": "Nac ydw"}
    assert browser.post(reverse("audits:word_instrument", args=[row.id]), {**words, **labels}).status_code == 302
    assert read(row).language == "cy" and [choice.label for choice in read(row).choices] == list(labels.values())
    assert browser.post(reverse("audits:finish_instrument", args=[row.id])).status_code == 302
    assert OwnInstrument.objects.get().ready
    assert 'lang="cy"' in browser.get(reverse("audits:own_instrument", args=[row.id])).content.decode()


@pytest.mark.parametrize(
    ("page", "said", "field"),
    [
        ("word_item", {"aspect": "", "text": "New."}, "aspect"),
        ("word_item", {"aspect": "New", "text": "x" * 301}, "text"),
        ("word_item", {"aspect": "New", "text": STAFF_HEAD.items[3].text}, "text"),
        ("word_instrument", {"title": "T", "purpose": "P", "about": "a", "language": "xx"}, "language"),
        (
            "word_instrument",
            {
                "title": "T",
                "purpose": "P",
                "about": "a",
                "language": "en",
                "label-1": "Yes",
                "label-2": "yes",
                "label-3": "No",
                "label-4": "Never",
            },
            "label-2",
        ),
    ],
)
def test_bad_input_is_said_at_its_field_and_changes_nothing(
    draft: OwnInstrument, ada: Person, page: str, said: dict[str, str], field: str
) -> None:
    before = read(draft)
    answered = signed_in(ada).post(reverse(f"audits:{page}", args=[draft.id]), said)
    assert answered.status_code == 200
    assert re.search(rf'href="#id_{field}"', answered.content.decode())
    assert read(draft) == before


def test_a_finished_one_shows_itself_instead_of_its_editing_page(draft: OwnInstrument, ada: Person) -> None:
    browser = signed_in(ada)
    actions.finish_instrument(by=ada, row=draft)
    assert browser.get(reverse("audits:edit_instrument", args=[draft.id])).status_code == 302
    for page in ("move_item", "drop_item", "finish_instrument", "discard_instrument"):
        said = {"up": "support", "item": "support"}
        answered = browser.post(reverse(f"audits:{page}", args=[draft.id]), said)
        assert "This version is finished" in answered.content.decode(), page
    renewed = browser.post(reverse("audits:renew_instrument", args=[draft.id]))
    assert browser.get(renewed.url).status_code == 200


def test_the_family_s_own_are_read_by_its_heads_and_changed_by_its_leads(ada: Person, rowan: Partnership) -> None:
    row = actions.copy_instrument(by=ada, instrument=BETWEEN, owner=rowan)
    head, coordinator = heads(rowan)[1], PartnershipRoleFactory(partnership=rowan, kind="coordinator").person
    teacher = RoleFactory(school=rowan.memberships.first().school, kind=Role.Kind.TEACHER).person
    left = rowan.memberships.get(school__roles__person=head)
    seen = {
        who: signed_in(who).get(reverse("audits:own_instrument", args=[row.id])).status_code
        for who in (ada, head, coordinator, teacher)
    }
    assert seen == {ada: 200, head: 200, coordinator: 200, teacher: 404}
    edits = {who: signed_in(who).get(reverse("audits:edit_instrument", args=[row.id])).status_code for who in seen}
    assert edits == {ada: 200, head: 404, coordinator: 200, teacher: 404}
    left.state = Membership.State.LEFT
    left.save()
    assert queries.own_instrument(viewer=head, key=row.id) is None


def test_those_who_lead_nothing_copy_nothing_and_nobody_copies_for_others(ada: Person, rowan: Partnership) -> None:
    teacher = RoleFactory(kind=Role.Kind.TEACHER).person
    page = reverse("audits:copy_instrument", args=["staff-head"])
    assert signed_in(teacher).get(page).status_code == 404
    foreign = heads(rowan)[1].roles.get().school
    answered = signed_in(ada).post(page, {"owner": str(foreign.id)})
    assert answered.status_code == 200 and not OwnInstrument.objects.exists()
    assert signed_in(ada).get(reverse("audits:copy_instrument", args=["unheard-of"])).status_code == 404


def test_the_trail_names_what_was_finished(draft: OwnInstrument, ada: Person) -> None:
    actions.finish_instrument(by=ada, row=draft)
    assert "Trust in our leaders" in signed_in(ada).get(reverse("trail:what_happened")).content.decode()
