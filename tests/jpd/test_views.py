"""Pages: what they do, and to whom they do not exist."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories.jpd import RoundFactory, computed, proposed, school_in, standing, teacher
from tests.factories.people import PersonFactory, RoleFactory
from tests.factories.schools import SchoolFactory
from tests.factories.topics import shipped
from tilth.jpd import actions, queries
from tilth.jpd.models import Reserve, Round
from tilth.notices.models import Notice
from tilth.partnerships.models import Partnership
from tilth.people.models import Person, Sharing
from tilth.topics import actions as topic_actions
from tilth.trail.models import Entry

pytestmark = pytest.mark.django_db
Opened = Callable[[Person], Client]
HTMX = {"HTTP_HX_REQUEST": "true"}


def text(response: Any) -> str:
    assert response.status_code == 200, response.status_code
    return str(response.content.decode())


# --- the two questions ---


def test_the_two_questions_are_answered_without_javascript(rowan: Partnership, signed_in: Opened) -> None:
    ben = teacher(rowan, 0, "Ben Carr")
    browser, page = signed_in(ben), reverse("jpd:offers")
    phonics, oracy = shipped("phonics"), shipped("oracy")
    assert f'value="offers:{phonics.id}"' in text(browser.post(page, {"offers-words": "phon", "find": "offers"}))
    chosen = text(browser.post(page, {"offers-words": "phon", "half_hours": "37", "add": f"offers:{phonics.id}"}))
    assert f'name="offers" value="{phonics.id}"' in chosen
    assert not queries.offers_of(ben).exists()
    answers = {
        "offers": str(phonics.id),
        f"offers-{phonics.id}": "3",
        "wants": str(oracy.id),
        "half_hours": ["37", "38"],
        "groups_at_once": "2",
    }
    assert browser.post(page, answers).status_code == 302
    assert [(each.topic, each.level) for each in queries.offers_of(ben)] == [(phonics, 3)]
    assert [(each.topic, each.level) for each in queries.wants_of(ben)] == [(oracy, 2)]
    week = queries.availability_of(ben)
    assert (week.half_hours, week.groups_at_once, week.opening_offer) == (1 << 37 | 1 << 38, 2, False)


def test_what_is_ticked_stays_ticked_while_topics_are_chosen(rowan: Partnership, signed_in: Opened) -> None:
    browser = signed_in(teacher(rowan, 0, "Ben"))
    shown = text(browser.post(reverse("jpd:offers"), {"half_hours": "37", "wants-words": "x", "find": "wants"}))
    assert 'value="37" checked' in shown and "govuk-error-summary" not in shown


def test_htmx_gets_the_one_question_back(rowan: Partnership, signed_in: Opened) -> None:
    browser = signed_in(teacher(rowan, 0, "Ben"))
    shown = text(browser.post(reverse("jpd:offers"), {"wants-words": "phon", "find": "wants"}, **HTMX))
    assert "Phonics routines" in shown and "<html" not in shown and 'id="offers"' not in shown


def test_own_words_are_added_and_removed(rowan: Partnership, signed_in: Opened) -> None:
    browser, page = signed_in(teacher(rowan, 0, "Ben")), reverse("jpd:offers")
    shown = text(browser.post(page, {"offers-words": "Reading to dogs", "own": "offers"}))
    topic = topic_actions.suggest(by=PersonFactory(), name="Reading to dogs")
    assert f'name="offers" value="{topic.id}"' in shown
    assert str(topic.id) not in text(browser.post(page, {"offers": str(topic.id), "drop": f"offers:{topic.id}"}))


def test_six_topics_are_the_most(rowan: Partnership, signed_in: Opened) -> None:
    slugs = ["phonics", "oracy", "feedback", "budget", "proof", "music", "dance"]
    keys = [str(shipped(slug).id) for slug in slugs]
    browser = signed_in(teacher(rowan, 0, "Ben"))
    shown = text(browser.post(reverse("jpd:offers"), {"offers": keys[:6], "add": f"offers:{keys[6]}"}))
    assert "Remove one first" in shown and keys[6] not in shown
    assert "at most 6" in text(browser.post(reverse("jpd:offers"), {"offers": keys, "groups_at_once": "1"}))


@pytest.mark.parametrize("odd", ["x", "", "11111111-1111-1111-1111-111111111111"])
def test_odd_keys_choose_nothing(rowan: Partnership, signed_in: Opened, odd: str) -> None:
    ben = teacher(rowan, 0, "Ben")
    page = reverse("jpd:offers")
    text(signed_in(ben).post(page, {"offers": odd, "apart": odd, "add": odd, "wants-words": "x"}))
    answer = signed_in(ben).post(page, {"offers": odd, "groups_at_once": "1"})
    assert answer.status_code == (200 if odd else 302)  # what nobody knows is refused
    assert not queries.offers_of(ben).exists()


def test_a_strangers_own_words_cannot_be_chosen(rowan: Partnership, eve: Person, signed_in: Opened) -> None:
    secret = topic_actions.suggest(by=eve, name="Reading to dogs")
    ben = teacher(rowan, 0, "Ben")
    signed_in(ben).post(reverse("jpd:offers"), {"offers": str(secret.id), "groups_at_once": "1"})
    assert not queries.offers_of(ben).exists()


def test_a_leader_answers_for_their_school(rowan: Partnership, ada: Person, signed_in: Opened) -> None:
    school, phonics = school_in(rowan, 0), shipped("phonics")
    page = reverse("jpd:school", kwargs={"key": school.id})
    text(signed_in(ada).post(page, {"offers-words": "phon", "find": "offers"}))
    assert signed_in(ada).post(page, {"offers": str(phonics.id)}).status_code == 302
    assert queries.school_offers(school).get().topic == phonics


# --- rounds ---


def test_a_round_walks_from_opening_to_a_group(
    rowan: Partnership, ada: Person, ring: list[Person], signed_in: Opened
) -> None:
    lead = signed_in(ada)
    page = reverse("jpd:open_round", kwargs={"key": rowan.id})
    usual = lead.get(page).context["form"].initial
    answers = {name: value if isinstance(value, list) else str(value) for name, value in usual.items()}
    assert lead.post(page, answers).status_code == 302
    round = Round.objects.get()
    assert "A round is going on" in text(lead.post(page, answers))
    lead.post(reverse("jpd:close", kwargs={"key": round.id}))
    from tilth.jpd.tasks import compute_round

    compute_round.func(str(round.id))
    proposal = round.proposals.get()
    for person in ring:
        browser, here = signed_in(person), reverse("jpd:proposal", kwargs={"key": proposal.id})
        assert "Would you like to work in this group?" in text(browser.get(here))
        assert browser.post(here, {"yes": "yes"}).status_code == 302
    assert "this group stands" in text(signed_in(ring[0]).get(here))
    group = queries.groups_of(ring[0]).get()
    shown = text(signed_in(ring[0]).get(reverse("jpd:group", kwargs={"key": group.id})))
    assert all(str(person.email) in shown for person in ring[1:])


def test_the_lead_sees_a_group_without_its_addresses(
    rowan: Partnership, ada: Person, ring: list[Person], signed_in: Opened
) -> None:
    group = standing(proposed(rowan))
    shown = text(signed_in(ada).get(reverse("jpd:group", kwargs={"key": group.id})))
    assert "Ben Carr" in shown and str(ring[0].email) not in shown


def test_the_lead_sees_no_proposal_that_is_not_theirs(
    rowan: Partnership, ada: Person, ring: list[Person], signed_in: Opened
) -> None:
    proposal = proposed(rowan)
    assert signed_in(ada).get(reverse("jpd:proposal", kwargs={"key": proposal.id})).status_code == 404
    shown = text(signed_in(ada).get(reverse("jpd:coverage", kwargs={"key": proposal.round_id})))
    assert not any(person.name in shown for person in ring)


def test_sitting_out_and_coming_back(rowan: Partnership, ring: list[Person], signed_in: Opened) -> None:
    round = RoundFactory(partnership=rowan)
    key = {"key": round.id}
    browser = signed_in(ring[0])
    browser.post(reverse("jpd:sit_out", kwargs=key))
    assert "You sit this round out" in text(browser.get(reverse("jpd:round", kwargs=key)))
    browser.post(reverse("jpd:join", kwargs=key))
    assert "You take part" in text(browser.get(reverse("jpd:round", kwargs=key)))


def test_what_comes_too_late_is_said_in_words(rowan: Partnership, ring: list[Person], signed_in: Opened) -> None:
    round = computed(RoundFactory(partnership=rowan))
    assert "This round has closed" in text(
        signed_in(ring[0]).post(reverse("jpd:sit_out", kwargs={"key": round.id}), follow=True)
    )


def test_those_left_over_read_why(rowan: Partnership, ring: list[Person], signed_in: Opened) -> None:
    dot = teacher(rowan, 0, "Dot", offers="budget", wants="swimming")
    round = computed(RoundFactory(partnership=rowan))
    page = reverse("jpd:round", kwargs={"key": round.id})
    assert "Nobody else offers what you would like to gain" in text(signed_in(dot).get(page))
    assert "Nobody else offers" not in text(signed_in(ring[0]).get(page))


def test_colleagues_see_the_offers_that_are_shown_and_no_others(
    rowan: Partnership, ring: list[Person], signed_in: Opened
) -> None:
    ben, asha, leo = ring
    Sharing.objects.create(person=ben, show_offers=True)
    shown = text(signed_in(leo).get(reverse("jpd:shown", kwargs={"key": rowan.id})))
    assert "Ben Carr" in shown and "Questioning" in shown and asha.name not in shown


# --- what is not yours does not exist ---


def addresses(rowan: Partnership) -> list[str]:
    group = standing(proposed(rowan))
    keyed = {
        "school": school_in(rowan, 0).id, "shown": rowan.id, "rounds": rowan.id, "open_round": rowan.id,
        "round": group.proposal.round_id, "coverage": group.proposal.round_id, "sit_out": group.proposal.round_id,
        "join": group.proposal.round_id, "close": group.proposal.round_id, "cancel": group.proposal.round_id,
        "proposal": group.proposal_id, "group": group.id,
    }  # fmt: skip
    return [reverse(f"jpd:{name}", kwargs={"key": key}) for name, key in keyed.items()]


def test_to_eve_and_to_people_in_no_partnership_nothing_of_this_exists(
    rowan: Partnership, ring: list[Person], eve: Person, teacher_outside: Person, signed_in: Opened
) -> None:
    for person in (eve, teacher_outside, PersonFactory()):
        browser = signed_in(person)
        for address in addresses(rowan) if person is eve else ():
            found = {browser.post(address, {"yes": "yes"}).status_code}
            if address.rsplit("/", 2)[1] not in {"sit-out", "join", "close", "cancel"}:
                found.add(browser.get(address).status_code)
            assert found == {404}, address


def test_students_and_governors_take_no_part(rowan: Partnership, signed_in: Opened) -> None:
    for kind in ("student", "governor", "parent"):
        person = RoleFactory(school=school_in(rowan, 0), kind=kind).person
        assert signed_in(person).get(reverse("jpd:rounds", kwargs={"key": rowan.id})).status_code == 404


def test_teachers_do_not_lead(rowan: Partnership, ring: list[Person], signed_in: Opened) -> None:
    round, browser = RoundFactory(partnership=rowan), signed_in(ring[0])
    for name, key in {"open_round": rowan.id, "coverage": round.id, "school": school_in(rowan, 0).id}.items():
        assert browser.get(reverse(f"jpd:{name}", kwargs={"key": key})).status_code == 404
    for name in ("close", "cancel"):
        assert browser.post(reverse(f"jpd:{name}", kwargs={"key": round.id})).status_code == 404


def test_nobody_signed_out_sees_anything(client: Client) -> None:
    for name in ("mine", "offers"):
        assert client.get(reverse(f"jpd:{name}")).status_code == 302


# --- reserves are private ---


def test_a_reserve_reaches_nobody_but_its_owner(
    rowan: Partnership, ada: Person, ring: list[Person], signed_in: Opened
) -> None:
    """The canary is a school and a person whose names occur nowhere else in what the others may see."""
    ben, asha, leo = ring
    kept_school = SchoolFactory(name="Canary School")
    kept = RoleFactory(person=PersonFactory(name="Zebedee Canary"), school=school_in(rowan, 1)).person
    RoleFactory(person=ben, school=kept_school)
    levels = {"offers": {shipped("questioning"): 2}, "wants": {shipped("retrieval-practice"): 2}}
    half_hours = queries.availability_of(ben).half_hours
    actions.say(by=ben, **levels, half_hours=half_hours, apart=[kept, kept_school])
    assert Reserve.objects.count() == 2
    own = text(signed_in(ben).get(reverse("jpd:offers")))
    assert "Zebedee Canary" in own and "Canary School" in own

    proposal = proposed(rowan)
    pages = [*_pages(proposal.round), reverse("jpd:proposal", kwargs={"key": proposal.id})]
    standing(proposal)
    pages.append(reverse("jpd:group", kwargs={"key": proposal.group.id}))
    for reader in (asha, leo, ada, kept):
        for page in pages:
            assert "Canary" not in _without_own_name(signed_in(reader).get(page).content.decode(), reader)
    told = " ".join(f"{notice.headline} {notice.body} {notice.link}" for notice in Notice.objects.all())
    written = " ".join(str(entry.details) for entry in Entry.objects.all())
    assert "Canary" not in told + written
    reserves = {str(kept.id), str(kept_school.id)}
    assert not reserves & {str(key) for key in Entry.objects.values_list("concerns__key", flat=True)}


def _pages(round: Round) -> list[str]:
    lead = ["round", "coverage"]
    partnership = ["rounds", "shown"]
    return [
        reverse("jpd:mine"),
        reverse("jpd:offers"),
        *(reverse(f"jpd:{name}", kwargs={"key": round.id}) for name in lead),
        *(reverse(f"jpd:{name}", kwargs={"key": round.partnership_id}) for name in partnership),
    ]


def _without_own_name(page: str, reader: Person) -> str:
    return page.replace(reader.name, "")


# --- each page asks the database as often for one as for three ---


@pytest.mark.parametrize("many", [1, 3])
def test_the_first_page_asks_as_often_for_one_as_for_three(
    many: int, rowan: Partnership, signed_in: Opened, django_assert_num_queries: Any
) -> None:
    offers = ["phonics", "oracy", "feedback"][:many]
    wants = ["budget", "proof", "music"][:many]
    ben = teacher(rowan, 0, "Ben", offers=" ".join(offers), wants=" ".join(wants))
    browser = signed_in(ben)
    browser.get(reverse("jpd:mine"))
    with django_assert_num_queries(15):
        browser.get(reverse("jpd:mine"))


@pytest.mark.parametrize("many", [1, 3])
def test_the_rounds_ask_as_often_for_one_as_for_three(
    many: int, rowan: Partnership, ada: Person, signed_in: Opened, django_assert_num_queries: Any
) -> None:
    RoundFactory.create_batch(many, partnership=rowan, phase="settled")
    browser, page = signed_in(ada), reverse("jpd:rounds", kwargs={"key": rowan.id})
    browser.get(page)
    with django_assert_num_queries(5):
        browser.get(page)


@pytest.mark.parametrize("many", [1, 3])
def test_the_offers_shown_ask_as_often_for_one_as_for_three(
    many: int, rowan: Partnership, ada: Person, signed_in: Opened, django_assert_num_queries: Any
) -> None:
    for number in range(many):
        Sharing.objects.create(person=teacher(rowan, 0, f"Ben {number}", offers="phonics"), show_offers=True)
    browser, page = signed_in(ada), reverse("jpd:shown", kwargs={"key": rowan.id})
    browser.get(page)
    with django_assert_num_queries(4):
        browser.get(page)


@pytest.mark.parametrize("many", [1, 3])
def test_the_coverage_asks_as_often_for_one_group_as_for_three(
    many: int, rowan: Partnership, ada: Person, signed_in: Opened, django_assert_num_queries: Any
) -> None:
    for number in range(many):
        one = ["phonics", "feedback", "budget"][number]
        other = ["oracy", "proof", "music"][number]
        teacher(rowan, 0, f"Ben {number}", offers=one, wants=other)
        teacher(rowan, 1, f"Asha {number}", offers=other, wants=one)
    round = computed(RoundFactory(partnership=rowan))
    for proposal in round.proposals.all():
        standing(proposal)
    browser, page = signed_in(ada), reverse("jpd:coverage", kwargs={"key": round.id})
    assert text(browser.get(page)).count("helps Asha with phonics routines") == 1
    with django_assert_num_queries(21):
        browser.get(page)


@pytest.mark.parametrize("many", [1, 3])
def test_a_round_asks_as_often_for_one_aim_as_for_three(
    many: int, rowan: Partnership, ring: list[Person], signed_in: Opened, django_assert_num_queries: Any
) -> None:
    round = computed(RoundFactory(partnership=rowan, aims=["placed", "wants", "across"][:many]))
    browser, page = signed_in(ring[0]), reverse("jpd:round", kwargs={"key": round.id})
    browser.get(page)
    with django_assert_num_queries(17):
        browser.get(page)


@pytest.mark.parametrize("kind", ["student", "governor"])
def test_the_two_questions_are_for_the_staff_of_schools(kind: str, rowan: Partnership, signed_in: Opened) -> None:
    person = RoleFactory(kind=kind, school=school_in(rowan, 0)).person
    said = {"offers": str(shipped("phonics").id), "groups_at_once": "1"}
    for answer in (signed_in(person).get(reverse("jpd:offers")), signed_in(person).post(reverse("jpd:offers"), said)):
        assert answer.url == reverse("jpd:mine")
    assert not queries.has_answered(person)
