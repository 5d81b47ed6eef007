"""Classes, as far as their students sign in through them."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.crypto import salted_hmac

from tilth.people.domain.words import plain_code, plain_words
from tilth.people.models import ClassCode, ClassMember, Person, Role, SchoolClass, StudentWord, standing
from tilth.people.rules import runs


def school_class(*, viewer: Person, key: UUID) -> SchoolClass | None:
    """An open class that the viewer teaches, or of a school they lead; else None."""
    found = SchoolClass.objects.filter(_open(timezone.localdate()), id=key).select_related("school").first()
    return found if found and runs(viewer, found) else None


def code_of(school_class: SchoolClass) -> ClassCode | None:
    """The class's code, if it is valid today."""
    return ClassCode.objects.filter(school_class=school_class, valid_until__gte=timezone.localdate()).first()


def students_of(school_class: SchoolClass) -> QuerySet[Person]:
    """Those who learn in a class and are students of its school today."""
    learning = ClassMember.objects.filter(school_class=school_class, kind=ClassMember.Kind.STUDENT)
    enrolled = Role.objects.filter(
        standing(timezone.localdate()), school=school_class.school_id, kind=Role.Kind.STUDENT
    )
    return Person.objects.filter(id__in=learning.values("person"), is_active=True).filter(
        id__in=enrolled.values("person")
    )


def student_with(*, code: str, words: str) -> Person | None:
    """The student whose class and words these are, or None: nothing tells which of the two was wrong.

    The words are looked up by their keyed hash, with the same work whether or not the code is known.
    """
    today = timezone.localdate()
    known = ClassCode.objects.filter(code=plain_code(code), valid_until__gte=today)
    found = known.filter(_open(today, "school_class__")).select_related("school_class__school").first()
    hashed = hashed_words(found.school_class.school_id if found else UUID(int=0), words)
    owner = StudentWord.objects.filter(hashed=hashed).values("person")
    return students_of(found.school_class).filter(id__in=owner).first() if found else None


def hashed_words(school: UUID, words: str) -> str:
    """What is kept of a student's words. The key is the installation's secret: a stolen table cannot be searched."""
    return salted_hmac(f"tilth.people.words.{school}", plain_words(words), algorithm="sha256").hexdigest()


def _open(on: date, path: str = "") -> Q:
    return Q(**{f"{path}ends_on__isnull": True}) | Q(**{f"{path}ends_on__gte": on})
