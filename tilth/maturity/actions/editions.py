"""Making the model one's own, and carrying over what was agreed before."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from pydantic import ValidationError

from tilth.maturity.actions import letters
from tilth.maturity.actions.agreeing import concerned
from tilth.maturity.actions.refusals import ChangedMeanwhile, NoSuchModel, NotAgreed
from tilth.maturity.domain.editing import changes, reworded, without
from tilth.maturity.domain.model import Model, Strand, house
from tilth.maturity.models import Agreement, Assessment, Carried, Edition
from tilth.maturity.queries import assessments, claims, editions
from tilth.maturity.queries.subjects import Subject, of_school
from tilth.partnerships.models import Partnership
from tilth.people.models import Person
from tilth.trail.actions import record
from tilth.web.holding import hold


@transaction.atomic
def house_row() -> Edition:
    """The house's model written down as it is now, so that assessments can stay on it."""
    if found := editions.house_edition():
        return found
    number = Edition.objects.filter(partnership=None).count() + 1
    words = {"document": house().model_dump(mode="json"), "at": timezone.now()}
    return Edition.objects.get_or_create(partnership=None, number=number, defaults=words)[0]  # another was quicker


def edition_for(partnership: Partnership | None) -> Edition:
    """The edition with which a new assessment is made."""
    return editions.own_edition(partnership) or house_row()


def _held(partnership: Partnership, base: int) -> Model:
    """The model as it stands, held until we are done."""
    hold(partnership)
    model = editions.model_of(partnership)
    if model.version != base:
        raise ChangedMeanwhile(
            _(
                "The model was changed while you were writing. Look at what it says now; if you keep your words "
                "again, they take its place."
            )
        )
    return model


@transaction.atomic
def reword(*, by: Person, partnership: Partnership, strand: Strand, base: int, changed: str = "") -> Edition:
    """Say a strand of a partnership's model in other words, or measure it by other figures.

    `base` is the version it was written on. Raises ChangedMeanwhile, NoSuchModel.
    """
    before = _held(partnership, base)
    if before.strand(strand.slug) is None:
        raise NoSuchModel(_("The model has no such strand."))
    return _publish(by, partnership, before, reworded(before, strand), changed)


@transaction.atomic
def add_strand(*, by: Person, partnership: Partnership, strand: Strand, base: int, changed: str = "") -> Edition:
    """Add a strand of one's own. Raises ChangedMeanwhile, NoSuchModel where one of this name is there."""
    before = _held(partnership, base)
    if before.strand(strand.slug):
        raise NoSuchModel(_("There is a strand of this name."), field="name")
    return _publish(by, partnership, before, _checked(before, strand), changed)


def _checked(before: Model, strand: Strand) -> Model:
    try:
        return reworded(before, strand)
    except ValidationError as wrong:
        raise NoSuchModel(_("A model has up to 24 strands.")) from wrong


@transaction.atomic
def drop_strand(*, by: Person, partnership: Partnership, slug: str, base: int, changed: str = "") -> Edition:
    """Do without a strand. What was said of it stays where it was said. Raises ChangedMeanwhile, NoSuchModel."""
    before = _held(partnership, base)
    if before.strand(slug) is None:
        raise NoSuchModel(_("The model has no such strand."))
    if len(before.strands) == 1:
        raise NoSuchModel(_("One strand at least has to stay."))
    return _publish(by, partnership, before, without(before, slug), changed)


def _publish(by: Person, partnership: Partnership, before: Model, after: Model, changed: str) -> Edition:
    if all(each.way == "same" for each in changes(before, after)):
        raise NoSuchModel(_("Nothing would be different."))
    number = Edition.objects.filter(partnership=partnership).count() + 1
    edition = Edition.objects.create(
        partnership=partnership,
        number=number,
        document=after.model_dump(mode="json"),
        by=by,
        at=timezone.now(),
        changed=changed,
    )
    record(by=by, act="maturity.model_changed", about=[partnership], number=number)
    letters.model_changed(edition, by)
    return edition


@transaction.atomic
def carry(*, by: Person, agreement: Agreement, edition: Edition) -> Carried:
    """Let what was agreed go on to hold under a later edition. Raises NotAgreed where there is nothing to carry."""
    assessment = agreement.assessment
    hold(assessment)
    latest = assessments.latest_agreements(assessment).get(agreement.strand)
    if latest != agreement or agreement.stage is None or agreement.objections.exists():
        raise NotAgreed(_("There is no agreed stage to carry over."))
    if edition not in _in_use(assessment) or editions.read(edition).strand(agreement.strand) is None:
        raise NotAgreed(_("This is no strand of the words that are in use."))
    carried, new = Carried.objects.get_or_create(
        agreement=agreement, edition=edition, defaults={"by": by, "at": timezone.now()}
    )
    if new:
        record(by=by, act="maturity.carried_over", about=concerned(assessment))
    return carried


def _in_use(assessment: Assessment) -> list[Edition]:
    """With what the partnership assesses itself now; of a school, also the partnership in which it is looked at now."""
    places = [assessment.partnership, *([of_school(assessment.school).partnership] if assessment.school else [])]
    return [edition_for(place) for place in places]


@transaction.atomic
def carry_over(*, by: Person, subject: Subject, keys: Collection[UUID], base: int) -> int:
    """Let several claims that wait go on to hold under the words in use, of version `base`. Returns how many.

    Raises ChangedMeanwhile, NotAgreed.
    """
    if subject.partnership:
        hold(subject.partnership)
    edition = edition_for(subject.partnership)
    if editions.read(edition).version != base:
        raise ChangedMeanwhile(_("The words have changed again while you were reading. This is what they say now."))
    left = {each.key for each in claims.waiting(subject, timezone.localdate())}
    held = claims.agreements(left & set(keys))
    for agreement in held:
        carry(by=by, agreement=agreement, edition=edition)
    return len(held)
