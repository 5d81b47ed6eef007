"""What is wrong with a list of people, and what to do about it, in words for the person who sent it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from tilth.people.domain.rosters.comparing import Change, Keeps
from tilth.people.domain.rosters.values import NotARoster, Unusable, Why
from tilth.people.models import Role
from tilth.web.refusal import Refusal

WHAT_TO_DO: dict[Why, Any] = {
    Why.TOO_MANY_CELLS: _("This line has more cells than the header. Look for a separator that needs quotation marks."),
    Why.LINE_BREAK: _("A cell goes over two lines. Look for a quotation mark that is opened and not closed."),
    Why.TOO_LONG: _("This is longer than we can keep. Shorten it."),
    Why.NO_NAME: _("There is no name. Add one."),
    Why.NO_STUDENT_ID: _("This student has neither an id nor an e-mail. Add an id, so that we know them next time."),
    Why.NO_EMAIL: _(
        "An adult needs an e-mail address to sign in. Add one. If your list has user names only, "
        "send it again and say what follows the @ in your addresses."
    ),
    Why.BAD_EMAIL: _("This is not an e-mail address. Correct it."),
    Why.NO_ROLE: _("There is no role. Add one, such as teacher or student."),
    Why.UNKNOWN_ROLE: _("We do not know this role. Use one from the template, such as support staff."),
    Why.BAD_DATE: _("This is not a day that we can read. Write it like 2025-09-01, or 1/9/2025 with the day first."),
    Why.ENDS_FIRST: _("The role ends before it starts. Check both days."),
    Why.UNKNOWN_SCHOOL: _("The school of this person is not in the list. Add it to the schools, or correct its id."),
    Why.UNKNOWN_PERSON: _("This line puts somebody into a class who is not in the list of people of that school."),
    Why.UNKNOWN_CLASS: _("This line names a class that is not in the list of classes."),
    Why.SAME_AGAIN: _("This person is there twice, with the same role. The first line counts."),
    Why.SAME_ID: _("Two people have this id. Give each their own; the first line counts."),
    Why.SAME_EMAIL: _("Two people have this address. Give each their own; the first line counts."),
    Why.EMAIL_TAKEN: _("This address belongs to somebody else in Tilth. Check it; if both are right, write to us."),
    Why.HEADS_ONLY: _(
        "Only your headteacher can say who is headteacher or chair of governors. Ask them to import this."
    ),
    Why.STAFF_OR_STUDENT: _(
        "Tilth knows this person as an adult, or the other way round. Check the role and the address."
    ),
    Why.STUDENT_ELSEWHERE: _("This student still belongs to another school. Ask it to end their time there first."),
}

KEPT: dict[Keeps, Any] = {
    Keeps.SELF: _("That is you: your list does not name your role, and we leave it as it is."),
    Keeps.HEAD: _("Only your headteacher can end the role of a headteacher or a chair of governors."),
    Keeps.EMAIL: _("Their address differs in your list. They can change it themselves, under My information."),
}

_REFUSED: dict[Unusable, Any] = {
    Unusable.EMPTY: _("%(file)s is empty."),
    Unusable.BINARY: _("%(file)s is not a table of text. Save it as CSV, and send that."),
    Unusable.SPREADSHEET: _("%(file)s is a spreadsheet. In your spreadsheet program choose “Save as”, then CSV."),
    Unusable.BROKEN: _("%(file)s is broken and cannot be opened. Make it again, and send that."),
    Unusable.LOCKED: _("%(file)s is locked with a password. Make the bundle without one."),
    Unusable.UNSAFE: _("The bundle holds a file with an unsafe path: %(file)s. We have not opened it."),
    Unusable.BOMB: _("%(file)s grows far too large when it is unpacked. We have not opened it."),
    Unusable.LARGE: _("%(file)s is too large. The most we can take is %(detail)s."),
    Unusable.CROWDED: _("%(file)s holds more than %(detail)s files. Send only the tables of people."),
    Unusable.HUGE_CELL: _("%(file)s, line %(detail)s: a cell is far too long. Look for a quotation mark not closed."),
    Unusable.UNKNOWN: _("%(file)s holds no table that we know. We look for users.csv, Teacher.csv or people.csv."),
    Unusable.TWICE: _("%(file)s is there twice, in two folders. Send one folder at a time."),
    Unusable.MISSING_FILE: _("The list is not complete: %(detail)s is missing."),
    Unusable.MISSING_COLUMN: _("%(file)s has no column called %(detail)s. Compare its first line with our template."),
    Unusable.CHANGES_ONLY: _(
        "This bundle holds only the changes to %(detail)s since an earlier one. Ask your system for a complete "
        "one, often called “bulk”."
    ),
    Unusable.NOBODY: _("There is nobody in this list."),
}


class UnreadableList(Refusal):
    """Nothing of a list can be used."""


def refusal(no: NotARoster) -> UnreadableList:
    """The refusal of a whole list, in words, for the field where files are chosen."""
    words = _REFUSED[no.why] % {"file": no.file or _("The file"), "detail": no.detail}
    return UnreadableList(words, field="file")


def roles_said(roles: Iterable[Any]) -> str:
    """Roles in words: Teacher (Mathematics), Senior leader."""
    return ", ".join(_kind(role.kind) + (f" ({role.subject})" if role.subject else "") for role in roles)


def change_said(change: Change) -> str:
    """One change in words."""
    words = {"before": _value(change, change.before), "after": _value(change, change.after)}
    return str(_CHANGES[change.what]) % words


_CHANGES = {
    "name": _("the name becomes %(after)s"),
    "email": _("the address becomes %(after)s"),
    "active": _("may sign in again"),
    "given": _("becomes %(after)s"),
    "ended": _("is no longer %(before)s"),
    "subject": _("teaches %(after)s"),
    "starts_on": _("first day %(after)s"),
    "ends_on": _("last day %(after)s"),
    "classes": _("classes: %(after)s more, %(before)s fewer"),
}


def _value(change: Change, value: str) -> str:
    if change.what in ("given", "ended"):
        return _kind(value) if value else ""
    if change.what in ("starts_on", "ends_on"):
        return date_format(date.fromisoformat(value), "j F Y") if value else say("open")
    return value


def _kind(kind: str) -> str:
    return str(Role.Kind(kind).label)
