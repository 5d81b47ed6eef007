"""What a list would change: the people of one school in it, against those whom Tilth knows there.

Nothing here may hurt anybody by surprise. Nobody leaves because a line was wrong, because the list speaks of staff
only, or because somebody sent a list without themself. A list gives no school a hold on an account that belongs
elsewhere too: it changes no name or address there, and it makes no adult a student.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from uuid import UUID

from tilth.people.domain.rosters.values import Roster, RosterPerson, RosterRole, RosterSchool, Why, Wrong

HEADS_GIVE = frozenset({"headteacher", "chair"})  # who holds one of these agrees for the whole school


class Keeps(StrEnum):
    """Why something stays as it is, against the list."""

    SELF = "the sender"
    HEAD = "only a headteacher ends it"
    EMAIL = "the address belongs to somebody with more than this school"


@dataclass(frozen=True, slots=True)
class KnownRole:
    """A role that stands, or will, in this school. `vouched`: an earlier list of this source gave it."""

    key: UUID
    kind: str
    subject: str
    starts_on: date
    ends_on: date | None
    vouched: bool


@dataclass(frozen=True, slots=True)
class Known:
    """Somebody whom Tilth knows: by an id of this source in this school, or by e-mail.

    `elsewhere`: they ever held a role in another school, or run the installation. `grown`: they ever held an adult's
    role anywhere, or run the installation. `student_elsewhere`: they are a student of another school now.
    """

    key: UUID
    name: str
    email: str | None
    source_ids: frozenset[str] = frozenset()
    roles: tuple[KnownRole, ...] = ()
    elsewhere: bool = False
    grown: bool = False
    student_elsewhere: bool = False
    classes: frozenset[tuple[str, str]] = frozenset()
    active: bool = True


@dataclass(frozen=True, slots=True)
class Sender:
    """Who sends the list; `names_heads` when they may say who is headteacher or chair."""

    key: UUID | None = None
    names_heads: bool = True


@dataclass(frozen=True, slots=True)
class Change:
    """One thing becomes another: name, email, active, given, ended, subject, starts_on, ends_on or classes."""

    what: str
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """What happens to one person of the list."""

    person: RosterPerson
    known: Known | None = None
    name: str | None = None  # what it becomes, where it changes
    email: str | None = None
    gives: tuple[RosterRole, ...] = ()
    alters: tuple[tuple[KnownRole, RosterRole], ...] = ()
    adopts: tuple[KnownRole, ...] = ()  # given by hand before; from now on the list vouches for them
    ends: tuple[KnownRole, ...] = ()
    joins: frozenset[tuple[str, str]] = frozenset()
    drops: frozenset[tuple[str, str]] = frozenset()

    @property
    def changes(self) -> tuple[Change, ...]:
        return tuple(_changes(self))


@dataclass(frozen=True, slots=True)
class Leaver:
    known: Known
    roles: tuple[KnownRole, ...]


@dataclass(frozen=True, slots=True)
class Kept:
    known: Known
    why: Keeps


@dataclass(frozen=True, slots=True)
class Comparison:
    """What would become of everybody. `joining` are known from elsewhere; `past` left before the day, by the list."""

    new: tuple[Step, ...] = ()
    joining: tuple[Step, ...] = ()
    changed: tuple[Step, ...] = ()
    unchanged: tuple[Step, ...] = ()
    leaving: tuple[Leaver, ...] = ()
    kept: tuple[Kept, ...] = ()
    past: tuple[RosterPerson, ...] = ()
    wrong: tuple[Wrong, ...] = ()

    @property
    def steps(self) -> tuple[Step, ...]:
        return self.new + self.joining + self.changed + self.unchanged

    @property
    def does_nothing(self) -> bool:
        return not (self.new or self.joining or self.changed or self.leaving)


@dataclass(slots=True)
class _Ledger:
    """What is being found out about the whole list."""

    roster: Roster
    on: date
    sender: Sender
    by_id: dict[str, Known]
    by_email: dict[str, Known]
    claimed: set[UUID] = field(default_factory=set)
    wrong: list[Wrong] = field(default_factory=list)
    kept: list[Kept] = field(default_factory=list)


def find_school(roster: Roster, name: str, number: str, known_as: str = "") -> RosterSchool | None:
    """Which school of the list is meant: the one said, the one with our number or name, or the only one there is.

    None where nobody can tell; a table of our own that names another school's number is never taken for ours.
    """
    if known_as:
        return next((school for school in roster.schools if school.source_id == known_as), None)
    for school in roster.schools:
        if school.number.strip() == number or school.name.casefold().strip() == name.casefold():
            return school
    only = roster.schools[0] if len(roster.schools) == 1 else None
    return None if only and roster.source == "csv" and only.number else only


def compare(roster: Roster, school: str, known: Iterable[Known], on: date, sender: Sender) -> Comparison:
    """What the list's people of `school` (its source id) would change among those known, on a day."""
    everybody = list(known)
    people = roster.at(school)
    ledger = _ledger(roster, everybody, on, sender)
    past = [person for person in people if _is_past(person, ledger)]
    steps = [step for person in people if not _is_past(person, ledger) for step in _step(ledger, person)]
    leaving = tuple(_leavers(ledger, everybody, {group_of(role.kind) for one in people for role in one.roles}))
    return replace(
        _sorted(steps), leaving=leaving, kept=tuple(ledger.kept), past=tuple(past), wrong=tuple(ledger.wrong)
    )


def group_of(kind: str) -> str:
    """Lists often speak of some only: students, staff, governors or parents. They say nothing of the others."""
    return {"student": "students", "parent": "parents", "chair": "governors", "governor": "governors"}.get(
        kind, "staff"
    )


def _ledger(roster: Roster, everybody: list[Known], on: date, sender: Sender) -> _Ledger:
    by_id = {source_id: one for one in everybody for source_id in one.source_ids}
    return _Ledger(roster, on, sender, by_id, {one.email: one for one in everybody if one.email})


def _sorted(steps: list[Step]) -> Comparison:
    new = tuple(step for step in steps if step.known is None)
    joining = tuple(step for step in steps if step.known and not step.known.roles and step.gives)
    met = [step for step in steps if step.known and (step.known.roles or not step.gives)]
    changed = tuple(step for step in met if step.changes)
    return Comparison(new, joining, changed, tuple(step for step in met if not step.changes))


def _is_past(person: RosterPerson, ledger: _Ledger) -> bool:
    ended = all(role.ends_on and role.ends_on < ledger.on for role in person.roles)
    return ended and _match(ledger, person) is None


def _match(ledger: _Ledger, person: RosterPerson) -> Known | None:
    return ledger.by_id.get(person.source_id) or ledger.by_email.get(person.email or "")


def _step(ledger: _Ledger, person: RosterPerson) -> Iterator[Step]:
    """The step for one person; nothing where their line cannot be used after all."""
    known = _match(ledger, person)
    fault = _unfit(ledger, person, known)
    if known:
        ledger.claimed.add(known.key)
    if fault:
        ledger.wrong.append(fault)
        return
    allowed = _allowed(ledger, person, known)
    if allowed.roles:
        yield _met(ledger, allowed, known) if known else Step(allowed, gives=allowed.roles, joins=allowed.classes)


def _unfit(ledger: _Ledger, person: RosterPerson, known: Known | None) -> Wrong | None:
    """Why a line must not touch the account that it finds. A student's account can be opened with a class code, so no
    list may turn an adult's into one."""
    if known is None:
        return None
    if known.key in ledger.claimed:
        return Wrong(person.line, Why.EMAIL_TAKEN, person.email or "")
    if known.student_elsewhere:
        return Wrong(person.line, Why.STUDENT_ELSEWHERE, person.name)
    stays_student = any(role.kind == "student" and not role.vouched for role in known.roles)
    if known.grown if person.is_student else stays_student:
        return Wrong(person.line, Why.STAFF_OR_STUDENT, person.name)
    return None


def _allowed(ledger: _Ledger, person: RosterPerson, known: Known | None) -> RosterPerson:
    """The person without the roles that this sender may not give."""
    held = {role.kind for role in known.roles} if known else set()
    refused = {role.kind for role in person.roles} & HEADS_GIVE - held
    if ledger.sender.names_heads or not refused:
        return person
    ledger.wrong.append(Wrong(person.line, Why.HEADS_ONLY, person.name))
    return replace(person, roles=tuple(role for role in person.roles if role.kind not in refused))


def _met(ledger: _Ledger, person: RosterPerson, known: Known) -> Step:
    """The step for somebody who is known already."""
    step = Step(person, known, joins=person.classes - known.classes)
    if ledger.roster.has_classes:
        step = replace(step, drops=known.classes - person.classes)
    for role in person.roles:
        step = _with_role(step, role, ledger.on)
    ends = tuple(role for role in _no_longer(person, known, ledger.on) if _may_end(ledger, known, role))
    name = person.name if person.name != known.name and not known.elsewhere else None
    return replace(step, ends=ends, name=name, email=_new_email(ledger, person, known))


def _with_role(step: Step, role: RosterRole, on: date) -> Step:
    held = _held(step.known, role.kind)
    if held is None:
        over = role.ends_on is not None and role.ends_on < on
        return step if over else replace(step, gives=(*step.gives, role))
    if not held.vouched:
        return step if held.ends_on else replace(step, adopts=(*step.adopts, held))
    if role.ends_on and role.ends_on < (role.starts_on or held.starts_on):
        return step
    wanted = RosterRole(held.kind, role.subject or held.subject, role.starts_on or held.starts_on, role.ends_on)
    same = (wanted.subject, wanted.starts_on, wanted.ends_on) == (held.subject, held.starts_on, held.ends_on)
    return step if same else replace(step, alters=(*step.alters, (held, wanted)))


def _held(known: Known | None, kind: str) -> KnownRole | None:
    """The role of a kind that somebody holds: the open one rather than one that will end."""
    held = [role for role in known.roles if role.kind == kind] if known else []
    return min(held, key=lambda role: role.ends_on is not None, default=None)


def _no_longer(person: RosterPerson, known: Known, on: date) -> list[KnownRole]:
    """Roles that an earlier list gave, and that this one takes back by giving others of the same group."""
    kinds = {role.kind for role in person.roles}
    groups = {group_of(kind) for kind in kinds} | ({"students"} if not person.is_student else set())
    return [role for role in _vouched(known, on) if role.kind not in kinds and group_of(role.kind) in groups]


def _vouched(known: Known, on: date) -> list[KnownRole]:
    return [role for role in known.roles if role.vouched and (role.ends_on is None or role.ends_on > on)]


def _may_end(ledger: _Ledger, known: Known, role: KnownRole) -> bool:
    """Whether this sender's list may end a role; told once for each person if not."""
    why = None
    if known.key == ledger.sender.key:
        why = Keeps.SELF
    elif role.kind in HEADS_GIVE and not ledger.sender.names_heads:
        why = Keeps.HEAD
    if why and Kept(known, why) not in ledger.kept:
        ledger.kept.append(Kept(known, why))
    return why is None


def _new_email(ledger: _Ledger, person: RosterPerson, known: Known) -> str | None:
    if person.email is None or person.email == known.email:
        return None
    if ledger.by_email.get(person.email, known) is not known:
        ledger.wrong.append(Wrong(person.line, Why.EMAIL_TAKEN, person.email))
        return None
    heads = any(role.kind in HEADS_GIVE for role in known.roles)
    if known.email and (known.elsewhere or (heads and not ledger.sender.names_heads)):
        ledger.kept.append(Kept(known, Keeps.EMAIL))
        return None
    return person.email


def _leavers(ledger: _Ledger, everybody: list[Known], groups: set[str]) -> Iterator[Leaver]:
    """Those whom an earlier list of this source vouched for, and whom this one does not name."""
    for known in everybody:
        words = {word.lower() for word in known.source_ids} | {known.email or ""}
        if known.key in ledger.claimed or words & ledger.roster.unsure:
            continue
        roles = [role for role in _vouched(known, ledger.on) if group_of(role.kind) in groups]
        ending = tuple(role for role in roles if _may_end(ledger, known, role))
        if ending:
            yield Leaver(known, ending)


def _changes(step: Step) -> Iterator[Change]:
    known = step.known
    if known is None:
        return
    if step.name:
        yield Change("name", known.name, step.name)
    if step.email:
        yield Change("email", known.email or "", step.email)
    if not known.active and not step.gives:
        yield Change("active")
    yield from (Change("given", after=role.kind) for role in step.gives)
    yield from (Change("ended", before=role.kind) for role in step.ends)
    for held, wanted in step.alters:
        yield from _altered(held, wanted)
    if step.joins or step.drops:
        yield Change("classes", str(len(step.drops)), str(len(step.joins)))


def _altered(held: KnownRole, wanted: RosterRole) -> Iterator[Change]:
    for what in ("subject", "starts_on", "ends_on"):
        before, after = getattr(held, what), getattr(wanted, what)
        if before != after:
            yield Change(what, str(before or ""), str(after or ""))
