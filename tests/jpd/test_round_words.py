"""What the pages of a round say, held against what is so."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from tests.factories.jpd import TUESDAY_HALF_PAST_THREE, RoundFactory, computed, proposed, standing, teacher
from tests.factories.topics import shipped
from tests.jpd.looks import in_a_week, look_of, looked_again, settled
from tests.jpd.test_rounds import overdue
from tilth.jpd import actions, queries, tasks, wording
from tilth.jpd.domain.coverage import Became, Told, told
from tilth.jpd.models import Round
from tilth.matching import Reason
from tilth.notices.models import Notice
from tilth.partnerships.models import Partnership
from tilth.people.models import Person

pytestmark = pytest.mark.django_db
Opened = Callable[[Person], Client]


def page(browser: Client, name: str, round: Round) -> str:
    response = browser.get(reverse(f"jpd:{name}", kwargs={"key": round.id}))
    assert response.status_code == 200, response.status_code
    return str(response.content.decode())


def plain(html: str) -> str:
    """The words of a page, without its marks."""
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


# --- what it asks for, and what came of that ---


def listed(html: str) -> list[str]:
    """What a page says a round asks for."""
    (names,) = re.findall(r"This round asks for, first things first:</p>\s*<ol>(.*?)</ol>", html, re.DOTALL)
    return re.findall(r"<li>(.*?)</li>", names)


def weighed(html: str) -> list[str]:
    """What a page says was looked for, as it is called in the other list."""
    names = re.findall(r'tilth-reached__name">(.*?)<', html)
    return [name[0].lower() + name[1:] for name in names]


def test_both_lists_of_a_page_name_the_same_aims(rowan: Partnership, ring: list[Person], signed_in: Opened) -> None:
    round = computed(RoundFactory(partnership=rowan))
    assert "subject" in round.aims
    shown = page(signed_in(ring[0]), "round", round)
    assert listed(shown) == weighed(shown) and "the mix of subjects" not in listed(shown)


def test_an_aim_that_makes_no_difference_is_not_said_to_be_asked_for(
    rowan: Partnership, ring: list[Person], signed_in: Opened
) -> None:
    round = RoundFactory(partnership=rowan, aims=["placed", "subject"])
    assert listed(page(signed_in(ring[0]), "round", round)) == ["as many people as possible"]
    Round.objects.update(subjects="mixed")
    assert listed(page(signed_in(ring[0]), "round", round))[1:] == ["the mix of subjects"]


def test_points_are_not_read_as_wants(rowan: Partnership, ring: list[Person]) -> None:
    round = computed(RoundFactory(partnership=rowan))
    said = {each.tier: each.said for each in wording.reached(look_of(round), round)}
    assert said["wants"].startswith("Wants met, strongest first: 6 points (") and "counts 3" in said["wants"]
    assert (
        said["confidence"].startswith("Offers taken up, surest first: 6 points (") and "coach 3" in said["confidence"]
    )


def test_of_no_group_nothing_is_praised(rowan: Partnership, ada: Person, ring: list[Person], signed_in: Opened) -> None:
    teacher(rowan, 0, "Dot", offers="budget", wants="swimming")
    queries.offers_of(ring[0]).delete()
    round = computed(RoundFactory(partnership=rowan))
    for name in ("round", "coverage"):
        shown = page(signed_in(ada), name, round)
        assert "No group was found" in shown and "Proven" not in shown and "how far we came" not in shown


# --- what it shows to somebody who takes part ---


@pytest.mark.parametrize(("yes", "said"), [(True, "You said yes"), (False, "You said “not this time”")])
def test_the_round_knows_what_i_have_answered(
    rowan: Partnership, ring: list[Person], signed_in: Opened, yes: bool, said: str
) -> None:
    proposal, browser = proposed(rowan), signed_in(ring[0])
    assert "See it and answer" in page(browser, "round", proposal.round)
    actions.answer(by=ring[0], proposal=proposal, yes=yes)
    shown = page(browser, "round", proposal.round)
    assert said in shown and "See it, or change your answer" in shown and "See it and answer" not in shown
    assert said not in page(signed_in(ring[1]), "round", proposal.round)


def test_nobody_is_told_that_there_is_no_group_while_tilth_looks_again(
    rowan: Partnership, ada: Person, ring: list[Person], signed_in: Opened
) -> None:
    dot = teacher(rowan, 0, "Dot", offers="budget", wants="swimming")
    round, browser = settled(rowan, "Leo Marsh"), signed_in(dot)
    assert "No group for you in this round yet" in page(browser, "round", round)
    actions.look_again(by=ada, round=round, **in_a_week())
    shown = page(browser, "round", round)
    assert "No group for you in this round yet" not in shown and "How far Tilth has come" in shown
    tasks.compute_round.func(str(round.id))
    assert "No group for you in this round yet" in page(browser, "round", round)


# --- what became of those who took part ---


def became(round: Round) -> Became:
    found = queries.what_became(round, queries.latest_look(round))
    assert found is not None
    return found


def test_whoever_takes_part_is_counted_once(rowan: Partnership, ada: Person, ring: list[Person]) -> None:
    standing(proposed(rowan))
    Round.objects.update(phase="settled")
    teacher(rowan, 0, "Dot", offers="budget", wants="swimming")
    teacher(rowan, 1, "Uma", offers="oracy", wants="music")
    teacher(rowan, 2, "Max", offers="music", wants="oracy")
    round = computed(RoundFactory(partnership=rowan))
    assert (became(round).placed, became(round).already, became(round).without_any) == (2, 3, 1)
    assert became(round).people == queries.taking_part(round).count() == 6


def test_who_is_in_a_group_already_is_not_without_when_another_falls(
    rowan: Partnership, ada: Person, ring: list[Person]
) -> None:
    standing(proposed(rowan))
    Round.objects.update(phase="settled", opens_on=date(2019, 3, 1))
    for person, gives, gains in ((ring[0], "budget", "swimming"), (ring[1], "swimming", "budget")):
        said: dict[str, Any] = {"offers": {shipped(gives): 2}, "wants": {shipped(gains): 2}}
        actions.say(by=person, **said, half_hours=TUESDAY_HALF_PAST_THREE, groups_at_once=2)
    round = computed(RoundFactory(partnership=rowan))
    assert became(round) == Became(placed=0, already=3, without={}, away=0, another=2)
    actions.settle_round(round=overdue(round))
    assert became(Round.objects.get(id=round.id)) == Became(placed=0, already=3, without={}, away=0)


def test_no_number_moves_with_an_answer(rowan: Partnership, ada: Person, ring: list[Person], signed_in: Opened) -> None:
    proposal = proposed(rowan)
    browser = signed_in(ada)
    seen = {plain(page(browser, "coverage", proposal.round))}
    for person, yes in zip(ring, (True, False, True), strict=True):
        actions.answer(by=person, proposal=proposal, yes=yes)
        seen.add(plain(page(browser, "coverage", proposal.round)))
    assert len(seen) == 1 and "A group was proposed 3 of 3" in seen.pop()
    before = became(proposal.round)
    standing(proposal)
    assert became(Round.objects.get()) == before


def test_a_settled_round_says_what_came_of_it(
    rowan: Partnership, ada: Person, ring: list[Person], signed_in: Opened
) -> None:
    round = settled(rowan, "Leo Marsh")
    assert became(round) == Became(placed=0, already=0, without={Reason.FELL: 3}, away=0)
    shown = plain(page(signed_in(ada), "coverage", round))
    assert "In a group that came of it 0 of 3" in shown and "Without a group 3" in shown and "All schools 3" in shown
    assert "Why people are without" not in shown  # among so few it could be read off who


def test_why_people_are_without_a_group_is_counted_where_many_share_a_reason(
    rowan: Partnership, ada: Person, ring: list[Person], signed_in: Opened
) -> None:
    for number in range(5):
        teacher(rowan, number % 3, f"Dot {number}", offers="budget", wants="swimming")
    browser, round = signed_in(ada), computed(RoundFactory(partnership=rowan))
    assert "nobody else offers" not in page(browser, "coverage", round)  # not before it is settled
    standing(round.proposals.get())
    actions.settle_round(round=round)
    shown = plain(page(browser, "coverage", round))
    assert "3 of 8" in shown and "Without a group 5" in shown
    assert "5: nobody else offers what they would like to gain" in shown


def test_who_stays_out_of_a_second_look_is_counted_too(rowan: Partnership, ada: Person, ring: list[Person]) -> None:
    round = settled(rowan, "Leo Marsh")
    actions.sit_out(by=ring[0], round=round)
    without = {Reason.NOBODY_OFFERS: 1, Reason.NOBODY_WANTS: 1}
    assert became(looked_again(round, ada)) == Became(placed=0, already=0, without=without, away=1)


def test_to_have_found_everybody_taken_is_told_as_not_having_been_needed(
    rowan: Partnership, ada: Person, ring: list[Person]
) -> None:
    round = settled(rowan, "Leo Marsh")
    for person, reason in zip(ring, (Reason.ALL_FULL, Reason.NOT_NEEDED, Reason.NOT_NEEDED), strict=True):
        round.left_over.create(person=person, reason=reason)
    round.proposals.all().delete()
    assert became(round).without == {Reason.NOT_NEEDED: 3}


def test_every_reason_has_its_words_to_those_who_lead() -> None:
    told = {Reason(reason) for reason in wording.TO_LEADS}
    assert told == set(Reason) - {Reason.AWAY, Reason.ALL_FULL}


COUNTS = st.dictionaries(st.sampled_from("abcdefgh"), st.integers(0, 20))


@given(COUNTS)
def test_nobody_is_lost_and_no_few_are_told_nor_found_by_taking_away(counts: dict[str, int]) -> None:
    said = told(counts, 5)
    shown = [people for _why, people in said.reasons]
    assert sum(shown) + said.others == sum(counts.values())
    assert all(people >= 5 for people in shown)
    assert said.others == 0 or said.others >= 5 or not shown


def test_the_next_reason_is_kept_back_where_a_few_alone_are_left() -> None:
    assert told({"many": 9, "some": 6, "few": 2}, 5) == Told([("many", 9)], 8)
    assert told({"many": 9, "few": 2, "fewer": 1}, 5) == Told([], 12)


def test_a_round_that_was_called_off_shows_no_numbers(
    rowan: Partnership, ada: Person, ring: list[Person], signed_in: Opened
) -> None:
    round = RoundFactory(partnership=rowan)
    actions.cancel_round(by=ada, round=round)
    shown = plain(page(signed_in(ada), "coverage", round))
    assert "This round was called off" in shown and "opening offers" not in shown and "All schools" not in shown


# --- when it settles, and what came of it ---


@pytest.mark.parametrize("phase", ["gathering", "computing", "proposed"])
def test_no_form_is_shown_that_cannot_succeed(rowan: Partnership, ada: Person, signed_in: Opened, phase: str) -> None:
    round, browser = RoundFactory(partnership=rowan, phase=phase), signed_in(ada)
    address = reverse("jpd:open_round", kwargs={"key": rowan.id})
    shown = str(browser.get(address).content.decode())
    assert "A round is going on" in shown and "It settles by itself" in shown and 'name="closes_on"' not in shown
    assert reverse("jpd:round", kwargs={"key": round.id}) in shown
    assert browser.post(address, {"closes_on": "2030-01-01"}).status_code == 200
    assert Round.objects.count() == 1


def test_a_round_says_when_it_settles(rowan: Partnership, ada: Person, ring: list[Person], signed_in: Opened) -> None:
    round, browser = proposed(rowan).round, signed_in(ada)
    assert "it settles by itself" in page(browser, "round", round)
    rounds = plain(str(browser.get(reverse("jpd:rounds", kwargs={"key": rowan.id})).content.decode()))
    assert f"It settles by itself when {round.answer_by:%-d %B} is over." in rounds


def test_rounds_are_told_apart_by_what_came_of_them(
    rowan: Partnership, ada: Person, ring: list[Person], signed_in: Opened
) -> None:
    group = standing(proposed(rowan))
    actions.settle_round(round=group.proposal.round)
    RoundFactory(partnership=rowan, phase="cancelled")
    RoundFactory(partnership=rowan, phase="settled", opens_on=date(2019, 3, 1))
    rounds = plain(str(signed_in(ada).get(reverse("jpd:rounds", kwargs={"key": rowan.id})).content.decode()))
    assert "; 1 group with 3 people came of it" in rounds and "nothing was proposed" in rounds
    assert "answers until 15 March 2019; no group came of it" in rounds
    assert rounds.index("nothing was proposed") < rounds.index("1 March 2019")


# --- chains ---


def test_nobody_is_promised_that_all_give_and_gain_where_chains_are_allowed(
    rowan: Partnership, ring: list[Person]
) -> None:
    for chains in (True, False):
        round = RoundFactory(partnership=rowan, chains=chains)
        actions.invite_to_round(round=round)
        told = Notice.objects.filter(person=ring[0], settled_at=None).get().body
        assert ("who comes last only gains" in told) == chains and "under a minute" in told
        actions.cancel_round(by=ring[0], round=round)


def test_a_chain_is_marked_where_groups_are_listed(rowan: Partnership, ada: Person, signed_in: Opened) -> None:
    ben = teacher(rowan, 0, "Ben", offers="phonics", opening_offer=True)
    teacher(rowan, 1, "Asha", wants="phonics")
    proposal, browser = proposed(rowan), signed_in(ben)
    marked = "and the last only gains"
    assert marked in page(browser, "round", proposal.round)
    assert marked in str(browser.get(reverse("jpd:mine")).content.decode())
    standing(proposal)
    assert marked in page(browser, "round", proposal.round)
    assert marked in str(browser.get(reverse("jpd:mine")).content.decode())
    assert "Chain" in plain(page(signed_in(ada), "coverage", proposal.round)).split("Groups that stand")[1]


def test_a_ring_is_no_chain(rowan: Partnership, ring: list[Person], signed_in: Opened) -> None:
    assert "and the last only gains" not in page(signed_in(ring[0]), "round", proposed(rowan).round)
