"""Who may read the words of a group: its present members, in every phase, and nobody else, whatever their role."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.factories.groups import answered, at_stage, begun, held, outsider, pair, people_in, school_in
from tests.factories.jpd import lead_of
from tests.factories.partnerships import PartnershipRoleFactory, chair_of, head_of
from tests.factories.people import PersonFactory, RoleFactory
from tilth.jpd import actions, queries
from tilth.jpd.domain.shapes import Stage
from tilth.jpd.models import Cycle
from tilth.partnerships.models import Partnership
from tilth.people.models import Person

pytestmark = pytest.mark.django_db
SECRET = ("About ", "Because they had time")  # how what the factories write begins
OF_CYCLE = ("cycle", "write", "advance", "decide", "ask_challenger")


def everybody_else(rowan: Partnership) -> dict[str, Person]:
    """One of each role that is not in the group, at its schools and elsewhere."""
    hollins = school_in(rowan, 0)
    others = {kind: RoleFactory(school=hollins, kind=kind).person for kind in ("teacher", "senior_leader", "governor")}
    coordinator = PartnershipRoleFactory(partnership=rowan, kind="coordinator").person
    return {
        **others,
        "lead": lead_of(rowan),
        "head": head_of(hollins),
        "chair": chair_of(hollins),
        "business manager": RoleFactory(school=hollins, kind="business_manager").person,
        "student": RoleFactory(school=hollins, kind="student").person,
        "parent": RoleFactory(school=hollins, kind="parent").person,
        "coordinator": coordinator,
        "operator": PersonFactory(is_operator=True),
    }


@pytest.mark.parametrize("stage", [stage.value for stage in Stage])
def test_words_are_for_present_members_in_every_phase(
    stage: str, rowan: Partnership, signed_in: Callable[[Person], Client]
) -> None:
    cycle = at_stage(begun(pair(rowan)), stage)
    ben = people_in(cycle.group)[0]
    actions.write(by=ben, cycle=cycle, part="focus", text="About the focus of ours", base=latest(cycle))
    if queries.challenge_of(cycle) is None:
        answered(cycle, ben)
    assert SECRET[0] in signed_in(ben).get(reverse("jpd:group", args=[cycle.group_id])).content.decode()
    for role, person in everybody_else(rowan).items():
        client = signed_in(person)
        outline = client.get(reverse("jpd:group", args=[cycle.group_id]))
        sees = role in {"lead", "head", "senior_leader", "coordinator"}
        assert outline.status_code == (200 if sees else 404), role
        assert not any(words in outline.content.decode() for words in SECRET), role
        for name in OF_CYCLE:
            assert client.get(reverse(f"jpd:{name}", args=[cycle.id])).status_code == 404, (role, name)
        challenge = queries.challenge_of(cycle)
        assert challenge is not None
        assert client.get(reverse("jpd:challenge", args=[challenge.id])).status_code == 404, role


def test_whoever_was_asked_for_a_challenge_reads_the_focus_only_while_they_work_here(
    rowan: Partnership, signed_in: Callable[[Person], Client]
) -> None:
    cycle, leo = begun(pair(rowan)), outsider(rowan)
    ben = people_in(cycle.group)[0]
    actions.write(by=ben, cycle=cycle, part="focus", text="About the focus of ours", base=0)
    asked = actions.ask_challenger(by=ben, cycle=cycle, person=leo)
    page = reverse("jpd:challenge", args=[asked.id])
    assert SECRET[0] in signed_in(leo).get(page).content.decode()
    today = timezone.localdate()
    leo.roles.update(starts_on=today - timedelta(days=9), ends_on=today - timedelta(days=1))
    assert signed_in(leo).get(page).status_code == 404


def latest(cycle: Cycle) -> int:
    standing = queries.latest_writing(cycle, "focus")
    return standing.version if standing else 0


def test_an_outline_says_who_where_and_when_and_no_more(
    rowan: Partnership, ada: Person, signed_in: Callable[[Person], Client]
) -> None:
    cycle = at_stage(begun(pair(rowan)), "debrief")
    shown = signed_in(ada).get(reverse("jpd:group", args=[cycle.group_id])).content.decode()
    for seen in ("Ben Carr", "Asha Raman", "Talk about it", "A plain cycle", "Last met on"):
        assert seen in shown
    for unseen in ("mailto:", "Taking shape", "Your challenge", "Stop this cycle", "jpd:write"):
        assert unseen not in shown


def test_a_student_sees_no_address(rowan: Partnership, signed_in: Callable[[Person], Client]) -> None:
    group = pair(rowan)
    student = RoleFactory(school=school_in(rowan, 0), kind="student").person
    group.members.create(person=student, school=school_in(rowan, 0), part="student", position=2)
    page = reverse("jpd:group", args=[group.id])
    assert "mailto:" not in signed_in(student).get(page).content.decode()
    assert "mailto:" in signed_in(people_in(group)[0]).get(page).content.decode()


def test_what_is_held_about_somebody_is_told_to_them(rowan: Partnership, signed_in: Callable[[Person], Client]) -> None:
    cycle, leo = begun(pair(rowan)), outsider(rowan)
    ben, asha = people_in(cycle.group)
    held(cycle)
    actions.write(by=ben, cycle=cycle, part="focus", text="Wait longer", base=0)
    asked = actions.ask_challenger(by=ben, cycle=cycle, person=leo)
    actions.put_challenge(by=leo, challenge=asked, question="For whom?")
    told = {person: signed_in(person).get(reverse("people:me")).content.decode() for person in (ben, asha, leo)}
    assert "Wait longer" in told[ben]
    assert "Asked into a group" in told[asha]
    assert "Wait longer" not in told[asha]
    assert "For whom?" in told[leo]


def test_a_student_writes_with_the_others_and_leaves_it_to_them_to_end_a_cycle_or_the_group(
    rowan: Partnership, signed_in: Callable[[Person], Client]
) -> None:
    group = at_stage(begun(pair(rowan)), "decide").group
    student = RoleFactory(school=school_in(rowan, 0), kind="student").person
    group.members.create(person=student, school=school_in(rowan, 0), part="student", position=2)
    cycle, desk = group.cycles.get(), reverse("jpd:group", args=[group.id])
    theirs, others = signed_in(student), signed_in(group.members.all()[0].person)
    for shut in (reverse("jpd:decide", args=[cycle.id]), reverse("jpd:end_group", args=[group.id])):
        assert theirs.get(shut).status_code == 404 and others.get(shut).status_code == 200
        assert shut not in theirs.get(desk).content.decode() and shut in others.get(desk).content.decode()
    assert theirs.get(reverse("jpd:write", args=[cycle.id])).status_code == 200
