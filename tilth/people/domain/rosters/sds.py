"""Microsoft School Data Sync, its first format: six tables, a file each for teachers and students.

Of each line only ids, names, addresses, schools and classes are looked at: never a birthday, a telephone or a password.
"""

from __future__ import annotations

from tilth.people.domain.rosters.files import Files
from tilth.people.domain.rosters.groups import Enrolment, enrol, told_apart
from tilth.people.domain.rosters.sightings import Sighting, gather
from tilth.people.domain.rosters.tables import Row, Table, read_table
from tilth.people.domain.rosters.values import LONGEST, NotARoster, Roster, RosterClass, RosterSchool, Unusable, fits

GONE = frozenset({"inactive", "deleted", "tobedeleted"})


def read(files: Files, mail_domain: str = "") -> Roster:
    """Read a bundle. User names that are no addresses get `mail_domain` behind them. Raises NotARoster."""
    tables = _tables(files)
    people = [*_people(tables, "teacher", mail_domain), *_people(tables, "student", mail_domain)]
    people += _principals(tables["school.csv"], people)
    classes = told_apart(_classes(tables))
    mentioned = frozenset(seen.source_id for seen in people)
    gathered = enrol(gather(people), classes, _enrolments(tables), mentioned)
    return Roster(
        source="sds",
        people=gathered.people,
        schools=tuple(
            RosterSchool(row["sisid"], row["name"][:200], row["schoolnumber"])
            for row in tables["school.csv"].rows
            if fits(row["sisid"])
        ),
        classes=classes,
        wrong=(*(fault for table in tables.values() for fault in table.wrong), *gathered.wrong),
        unsure=gathered.unsure.union(*(table.unsure for table in tables.values())),
        has_classes="section.csv" in tables,
    )


def _tables(files: Files) -> dict[str, Table]:
    for name in ("school.csv", "teacher.csv"):
        if not files.get(name, b"").strip():  # not there, or nothing in it
            raise NotARoster(Unusable.MISSING_FILE, detail=name)
    tables = {name: read_table(name, content) for name, content in files.items() if content.strip()}
    needed = {"school.csv": ("sisid", "name"), "section.csv": ("sisid", "schoolsisid", "sectionname")}
    for name, table in tables.items():
        roster = name in ("studentenrollment.csv", "teacherroster.csv")
        table.need(*(("sectionsisid", "sisid") if roster else needed.get(name, ("sisid", "schoolsisid"))))
    return tables


def _people(tables: dict[str, Table], role: str, mail_domain: str) -> list[Sighting]:
    table = tables.get(f"{role}.csv")
    rows = [row for row in table.rows if row["status"].lower() not in GONE] if table else []
    return [
        Sighting(
            line=row.line,
            source_id=row["sisid"],
            name=name_of(row["firstname"], row["lastname"], row["username"]),
            email=address(row["username"], mail_domain) or row["secondaryemail"].lower(),
            role=role,
            school=row["schoolsisid"],
        )
        for row in rows
    ]


def name_of(given: str, family: str, username: str) -> str:
    """A name, or the user name where the list gives no other."""
    return f"{given} {family}".strip() or username.split("@")[0]


def address(username: str, mail_domain: str) -> str:
    """A user name as an e-mail address, where it is one or becomes one; else empty."""
    if "@" in username or not username:
        return username.lower()
    return f"{username}@{mail_domain}".lower() if mail_domain else ""


def _principals(schools: Table, people: list[Sighting]) -> list[Sighting]:
    """Headteachers are named with their school: as one of the teachers, or with an address of their own."""
    teachers = {(seen.source_id, seen.school): seen for seen in people if seen.role == "teacher"}
    return [_principal(row, teachers.get((row["principalsisid"], row["sisid"]))) for row in schools.rows if _named(row)]


def _named(row: Row) -> bool:
    return bool(row["principalsisid"] and row["principalname"])


def _principal(row: Row, teacher: Sighting | None) -> Sighting:
    email = teacher.email if teacher else row["principalsecondaryemail"].lower()
    name = teacher.name if teacher else row["principalname"]
    return Sighting(row.line, row["principalsisid"], name, email, "principal", row["sisid"])


def _classes(tables: dict[str, Table]) -> list[tuple[RosterClass, str]]:
    rows = tables["section.csv"].rows if "section.csv" in tables else ()
    return [
        (RosterClass(row["sisid"], row["schoolsisid"], row["sectionname"][: LONGEST["class"]]), row["sectionnumber"])
        for row in rows
        if row["status"].lower() not in GONE and row["sectionname"]
    ]


def _enrolments(tables: dict[str, Table]) -> list[Enrolment]:
    rosters = [tables[name] for name in ("studentenrollment.csv", "teacherroster.csv") if name in tables]
    return [Enrolment(row.line, row["sectionsisid"], row["sisid"]) for table in rosters for row in table.rows]
