"""The pages of groups and cycles, used as people use them."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.html import escape

from tests.factories.groups import at_stage, begun, hand_formed, held, meeting, outsider, pair, people_in, school_in
from tests.factories.jpd import teacher
from tests.factories.topics import shipped
from tilth.jpd import actions, queries
from tilth.jpd.models import Group, Shape
from tilth.partnerships.models import Partnership
from tilth.people.models import Person

pytestmark = pytest.mark.django_db
Opened = Callable[[Person], Client]


def page(name: str, thing: object) -> str:
    return reverse(f"jpd:{name}", kwargs={"key": thing.id})  # type: ignore[attr-defined]


def text(client: Client, path: str) -> str:
    response = client.get(path)
    assert response.status_code == 200
    return str(response.content.decode())


def test_a_group_is_formed_and_answered_on_its_pages(rowan: Partnership, signed_in: Opened) -> None:
    ben, asha = teacher(rowan, 0, "Ben Carr"), teacher(rowan, 1, "Asha Raman")
    client, path = signed_in(ben), page("form_group", rowan)
    found = client.post(path, {"people-words": "asha", "find": "people"}).content.decode()
    assert "Asha Raman" in found and escape(school_in(rowan, 1).name) in found  # two may have one name
    told = client.post(path, {"kind": "exchange"}).content.decode()
    assert "Choose at least one colleague" in told and "Choose one topic at least" in told
    said = {"people": str(asha.id), f"people-{asha.id}": "4", "topics": str(shipped("phonics").id), "kind": "exchange"}
    group = Group.objects.get(id=client.post(path, said).url.split("/")[-2])
    invitation = group.invitations.get()
    assert (invitation.person, invitation.school, invitation.part) == (asha, school_in(rowan, 1), "coach")
    hers = signed_in(asha)
    assert page("invitation", invitation) in text(hers, reverse("jpd:mine"))
    assert "Ben Carr asks you to work together" in text(hers, page("invitation", invitation))
    assert signed_in(ben).get(page("invitation", invitation)).status_code == 404
    assert hers.post(page("invitation", invitation), {"answer": "yes"}).url == page("group", group)
    assert "Choose a shape and begin" in text(hers, page("group", group))


def test_a_cycle_goes_from_its_beginning_to_its_decision_on_the_pages(rowan: Partnership, signed_in: Opened) -> None:
    group = pair(rowan)
    ben, _asha = people_in(group)
    client = signed_in(ben)
    assert "Lesson study" in text(client, page("begin_cycle", group))
    client.post(page("begin_cycle", group), {"shape": "lesson_study"})
    cycle = group.cycles.get()
    for phase in queries.shape_of(cycle).phases[:-1]:
        for part in phase.parts:
            path = f"{page('write', cycle)}?part={part.slug}"
            assert part.label in text(client, path).replace("&#x27;", "'")
            assert client.post(path, {"text": f"{part.slug} is written", "base": "0"}).url == page("group", group)
        if phase.stage == "teach":
            assert "You have not met in this cycle" in text(client, page("advance", cycle))
            held(cycle)
        if phase.stage == "debrief":
            assert "Get your challenge" in text(client, page("group", group))
            assert "First write" not in text(client, page("advance", cycle))
            card = client.post(page("draw_card", cycle)).url
            assert client.post(card, {"answer": "Because."}).url == page("group", group)
        assert "This phase is done" in text(client, page("group", group))
        assert client.post(page("advance", cycle)).url == page("group", group)
    assert "What becomes of what you found?" in text(client, page("decide", cycle))
    assert client.post(page("decide", cycle), {"decision": "hand_on", "reason": ""}).url == page("group", group)
    assert "question is written" in text(client, page("cycle", cycle))
    assert "Cycle 1" in text(client, page("group", group))


def test_of_two_who_write_at_once_both_versions_are_shown_and_kept(rowan: Partnership, signed_in: Opened) -> None:
    cycle = begun(pair(rowan))
    ben, asha = people_in(cycle.group)
    path = f"{page('write', cycle)}?part=focus"
    signed_in(ben).post(path, {"text": "Ben was quicker", "base": "0"})
    answer = signed_in(asha).post(path, {"text": "Asha had more to say", "base": "0"})
    shown = answer.content.decode()
    assert "Ben was quicker" in shown
    assert "Asha had more to say" in shown
    assert 'name="base" value="1"' in shown
    signed_in(asha).post(path, {"text": "Both of it", "base": "1"})
    assert [each.text for each in queries.versions(cycle, "focus")] == ["Both of it", "Ben was quicker"]


def test_a_name_among_kinds_of_learner_is_asked_about_and_saved(rowan: Partnership, signed_in: Opened) -> None:
    cycle = begun(pair(rowan))
    path = f"{page('write', cycle)}?part=signs"
    answer = signed_in(people_in(cycle.group)[0]).post(
        path, {"text": "We watch Jamal closely", "base": "0"}, follow=True
    )
    assert "Jamal” looks like a name" in answer.content.decode()
    assert queries.writings(cycle)["signs"].text == "We watch Jamal closely"


def test_the_one_asked_sees_the_focus_and_puts_a_question(rowan: Partnership, signed_in: Opened) -> None:
    cycle = begun(pair(rowan))
    ben, leo = people_in(cycle.group)[0], outsider(rowan)
    for part, words in (("focus", "Wait longer"), ("signs", "Secret signs")):
        actions.write(by=ben, cycle=cycle, part=part, text=words, base=0)
    asking = signed_in(ben)
    assert "Leo Marsh" in text(asking, page("ask_challenger", cycle) + "?q=leo")
    asking.post(page("ask_challenger", cycle), {"person": str(leo.id)})
    challenge = queries.challenge_of(cycle)
    his = signed_in(leo)
    shown = text(his, page("challenge", challenge))
    assert "Wait longer" in shown
    assert "Secret signs" not in shown
    assert his.get(page("group", cycle.group)).status_code == 404
    his.post(page("challenge", challenge), {"question": "For whom does it fail?"})
    assert "For whom does it fail?" in text(asking, page("group", cycle.group))
    asking.post(page("challenge", challenge), {"answer": "For the quick ones"})
    assert "For the quick ones" not in text(his, page("challenge", challenge))
    assert "answered it among themselves" in text(his, page("challenge", challenge))


def test_the_one_asked_may_have_no_question(rowan: Partnership, signed_in: Opened) -> None:
    cycle, leo = begun(pair(rowan)), outsider(rowan)
    challenge = actions.ask_challenger(by=people_in(cycle.group)[0], cycle=cycle, person=leo)
    assert signed_in(leo).post(page("decline_challenge", challenge)).status_code == 302
    assert queries.challenge_of(cycle) is None


def test_leads_make_a_shape_of_their_own(rowan: Partnership, ada: Person, signed_in: Opened) -> None:
    client = signed_in(ada)
    path = page("new_shape", rowan) + "?from=coaching"
    form = client.get(path).context["form"]
    said = {name: form[name].value() or "" for name in form.fields}
    answer = client.post(path, {**said, "name": "Our coaching", "parts-0": "* The aim | One line\nAnything else"})
    assert answer.url == page("shapes", rowan)
    row = Shape.objects.get()
    begins = queries.read_shape(row).phases[0].parts
    assert [(part.label, part.hint, part.required) for part in begins] == [
        ("The aim", "One line", True),
        ("Anything else", "", False),
    ]
    assert "Our coaching" in text(client, page("shapes", rowan))
    assert begun(pair(rowan), str(row.id)).shape["name"] == "Our coaching"
    faulty = client.post(page("shape", row), {**said, "parts-0": "Nothing needed"})
    assert "it is the focus, and must be written" in faulty.content.decode()
    client.post(page("withdraw_shape", row))
    assert str(row.id) not in queries.offered_shapes(rowan)


def test_stopping_leaving_and_stepping_back_are_said_on_pages(rowan: Partnership, signed_in: Opened) -> None:
    group = pair(rowan)
    ben, asha = people_in(group)
    cycle, client = at_stage(begun(group), "plan"), signed_in(ben)
    client.post(page("step_back", cycle))
    cycle.refresh_from_db()
    assert cycle.phase == "focus"
    refused = client.post(page("decide", cycle), {"decision": "stop", "reason": ""})
    assert "Say in a sentence why you stop" in refused.content.decode()
    client.post(page("decide", cycle), {"decision": "stop", "reason": "Timetables changed"})
    assert "Timetables changed" in text(client, page("cycle", cycle))
    assert "it comes to its end" in text(client, page("leave_group", group))
    signed_in(asha).post(page("leave_group", group))
    group.refresh_from_db()
    assert group.ended_on is not None
    assert signed_in(asha).get(page("group", group)).status_code == 404


def test_a_desk_leads_to_every_meeting_its_members_have_heard_of(
    rowan: Partnership, ada: Person, signed_in: Opened
) -> None:
    group = pair(rowan)
    was, planned = held(begun(group), 12), meeting(group, 9, state="proposed")
    told = text(signed_in(people_in(group)[0]), page("group", group))
    assert page("meeting", was) in told and page("meeting", planned) not in told
    assert page("meeting", was) not in text(signed_in(ada), page("group", group))


def test_where_there_are_no_groups_one_reads_how_the_first_are_found(
    rowan: Partnership, ada: Person, signed_in: Opened
) -> None:
    for name, thing in (("how_it_goes", rowan), ("how_school_goes", school_in(rowan, 0))):
        told = text(signed_in(ada), page(name, thing))
        assert "There are no groups yet" in told and "May be stuck" not in told


def test_a_group_that_has_ended_is_still_found_by_its_members(rowan: Partnership, signed_in: Opened) -> None:
    group = pair(rowan)
    ben, asha = people_in(group)
    assert signed_in(ben).post(page("end_group", group)).url == reverse("jpd:mine")
    for who in (ben, asha):
        assert page("group", group) in text(signed_in(who), reverse("jpd:mine"))
        assert "This group has ended" in text(signed_in(who), page("group", group))


def test_how_it_goes_is_for_leaders_and_costs_the_same_however_many_groups(
    rowan: Partnership, ada: Person, signed_in: Opened
) -> None:
    group, client = pair(rowan), signed_in(ada)
    cycle = begun(group)
    actions.write(by=people_in(group)[0], cycle=cycle, part="focus", text="Secret words", base=0)
    outsider(rowan)
    counts = []
    for _more in range(2):
        for name, thing in (("how_it_goes", rowan), ("how_school_goes", school_in(rowan, 0))):
            with CaptureQueriesContext(
                connection,
            ) as asked:
                shown = text(client, page(name, thing))
            counts.append(len(asked))
            assert "Secret words" not in shown
        more = [teacher(rowan, place, f"More {place}{_more}") for place in (0, 1, 2)]
        meeting(hand_formed(rowan, *more), 3)
    assert counts[:2] == counts[2:]
    assert "Ada Okafor" in text(client, page("how_school_goes", school_in(rowan, 0)))
    assert signed_in(people_in(group)[0]).get(page("how_it_goes", rowan)).status_code == 404
    assert client.get(page("how_school_goes", school_in(rowan, 1))).status_code == 404


def test_a_desk_costs_the_same_however_much_lies_on_it(rowan: Partnership, signed_in: Opened) -> None:
    group = pair(rowan)
    cycle, client = begun(group), signed_in(people_in(group)[0])
    counts = []
    for _more in range(2):
        with CaptureQueriesContext(connection) as asked:
            text(client, page("group", group))
        counts.append(len(asked))
        at_stage(cycle, "decide")
        meeting(group, 5)
    assert counts[1] <= counts[0]  # one less once they have met
