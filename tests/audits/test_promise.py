"""What is said in public of the promise: figures that were measured, what remains, the assessment, the letter."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from pydantic import ValidationError

from tests.audits.confidence import figures
from tests.factories.audits import head, in_wave, open_wave, planned_wave, school_of
from tests.factories.people import RoleFactory
from tilth.audits import actions, wording
from tilth.audits.domain.attacks import Attack, Figures, Tried
from tilth.audits.models import ProtectionLead
from tilth.audits.queries import promise
from tilth.disclosure import Rules
from tilth.people.models import Person
from tilth.schools.models import School

TODAY = date(2026, 11, 22)


def signed_in(person: Person) -> Client:
    client = Client()
    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


# --- figures ---


def test_the_kept_figures_fit_their_schema() -> None:
    assert Figures.model_validate_json(figures.FILE.read_text(encoding="utf-8")).root == promise.figures()


def test_a_result_takes_the_place_of_the_last_and_leaves_the_others(tmp_path: Path) -> None:
    file = tmp_path / "figures.json"
    figures.keep("intruder", tried=300, won=0, on=TODAY, file=file)
    figures.keep("linkage", tried=10, won=9, on=date(2025, 1, 1), file=file)
    figures.keep("linkage", tried=40_000, won=1_012, chance=0.025, naive_tried=40, naive_won=40, on=TODAY, file=file)
    assert json.loads(file.read_text()) == {
        "linkage": {
            "tried": 40_000,
            "won": 1_012,
            "chance": 0.025,
            "on": "2026-11-22",
            "naive_tried": 40,
            "naive_won": 40,
        },
        "intruder": {"tried": 300, "won": 0, "on": "2026-11-22"},
    }


def test_what_cannot_be_is_not_kept(tmp_path: Path) -> None:
    file = tmp_path / "figures.json"
    with pytest.raises(ValueError):
        figures.keep("an attack without words", tried=1, won=0, file=file)
    for known in (
        {"tried": 1, "won": 2},
        {"tried": 0, "won": 0},
        {"tried": 1, "won": 0, "naive_tried": 1, "naive_won": 2},
    ):
        with pytest.raises(ValidationError):
            figures.keep("linkage", **known, file=file)
    assert not file.exists()


def test_every_attack_has_its_words() -> None:
    shown = [wording.attack_shown(attack, None) for attack in Attack]
    assert len({each.wants for each in shown}) == len(Attack) and all(each.tries for each in shown)


def test_figures_are_said_as_they_are() -> None:
    lots = Tried(tried=40_000, won=1_012, chance=0.025, on=TODAY, naive_tried=40, naive_won=40)
    said = wording.attack_shown(Attack.LINKAGE, lots)
    assert said.result == "40,000 people: right for 2.5\u00a0%. Drawing lots is right for 2.5\u00a0%."
    assert said.ordinary == "The same attack on an ordinary table of answers succeeded in 100\u00a0%."
    assert said.on == "22 November 2026"
    never = wording.attack_shown(Attack.INTRUDER, Tried(tried=300, won=0, on=TODAY))
    assert never.result == "300 pages: it never succeeded." and not never.ordinary
    failed = wording.attack_shown(Attack.INTRUDER, Tried(tried=300, won=2, on=TODAY))
    assert failed.result == "300 pages: it succeeded 2 times."


@pytest.mark.django_db
def test_the_page_shows_what_was_measured_and_says_what_was_not(client: Client) -> None:
    page = client.get(reverse("audits:promise")).content.decode()
    kept = promise.figures()
    for attack, tried in kept.items():
        assert wording.attack_shown(attack, tried).result in page
    assert ("no long run has left a figure" in page) == (len(kept) < len(Attack))
    for attack in set(Attack) - set(kept):
        assert f"<li>{wording.attack_shown(attack, None).wants}</li>" in page
    for who in wording.what_remains(Rules()):
        assert str(who.who) in page.replace("&#x27;", "'")


# --- the assessment and the letter ---


@pytest.mark.django_db
def test_the_assessment_names_no_school_to_the_public(client: Client) -> None:
    for page in ("impact", "impact_file"):
        assert "[the school]" in client.get(reverse(f"audits:{page}")).content.decode()


@pytest.mark.django_db
def test_the_head_names_the_lead_and_the_file_has_both() -> None:
    school = school_of(2)
    browser, page = signed_in(head(school)), reverse("audits:impact_school", args=[school.id])
    assert 'id="id_email-error"' in browser.post(page, {"name": "Jo Fielding", "email": "nowhere"}).content.decode()
    assert not ProtectionLead.objects.exists()
    browser.post(page, {"name": "Jo Fielding", "email": "jo@hollins.example"})
    file = browser.get(reverse("audits:impact_school_file", args=[school.id]))
    assert file["Content-Disposition"].startswith("attachment")
    assert "Jo Fielding, jo@hollins.example" in file.content.decode() and str(school) in file.content.decode()
    browser.post(page, {"name": "Sam New", "email": "sam@hollins.example"})
    assert str(ProtectionLead.objects.get()) == "Sam New, sam@hollins.example"


@pytest.mark.django_db
def test_other_leaders_read_it_and_name_nobody() -> None:
    school = school_of(2)
    deputy = RoleFactory(school=school, kind="senior_leader").person
    page = reverse("audits:impact_school", args=[school.id])
    answered = signed_in(deputy).post(page, {"name": "Mallory", "email": "m@hollins.example"})
    assert answered.status_code == 200 and 'name="email"' not in answered.content.decode()
    assert not ProtectionLead.objects.exists()


def with_lead(school: School) -> School:
    actions.name_protection_lead(by=head(school), school=school, name="Jo Fielding", email="jo@hollins.example")
    return school


@pytest.mark.django_db
def test_parents_get_a_letter_before_students_are_asked() -> None:
    school = with_lead(school_of(12, kind="student"))
    here = in_wave(planned_wave(school, reference="house:students-staff"))
    teacher = RoleFactory(school=school).person
    letter = signed_in(teacher).get(reverse("audits:letter", args=[here.id])).content.decode()
    for said in ("My teachers are glad when I do well.", "Jo Fielding", "at least 10 of them", head(school).name):
        assert said in letter, said


@pytest.mark.django_db
def test_there_is_no_such_letter_where_adults_are_asked() -> None:
    school = school_of(12)
    here = in_wave(planned_wave(school))
    assert signed_in(head(school)).get(reverse("audits:letter", args=[here.id])).status_code == 404


@pytest.mark.django_db
def test_whoever_is_asked_reads_whom_to_ask() -> None:
    school = with_lead(school_of(12))
    here = in_wave(open_wave(school))
    person = here.roll.first().person
    page = signed_in(person).get(reverse("audits:answer", args=[here.id])).content.decode()
    assert "Jo Fielding" in page and reverse("audits:promise") in page
