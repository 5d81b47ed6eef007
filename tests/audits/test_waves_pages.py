"""Pages of waves: what they do, to whom they do not exist, and what they cost."""

from __future__ import annotations

import html
import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.audits.answering import closed_with
from tests.audits.sheets import all_say
from tests.factories.audits import (
    closed_wave,
    family_of,
    head,
    in_wave,
    lead,
    open_wave,
    planned_wave,
    school_of,
    schools_of,
)
from tests.factories.people import PersonFactory, RoleFactory
from tilth.audits import actions, queries
from tilth.audits.models import Prediction, Wave
from tilth.audits.queries.instruments import of_house
from tilth.demo import clock
from tilth.notices.models import Notice
from tilth.partnerships.models import Partnership
from tilth.people.models import Person
from tilth.people.queries.information import held_about
from tilth.schools.models import School
from tilth.trays import actions as trays

pytestmark = pytest.mark.django_db
QUERIES = {"mine": 9, "wave": 9, "plan": 7, "check": 8}


def client_of(person: Person) -> Client:
    client = Client()
    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def to(name: str, key: Any = None) -> str:
    return reverse(f"audits:{name}", args=[key] if key else [])


def text(response: Any) -> str:
    assert response.status_code == 200, response.status_code
    return html.unescape(response.content.decode())


def asked(name: str = "staff-head") -> str:
    return f"?ask=house:{name}"


def filled(client: Client, page: str) -> dict[str, Any]:
    """What the form of a page holds as it comes."""
    form = client.get(page).context["form"]
    return {name: form[name].value() for name in form.fields if form[name].value() is not None}


# --- planning -----------------------------------------------------------------------------------


def test_a_wave_is_planned_in_three_steps_without_javascript() -> None:
    family = family_of(2, 20)
    client, page = client_of(lead(family)), to("plan", family.id)
    shelf = text(client.get(page))
    assert "step 1 of 3" in shelf and "?ask=house%3Astaff-head" in shelf
    step = page + asked()
    said = {**filled(client, step), "groups": "work", "remarks": "on"}
    looked = text(client.post(step, {**said, "look": "yes"}))
    assert "40 people will be asked" in looked and "your head included" in looked and not Wave.objects.exists()
    hidden = dict(re.findall(r'<input type="hidden" name="(groups|remarks)" value="([^"]*)"', looked))
    assert hidden["groups"] == "work" and hidden["remarks"] == "True"
    back = text(client.post(step, {**said, "change": "yes"}))
    assert "step 2 of 3" in back and "govuk-error-summary" not in back
    answered = client.post(step, {**said, "sure": "yes"})
    wave = Wave.objects.get()
    assert answered.url == to("wave", wave.id)
    assert wave.terms.remarks and wave.terms.breakdown["question"] == "What is your work here?"
    assert {each.school for each in wave.schools.all()} == set(schools_of(family))


def test_a_school_asks_alone_and_by_its_own_question() -> None:
    school = school_of(30)
    client, page = client_of(head(school)), to("plan_school", school.id) + asked("staff-staff")
    said = {**filled(client, page), "groups": "own", "question": "Which site?", "parts": "North\n\nSouth\n"}
    assert "Which site?" in text(client.post(page, {**said, "look": "yes"}))
    client.post(page, {**said, "sure": "yes"})
    assert [part["label"] for part in Wave.objects.get().terms.breakdown["parts"]] == ["North", "South"]


@pytest.mark.parametrize(
    ("said", "complaint"),
    [
        ({"question": ""}, "What is the question?"),
        ({"parts": "Only one"}, "two to six different answers"),
        ({"parts": "\n".join("abcdefg")}, "two to six different answers"),
        ({"parts": "a" * 61 + "\nb"}, "two to six different answers"),
        ({"kinds": []}, "Who exactly is asked?"),
        ({"opens_on": "2020-01-01"}, "Choose today or a later day."),
        ({"closes_on": "nonsense"}, "Enter a day"),
    ],
)
def test_what_will_not_do_comes_back_with_nothing_lost(said: dict[str, Any], complaint: str) -> None:
    school = school_of(3)
    client, page = client_of(head(school)), to("plan_school", school.id) + asked()
    own = {"groups": "own", "question": "Which site?", "parts": "North\nSouth"}
    answered = text(client.post(page, {**filled(client, page), **own, **said, "sure": "yes"}))
    assert complaint in answered and ("Which site?" in answered or "question" in said)
    assert not Wave.objects.exists()


def test_people_of_two_audiences_are_not_asked_at_once() -> None:
    school = school_of(3)
    client, page = client_of(head(school)), to("plan_school", school.id) + asked("behaviours")
    said = {**filled(client, page), "kinds": ["teacher", "governor"]}
    assert "one heading only" in text(client.post(page, {**said, "look": "yes"}))


def test_who_plans_learns_before_that_a_school_is_too_small() -> None:
    school = school_of(14)
    client, page = client_of(head(school)), to("plan_school", school.id) + asked()
    looked = text(client.post(page, {**filled(client, page), "groups": "work", "look": "yes"}))
    assert "at least 8 have to answer" in looked and "partner school" in looked and "Each part needs 10" in looked
    small = school_of(16)
    client, page = client_of(head(small)), to("plan_school", small.id) + asked()
    assert "have to answer" not in text(client.post(page, {**filled(client, page), "look": "yes"}))


# --- leading ------------------------------------------------------------------------------------


def test_a_wave_walks_from_planning_to_counting() -> None:
    school = school_of(20)
    ada = client_of(head(school))
    wave = planned_wave(school)
    assert "Open it now" in text(ada.get(to("wave", wave.id)))
    assert "Everybody on the roll is being told" in text(ada.post(to("open", wave.id), follow=True))
    page = text(ada.get(to("wave", wave.id)))
    assert (
        "Nobody sees how many have answered" in page and "Remind everybody" not in page and "Close it now" not in page
    )
    assert "can be reminded again from" in text(ada.post(to("remind", wave.id)))
    with clock.at(timezone.localdate() + timedelta(days=3)):
        assert "Remind everybody" in text(ada.get(to("wave", wave.id)))
        assert "is reminded" in text(ada.post(to("remind", wave.id), follow=True))
        assert "are being counted" in text(ada.post(to("close", wave.id), follow=True))


def test_calling_off_says_why_and_cannot_be_done_in_silence() -> None:
    wave = open_wave()
    ada = client_of(head(in_wave(wave).school))
    assert "destroyed, unread" in text(ada.get(to("call_off", wave.id)))
    assert "Why is it called off?" in text(ada.post(to("call_off", wave.id), {"reason": ""}))
    assert "A flood" in text(ada.post(to("call_off", wave.id), {"reason": "A flood"}, follow=True))


def test_a_head_takes_the_school_out_or_says_what_they_expect() -> None:
    family = family_of(2, 3)
    wave = planned_wave(family)
    here = in_wave(wave, schools_of(family)[1])
    client = client_of(head(here.school))
    assert "Say what you expect" in text(client.get(to("wave", wave.id)))
    keys = [item["key"] for item in wave.terms.document["items"]]
    assert "Say what you expect: Support" in text(client.post(to("predict", here.id), {"sent": "yes"}))
    assert client.post(to("predict", here.id), dict.fromkeys(keys, "70")).status_code == 302
    assert Prediction.objects.get().expected == dict.fromkeys(keys, 70)
    assert text(client.get(to("predict", here.id))).count("checked") == len(keys)
    assert client.post(to("withdraw", here.id), {"reason": ""}).status_code == 302
    assert "Stays out of it" in text(client.get(to("wave", wave.id)))
    assert "That time is over" in text(client.post(to("predict", here.id), dict.fromkeys(keys, "30")))


def test_while_the_partnership_rests_the_page_says_so() -> None:
    family = family_of(2, 3)
    wave = planned_wave(family)
    Partnership.objects.update(phase=Partnership.Phase.PAUSED)
    page = text(client_of(lead(family)).get(to("wave", wave.id)))
    assert "rests, so this does not open" in page and "Open it now" not in page


# --- who may ------------------------------------------------------------------------------------


def people_of(family: Partnership) -> dict[str, Person]:
    """Somebody of each kind around a family of two schools."""
    first, second = schools_of(family)
    return {
        "lead": lead(family),
        "head": head(second),
        "leader": RoleFactory(school=second, kind="senior_leader").person,
        "teacher": RoleFactory(school=first, kind="teacher").person,
        "governor": RoleFactory(school=first, kind="governor").person,
        "stranger": head(school_of(1)),
    }


@pytest.mark.parametrize(
    ("name", "may"),
    [
        ("wave", {"lead", "head", "leader"}),
        ("call_off", {"lead"}),
        ("withdraw", {"head"}),
        ("predict", {"head"}),
        ("plan", {"lead"}),
        ("plan_school", {"head", "leader"}),
    ],
)
def test_only_these_may_open_it(name: str, may: set[str]) -> None:
    family = family_of(2, 3)
    wave, second = planned_wave(family), schools_of(family)[1]
    keys = {"plan": family.id, "plan_school": second.id, "wave": wave.id, "call_off": wave.id}
    page = to(name, keys.get(name, in_wave(wave, second).id))
    opened = {who for who, person in people_of(family).items() if client_of(person).get(page).status_code == 200}
    assert opened == may


def test_leaders_of_a_school_in_a_wave_do_not_decide_for_the_others() -> None:
    family = family_of(2, 3)
    wave = open_wave(family)
    client = client_of(head(schools_of(family)[1]))
    for name in ("open", "close", "remind"):
        assert client.post(to(name, wave.id)).status_code == 404


# --- what everybody finds -----------------------------------------------------------------------


def test_my_page_is_the_same_whether_or_not_i_have_answered() -> None:
    """Whoever looks over a shoulder at a desk learns nothing."""
    wave = open_wave(school_of(3))
    here, pages = in_wave(wave), set()
    slip = trays.draw(key=here.box, place=0, receipt="a receipt of its own")
    trays.cast(slip=slip, sheet=bytes(11))
    for entry in here.roll.select_related("person"):
        page = text(client_of(entry.person).get(to("mine")))
        pages.add(page.replace(entry.person.name, "").replace(str(entry.person.id), ""))
    assert len({re.sub(r"\s+", " ", page) for page in pages}) == 1


def test_what_is_asked_stays_on_my_page_until_it_closes() -> None:
    wave = open_wave(school_of(3))
    asked_one = in_wave(wave).roll.first()
    assert asked_one
    client = client_of(asked_one.person)
    assert "Trust in our leaders" in text(client.get(to("mine"))) and "What needs you" in text(client.get("/"))
    closed_wave(wave)
    assert "Nothing is being asked of you now" in text(client.get(to("mine")))


def published(school: School) -> Wave:
    sheets = all_say(of_house("staff-head"), 1, 12)  # type: ignore[arg-type]
    wave = closed_with(sheets, 14, school=school)
    actions.count_wave(wave=wave)
    wave.refresh_from_db()
    return wave


def test_results_are_news_for_leaders_and_governors_at_once_and_for_all_who_were_asked_from_tomorrow() -> None:
    school = school_of(14)
    governor, new = RoleFactory(school=school, kind="governor").person, RoleFactory(school=school, kind="parent").person
    teacher = school.roles.filter(kind="teacher").first().person  # type: ignore[union-attr]
    here = in_wave(published(school))
    tomorrow = timezone.localdate() + timedelta(days=1)
    for person, now, then in ((head(school), 1, 1), (governor, 1, 1), (teacher, 0, 1), (new, 0, 0)):
        assert len(queries.published_for(person)) == now
        assert person.has_perm("audits.see_results", here) == bool(now)
        assert ("What was heard" in text(client_of(person).get("/"))) == bool(now)
        with clock.at(tomorrow):
            assert len(queries.published_for(person)) == then
            assert person.has_perm("audits.see_results", here) == bool(then)
    with clock.at(timezone.localdate() + timedelta(days=15)):
        assert "What was heard" not in text(client_of(governor).get("/"))
        assert "What was heard" in text(client_of(governor).get(to("mine")))


def test_what_came_of_the_last_time_is_told_with_the_next() -> None:
    school = school_of(14)
    here, ada = in_wave(published(school)), head(school)
    said = {"by": ada, "wave_school": here, "item": "", "owner": ada, "due_on": timezone.localdate()}
    done = actions.commit(**said, heard="We learn of things late.", promised="A note each Friday.")
    actions.settle_commitment(by=ada, commitment=done, state="kept", outcome="A note goes out each Friday.")
    actions.commit(**said, heard="Meetings are long.", promised="Half an hour at most.")
    with clock.at(timezone.localdate() + timedelta(days=100)):
        again = in_wave(open_wave(school))
        body = Notice.objects.filter(kind="audits.asked", about=again.id)[0].body
        asked_one = again.roll.first()
        assert asked_one
        page = text(client_of(asked_one.person).get(to("answer", again.id)))
    for told in (body, page):
        assert "We learn of things late. We did: A note goes out each Friday." in told
        assert "Meetings are long. We are at it, until" in told


def test_the_rule_for_one_and_the_list_for_all_agree() -> None:
    school = school_of(14)
    here = in_wave(published(school))
    head(school)
    RoleFactory(school=school, kind="teacher", person=head(school))
    both = RoleFactory(school=school, kind="teacher", person=RoleFactory(school=school, kind="governor").person).person
    everybody = [*Person.objects.filter(roles__school=school).distinct(), both, PersonFactory()]
    with clock.at(timezone.localdate() + timedelta(days=1)):
        for person in everybody:
            assert person.has_perm("audits.see_results", here) == bool(queries.published_for(person))


def test_what_waits_for_all_until_it_closes_stands_behind_what_waits_for_me_alone() -> None:
    wave = open_wave(school_of(3))
    entry = in_wave(wave).roll.select_related("person").first()
    assert entry
    Notice.objects.create(
        person=entry.person, about=wave.id, kind="jpd.proposal", headline="Later, mine", asks=True, at=timezone.now()
    )
    page = text(client_of(entry.person).get("/"))
    assert page.index("Later, mine") < page.index("Trust in our leaders")


def test_people_are_told_on_which_rolls_they_stand() -> None:
    family = family_of(2, 3)
    wave = open_wave(family)
    entry = in_wave(wave).roll.select_related("person").first()
    assert entry
    said = {section.title: section.rows for section in held_about(entry.person)}
    assert "Trust in our leaders" in said["What you are asked in confidence"][0][1]
    assert "Trust in our leaders" in str(dict(held(lead(family)))["Asking in confidence"])


def held(person: Person) -> list[tuple[str, Any]]:
    return [(section.title, [str(value) for _name, value in section.rows]) for section in held_about(person)]


# --- what they cost -----------------------------------------------------------------------------


@pytest.mark.parametrize("rows", [1, 3])
def test_my_page_costs_the_same_however_much_there_is(rows: int, django_assert_num_queries: Any) -> None:
    person = PersonFactory()
    for _row in range(rows):
        school = school_of(1)
        RoleFactory(school=school, person=person, kind="senior_leader")
        open_wave(school)
    client = client_of(person)
    with django_assert_num_queries(QUERIES["mine"]):
        client.get(to("mine"))


@pytest.mark.parametrize("rows", [1, 3])
def test_a_wave_costs_the_same_however_many_schools(rows: int, django_assert_num_queries: Any) -> None:
    family = family_of(rows, 2)
    wave = planned_wave(family)
    client = client_of(lead(family))
    with django_assert_num_queries(QUERIES["wave"]):
        client.get(to("wave", wave.id))


@pytest.mark.parametrize("rows", [1, 3])
def test_planning_costs_the_same_however_many_schools(rows: int, django_assert_num_queries: Any) -> None:
    family = family_of(rows, 2)
    client, page = client_of(lead(family)), to("plan", family.id) + asked()
    said = filled(client, page)
    with django_assert_num_queries(QUERIES["plan"]):
        client.get(page)
    with django_assert_num_queries(QUERIES["check"]):
        client.post(page, {**said, "look": "yes"})
