"""Codes for classes and words for their students."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from random import SystemRandom

from django.db import transaction
from django.utils import timezone

from tilth.people import queries
from tilth.people.domain.words import fresh_code, fresh_words, spaced
from tilth.people.models import ClassCode, Person, SchoolClass, StudentWord
from tilth.people.queries.classes import hashed_words
from tilth.trail import actions as trail

CODE_LASTS = timedelta(days=300)  # a school year with its holidays


@dataclass(frozen=True)
class Slip:
    """What is printed for one student, and is never to be seen again."""

    student: str
    school_class: str
    code: str
    words: str


@transaction.atomic
def renew_code(*, by: Person, school_class: SchoolClass) -> ClassCode:
    """Give a class a new code; the old one opens nothing any more. The students' words stay."""
    code = _unused_code()
    until = timezone.localdate() + CODE_LASTS
    renewed, _made = ClassCode.objects.update_or_create(
        school_class=school_class, defaults={"code": code, "valid_until": until}
    )
    trail.record(by=by, act="people.class_code_renewed", about=[school_class, school_class.school])
    return renewed


@transaction.atomic
def print_slips(*, by: Person, school_class: SchoolClass, students: Iterable[Person]) -> list[Slip]:
    """Make new words for students of a class, and a code for the class if it has none that is valid."""
    code = queries.code_of(school_class) or renew_code(by=by, school_class=school_class)
    slips = [
        Slip(student.name, school_class.name, spaced(code.code), _new_words(student, school_class))
        for student in students
    ]
    trail.record(by=by, act="people.slips_printed", about=[school_class, school_class.school], number=len(slips))
    return slips


def _unused_code() -> str:
    chance = SystemRandom()
    code = fresh_code(chance)
    while ClassCode.objects.filter(code=code).exists():
        code = fresh_code(chance)
    return code


def _new_words(student: Person, school_class: SchoolClass) -> str:
    """New words for a student, that nobody else in the school has."""
    chance = SystemRandom()
    words = fresh_words(chance)
    while StudentWord.objects.filter(hashed=hashed_words(school_class.school_id, words)).exists():
        words = fresh_words(chance)
    StudentWord.objects.update_or_create(
        person=student, school=school_class.school, defaults={"hashed": hashed_words(school_class.school_id, words)}
    )
    return words
