"""What the parts of Tilth can say in numbers about a claim: everything people did that speaks for it or against it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from datetime import date

from django.db.models import Exists, OuterRef
from django.urls import reverse

from tilth.audits.figures import hearing, hearing_at
from tilth.figures import Shares, shares
from tilth.jpd.figures import practice
from tilth.jpd.figures import said as said_in
from tilth.ledger.figures import giving, giving_at
from tilth.ledger.rules import Permission as Ledger
from tilth.maturity.models import Agreement, Objection, PartnerLook
from tilth.partnerships.figures import tying
from tilth.partnerships.models import Partnership
from tilth.people.models import Person
from tilth.schools.models import School


def looking(partnership: Partnership, on: date) -> dict[str, Shares]:
    """Claims of schools at which a partner has looked, out of all they had agreed by the end of a day. Two queries."""
    said = Agreement.objects.filter(
        assessment__partnership=partnership, assessment__school__isnull=False, at__date__lte=on
    )
    said = said.annotate(disputed=Exists(Objection.objects.filter(agreement=OuterRef("pk"), at__date__lte=on)))
    latest = {
        (school, strand): (key, None if disputed else stage)
        for school, strand, key, stage, disputed in said.order_by("at").values_list(
            "assessment__school", "strand", "id", "stage", "disputed"
        )
    }
    looks = PartnerLook.objects.filter(answered_at__date__lte=on, declined=False)
    looked = set(looks.filter(agreement__assessment__partnership=partnership).values_list("agreement", flat=True))
    rows = [(school, key, key in looked) for (school, _strand), (key, stage) in latest.items() if stage is not None]
    return {"maturity.claims_looked_at": shares(rows, reverse("maturity:partnership", args=[partnership.id]))}


PARTS: Mapping[str, Callable[[Partnership, date], Mapping[str, Shares]]] = {
    "jpd": practice,
    "ledger": giving,
    "partnerships": tying,
    "audits": hearing,
    "maturity": looking,
}
"""What each part offers of a partnership, as at a day: the names of its figures begin with its own."""


def evidence(partnership: Partnership, on: date, parts: Collection[str] = tuple(PARTS)) -> dict[str, Shares]:
    """Every figure of some parts by its name: of each school, and of all together.

    What nothing is known of is absent, never zero. A fixed number of queries, however many schools, people and years
    there are.
    """
    return {name: each for part in parts for name, each in PARTS[part](partnership, on).items()}


def evidence_alone(school: School, on: date) -> dict[str, Shares]:
    """What can be said of a school that stands in no partnership. The rest is absent, and so is a figure of all."""
    found = {"jpd.said": said_in({school.id}, on), **giving_at(school, on), **hearing_at(school, on)}
    return {name: {key: each for key, each in of.items() if key} for name, of in found.items()}


def opened_to(viewer: Person, where: Partnership | School, found: Mapping[str, Shares]) -> Mapping[str, Shares]:
    """The same, leading nobody to a page that is not theirs: who neither leads nor governs, reads what was given and
    what was heard here alone."""
    whole = Ledger.SEE_FAMILY if isinstance(where, Partnership) else Ledger.SEE_SCHOOL
    if viewer.has_perm(whole, where):
        return found
    return {name: _led_nowhere(of) if name.startswith(FOR_LEADERS) else of for name, of in found.items()}


FOR_LEADERS = ("ledger.", "audits.")


def _led_nowhere(shares: Shares) -> Shares:
    return {key: replace(figure, source="") for key, figure in shares.items()}
