"""After the words changed: what still holds, of schools that stood alone, of the house's model, and meanwhile."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from tests.factories.maturity import JPD, TRUST, claimed, leaders, of_partnership
from tests.factories.partnerships import family, heads
from tilth.maturity import actions
from tilth.maturity.domain.editing import reworded
from tilth.maturity.domain.model import Model, house
from tilth.maturity.models import Assessment, Carried, Edition
from tilth.maturity.queries import claims, editions
from tilth.maturity.queries.subjects import Subject, of_school
from tilth.partnerships.models import Partnership
from tilth.people.models import Person

pytestmark = pytest.mark.django_db


def signed_in(person: Person) -> Client:
    browser = Client()
    browser.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    return browser


@pytest.fixture
def rowan() -> Any:
    return family(3)


def other_words(model: Model, slug: str = JPD) -> Any:
    """A strand whose first stage is said in other words, and shows another sign."""
    strand = model.strand(slug)
    assert strand is not None
    first = strand.stages[0].model_copy(update={"says": "Nobody meets.", "within": ("An empty staff room.",)})
    return strand.model_copy(update={"stages": (first, *strand.stages[1:])})


def publish(rowan: Any, slug: str = JPD) -> Edition:
    model = editions.model_of(rowan)
    strand = other_words(model, slug)
    return actions.reword(by=heads(rowan)[0], partnership=rowan, strand=strand, base=model.version)


def school_of(person: Person) -> Any:
    return person.roles.filter(kind="headteacher").get().school


def carry(subject: Subject, who: Person, key: Any, said: str = "holds", base: int | None = None) -> Any:
    """Say of one claim, on its page, whether it still holds."""
    name, of = ("carry_school", subject.school) if subject.school else ("carry", subject.partnership)
    assert of is not None
    version = editions.model_of(subject.partnership).version if base is None else base
    return signed_in(who).post(reverse(f"maturity:{name}", args=[of.id]), {str(key): said, "base": str(version)})


def stages(subject: Subject) -> dict[str, int | None]:
    return {slug: claim.stage for slug, claim in claims.of_subject(subject, timezone.localdate()).items()}


def test_what_a_school_agreed_alone_is_carried_over_to_the_words_of_its_partnership(rowan: Any) -> None:
    head = heads(rowan)[1]
    said = claimed(of_school(school_of(head)), leaders(school_of(head)), {JPD: 2})
    Assessment.objects.update(partnership=None)  # as if made before the school joined
    publish(rowan)
    assert JPD not in stages(of_school(school_of(head)))
    assert carry(of_school(school_of(head)), head, said[JPD].id).status_code == 302
    assert stages(of_school(school_of(head))) == {JPD: 2}


def test_when_the_house_says_something_else_old_claims_are_carried_over_too(rowan: Any) -> None:
    older = reworded(house(), other_words(house()))
    old = Edition.objects.create(number=1, document=older.model_dump(mode="json"), at=timezone.now())
    said = claimed(of_partnership(rowan), heads(rowan), {JPD: 2, TRUST: 1})
    Assessment.objects.update(edition=old)
    assert stages(of_partnership(rowan)) == {TRUST: 1}
    Edition.objects.filter(number=2).delete()  # nobody has used the house's new words yet
    assert carry(of_partnership(rowan), heads(rowan)[0], said[JPD].id).status_code == 302
    assert stages(of_partnership(rowan)) == {JPD: 2, TRUST: 1}


def test_nothing_is_carried_over_to_words_that_nobody_has_read(rowan: Any) -> None:
    said = claimed(of_partnership(rowan), heads(rowan), {JPD: 2, TRUST: 1})
    publish(rowan)
    base = editions.model_of(rowan).version
    publish(rowan, TRUST)
    page = carry(of_partnership(rowan), heads(rowan)[0], said[JPD].id, base=base)
    assert "changed again while you were reading" in page.content.decode()
    assert f'name="base" value="{base + 1}"' in page.content.decode()
    assert not Carried.objects.exists()


def test_several_are_carried_over_at_once_and_a_further_look_begins_where_it_is_wanted(rowan: Any) -> None:
    said = claimed(of_partnership(rowan), heads(rowan), {JPD: 2, TRUST: 1})
    publish(rowan)
    publish(rowan, TRUST)
    answers = {str(said[JPD].id): "holds", str(said[TRUST].id): "again", "base": "3"}
    there = reverse("maturity:carry", args=[rowan.id])
    answer = signed_in(heads(rowan)[0]).post(there, answers)
    assert answer["Location"] == reverse("maturity:open_between", args=[rowan.id])
    assert stages(of_partnership(rowan)) == {JPD: 2}
    assert [each.strand for each in claims.waiting(of_partnership(rowan), timezone.localdate())] == [TRUST]


def test_other_signs_are_shown_as_well_as_other_words(rowan: Any) -> None:
    claimed(of_partnership(rowan), heads(rowan), {JPD: 2})
    publish(rowan)
    page = signed_in(heads(rowan)[0]).get(reverse("maturity:carry", args=[rowan.id])).content.decode()
    assert "An empty staff room." in page
    for sign in house().strands[0].stages[0].within:
        assert sign in page


def test_a_claim_of_somebody_else_cannot_be_carried_over(rowan: Any) -> None:
    other = family(2)
    said = claimed(of_partnership(other), heads(other), {JPD: 2})
    publish(other)
    publish(rowan)
    carry(of_partnership(rowan), heads(rowan)[0], said[JPD].id)
    assert not Carried.objects.exists()
    assert Partnership.objects.count() == 2


def test_the_page_asks_as_many_questions_of_the_database_for_one_claim_as_for_many(rowan: Any) -> None:
    slugs = [each.slug for each in house().strands[:6]]
    claimed(of_partnership(rowan), heads(rowan), dict.fromkeys(slugs, 1))
    browser, there = signed_in(heads(rowan)[0]), reverse("maturity:carry", args=[rowan.id])
    counts = []
    for slug in slugs:
        publish(rowan, slug)
        with CaptureQueriesContext(connection) as asked:
            page = browser.get(there)
        counts.append(len(asked))
    assert len(page.context["waiting"]) == len(slugs)
    assert len(set(counts[1:])) == 1, counts
