"""Persons and the roles they hold."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import rules
from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from tilth.schools.models import School


class PersonManager(BaseUserManager["Person"]):
    """Makes persons; nobody has a password."""


class Person(AbstractBaseUser):
    """Somebody who belongs to a school or helps schools. Ended, never deleted, until they ask for erasure.

    AbstractBaseUser, because the field's own word *group* collides with Django's.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    # Students may have no e-mail: they sign in with a class code and a word of their own.
    email = models.EmailField(null=True, blank=True, unique=True)
    name = models.CharField(_("name"), max_length=150)
    is_active = models.BooleanField(default=True)
    is_operator = models.BooleanField(default=False)  # runs this installation: imports registers, adds first headteachers
    joined_on = models.DateField(auto_now_add=True)

    objects = PersonManager()
    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        ordering = ["name"]
        verbose_name_plural = "people"

    def __str__(self) -> str:
        return self.name

    @property
    def first_name_used(self) -> str:
        return self.name.split(" ", 1)[0]

    def has_perm(self, permission: str, thing: Any = None) -> bool:
        return self.is_active and rules.has_perm(permission, self, thing)


class Role(models.Model):
    """A part one person plays in one school, from one day to another. Several at once make a boundary spanner."""

    class Kind(models.TextChoices):
        HEADTEACHER = "headteacher", _("Headteacher")
        SENIOR_LEADER = "senior_leader", _("Senior leader")
        TEACHER = "teacher", _("Teacher")
        SUPPORT_STAFF = "support_staff", _("Support staff")
        TRAINEE = "trainee", _("Trainee teacher")
        BUSINESS_MANAGER = "business_manager", _("Business manager")
        CHAIR = "chair", _("Chair of governors")
        GOVERNOR = "governor", _("Governor")
        STUDENT = "student", _("Student")
        PARENT = "parent", _("Parent or carer")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="roles")
    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="roles")
    kind = models.CharField(max_length=20, choices=Kind)
    subject = models.CharField(max_length=80, blank=True)  # what a teacher teaches, in the school's words
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)  # the last day; open while empty

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")), name="role_ends_after_it_starts"
            ),
            models.UniqueConstraint(
                fields=["person", "school", "kind"], condition=Q(ends_on__isnull=True), name="one_open_role_of_a_kind"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.school}"


STAFF = frozenset(
    {
        Role.Kind.HEADTEACHER,
        Role.Kind.SENIOR_LEADER,
        Role.Kind.TEACHER,
        Role.Kind.SUPPORT_STAFF,
        Role.Kind.TRAINEE,
        Role.Kind.BUSINESS_MANAGER,
    }
)
LEADERS = frozenset({Role.Kind.HEADTEACHER, Role.Kind.SENIOR_LEADER})
