"""Groups by hand and their cycles: whatever people try, in whatever order, the rules hold and no word is lost."""

from __future__ import annotations

from contextlib import suppress
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.factories.groups import (
    answered,
    at_stage,
    begun,
    hand_formed,
    held,
    outsider,
    pair,
    people_in,
    school_in,
    write_all,
)
from tests.factories.jpd import lead_of, live_family, teacher
from tests.factories.people import RoleFactory
from tests.factories.topics import shipped
from tilth.jpd import actions, queries
from tilth.jpd.domain.phases import lacks
from tilth.jpd.models import Challenge, Cycle, Group, Writing
from tilth.jpd.signals import cycle_finished, group_formed
from tilth.notices.models import Notice
from tilth.partnerships.models import Partnership
from tilth.people.signals import person_erased
from tilth.web.refusal import Refusal

pytestmark = pytest.mark.django_db

# --- groups ---


def test_nobody_is_in_a_group_who_has_not_said_yes(rowan: Partnership) -> None:
    formed: list[Group] = []
    group_formed.connect(hears := lambda group, **_: formed.append(group), weak=False)
    ben, asha = teacher(rowan, 0, "Ben Carr"), teacher(rowan, 1, "Asha Raman")
    places = [(asha, school_in(rowan, 1), "member")]
    group = actions.form_group(
        by=ben, partnership=rowan, name="", kind="exchange", topics=[shipped("phonics")], people=places
    )
    assert people_in(group) == [ben]
    assert not formed
    with pytest.raises(actions.NotYet):
        begun(group)
    invitation = group.invitations.get()
    assert Notice.objects.get(person=asha, settled_at=None).link.endswith(f"/invitations/{invitation.id}/")
    actions.answer_invitation(by=asha, invitation=invitation, answer="yes")
    group_formed.disconnect(hears)
    assert (people_in(group), formed) == ([ben, asha], [group])
    assert not Notice.objects.filter(person=asha, kind="jpd.group_invitation", settled_at=None).exists()
    with pytest.raises(actions.AnsweredAlready):
        actions.answer_invitation(by=asha, invitation=invitation, answer="no")


def test_a_group_to_which_nobody_comes_ends(rowan: Partnership) -> None:
    ben, asha = teacher(rowan, 0, "Ben Carr"), teacher(rowan, 1, "Asha Raman")
    places = [(asha, school_in(rowan, 1), "member")]
    group = actions.form_group(by=ben, partnership=rowan, name="", kind="exchange", topics=[], people=places)
    actions.answer_invitation(by=asha, invitation=group.invitations.get(), answer="no")
    group.refresh_from_db()
    assert group.ended_on is not None


def test_two_or_three_are_usual_and_more_need_a_reason(rowan: Partnership) -> None:
    people = [teacher(rowan, place % 3, f"Person {place}") for place in range(9)]
    with pytest.raises(actions.TooFewOrMany):
        hand_formed(rowan, people[0])
    with pytest.raises(actions.TooFewOrMany):
        hand_formed(rowan, *people[:4])
    assert len(people_in(hand_formed(rowan, *people[:4], reason="All of Year 5"))) == 4
    with pytest.raises(actions.TooFewOrMany):
        hand_formed(rowan, *people, reason="Everybody")


def test_people_come_from_schools_of_the_partnership(rowan: Partnership, teacher_outside: Any) -> None:
    ben = teacher(rowan, 0, "Ben Carr")
    with pytest.raises(actions.NotHere):
        hand_formed(rowan, ben, teacher_outside)
    with pytest.raises(actions.NotHere):
        hand_formed(rowan, teacher_outside, ben)


def test_a_student_comes_beside_somebody_of_their_school(rowan: Partnership) -> None:
    ben, asha = teacher(rowan, 0, "Ben Carr"), teacher(rowan, 1, "Asha Raman")
    student = RoleFactory(school=school_in(rowan, 1), kind="student").person
    known: dict[str, Any] = {"by": ben, "partnership": rowan, "name": "", "kind": "other", "topics": []}
    seat = (student, school_in(rowan, 1), "student")
    with pytest.raises(actions.NotHere):
        actions.form_group(people=[seat], **known)
    group = actions.form_group(people=[seat, (asha, school_in(rowan, 1), "coach")], leader=ben, **known)
    assert group.members.get().part == "leader"
    assert set(group.invitations.values_list("part", flat=True)) == {"student", "coach"}


def test_who_leaves_reads_no_more_and_a_group_of_one_ends_with_its_cycle(rowan: Partnership) -> None:
    group = hand_formed(rowan, *[teacher(rowan, place, f"Person {place}") for place in range(3)])
    one, other, third = people_in(group)
    cycle = begun(group)
    actions.leave_group(by=third, group=group)
    assert queries.group(viewer=third, key=group.id) is None
    assert queries.cycle(viewer=third, key=cycle.id) is None
    actions.leave_group(by=other, group=group)
    cycle.refresh_from_db()
    assert (group.ended_on is not None, cycle.decision) == (True, "stop")
    assert queries.cycle(viewer=one, key=cycle.id) == cycle


# --- cycles ---


def test_a_cycle_that_turns_again_begins_the_next_and_is_heard_of(rowan: Partnership) -> None:
    finished: list[Cycle] = []
    cycle_finished.connect(hears := lambda cycle, **_: finished.append(cycle), weak=False)
    cycle = at_stage(begun(pair(rowan)), "decide")
    ben = people_in(cycle.group)[0]
    actions.decide(by=ben, cycle=cycle, decision="again", reason="There is more in it")
    cycle_finished.disconnect(hears)
    following = queries.open_cycle(cycle.group)
    assert following is not None
    assert (finished, following.number, following.shape) == ([cycle], 2, cycle.shape)
    assert queries.last_time(following, "focus") == queries.latest_writing(cycle, "focus")
    with pytest.raises(actions.CycleOver):
        actions.write(by=ben, cycle=cycle, part="focus", text="Too late", base=1)


def test_it_stops_with_a_reason_at_any_time_and_is_decided_otherwise_only_at_its_end(rowan: Partnership) -> None:
    cycle = begun(pair(rowan))
    ben = people_in(cycle.group)[0]
    for decision, reason in (("stop", " "), ("again", "Why not"), ("hand_on", "Why not")):
        with pytest.raises(actions.NotYet):
            actions.decide(by=ben, cycle=cycle, decision=decision, reason=reason)
    actions.decide(by=ben, cycle=cycle, decision="stop", reason="Timetables changed")
    assert cycle.ended_at is not None


def test_without_a_meeting_a_group_says_why_it_goes_on(rowan: Partnership) -> None:
    cycle = at_stage(begun(pair(rowan)), "teach")
    ben = people_in(cycle.group)[0]
    with pytest.raises(actions.NotYet):
        actions.advance(by=ben, cycle=cycle)
    actions.advance(by=ben, cycle=cycle, without_meeting="We watched a recording")
    assert cycle.steps.last().without_meeting == "We watched a recording"


def test_a_meeting_of_a_day_before_the_cycle_began_is_none_of_its_own(rowan: Partnership) -> None:
    cycle = begun(pair(rowan))
    ben, _asha = people_in(cycle.group)
    noon = timezone.localtime().replace(hour=12)  # a meeting ends on its day, however late this is tried
    for days, whose in ((3, None), (0, cycle)):
        meeting = actions.call_meeting(by=ben, group=cycle.group, begins_at=noon - timedelta(days=days))
        assert meeting.cycle == whose


def test_what_others_change_in_a_shape_changes_nothing_under_way(rowan: Partnership) -> None:
    row = actions.keep_shape(by=lead_of(rowan), partnership=rowan, shape=queries.house_shapes()[0])
    cycle = begun(pair(rowan), str(row.id))
    actions.keep_shape(by=lead_of(rowan, "Other"), partnership=rowan, shape=queries.house_shapes()[1], row=row)
    cycle.refresh_from_db()
    assert queries.shape_of(cycle) == queries.house_shapes()[0]


# --- challenges ---


def test_one_challenge_in_a_cycle_is_put_and_answered_once(rowan: Partnership, eve: Any) -> None:
    cycle, leo = begun(pair(rowan)), outsider(rowan)
    ben, asha = people_in(cycle.group)
    for unfit in (asha, eve):
        with pytest.raises(actions.NotAChallenger):
            actions.ask_challenger(by=ben, cycle=cycle, person=unfit)
    asked = actions.ask_challenger(by=ben, cycle=cycle, person=leo)
    with pytest.raises(actions.NothingPut):
        actions.answer_challenge(by=ben, challenge=asked, answer="Too soon")
    actions.put_challenge(by=leo, challenge=asked, question="For whom does it fail?")
    with pytest.raises(actions.ChallengedAlready):
        actions.draw_card(by=ben, cycle=cycle)
    actions.answer_challenge(by=asha, challenge=asked, answer="For the quick ones")
    with pytest.raises(actions.ChallengedAlready):
        actions.answer_challenge(by=ben, challenge=asked, answer="For nobody")
    assert Challenge.objects.get().answer == "For the quick ones"
    assert not Notice.objects.filter(kind__startswith="jpd.challenge", asks=True, settled_at=None).exists()


def test_a_card_takes_the_place_of_somebody_who_has_not_asked(rowan: Partnership) -> None:
    cycle, leo = begun(pair(rowan)), outsider(rowan)
    actions.ask_challenger(by=people_in(cycle.group)[0], cycle=cycle, person=leo)
    assert answered(cycle, people_in(cycle.group)[1]).asked is None
    assert not Notice.objects.filter(person=leo, settled_at=None).exists()


# --- whatever people try ---

DEEDS = (
    *("write", "write", "write", "blank", "advance", "advance", "excuse", "back", "meet"),
    *("card", "answer", "again", "hand_on", "stop"),
)


@given(st.lists(st.tuples(st.sampled_from(DEEDS), st.integers(0, 30)), max_size=60))
@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_sequence_of_deeds_skips_a_demand_or_loses_a_word(db: None, deeds: list[tuple[str, int]]) -> None:
    group, said = pair(live_family()), list[tuple[Any, str, str]]()
    begun(group)
    for deed, number in deeds:
        cycle = queries.open_cycle(group)
        if cycle is None:
            break
        with suppress(Refusal):
            attempt(cycle, deed, number, said)
        came_by_the_rules(group)
    kept = set(Writing.objects.filter(cycle__group=group).values_list("cycle", "part", "text"))
    assert kept == set(said)


def attempt(cycle: Cycle, deed: str, number: int, said: list[tuple[Any, str, str]]) -> None:
    ben, asha = people_in(cycle.group)
    challenge = queries.challenge_of(cycle)
    if deed in {"write", "blank"}:
        part, text = heading(cycle, number), "" if deed == "blank" else f"Words {number}"
        latest = queries.latest_writing(cycle, part)
        written = actions.write(by=ben, cycle=cycle, part=part, text=text, base=latest.version if latest else 0)
        if written != latest:
            said.append((cycle.id, part, text))
    elif deed == "answer" and challenge is not None:
        actions.answer_challenge(by=asha, challenge=challenge, answer="So")
    else:
        others: dict[str, Any] = {
            "advance": lambda: actions.advance(by=ben, cycle=cycle),
            "excuse": lambda: actions.advance(by=ben, cycle=cycle, without_meeting="Ill"),
            "back": lambda: actions.step_back(by=asha, cycle=cycle),
            "meet": lambda: held(cycle),
            "card": lambda: actions.draw_card(by=ben, cycle=cycle),
            "answer": lambda: None,
        }
        others.get(deed, lambda: actions.decide(by=ben, cycle=cycle, decision=deed, reason="So"))()


def heading(cycle: Cycle, number: int) -> str:
    """Mostly one of the phase the cycle is in, at times any."""
    shape = queries.shape_of(cycle)
    parts = shape.phases[shape.place(cycle.phase)].parts if number < 24 else tuple(shape.parts())
    return parts[number % len(parts)].slug if parts else shape.focus.slug


def came_by_the_rules(group: Group) -> None:
    """In each cycle everything was there that the phases before its own demand; and one at most goes on."""
    for cycle in group.cycles.all():
        shape, standing = queries.shape_of(cycle), queries.standing_of(cycle)
        for phase in shape.phases[: shape.place(cycle.phase)]:
            assert not lacks(shape, type(standing)(phase.slug, standing.written, standing.met, standing.question))
        assert cycle.ended_at is None or cycle.decision == "stop" or shape.phases[-1].slug == cycle.phase
    assert group.cycles.filter(ended_at=None).count() <= 1


def test_of_two_who_write_on_the_same_version_the_second_is_told(rowan: Partnership) -> None:
    cycle = begun(pair(rowan))
    ben, asha = people_in(cycle.group)
    actions.write(by=ben, cycle=cycle, part="focus", text="First", base=0)
    with pytest.raises(actions.WrittenMeanwhile) as told:
        actions.write(by=asha, cycle=cycle, part="focus", text="Second", base=0)
    assert told.value.standing.text == "First"
    same = actions.write(by=asha, cycle=cycle, part="focus", text="First", base=0)
    assert same == told.value.standing


# --- somebody is forgotten ---


def test_of_two_who_go_on_at_once_the_second_is_told_even_where_nothing_is_demanded(rowan: Partnership) -> None:
    cycle = at_stage(begun(pair(rowan), "action_research"), "debrief")
    ben, asha = people_in(cycle.group)
    write_all(cycle, ben)
    answered(cycle, ben)
    late, page = Cycle.objects.get(id=cycle.id), cycle.phase
    actions.advance(by=ben, cycle=cycle)
    assert not lacks(queries.shape_of(cycle), queries.standing_of(cycle))  # nothing but this holds the second back
    with pytest.raises(actions.NotYet):
        actions.advance(by=asha, cycle=late)
    with pytest.raises(actions.NotYet):
        actions.advance(by=asha, cycle=Cycle.objects.get(id=cycle.id), seen=page)
    assert Cycle.objects.get(id=cycle.id).phase == "adjust"


def test_of_an_erased_person_the_words_stay_and_the_name_goes(rowan: Partnership) -> None:
    group = hand_formed(rowan, *[teacher(rowan, place, f"Person {place}") for place in range(3)])
    one, other, third = people_in(group)
    cycle = begun(group)
    actions.write(by=third, cycle=cycle, part="focus", text="Wait longer", base=0)
    person_erased.send(sender=type(third), person=third, was_called=third.name)
    written = queries.latest_writing(cycle, "focus")
    assert written is not None
    assert (written.text, written.by) == ("Wait longer", None)
    assert list(queries.members_now(group).order_by("name")) == [one, other]
    assert not third.memberships_in_groups.filter(left_on=None).exists()
