"""Which column means what, in one country's register: read from TOML files, ours and anybody's.

`mappings/README.md` explains the format to those who write one.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from tilth.schools.domain.values import Fault, Holds, Refused

SHIPPED = Path(__file__).resolve().parent.parent / "mappings"
FIELDS = frozenset(
    {"number", "name", "phase", "kind", "status", "authority", "street", "town", "postcode", "latitude", "longitude",
     "easting", "northing", "pupils", "free_meals", "opened_on", "closed_on", "lowest_age", "highest_age",
     "other", "relation", "on", "body_number", "body_name", "body_kind", "body_status", "since", "until"}
)  # fmt: skip
KEYS = frozenset(
    {"title", "holds", "countries", "needs", "columns", "digits", "pattern", "encoding", "header_row", "epsg",
     "keep_latest_by", "country", "words", "bodies", "widths", "body_prefix"}
)  # fmt: skip


@dataclass(frozen=True)
class Elsewhere:
    """Another country whose schools stand in the same register, and how one knows them."""

    code: str
    authorities: frozenset[str] = frozenset()
    kinds: frozenset[str] = frozenset()
    numbers: re.Pattern[str] | None = None


@dataclass(frozen=True)
class BodyColumns:
    """Which columns name one kind of body that a school is in."""

    kind: str
    number: tuple[str, ...] = ()
    name: tuple[str, ...] = ()
    flag: tuple[str, ...] = ()
    flag_kinds: Mapping[str, str] = field(default_factory=dict)
    none: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Layout:
    """One kind of file: how to know it, and what its columns and words mean."""

    title: str
    holds: Holds
    countries: tuple[str, ...]
    needs: tuple[str, ...]
    columns: Mapping[str, tuple[str, ...]]
    digits: int = 0
    pattern: re.Pattern[str] | None = None
    encoding: str = ""
    header_row: int = 0
    epsg: int = 27700
    keep_latest_by: str = ""
    elsewhere: tuple[Elsewhere, ...] = ()
    words: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    bodies: tuple[BodyColumns, ...] = ()
    widths: Mapping[int, Mapping[str, int]] = field(default_factory=dict)
    body_prefix: str = ""


def plain(heading: str) -> str:
    """A column's name as we compare it: small letters, single spaces."""
    return " ".join(heading.split()).casefold()


@cache
def shipped() -> tuple[Layout, ...]:
    """The mappings that come with Tilth."""
    return tuple(load(path) for path in sorted(SHIPPED.glob("*.toml")))


def load(path: Path) -> Layout:
    """A mapping from a TOML file. Raises Refused where it is wrong, naming what is."""
    try:
        return from_toml(tomllib.loads(path.read_text("utf-8")))
    except FileNotFoundError:
        raise Refused(Fault.ABSENT, name=path.name) from None
    except (OSError, ValueError, TypeError, KeyError, AttributeError) as wrong:
        raise Refused(Fault.BAD_MAPPING, name=path.name, wrong=str(wrong).strip("'\"")) from None


def from_toml(given: dict[str, Any]) -> Layout:
    """A mapping from what a TOML file says. Raises ValueError, KeyError or TypeError."""
    if strangers := (given.keys() - KEYS) | (given["columns"].keys() - FIELDS):
        raise ValueError("unknown key: " + ", ".join(sorted(strangers)))
    return Layout(
        title=given["title"],
        holds=Holds(given.get("holds", "schools")),
        countries=_all(given["countries"], "countries"),
        needs=_all(given.get("needs", ["number", "name"]), "needs"),
        columns={key: _names(value) for key, value in given["columns"].items()},
        digits=int(given.get("digits", 0)),
        pattern=re.compile(given["pattern"]) if "pattern" in given else None,
        encoding=given.get("encoding", ""),
        header_row=int(given.get("header_row", 0)),
        epsg=int(given.get("epsg", 27700)),
        keep_latest_by=plain(given.get("keep_latest_by", "")),
        elsewhere=tuple(_elsewhere(given.get("country", []))),
        words={key: _folded(value) for key, value in given.get("words", {}).items()},
        bodies=tuple(_bodies(given.get("bodies", []))),
        widths={int(width): dict(places) for width, places in given.get("widths", {}).items()},
        body_prefix=given.get("body_prefix", ""),
    )


def _all(given: list[str], what: str) -> tuple[str, ...]:
    if not given or not all(isinstance(each, str) for each in given):
        raise ValueError(f"{what} must be a list of words")
    return tuple(given)


def _names(given: str | list[str]) -> tuple[str, ...]:
    return tuple(plain(name) for name in ([given] if isinstance(given, str) else given))


def _folded(given: dict[str, str]) -> dict[str, str]:
    return {plain(word): meaning for word, meaning in given.items()}


def _elsewhere(given: list[dict[str, Any]]) -> Iterator[Elsewhere]:
    for each in given:
        yield Elsewhere(
            code=each["code"],
            authorities=frozenset(map(plain, each.get("authorities", []))),
            kinds=frozenset(map(plain, each.get("kinds", []))),
            numbers=re.compile(each["numbers"]) if "numbers" in each else None,
        )


def _bodies(given: list[dict[str, Any]]) -> Iterator[BodyColumns]:
    for each in given:
        yield BodyColumns(
            kind=each["kind"],
            number=_names(each.get("number", [])),
            name=_names(each.get("name", [])),
            flag=_names(each.get("flag", [])),
            flag_kinds=_folded(each.get("flag_kinds", {})),
            none=frozenset(map(plain, each.get("none", []))),
        )
