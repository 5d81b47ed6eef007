"""What asking in confidence can say of a partnership in numbers. What was not released is no number here either."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.urls import reverse

from tilth.audits.domain.publication import Publication, ScaleResult
from tilth.audits.models import PublicationRow, Wave
from tilth.audits.queries import results
from tilth.figures import Figure
from tilth.partnerships.models import Partnership
from tilth.partnerships.queries import agreed_schools

NEVER_ASKED = "never asked"
NOT_EXACTLY = "not exactly"  # nearly all answers, or nearly none, were favourable


@dataclass(frozen=True)
class Asked:
    """How much a partnership has asked, and how favourable the latest answers were on each strand."""

    waves: Figure  # that were held and published
    schools: Figure  # of which anything was ever shown, out of all its schools
    strands: Mapping[str, Figure]  # favourable answers out of all answers, of all schools together, the latest time

    def of_strand(self, strand: str) -> Figure:
        """The figure of a strand; one that was never asked about is withheld, and says so."""
        return self.strands.get(strand, Figure.withheld(NEVER_ASKED))


def asked(partnership: Partnership) -> Asked:
    """All of it, in four reads."""
    waves = list(results.published_in(partnership))
    schools = set(agreed_schools(partnership).values_list("id", flat=True))
    rows = list(results.rows_of(waves))
    source = reverse("partnerships:show", args=[partnership.id])
    return Asked(
        waves=Figure(len(waves), source=reverse("audits:family", args=[waves[0].id]) if waves else source),
        schools=Figure(len(_heard(rows) & schools), of=len(schools), source=source),
        strands=_by_strand(waves, rows),
    )


def _heard(rows: Iterable[PublicationRow]) -> set[UUID]:
    """The schools of which anything was shown."""
    return {row.school_id for row in rows if row.school_id and Publication.read(bytes(row.stored)).verdict is None}


def _by_strand(waves: Iterable[Wave], rows: Iterable[PublicationRow]) -> dict[str, Figure]:
    """Of each strand the latest picture of all schools together."""
    together = {row.wave_id: Publication.read(bytes(row.stored)) for row in rows if row.school_id is None}
    found: dict[str, Figure] = {}
    for wave in waves:  # the latest first
        if wave.id in together:
            found.setdefault(wave.terms.document["strand"], _favourable(wave, together[wave.id]))
    return found


def _favourable(wave: Wave, publication: Publication) -> Figure:
    source = reverse("audits:family", args=[wave.id])
    held = publication.verdict or publication.scale
    if not isinstance(held, ScaleResult):
        return Figure.withheld(held.reason if held else NOT_EXACTLY, source)
    if held.near is not None or held.most is not None:
        return Figure.withheld(NOT_EXACTLY, source)
    return Figure(held.favourable, of=held.of, source=source)
