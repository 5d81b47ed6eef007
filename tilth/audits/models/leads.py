"""Whom people at a school can ask what becomes of what is known about them."""

from __future__ import annotations

from django.db import models

from tilth.people.models import Person
from tilth.schools.models import School


class ProtectionLead(models.Model):
    """A school's data-protection lead, by name and e-mail address; often somebody who does not use Tilth."""

    school = models.OneToOneField(School, primary_key=True, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=150)
    email = models.EmailField()
    by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.name}, {self.email}"
