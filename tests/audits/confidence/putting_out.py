"""Invented schools as they are put out: pages, printed files, tables, drawn by what draws them for everybody."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.template.loader import render_to_string

from tests.disclosure.invented import FAVOURABLE, School
from tilth.audits import showing, tables
from tilth.audits.domain.asked import Breakdown, Part
from tilth.audits.domain.instruments import Audience, Choice, Instrument, Item
from tilth.audits.domain.publication import Publication
from tilth.audits.domain.publishing import Facts, publication
from tilth.disclosure import Released
from tilth.web import pdf

CHOICES = ("Agree strongly", "Agree", "Disagree", "Disagree strongly")
OPENED, CLOSED = date(2026, 3, 2), date(2026, 3, 13)
QUESTION = "Where do you work?"


@dataclass(frozen=True)
class Place:
    """Where results stand: of a school, or of all together. A stand-in for the row that names it on a page."""

    school: str
    name: str = "results"

    @property
    def wave(self) -> Mapping[str, Any]:
        return {"terms": {"document": {"title": "Trust"}}, "closes_on": CLOSED}

    @property
    def id(self) -> str:
        return "00000000-0000-0000-0000-000000000000"

    @property
    def wave_id(self) -> str:
        return self.id

    @property
    def school_id(self) -> str:
        return self.id


@dataclass(frozen=True)
class Output:
    """One publication, and everything that shows it."""

    publication: Publication
    page: str
    table: str
    kept: bytes
    printed: bytes = b""


def put_out(found: Publication, *, on_paper: bool) -> Output:
    """All that is put out of a publication, drawn by the templates and tables that everybody is given."""
    breakdown = breakdown_of(found)
    place, heard = Place(found.school or "All"), showing.of(found, Audience.STAFF, "trust", breakdown=breakdown)
    known = {
        "wave_school": place,
        "heard": heard,
        "why": showing.why_nothing(found),
        "partnerships": [],
        "never": False,
    }
    page = "audits/results_nothing.html" if heard.nothing else "audits/results.html"
    return Output(
        publication=found,
        page=render_to_string(page, {**known, "navigation": None}),
        table=tables.as_csv(found, breakdown),
        kept=found.stored(),
        printed=pdf.pdf("audits/results_print.html", known) if on_paper else b"",
    )


def breakdown_of(found: Publication) -> Breakdown:
    """The breakdown of the invented schools: its parts are called as their keys are."""
    shown = found.parts if isinstance(found.parts, tuple) else ()
    keys = sorted({key for part in shown for key in part.keys} - {"unsaid"})
    return Breakdown(QUESTION, tuple(Part(key, f"Group {key}") for key in keys))


def instrument(schools: Sequence[School]) -> Instrument:
    """One that asks what these schools were asked."""
    asked = sorted({item for school in schools for somebody in school.people for item in somebody.answers})
    return Instrument(
        slug="invented",
        version=1,
        title="Trust",
        purpose="To see.",
        about="your school",
        audiences=(Audience.STAFF,),
        strand="high-social-capital",
        minutes=1,
        choices=tuple(
            Choice(key=f"choice-{place}", label=label, favourable=place in FAVOURABLE)
            for place, label in enumerate(CHOICES)
        ),
        items=tuple(Item(key=key, aspect=f"Aspect {key}", text=f"{key}?") for key in asked),
    )


def publications(schools: Sequence[School], shown: Released) -> dict[str | None, Publication]:
    """What is published of these schools, by key, and under None of all together."""
    facts = Facts("wave", instrument(schools), OPENED, CLOSED)
    found: dict[str | None, Publication] = {each.key: publication(facts, each, school=each.key) for each in shown.units}
    if shown.family is not None:
        found[None] = publication(facts, shown.family)
    return found
