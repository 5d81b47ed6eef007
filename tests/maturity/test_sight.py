"""What people tried in order to see more than is theirs, or to make a claim of what nobody agreed."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.factories.maturity import JPD, TRUST, claimed, leaders, of_partnership, opened, placed
from tests.factories.partnerships import family, heads
from tests.factories.people import RoleFactory
from tilth.maturity import actions
from tilth.maturity.actions import refusals
from tilth.maturity.figures.evidence import looking
from tilth.maturity.figures.profile import board_of
from tilth.maturity.models import Assessment, HelpOffer, NextStep
from tilth.maturity.queries import assessments, claims
from tilth.maturity.queries.subjects import of_school
from tilth.partnerships.models import Membership, Partnership, PartnershipRole
from tilth.people.models import Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def rowan() -> Any:
    return family(3)


def school_of(head: Any) -> Any:
    return head.roles.get(kind=Role.Kind.HEADTEACHER).school


def browser(who: Any) -> Client:
    b = Client()
    b.force_login(who, backend="allauth.account.auth_backends.AuthenticationBackend")
    return b


def gone(rowan: Any, head: Any) -> None:
    Membership.objects.filter(partnership=rowan, school=school_of(head)).update(
        state="left", left_on=timezone.localdate()
    )


def stages(subject: Any, on: Any = None) -> Any:
    return {s: c.stage for s, c in claims.of_subject(subject, on or timezone.localdate()).items()}


def outsider(rowan: Any) -> Any:
    who = RoleFactory().person
    PartnershipRole.objects.create(
        partnership=rowan, person=who, kind=PartnershipRole.Kind.BROKER, starts_on=timezone.localdate()
    )
    return who


def test_broker_who_did_not_place_sees_no_single_heads_stage(rowan: Any) -> None:
    people = heads(rowan)
    a = opened(of_partnership(rowan), people)
    for n, who in enumerate(people):
        placed(a, who, {JPD: n})
    a.refresh_from_db()
    seen = assessments.seen(outsider(rowan), a)
    strand = next(e for e in seen.strands if e.strand.slug == JPD)
    assert not seen.named
    assert not any(g.placed == 1 for g in strand.groups.values()), {k: v.counts for k, v in strand.groups.items()}


def test_two_placed_no_groups_for_others(rowan: Any) -> None:
    people = heads(rowan)[:2]
    a = opened(of_partnership(rowan), people)
    for n, who in enumerate(people):
        placed(a, who, {JPD: n})
    a.refresh_from_db()
    strand = next(e for e in assessments.seen(outsider(rowan), a).strands if e.strand.slug == JPD)
    assert strand.spread.placed == 0
    assert not strand.groups


def test_who_never_placed_sees_no_names(rowan: Any) -> None:
    people = heads(rowan)
    a = opened(of_partnership(rowan), people)
    for who in people[:2]:
        placed(a, who, {JPD: 1})
    Assessment.objects.filter(id=a.id).update(closes_on=timezone.localdate() - timedelta(days=1))
    a.refresh_from_db()
    actions.show(assessment=a)
    assert not assessments.seen(people[2], a).named


def test_cannot_say_counts_for_no_spread(rowan: Any) -> None:
    people = heads(rowan)
    a = opened(of_partnership(rowan), people)
    placed(a, people[0], {JPD: 3})
    for who in people[1:]:
        placed(a, who, {JPD: None, TRUST: 1})
    a.refresh_from_db()
    strand = next(e for e in assessments.seen(outsider(rowan), a).strands if e.strand.slug == JPD)
    assert strand.spread.placed == 0


def disputed(rowan: Any) -> Any:
    people = heads(rowan)
    a = opened(of_partnership(rowan), people)
    for who in people:
        placed(a, who, {JPD: 1})
    a.refresh_from_db()
    said = actions.agree(by=people[0], assessment=a, strand=JPD, stage=2)
    actions.object_to(by=people[2], agreement=said, words="No.")
    return people, a, said


def test_forgetting_who_objected_makes_no_agreement(rowan: Any) -> None:
    people, a, _ = disputed(rowan)
    actions.end(by=people[0], assessment=a)
    assert stages(of_partnership(rowan)) == {JPD: None}
    actions.forget(person=people[2])
    assert stages(of_partnership(rowan)) == {JPD: None}


def test_saying_the_same_again_does_not_undo_an_objection(rowan: Any) -> None:
    people, a, _ = disputed(rowan)
    with pytest.raises(refusals.NotAgreed):
        actions.agree(by=people[0], assessment=a, strand=JPD, stage=2)
    assert stages(of_partnership(rowan)) == {JPD: None}
    actions.agree(by=people[0], assessment=a, strand=JPD, stage=1)
    assert people[2].notices.filter(kind="maturity.said_anew").exists()


def test_what_was_given_up_is_not_shown(rowan: Any) -> None:
    people = heads(rowan)
    a = opened(of_partnership(rowan), people)
    placed(a, people[0], {JPD: 1})
    Assessment.objects.filter(id=a.id).update(closes_on=timezone.localdate() - timedelta(days=1))
    stale = Assessment.objects.get(id=a.id)  # read by the daily task
    a.refresh_from_db()
    actions.end(by=people[0], assessment=a)
    actions.show(assessment=stale)
    assert Assessment.objects.get(id=a.id).shown_at is None


def test_no_look_at_an_old_claim(rowan: Any) -> None:
    one, other, _ = heads(rowan)
    group = leaders(school_of(one))
    old = claimed(of_school(school_of(one)), group, {TRUST: 3})
    claimed(of_school(school_of(one)), group, {TRUST: 1})
    with pytest.raises(refusals.NotAgreed):
        actions.ask_look(by=one, agreement=old[TRUST], partner=school_of(other))


def test_a_school_that_left_asks_no_former_partner(rowan: Any) -> None:
    one, other, _ = heads(rowan)
    said = claimed(of_school(school_of(one)), leaders(school_of(one)), {TRUST: 2})
    gone(rowan, one)
    with pytest.raises(refusals.NotTheirs):
        actions.ask_look(by=one, agreement=said[TRUST], partner=school_of(other))


def test_no_dead_end_to_a_look_of_who_left(rowan: Any) -> None:
    one, other, _ = heads(rowan)
    said = claimed(of_school(school_of(one)), leaders(school_of(one)), {TRUST: 2})
    look = actions.ask_look(by=one, agreement=said[TRUST], partner=school_of(other))
    gone(rowan, one)
    b = browser(other)
    page = b.get(reverse("maturity:school", args=[school_of(other).id])).content.decode()
    there = reverse("maturity:look", args=[look.id])
    assert b.get(there).status_code == 200 or there not in page, b.get(there).status_code


def test_disputed_counts_as_no_claim(rowan: Any) -> None:
    one = heads(rowan)[0]
    group = leaders(school_of(one))
    a = opened(of_school(school_of(one)), group)
    for who in group:
        placed(a, who, {JPD: 1})
    a.refresh_from_db()
    said = actions.agree(by=one, assessment=a, strand=JPD, stage=2)
    actions.object_to(by=group[1], agreement=said, words="No.")
    found = looking(rowan, timezone.localdate())["maturity.claims_looked_at"]
    assert school_of(one).id not in found, found[school_of(one).id]


def test_an_ended_partnership_rests(rowan: Any) -> None:
    one = heads(rowan)[0]
    Partnership.objects.filter(id=rowan.id).update(phase=Partnership.Phase.ENDED)
    rowan.refresh_from_db()
    with pytest.raises(refusals.WrongPhase):
        actions.offer_help(by=one, partnership=rowan, school=school_of(one), strand=JPD, words="Come.")


def test_help_only_for_strands_that_are(rowan: Any) -> None:
    one = heads(rowan)[0]
    actions.offer_help(by=one, partnership=rowan, school=school_of(one), strand=JPD, words="Come.")
    actions.drop_strand(by=one, partnership=rowan, slug=JPD, base=1)
    stand = HelpOffer.objects.get()
    there = reverse("maturity:school_strand", args=[school_of(one).id, JPD])
    b = browser(one)
    answer = b.post(reverse("maturity:stop_helping", args=[stand.id]), follow=True)
    assert answer.status_code == 200, (answer.status_code, there)


def test_partners_see_no_old_claim_as_todays(rowan: Any) -> None:
    one = heads(rowan)[0]
    group = leaders(school_of(one))
    claimed(of_school(school_of(one)), group, {TRUST: 3})
    first = Assessment.objects.get()
    actions.share(by=one, assessment=first)
    claimed(of_school(school_of(one)), group, {TRUST: 0})
    assert claims.of_partnership(rowan, timezone.localdate())[school_of(one).id] == {}


def test_a_step_begun_is_todays(rowan: Any) -> None:
    one = heads(rowan)[0]
    browser(one).post(reverse("maturity:begin_step", args=[rowan.id]) + "?on=2020-01-01")
    begun = NextStep.objects.get()
    today = board_of(rowan, timezone.localdate(), one).step
    assert today
    assert (begun.strand, begun.side) == (today.strand, today.side)
