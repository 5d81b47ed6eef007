"""Each alone, then together: asking, placing, showing, agreeing, objecting, ending, sharing, looking."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.factories.maturity import CHALLENGE, JPD, TRUST, claimed, leaders, of_partnership, opened, placed
from tests.factories.partnerships import chair_of, family, heads
from tests.factories.people import RoleFactory
from tilth.maturity import actions
from tilth.maturity.actions import refusals
from tilth.maturity.domain.agreeing import Phase
from tilth.maturity.figures import profile
from tilth.maturity.models import Objection, PartnerLook, Placement
from tilth.maturity.queries import assessments, claims
from tilth.maturity.queries.subjects import of_school
from tilth.notices.models import Notice
from tilth.people.models import Person, Role

pytestmark = pytest.mark.django_db


def signed_in(person: Person) -> Client:
    browser = Client()
    browser.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    return browser


@pytest.fixture
def rowan() -> Any:
    return family(3)


def school_of(head: Person) -> Any:
    return head.roles.get(kind=Role.Kind.HEADTEACHER).school


# --- each alone ---------------------------------------------------------------------------------


def test_nobody_sees_a_placement_before_all_have_placed(rowan: Any) -> None:
    first, second, third = heads(rowan)
    assessment = opened(of_partnership(rowan), [first, second, third])
    placed(assessment, first, {JPD: 3})
    for viewer in (first, second, third):
        seen = assessments.seen(viewer, assessment)
        assert seen.phase is Phase.PLACING
        assert not seen.strands
        assert seen.finished == 1
    page = signed_in(second).get(reverse("maturity:assessment", args=[assessment.id]))
    assert page.status_code == 200
    assert "Leading" not in page.content.decode()


def test_the_last_who_finishes_shows_them_all(rowan: Any) -> None:
    people = heads(rowan)
    assessment = opened(of_partnership(rowan), people)
    for stage, who in enumerate(people):
        placed(assessment, who, {JPD: stage})
    assessment.refresh_from_db()
    strand = next(each for each in assessments.seen(people[0], assessment).strands if each.strand.slug == JPD)
    assert strand.spread.counts == (1, 1, 1, 0)
    assert strand.spread.wide
    assert strand.apart == 2
    assert len(strand.groups) == 3
    assert Notice.objects.filter(kind="maturity.shown").count() == 3


def test_what_is_unfinished_is_kept_and_shown_to_nobody(rowan: Any) -> None:
    first, second, third = heads(rowan)
    assessment = opened(of_partnership(rowan), [first, second, third], days=0)
    placed(assessment, first, {JPD: 1})
    placed(assessment, second, {JPD: 2})
    actions.place(by=third, assessment=assessment, strand=JPD, stage=3, words="Half a thought.")
    actions.show_due(today=timezone.localdate() + timedelta(days=1))
    assessment.refresh_from_db()
    strand = next(each for each in assessments.seen(first, assessment).strands if each.strand.slug == JPD)
    assert strand.spread.counts == (0, 1, 1, 0)
    assert Placement.objects.filter(words="Half a thought.").exists()


def test_who_did_not_place_sees_no_names_and_no_spread_of_two(rowan: Any) -> None:
    head = heads(rowan)[0]
    school = school_of(head)
    chair, other = chair_of(school), RoleFactory(school=school).person
    assessment = opened(of_school(school), [head, other])
    placed(assessment, head, {JPD: 0})
    placed(assessment, other, {JPD: 3})
    assessment.refresh_from_db()
    strand = assessments.seen(chair, assessment).strands[0]
    assert strand.placed == []
    assert strand.groups == {}
    assert strand.spread.placed == 0


def test_only_those_who_have_a_part_can_be_asked(rowan: Any) -> None:
    stranger = RoleFactory().person
    with pytest.raises(refusals.NobodyAsked):
        opened(of_partnership(rowan), [heads(rowan)[0], stranger])
    with pytest.raises(refusals.NobodyAsked):
        opened(of_partnership(rowan), heads(rowan)[:1])


def test_one_assessment_at_a_time(rowan: Any) -> None:
    opened(of_partnership(rowan), heads(rowan))
    with pytest.raises(refusals.UnderWay):
        opened(of_partnership(rowan), heads(rowan))


# --- together -----------------------------------------------------------------------------------


def test_an_objection_undoes_an_agreement_until_it_is_taken_back(rowan: Any) -> None:
    people = heads(rowan)
    assessment = opened(of_partnership(rowan), people)
    for who in people:
        placed(assessment, who, {JPD: 2})
    agreement = actions.agree(by=people[0], assessment=assessment, strand=JPD, stage=2)
    today = timezone.localdate()
    assert claims.of_subject(of_partnership(rowan), today)[JPD].stage == 2
    actions.object_to(by=people[1], agreement=agreement, words="Not in our school.")
    assert claims.of_subject(of_partnership(rowan), today)[JPD].stage is None
    actions.take_back(by=people[1], agreement=agreement)
    assert not Objection.objects.exists()
    assert claims.of_subject(of_partnership(rowan), today)[JPD].stage == 2


def test_disagreement_is_recorded_with_its_reason(rowan: Any) -> None:
    people = heads(rowan)
    assessment = opened(of_partnership(rowan), people)
    for who in people:
        placed(assessment, who, {CHALLENGE: 2})
    with pytest.raises(refusals.WordsWanted):
        actions.agree(by=people[0], assessment=assessment, strand=CHALLENGE, stage=None)
    actions.agree(
        by=people[0], assessment=assessment, strand=CHALLENGE, stage=None, words="Two of us never were asked."
    )
    held = claims.of_subject(of_partnership(rowan), timezone.localdate())[CHALLENGE]
    assert held.stage is None
    assert "never were asked" in held.words


def test_nothing_is_agreed_before_it_is_shown_or_after_it_has_ended(rowan: Any) -> None:
    people = heads(rowan)
    assessment = opened(of_partnership(rowan), people)
    with pytest.raises(refusals.WrongPhase):
        actions.agree(by=people[0], assessment=assessment, strand=JPD, stage=1)
    for who in people:
        placed(assessment, who, {JPD: 2})
    actions.end(by=people[0], assessment=assessment)
    with pytest.raises(refusals.WrongPhase):
        actions.agree(by=people[0], assessment=assessment, strand=JPD, stage=1)
    with pytest.raises(refusals.WrongPhase):
        actions.place(by=people[0], assessment=assessment, strand=JPD, stage=1)


# --- what follows -------------------------------------------------------------------------------


def test_partners_see_a_schools_claims_only_while_it_lets_them(rowan: Any) -> None:
    one, other, _third = heads(rowan)
    school = school_of(one)
    said = claimed(of_school(school), leaders(school), {JPD: 3})
    mine = profile.profile(of_school(school_of(other)), timezone.localdate(), other)
    assert profile.strand_page(mine, JPD).ahead == []  # type: ignore[union-attr]
    actions.share(by=one, assessment=said[JPD].assessment)
    (found,) = profile.strand_page(mine, JPD).ahead  # type: ignore[union-attr]
    assert (found.school, found.stage) == (school, 3)
    actions.unshare(by=one, assessment=said[JPD].assessment)
    assert profile.strand_page(mine, JPD).ahead == []  # type: ignore[union-attr]


def test_a_partner_looks_and_the_school_replies(rowan: Any) -> None:
    one, other, third = heads(rowan)
    school, partner = school_of(one), school_of(other)
    said = claimed(of_school(school), leaders(school), {TRUST: 2})
    look = actions.ask_look(by=one, agreement=said[TRUST], partner=partner, question="Do you see it, too?")
    with pytest.raises(refusals.NotTheirs):
        actions.ask_look(by=one, agreement=said[TRUST], partner=partner)
    page = reverse("maturity:look", args=[look.id])
    assert signed_in(third).get(page).status_code == 404
    answer = signed_in(other).post(page, {"stage": "1", "words": "People greet one another. Do they disagree?"})
    assert answer.status_code == 302, answer.content.decode()
    reply = signed_in(one).post(page, {"reply": "Not yet aloud."})
    assert reply.status_code == 302
    found = PartnerLook.objects.get()
    assert (found.stage, found.reply) == (1, "Not yet aloud.")


def test_a_forgotten_persons_placements_go_and_what_the_group_agreed_stays(rowan: Any) -> None:
    people = heads(rowan)
    said = claimed(of_partnership(rowan), people, {JPD: 2})
    actions.forget(person=people[1])
    assert not Placement.objects.filter(assessor__person=people[1]).exists()
    assert claims.of_subject(of_partnership(rowan), timezone.localdate())[JPD].key == said[JPD].id


# --- pages --------------------------------------------------------------------------------------


def test_a_head_opens_places_and_agrees_in_the_browser(rowan: Any) -> None:
    one, other, _third = heads(rowan)
    school = school_of(one)
    teacher = RoleFactory(school=school).person
    browser = signed_in(one)
    last = (timezone.localdate() + timedelta(days=9)).isoformat()
    page = browser.post(
        reverse("maturity:open_within", args=[school.id]),
        {"people": [str(one.id)], "named": teacher.name, "closes_on": last},
    )
    assert page.status_code == 302, page.content.decode()
    assessment = assessments.current(of_school(school))
    assert assessment is not None
    for who in (one, teacher):
        mine = signed_in(who)
        placing = mine.post(reverse("maturity:place", args=[assessment.id, JPD]), {"stage": "1", "words": "Pairs."})
        assert placing.status_code == 302
        assert mine.post(reverse("maturity:finish", args=[assessment.id])).status_code == 302
    spread = browser.get(reverse("maturity:spread", args=[assessment.id, JPD]))
    assert "Pairs." in spread.content.decode()
    agreed = browser.post(reverse("maturity:agree", args=[assessment.id, JPD]), {"stage": "1", "words": "Yes."})
    assert agreed.status_code == 302
    assert browser.post(reverse("maturity:end", args=[assessment.id])).status_code == 302
    assert signed_in(other).get(reverse("maturity:assessment", args=[assessment.id])).status_code == 404


def test_a_name_that_nobody_bears_is_said_at_its_field(rowan: Any) -> None:
    one = heads(rowan)[0]
    page = signed_in(one).post(
        reverse("maturity:open_within", args=[school_of(one).id]), {"named": "Nobody Atall", "closes_on": "1/1/2027"}
    )
    assert "Nobody here is called" in page.content.decode()


@pytest.mark.parametrize("name", ["partnership", "board", "direction", "capital", "assess", "ask_partner"])
def test_pages_of_a_partnership_open_before_and_after_anything_is_claimed(rowan: Any, name: str) -> None:
    one = heads(rowan)[0]
    browser, address = signed_in(one), reverse(f"maturity:{name}", args=[rowan.id])
    assert browser.get(address).status_code == 200
    claimed(of_partnership(rowan), heads(rowan), {JPD: 2, TRUST: 0, CHALLENGE: None})
    claimed(of_school(school_of(one)), leaders(school_of(one)), {JPD: 1})
    assert browser.get(address).status_code == 200
    assert browser.get(address, {"on": "2025-01-01"}).status_code == 200
    assert browser.get(address, {"on": "yesterday"}).status_code == 200


def test_every_strand_opens(rowan: Any) -> None:
    one = heads(rowan)[0]
    school = school_of(one)
    claimed(of_partnership(rowan), heads(rowan), {JPD: 2, TRUST: 0, CHALLENGE: None})
    browser = signed_in(one)
    assert browser.get(reverse("maturity:school", args=[school.id])).status_code == 200
    for address, thing in (("strand", rowan), ("school_strand", school)):
        for slug in (JPD, TRUST, CHALLENGE, "creative-entrepreneurship"):
            page = browser.get(reverse(f"maturity:{address}", args=[thing.id, slug]))
            assert page.status_code == 200
    assert browser.get(reverse("maturity:strand", args=[rowan.id, "no-such"])).status_code == 404


def test_the_next_step_is_begun_and_leads_where_it_begins(rowan: Any) -> None:
    one = heads(rowan)[0]
    page = signed_in(one).post(reverse("maturity:begin_step", args=[rowan.id]))
    assert page.status_code == 302
    assert page["Location"] != reverse("maturity:board", args=[rowan.id])
    assert rowan.next_steps.count() == 1
