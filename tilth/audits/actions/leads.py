"""Naming whom people can ask what becomes of what is known about them."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from tilth.audits.models import ProtectionLead
from tilth.people.models import Person
from tilth.schools.models import School
from tilth.trail import actions as trail


@transaction.atomic
def name_protection_lead(*, by: Person, school: School, name: str, email: str) -> ProtectionLead:
    """Say who a school's data-protection lead is, in place of whoever was named before."""
    said = {"name": name, "email": email, "by": by, "at": timezone.now()}
    lead, _made = ProtectionLead.objects.update_or_create(school=school, defaults=said)
    trail.record(by=by, act="audits.protection_lead_named", about=[school])
    return lead
