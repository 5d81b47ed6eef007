"""Two people who press a button at the same moment, and a button pressed twice."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.factories.people import RoleFactory
from tilth.people.actions import add_person, roles, rosters
from tilth.people.models import Person, Role, RosterUpload
from tilth.people.queries.rosters import UnreadableList, waiting_report

pytestmark = pytest.mark.django_db
ROSTER = b"name,email,role\nNew Teacher,new@rowan.example,teacher\n"


def test_a_person_added_twice_is_refused_in_words() -> None:
    head = RoleFactory(kind=Role.Kind.HEADTEACHER)
    said: dict[str, Any] = {
        "name": "Ben",
        "email": "ben@rowan.example",
        "kind": "teacher",
        "starts_on": date(2026, 9, 1),
    }
    add_person(by=head.person, school=head.school, **said)
    with pytest.raises(roles.AlreadyHolds):
        add_person(by=head.person, school=head.school, **said)
    assert Person.objects.filter(email="ben@rowan.example").count() == 1


def test_a_list_confirmed_twice_is_imported_once() -> None:
    head = RoleFactory(kind=Role.Kind.HEADTEACHER)
    kept = rosters.keep_upload(by=head.person, school=head.school, file=SimpleUploadedFile("people.csv", ROSTER))
    report = waiting_report(head.school, head.person)
    assert report
    assert report.place
    said = {"known_as": report.place.source_id, "seen": report.fingerprint}
    one, other = RosterUpload.objects.get(id=kept.id), RosterUpload.objects.get(id=kept.id)
    rosters.apply_upload(by=head.person, upload=one, **said)
    with pytest.raises((UnreadableList, rosters.ListChanged)):
        rosters.apply_upload(by=head.person, upload=other, **said)
    other.refresh_from_db()
    assert other.counts == one.counts
