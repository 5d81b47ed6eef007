"""Every figure the model names is computed, told and found again where it came from; nothing unknown is a number."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from benchmarks.maturity import plainly
from benchmarks.maturity.family import TODAY, Family, Size
from tests.factories.partnerships import PartnershipFactory, PartnershipRoleFactory
from tests.factories.people import PersonFactory, RoleFactory
from tests.factories.publications import a_wave, house, nothing, publish, published
from tests.factories.schools import SchoolFactory
from tilth.audits.figures import voice, voice_at
from tilth.figures import Figure, Shares
from tilth.jpd.models import Want
from tilth.maturity import figures
from tilth.maturity.domain.model import house as model
from tilth.maturity.wording import saying
from tilth.maturity.wording.figures import NAMES, sentence
from tilth.partnerships.models import Partnership
from tilth.people.models import Person, Role
from tilth.topics.models import Topic
from tilth.web.days import begins

pytestmark = pytest.mark.django_db
SMALL, LARGER = Size(schools=3, staff=27, meetings=3), Size(schools=5, staff=60, meetings=5)
ONLY_BETWEEN = {"partnerships.part_of_whole", "maturity.claims_looked_at"}  # the second wants claims, made in its tests


@pytest.fixture(scope="module")
def rowan(django_db_setup: None, django_db_blocker: Any) -> Any:
    """A small family with two years behind it, made once for all that only read it."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield Family(SMALL).partnership
        transaction.set_rollback(True)


def counted(found: dict[str, Shares]) -> dict[str, dict[UUID | None, tuple[int, int | None]]]:
    return {name: {key: (each.value, each.of) for key, each in of.items()} for name, of in found.items()}


def test_every_figure_the_model_names_is_computed_and_said(rowan: Partnership) -> None:
    found = figures.evidence(rowan, TODAY)
    assert model().figures() <= set(found) == set(NAMES)
    schools = set(rowan.memberships.values_list("school", flat=True))
    for name in set(found) - ONLY_BETWEEN:
        assert set(found[name]) == {None, *schools}, name
        assert any(each.value for each in found[name].values()), name


def test_every_sentence_names_what_was_counted_and_opens_to_it(rowan: Partnership) -> None:
    for name, of in figures.evidence(rowan, TODAY).items():
        for figure in of.values():
            told = sentence(name, figure)
            assert re.match(rf"{figure.value:,} of {figure.of:,}\b", told), told
            assert figure.source, name
    assert len({str(each.name) for each in NAMES.values()}) == len(NAMES)


def test_whoever_leads_opens_every_source(rowan: Partnership, client: Any) -> None:
    lead = PersonFactory()
    PartnershipRoleFactory(partnership=rowan, person=lead)
    client.force_login(lead, backend="allauth.account.auth_backends.AuthenticationBackend")
    sources = {each.source for of in figures.evidence(rowan, TODAY).values() for each in of.values()}
    assert {source: client.get(source).status_code for source in sources} == dict.fromkeys(sources, 200)


def test_who_neither_leads_nor_governs_is_led_to_no_page_that_is_not_theirs(rowan: Partnership, client: Any) -> None:
    teacher = Role.objects.filter(school__memberships__partnership=rowan, kind="teacher").earliest("id").person
    client.force_login(teacher, backend="allauth.account.auth_backends.AuthenticationBackend")
    found = figures.evidence(rowan, TODAY)
    shown = figures.opened_to(teacher, rowan, found)
    sources = {each.source for of in shown.values() for each in of.values()} - {""}
    assert {source: client.get(source).status_code for source in sources} == dict.fromkeys(sources, 200)
    assert counted(dict(shown)) == counted(found)
    school = Role.objects.filter(person=teacher).get().school
    alone = figures.opened_to(teacher, school, figures.evidence_alone(school, TODAY))
    assert {each.source for each in alone["ledger.gave_elsewhere"].values()} == {""}


@pytest.mark.parametrize("back", [0, 200, 500, 1500])
def test_they_are_what_each_comes_to_on_its_own(rowan: Partnership, back: int) -> None:
    on = TODAY - timedelta(days=back)
    ours, plain = counted(figures.evidence(rowan, on)), plainly.everything(rowan, on)
    assert {name: ours[name] for name in plain} == plain
    assert bool(ours["jpd.staff"]) == (back < 1000)  # before that, no school had joined


def test_they_cost_the_same_for_a_small_family_and_a_larger(rowan: Partnership) -> None:
    asked = []
    for partnership in (rowan, Family(LARGER, seed=2).partnership):
        with CaptureQueriesContext(connection) as queries:
            figures.evidence(partnership, TODAY)
            voice(partnership, TODAY)
        asked.append(len(queries))
    assert asked[0] == asked[1] <= 30


def test_where_nothing_is_known_nothing_is_said() -> None:
    found = figures.evidence(PartnershipFactory(), TODAY)
    assert {name: of for name, of in found.items() if of} == {
        "partnerships.part_of_whole": {None: found["partnerships.part_of_whole"][None]}
    }
    assert voice(PartnershipFactory(), TODAY) == {}


def test_a_school_alone_says_what_needs_no_partnership() -> None:
    role = RoleFactory()
    alone: Person = RoleFactory(school=role.school).person
    Want.objects.create(person=alone, topic=Topic.objects.earliest("id"), at=begins(TODAY))
    governance = house("fit-governance")
    publish(nothing(), school=role.school)
    wave = a_wave(instrument=governance)
    publish(
        published({}, instrument=governance, items=(), scale=None, verdict=nothing().verdict),
        school=role.school,
        wave=wave,
    )
    found = figures.evidence_alone(role.school, TODAY)
    assert counted({name: of for name, of in found.items() if of}) == {
        "jpd.said": {role.school_id: (1, 2)},
        "ledger.gave_elsewhere": {role.school_id: (0, 2)},
        "ledger.tied_within": {role.school_id: (0, 2)},
        "audits.schools_heard": {role.school_id: (0, 1)},
    }
    assert set(found) <= set(NAMES)
    told = voice_at(role.person, role.school, TODAY)[role.school_id]
    assert set(told) == {"high-social-capital", "fit-governance"}
    assert not any(each.verdict.shown for each in told.values())


def test_a_school_with_nobody_in_it_says_nothing() -> None:
    school = SchoolFactory()
    assert not Role.objects.filter(school=school).exists()
    found = figures.evidence_alone(school, TODAY)
    assert found["jpd.said"] == found["ledger.reciprocity"] == found["ledger.gave_elsewhere"] == {}


def test_a_voice_that_is_not_told_exactly_is_told_between_two_shares() -> None:
    between = Figure.between(1029, 1065, of=1590, why="not exactly")
    assert saying.withheld(between) == "Between 65% and 67% of answers in confidence were favourable."
    assert saying.withheld(Figure.withheld("few")) == "Too few answers to be shown."
