"""OneRoster 1.1 and 1.2, and the second format of School Data Sync: orgs, users, roles, classes and enrolments.

The two are one layout with different accents. Demographics are not opened, nor is a birthday, a telephone or a
password ever looked at.
"""

from __future__ import annotations

from collections.abc import Iterator

from tilth.people.domain.rosters.files import Files
from tilth.people.domain.rosters.groups import Enrolment, enrol, told_apart
from tilth.people.domain.rosters.sds import GONE, address, name_of
from tilth.people.domain.rosters.sightings import Sighting, gather
from tilth.people.domain.rosters.tables import Row, Table, read_table
from tilth.people.domain.rosters.values import (
    LONGEST,
    NotARoster,
    Roster,
    RosterClass,
    RosterSchool,
    Unusable,
    Why,
    Wrong,
    fits,
)
from tilth.people.domain.rosters.words import role_of

ABOVE_SCHOOLS = frozenset({"district", "local", "state", "national", "nation", "region", "ministryofeducation"})
NEEDED = {
    "orgs.csv": ("sourcedid", "name"),
    "users.csv": ("sourcedid",),
    "roles.csv": ("usersourcedid", "orgsourcedid", "role"),
    "classes.csv": ("sourcedid", "title"),
    "enrollments.csv": ("classsourcedid", "usersourcedid"),
}
Tables = dict[str, Table]


def read(files: Files, mail_domain: str = "") -> Roster:
    """Read a bundle. User names that are no addresses get `mail_domain` behind them. Raises NotARoster."""
    tables = _tables(files)
    schools = _schools(tables)
    seen, unplaced = _sightings(tables, {school.source_id for school in schools}, mail_domain)
    classes = told_apart(_classes(tables))
    mentioned = frozenset(row["sourcedid"] for row in tables["users.csv"].rows)
    gathered = enrol(gather(seen), classes, _enrolments(tables), mentioned)
    return Roster(
        source="oneroster" if _is_oneroster(tables) else "sds",
        people=gathered.people,
        schools=schools,
        classes=classes,
        wrong=(*(fault for table in tables.values() for fault in table.wrong), *unplaced, *gathered.wrong),
        unsure=gathered.unsure.union(*(table.unsure for table in tables.values())),
        has_classes="classes.csv" in tables,
    )


def _tables(files: Files) -> Tables:
    for name in ("orgs.csv", "users.csv"):
        if name not in files:
            raise NotARoster(Unusable.MISSING_FILE, detail=name)
    manifest = read_table("manifest.csv", files["manifest.csv"]) if "manifest.csv" in files else None
    _refuse_changes_only(manifest)
    opened = {name: read_table(name, files[name]) for name in NEEDED if files.get(name, b"").strip()}
    for name, table in opened.items():
        table.need(*NEEDED[name])
    if "users.csv" not in opened or "orgs.csv" not in opened:
        raise NotARoster(Unusable.NOBODY, "users.csv")
    return opened | ({"manifest.csv": manifest} if manifest else {})


def _refuse_changes_only(manifest: Table | None) -> None:
    """A list of changes does not say who is here now, so nothing can be compared with it."""
    for row in manifest.rows if manifest else ():
        if row["propertyname"].lower().startswith("file.") and row["value"].lower() == "delta":
            raise NotARoster(Unusable.CHANGES_ONLY, row["propertyname"].removeprefix("file."))


def _is_oneroster(tables: Tables) -> bool:
    """OneRoster has a manifest, or else a status on each user, which School Data Sync has not."""
    return "manifest.csv" in tables or "enableduser" in tables["users.csv"].columns


def _here(table: Table | None) -> Iterator[Row]:
    """Lines that their list does not take back."""
    for row in table.rows if table else ():
        if row["status"].lower() not in GONE and row["enableduser"].lower() != "false":
            yield row


def _schools(tables: Tables) -> tuple[RosterSchool, ...]:
    return tuple(
        RosterSchool(row["sourcedid"], row["name"][:200], row["identifier"])
        for row in _here(tables["orgs.csv"])
        if row["type"].lower() not in ABOVE_SCHOOLS and fits(row["sourcedid"])
    )


def _sightings(tables: Tables, schools: set[str], mail_domain: str) -> tuple[list[Sighting], list[Wrong]]:
    """Everybody once for each role in each school, and the lines of those whose school is not in the bundle."""
    roles = _roles(tables)
    seen: list[Sighting] = []
    unplaced: list[Wrong] = []
    for user in _here(tables["users.csv"]):
        held = _held_in_users(user) + roles.get(user["sourcedid"], [])
        placed = [_sighting(user, role, mail_domain) for role in held if role["orgsourcedid"] in schools]
        seen += placed
        if not placed:
            elsewhere = ", ".join(role["orgsourcedid"] for role in held)
            unplaced.append(Wrong(user.line, Why.UNKNOWN_SCHOOL if held else Why.NO_ROLE, elsewhere[:80]))
    return seen, unplaced


def _roles(tables: Tables) -> dict[str, list[Row]]:
    """OneRoster 1.2 and the later School Data Sync keep roles in a table of their own."""
    roles: dict[str, list[Row]] = {}
    for row in _here(tables.get("roles.csv")):
        roles.setdefault(row["usersourcedid"], []).append(row)
    return roles


def _held_in_users(user: Row) -> list[Row]:
    if not user["role"]:
        return []
    orgs = [org.strip() for org in user["orgsourcedids"].split(",")]
    return [Row(user.line, {"orgsourcedid": org, "role": user["role"]}) for org in orgs if org]


def _sighting(user: Row, role: Row, mail_domain: str) -> Sighting:
    return Sighting(
        line=user.line,
        source_id=user["sourcedid"],
        name=name_of(user["givenname"], user["familyname"], user["username"]),
        email=_email(user, mail_domain),
        role=role["role"],
        school=role["orgsourcedid"],
        starts_on=role["begindate"] or role["rolestartdate"],
        ends_on=role["enddate"] or role["roleenddate"],
    )


def _email(user: Row, mail_domain: str) -> str:
    return user["email"].lower() or address(user["username"], mail_domain)


def _classes(tables: Tables) -> list[tuple[RosterClass, str]]:
    return [
        (
            RosterClass(
                row["sourcedid"], row["schoolsourcedid"] or row["orgsourcedid"], row["title"][: LONGEST["class"]]
            ),
            row["classcode"],
        )
        for row in _here(tables.get("classes.csv"))
        if row["title"]
    ]


def _enrolments(tables: Tables) -> list[Enrolment]:
    return [
        Enrolment(row.line, row["classsourcedid"], row["usersourcedid"], row["role"])
        for row in _here(tables.get("enrollments.csv"))
        if not row["role"] or role_of(row["role"])
    ]
