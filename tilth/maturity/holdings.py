"""What maturity holds about a person, told to themselves."""

from __future__ import annotations

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from tilth.maturity.models import Agreement, Assessor, HelpOffer, NextStep, Objection, PartnerLook, Placement
from tilth.maturity.queries import editions
from tilth.maturity.wording import saying
from tilth.people.models import Person
from tilth.people.queries.information import Row, Section


def my_placements(person: Person) -> Section:
    """Where a person placed strands, and what they wrote or answered about claims."""
    asked = Assessor.objects.filter(person=person).select_related(
        "assessment__edition", "assessment__school", "assessment__partnership"
    )
    rows: list[Row] = []
    for each in asked.prefetch_related("placements"):
        rows.append((_("You were asked where it stands: %(name)s") % {"name": each.assessment}, _day(each.assessment)))
        rows += [_placed(each, placement) for placement in each.placements.all()]
    return Section(_("Where you placed schools and partnerships"), (*rows, *_wrote(person)))


def _day(assessment: object) -> str:
    return date_format(assessment.opened_at, "j F Y")  # type: ignore[attr-defined]


def _placed(assessor: Assessor, placement: Placement) -> Row:
    model = editions.read(assessor.assessment.edition)
    strand = model.strand(placement.strand)
    said = [saying.stage(model, placement.stage) if placement.stage is not None else _("Cannot say")]
    said += [each for each in (placement.words, placement.evidence) if each]
    return (strand.name if strand else placement.strand, " – ".join(said))


def _wrote(person: Person) -> list[Row]:
    written = [
        *((_("You wrote down what a group says"), each.words) for each in Agreement.objects.filter(by=person)),
        *((_("You saw it otherwise"), each.words) for each in Objection.objects.filter(assessor__person=person)),
        *((_("You asked a partner to look"), each.question) for each in PartnerLook.objects.filter(asked_by=person)),
        *((_("You said what you see"), each.words) for each in PartnerLook.objects.filter(person=person)),
        *((_("You stood by two schools"), str(each.partner)) for each in PartnerLook.objects.filter(broker=person)),
        *((_("You offered help"), each.words) for each in HelpOffer.objects.filter(by=person)),
        *((_("You began a step"), date_format(each.at, "j F Y")) for each in NextStep.objects.filter(by=person)),
    ]
    return [(what, words or "–") for what, words in written]
