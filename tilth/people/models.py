"""Persons, the roles they hold, what they agree to show, and what they sign in with."""

from __future__ import annotations

from datetime import date
from typing import Any, Literal
from uuid import uuid4

import rules
from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tilth.schools.models import School

LONGEST_ADDRESS = 254  # of e-mail addresses: what their standard allows, and what the column holds


class AddressField(models.EmailField):  # type: ignore[type-arg]  # the type has parameters, the class has none
    """An e-mail address in small letters: signing in finds it however it is typed. Empty is no address."""

    def get_prep_value(self, value: Any) -> Any:
        return (super().get_prep_value(value) or "").strip().lower() or None

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        value = self.get_prep_value(super().pre_save(model_instance, add))
        setattr(model_instance, self.attname, value)
        return value


class KeptToTheDay(models.DateTimeField):  # type: ignore[type-arg]
    """A moment of which only the day is kept: nobody's evenings can be read from it."""

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        moment = super().pre_save(model_instance, add)
        return moment and timezone.localtime(moment).replace(hour=0, minute=0, second=0, microsecond=0)


class PersonManager(BaseUserManager["Person"]):
    """Makes persons; nobody has a password."""


class Person(AbstractBaseUser):
    """Somebody who belongs to a school or helps schools. Ended, never deleted, until they ask for erasure.

    AbstractBaseUser, because the field's own word *group* collides with Django's.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    # The only place where an address is kept; whoever changes it proves it, or the school vouches for it.
    # Students may have none: they sign in with a class code and words of their own.
    email = AddressField(null=True, blank=True, unique=True)
    password = None  # type: ignore[assignment]  # nobody has one: the column does not exist
    name = models.CharField(_("name"), max_length=150)
    last_login = KeptToTheDay(null=True, blank=True)
    is_active = models.BooleanField(default=True)
    is_operator = models.BooleanField(
        default=False
    )  # runs this installation: imports registers, adds first headteachers
    joined_on = models.DateField(default=timezone.localdate)

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

    def has_usable_password(self) -> Literal[False]:
        return False


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
    # The line of a roster that vouches for this role; a role given by hand has none, and no import ends it.
    vouched_by = models.ForeignKey("SourceId", on_delete=models.SET_NULL, null=True, blank=True, related_name="roles")

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
GOVERNING = frozenset({Role.Kind.CHAIR, Role.Kind.GOVERNOR})


def standing(on: date) -> Q:
    """The condition that a role stands on a day."""
    return Q(starts_on__lte=on) & (Q(ends_on__isnull=True) | Q(ends_on__gte=on))


class Source(models.TextChoices):
    """Where a school's lists of people come from."""

    CSV = "csv", _("Your own table")
    SDS = "sds", _("Microsoft School Data Sync")
    ONEROSTER = "oneroster", _("OneRoster")


class SourceId(models.Model):
    """How one source of one school calls a person, so that a later import knows them even by another name or e-mail."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="source_ids")
    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="+")
    source = models.CharField(max_length=10, choices=Source)
    value = models.CharField(max_length=254)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["school", "source", "value"], name="one_person_per_source_id"),
        ]

    def __str__(self) -> str:
        return f"{self.value} ({self.get_source_display()})"


class SchoolClass(models.Model):
    """A class as the school's own list has it. Ended when the list no longer names it."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="classes")
    name = models.CharField(max_length=100)
    source = models.CharField(max_length=10, choices=Source, blank=True)  # empty: made by hand
    source_id = models.CharField(max_length=254, blank=True)
    ends_on = models.DateField(null=True, blank=True)  # the last day; open while empty

    class Meta:
        ordering = ["name"]
        verbose_name_plural = "school classes"
        constraints = [
            models.UniqueConstraint(
                fields=["school", "source", "source_id"], condition=~Q(source_id=""), name="one_class_per_source_id"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class ClassMember(models.Model):
    """Who learns and who teaches in a class now."""

    class Kind(models.TextChoices):
        STUDENT = "student", _("Student")
        TEACHER = "teacher", _("Teacher")

    school_class = models.ForeignKey(SchoolClass, on_delete=models.CASCADE, related_name="members")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="classes")
    kind = models.CharField(max_length=10, choices=Kind)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["school_class", "person"], name="once_in_a_class")]

    def __str__(self) -> str:
        return f"{self.person}, {self.school_class}"


class RosterUpload(models.Model):
    """A list of people that somebody is about to import, or has imported. Its file lives only until then."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="+")
    by = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    file_name = models.CharField(max_length=200)  # as its owner called it
    mail_domain = models.CharField(max_length=100, blank=True)  # follows user names that are not yet addresses
    known_as = models.CharField(
        max_length=254, blank=True
    )  # what the bundle calls this school, when the person said so
    applied_at = models.DateTimeField(null=True, blank=True)
    counts = models.JSONField(default=dict, blank=True)  # what an applied one did: numbers only

    class Meta:
        ordering = ["-at"]

    def __str__(self) -> str:
        return self.file_name


class Sharing(models.Model):
    """What a person lets those they work with see, beyond their name and their roles: nothing, until they say so."""

    person = models.OneToOneField(Person, primary_key=True, on_delete=models.CASCADE, related_name="sharing")
    show_email = models.BooleanField(default=False)
    show_subject = models.BooleanField(default=False)
    show_offers = models.BooleanField(default=False)
    show_free_time = models.BooleanField(default=False)

    class Meta:
        verbose_name_plural = "sharing"

    def __str__(self) -> str:
        return str(self.person)


class AddressChange(models.Model):
    """A new e-mail address that waits for the code sent to it."""

    person = models.OneToOneField(Person, primary_key=True, on_delete=models.CASCADE, related_name="address_change")
    email = AddressField()
    code = models.CharField(max_length=64)  # hashed
    asked_at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.person)


class ErasureRequest(models.Model):
    """A person asks to be forgotten. It happens by itself on `due_on`, or sooner by a head or the operator."""

    person = models.OneToOneField(Person, primary_key=True, on_delete=models.CASCADE, related_name="erasure_request")
    asked_on = models.DateField()
    due_on = models.DateField()
    done_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["due_on"]

    def __str__(self) -> str:
        return str(self.person)


class ClassCode(models.Model):
    """What students of a class type first. On its own it opens nothing."""

    school_class = models.OneToOneField(SchoolClass, primary_key=True, on_delete=models.CASCADE, related_name="code")
    code = models.CharField(max_length=6, unique=True)
    valid_until = models.DateField()

    def __str__(self) -> str:
        return str(self.school_class)


class StudentWord(models.Model):
    """The words by which a student of a school signs in: kept only as a keyed hash, shown once on a printed slip."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="student_words")
    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="+")
    hashed = models.CharField(max_length=64, unique=True)  # the school is in the hash: words are a school's own

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "school"], name="one_set_of_words_in_a_school")]

    def __str__(self) -> str:
        return str(self.person)
