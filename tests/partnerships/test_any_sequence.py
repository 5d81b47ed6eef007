"""Whatever people do, in whatever order: nobody joins without a yes, and nobody's mark is seen early."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from tests.factories.partnerships import family, head_of, heads
from tests.factories.schools import SchoolFactory
from tilth.partnerships import actions, queries
from tilth.partnerships.domain import forming
from tilth.partnerships.domain.grid import Phase
from tilth.partnerships.models import GridMark, Membership, Partnership
from tilth.web.refusal import Refusal

pytestmark = pytest.mark.django_db
State = Membership.State
schools = st.integers(0, 3)


def tried(action: Callable[..., Any], **known: Any) -> Any:
    """Do it, if the rules of the field allow it now."""
    try:
        return action(**known)
    except Refusal:
        return None


class Sandbox(RuleBasedStateMachine):
    """Runs in a transaction that is rolled back."""

    def __init__(self) -> None:
        super().__init__()
        self.sandbox = transaction.atomic()
        self.sandbox.__enter__()

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.sandbox.__exit__(None, None, None)


class Forming(Sandbox):
    """Four schools, and whatever their heads do."""

    def __init__(self) -> None:
        super().__init__()
        self.heads = [head_of(SchoolFactory()) for _school in range(4)]
        self.schools = [head.roles.get().school for head in self.heads]
        words = {"kind": "family", "name": "Rowan", "colour": "leaf", "purpose": "Reading."}
        self.partnership = actions.propose(by=self.heads[0], own_school=self.schools[0], **words)

    def place(self, school: int) -> Membership | None:
        return self.partnership.memberships.filter(school=self.schools[school]).first()

    @rule(school=schools)
    def invite(self, school: int) -> None:
        tried(actions.invite, by=self.heads[0], partnership=self.partnership, school=self.schools[school])

    @rule(school=schools, by=schools, yes=st.booleans())
    def answer(self, school: int, by: int, yes: bool) -> None:
        if place := self.place(school):
            tried(actions.answer, by=self.heads[by], membership=place, yes=yes, reason="So.")

    @rule(school=schools)
    def withdraw(self, school: int) -> None:
        if place := self.place(school):
            tried(actions.withdraw_invitation, by=self.heads[0], membership=place)

    @rule(school=schools, by=schools)
    def leave(self, school: int, by: int) -> None:
        if place := self.place(school):
            tried(actions.leave, by=self.heads[by], membership=place, reason="So.")

    @rule(verb=st.sampled_from(["begin", "pause", "resume", "end"]))
    def move(self, verb: str) -> None:
        said = {"pause": {"reason": "So."}, "end": {"reason": "So.", "learnt": "Much."}}.get(verb, {})
        tried(getattr(actions, verb), by=self.heads[0], partnership=self.partnership, **said)

    @invariant()
    def every_member_has_its_own_heads_yes(self) -> None:
        self.partnership.refresh_from_db()
        for place in queries.members(self.partnership):
            said = queries.open_invitation(place).answers.get()
            assert said.yes
            assert said.person == place.agreed_by == self.heads[self.schools.index(place.school)]

    @invariant()
    def what_lives_has_enough_schools(self) -> None:
        if self.partnership.phase == Partnership.Phase.LIVE:
            assert forming.may_begin("family", queries.members(self.partnership).count())

    @invariant()
    def nobody_waits_for_what_has_ended(self) -> None:
        if self.partnership.phase == Partnership.Phase.ENDED:
            assert not self.partnership.memberships.filter(state=State.INVITED).exists()
            assert not self.partnership.roles.filter(ends_on=None).exists()

    @invariant()
    def no_school_is_asked_after_two_refusals(self) -> None:
        for place in self.partnership.memberships.all():
            assert queries.refusals(place) <= forming.ASKED_AT_MOST


class Marking(Sandbox):
    """Three leaders, and whatever they do on the grid."""

    def __init__(self) -> None:
        super().__init__()
        self.family = family(3)
        self.heads = heads(self.family)
        self.open()

    @rule()
    def open(self) -> None:
        closes_on = timezone.localdate() + timedelta(days=7)
        tried(actions.open_sitting, by=self.heads[0], partnership=self.family, horizon=3, closes_on=closes_on)

    @rule(by=st.integers(0, 2), level=st.integers(1, 6))
    def mark(self, by: int, level: int) -> None:
        tried(actions.mark, by=self.heads[by], sitting=self.latest(), **_all(level))

    @rule(by=st.integers(0, 2), level=st.integers(1, 6))
    def propose(self, by: int, level: int) -> None:
        tried(actions.propose_arrow, by=self.heads[by], sitting=self.latest(), **_all(level))

    @rule(by=st.integers(0, 2), yes=st.booleans())
    def answer(self, by: int, yes: bool) -> None:
        if arrow := queries.current_arrow(self.latest()):
            tried(actions.answer_arrow, by=self.heads[by], arrow=arrow, yes=yes, reason="So.")

    def latest(self) -> Any:
        return self.family.sittings.order_by("-opened_at").first()

    @invariant()
    def nothing_is_seen_before_all_have_marked(self) -> None:
        for sitting in self.family.sittings.all():
            missing = 3 - GridMark.objects.filter(seat__sitting=sitting).count()
            for head in self.heads:
                seen = queries.picture(head, sitting)
                assert bool(seen.marks) == (missing == 0) == (seen.phase is not Phase.OPEN)
                assert (seen.now is None) == bool(missing)

    @invariant()
    def what_is_agreed_every_head_has_agreed(self) -> None:
        for agreement in queries.agreements(self.family):
            said = agreement.arrow.answers.filter(yes=True)
            assert {answer.person for answer in said} == set(self.heads)


def _all(level: int) -> dict[str, int]:
    return dict.fromkeys(("now_depth", "now_structure", "wanted_depth", "wanted_structure"), level)


MODEST = settings(max_examples=8, stateful_step_count=25, deadline=None)


def test_no_sequence_makes_a_member_without_a_yes() -> None:
    run_state_machine_as_test(Forming, settings=MODEST)


def test_no_sequence_shows_a_mark_early() -> None:
    run_state_machine_as_test(Marking, settings=MODEST)
