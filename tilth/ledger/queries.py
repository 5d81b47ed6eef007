"""Every read of the ledger, narrowed to what the viewer may see."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Case, IntegerField, Max, Min, Prefetch, Q, QuerySet, Sum, Value, When
from django.utils import timezone

from tilth.ledger.domain import terms
from tilth.ledger.domain.flows import Flow, Given
from tilth.ledger.domain.terms import Term
from tilth.ledger.models import Cost, Entry, Gift
from tilth.partnerships import queries as partnerships
from tilth.partnerships.models import Membership, Partnership, PartnershipRole
from tilth.people.models import GOVERNING, LEADERS, STAFF, Person, Role
from tilth.people.queries import schools_of, standing
from tilth.schools.models import School

# --- entries ------------------------------------------------------------------------------------


def entry(*, viewer: Person, key: UUID) -> Entry | None:
    """The version that stands of an entry which names the viewer, or once did; any of its versions leads to it."""
    found = Entry.objects.filter(source__in=Entry.objects.filter(id=key).values("source"))
    named = found.filter(Q(gifts__giver=viewer) | Q(gifts__receiver=viewer) | Q(by=viewer)).exists()
    return found.select_related("topic", "partnership").filter(stands=True).first() if named else None


def versions(entry: Entry) -> QuerySet[Entry]:
    """All that was said of it, the last first, with who gave and what it took."""
    gifts = Gift.objects.select_related("giver", "giver_school", "receiver", "receiver_school").order_by("id")
    costs = Cost.objects.select_related("school").order_by("school__name", "kind")
    found = Entry.objects.filter(source=entry.source).select_related("by", "topic").order_by("-version")
    return found.prefetch_related(Prefetch("gifts", queryset=gifts), Prefetch("costs", queryset=costs))


def entries_of(person: Person) -> QuerySet[Entry]:
    """What stands and names somebody, the latest first."""
    gifts = Gift.objects.filter(Q(giver=person) | Q(receiver=person)).select_related("giver", "receiver")
    named = Gift.objects.filter(Q(giver=person) | Q(receiver=person)).values("entry")
    found = Entry.objects.filter(id__in=named, stands=True).select_related("topic").order_by("-happened_on", "id")
    return found.prefetch_related(Prefetch("gifts", queryset=gifts.order_by("id")))


def written_by(person: Person) -> QuerySet[Entry]:
    """What somebody wrote or put right."""
    return Entry.objects.filter(by=person).order_by("-at")


# --- who may look -------------------------------------------------------------------------------


def school(*, viewer: Person, key: UUID) -> School | None:
    """A school that the viewer leads or governs."""
    return schools_of(viewer, timezone.localdate(), LEADERS | GOVERNING).filter(id=key).first()


def schools_seen(viewer: Person) -> QuerySet[School]:
    return schools_of(viewer, timezone.localdate(), LEADERS | GOVERNING).order_by("name")


def partnership(*, viewer: Person, key: UUID) -> Partnership | None:
    """A partnership that the viewer leads, or one of whose schools they head or govern."""
    found = partnerships.partnership(viewer=viewer, key=key)
    if found is None or not (leads(viewer, found) or governs_in(viewer, found)):
        return None
    return found


def leads(viewer: Person, partnership: Partnership) -> bool:
    return partnerships.leaders(partnership).filter(id=viewer.id).exists()


def governs_in(viewer: Person, partnership: Partnership) -> bool:
    """Whether the viewer governs a school of the partnership."""
    governed = Role.objects.filter(standing(timezone.localdate()), person=viewer, kind__in=GOVERNING)
    return governed.filter(school__in=partnerships.agreed_schools(partnership)).exists()


def partnerships_seen(viewer: Person) -> QuerySet[Partnership]:
    """Live partnerships whose balance the viewer may see."""
    today = timezone.localdate()
    schools = schools_of(viewer, today, GOVERNING | {Role.Kind.HEADTEACHER})
    places = Membership.objects.filter(school__in=schools, state=Membership.State.MEMBER)
    parts = PartnershipRole.objects.filter(standing(today), person=viewer, kind__in=partnerships.LEADING)
    mine = Q(id__in=places.values("partnership")) | Q(id__in=parts.values("partnership"))
    return Partnership.objects.filter(mine, phase=Partnership.Phase.LIVE).order_by("name")


# --- flows --------------------------------------------------------------------------------------


def flows_in(partnership: Partnership) -> list[Flow]:
    """All that people gave one another in a partnership, by pair and term. One query."""
    return _flows(Gift.objects.filter(entry__stands=True, entry__partnership=partnership))


def given_in(partnership: Partnership, since: date, until: date) -> list[Given]:
    """All that people gave one another in a partnership after a day, to the end of another. One query."""
    return _given(Gift.objects.filter(entry__partnership=partnership), since, until)


def given_at(school: School, since: date, until: date) -> list[Given]:
    """All that people of a school gave and received after a day, to the end of another. One query."""
    return _given(Gift.objects.filter(Q(giver_school=school) | Q(receiver_school=school)), since, until)


def _given(gifts: QuerySet[Gift], since: date, until: date) -> list[Given]:
    then = gifts.filter(entry__stands=True, entry__happened_on__gt=since, entry__happened_on__lte=until)
    return [Given(*row) for row in then.order_by().values_list(*_ENDS).annotate(sum=Sum("minutes"))]


def flows_at(school: School) -> list[Flow]:
    """All that people of a school gave and received, in whatever partnership. One query."""
    return _flows(Gift.objects.filter(Q(giver_school=school) | Q(receiver_school=school), entry__stands=True))


def flows_around(school: School) -> list[Flow]:
    """All that went in the partnerships to which a school belongs: what may still join it to another. One query."""
    places = Membership.objects.filter(school=school, state=Membership.State.MEMBER)
    return _flows(Gift.objects.filter(entry__stands=True, entry__partnership__in=places.values("partnership")))


def flows_of(person: Person) -> list[Flow]:
    return _flows(Gift.objects.filter(Q(giver=person) | Q(receiver=person), entry__stands=True))


def flows_from(sources: Iterable[UUID] | QuerySet[Any, Any]) -> list[Flow]:
    """All that came of these meetings or visits: a group's, for instance."""
    return _flows(Gift.objects.filter(entry__source__in=sources, entry__stands=True))


def _flows(gifts: QuerySet[Gift]) -> list[Flow]:
    in_terms = _terms(gifts)
    added = gifts.annotate(term=_term(in_terms)).order_by().values_list(*_ENDS, "term").annotate(sum=Sum("minutes"))
    return [Flow(giver, home, receiver, away, in_terms[term], sum) for giver, home, receiver, away, term, sum in added]


_ENDS = ("giver", "giver_school", "receiver", "receiver_school")


def _terms(rows: QuerySet[Gift] | QuerySet[Cost]) -> list[Term]:
    """The terms in which any of these lie, and those in between."""
    days = rows.aggregate(first=Min("entry__happened_on"), last=Max("entry__happened_on"))
    return terms.span(terms.of_day(day) for day in days.values() if day is not None)


def _term(among: list[Term]) -> Case:
    """Which of these terms a row lies in, by its place. To compare days is quicker than to part them."""
    places = [When(entry__happened_on__lt=term.next.begins_on, then=Value(place)) for place, term in enumerate(among)]
    return Case(*places, default=Value(0), output_field=IntegerField())


# --- schools and people -------------------------------------------------------------------------


def schools_in(partnership: Partnership) -> dict[UUID, str]:
    """The schools of a partnership, in the order of their names."""
    return dict(partnerships.agreed_schools(partnership).order_by("name").values_list("id", "name"))


def names_of_schools(keys: Collection[UUID]) -> dict[UUID, str]:
    return dict(School.objects.filter(id__in=keys).order_by("name").values_list("id", "name"))


def staff_of(schools: Collection[UUID], on: date) -> dict[UUID, set[UUID]]:
    """Who works in each of these schools on a day. One query."""
    found: dict[UUID, set[UUID]] = {school: set() for school in schools}
    held = Role.objects.filter(standing(on), kind__in=STAFF, school__in=schools)
    for school, person in held.values_list("school", "person"):
        found[school].add(person)
    return found


def names_of(keys: Collection[UUID]) -> dict[UUID, str]:
    """The names of these people, whoever looks: for pages that have settled that already."""
    return dict(Person.objects.filter(id__in=keys).values_list("id", "name"))


# --- costs --------------------------------------------------------------------------------------


def costs_in(partnership: Partnership) -> dict[tuple[Term, str], int]:
    """What working together took in a partnership, by term and kind. One query."""
    return _costs(Cost.objects.filter(entry__stands=True, entry__partnership=partnership))


def costs_at(school: School) -> dict[tuple[Term, str], int]:
    return _costs(Cost.objects.filter(entry__stands=True, school=school))


def _costs(costs: QuerySet[Cost]) -> dict[tuple[Term, str], int]:
    in_terms = _terms(costs)
    added = costs.annotate(term=_term(in_terms)).order_by().values_list("kind", "term").annotate(sum=Sum("amount"))
    return {(in_terms[term], kind): sum for kind, term, sum in added}
