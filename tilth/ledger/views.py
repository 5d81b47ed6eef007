"""The ledger's pages. `?as=` of a table's name gives that table as a file."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.core.paginator import Paginator
from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from tilth.ledger import charts, figures, pages, queries, tables, wording
from tilth.ledger.domain import flows as flowing
from tilth.ledger.domain import terms
from tilth.ledger.rules import Permission
from tilth.people.pages import Asked
from tilth.people.rules import known_to
from tilth.web.pages import opens, signed_in
from tilth.web.sheets import Sheet, download

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tilth.ledger.domain.flows import Flow
    from tilth.ledger.domain.terms import Term
    from tilth.ledger.models import Entry
    from tilth.partnerships.models import Partnership
    from tilth.schools.models import School

ON_A_PAGE = 25


@dataclass(frozen=True)
class Chosen:
    """The school years that are looked at, what they are called, and the others one may choose."""

    years: frozenset[int]
    words: str
    asked: str  # as the address says it
    others: list[tuple[str, str, bool]]  # what it is called, its address, whether it is this one


def chosen(request: Asked, flows: Sequence[Flow]) -> Chosen:
    """The years asked for: by themselves the last two in which anything went."""
    known = sorted({flow.term.year for flow in flows}, reverse=True)
    ways = {"": (known[:2], _("Two years"), _("the last two school years"))}
    ways |= {str(each): ([each], wording.school_year(each), wording.school_year(each)) for each in known}
    ways["all"] = (known, _("All years"), _("all years"))
    asked = request.GET.get("year", "")
    asked = asked if asked in ways else ""
    years, _label, words = ways[asked]
    others = [(label, f"?year={way}", way == asked) for way, (_years, label, _words) in ways.items()]
    return Chosen(
        frozenset(years),
        words if len(known) > 1 else wording.school_year(known[0]) if known else "",
        asked,
        others if len(known) > 1 else [],
    )


def answered(request: Asked, template: str, sheets: dict[str, Sheet], **given: Any) -> HttpResponse:
    """The page, or the one of its tables that is asked for as a file."""
    wanted = sheets.get(request.GET.get("as", ""))
    if wanted is not None:
        return download(wanted, request.GET["as"])
    address = request.GET.copy()
    address.pop("page", None)
    return render(request, template, {**given, **sheets, "asked": address.urlencode()})


# --- one's own ----------------------------------------------------------------------------------


@signed_in
def mine(request: Asked) -> HttpResponse:
    """What one gave and received oneself."""
    held = queries.entries_of(request.user)
    if request.GET.get("as") == "entries":
        return download(tables.entries_of(request.user, held), "entries")
    page = Paginator(held, ON_A_PAGE).get_page(request.GET.get("page"))
    flows = queries.flows_of(request.user)
    return render(
        request,
        "ledger/mine.html",
        {
            "page": page,
            "entries": tables.own(request.user, page.object_list),
            "asked": "",
            "picture": charts.own(request.user, flows),
            "schools": queries.schools_seen(request.user),
            "partnerships": queries.partnerships_seen(request.user),
        },
    )


@opens(Permission.SEE_ENTRY, queries.entry)
def entry(request: Asked, entry: Entry) -> HttpResponse:
    """Something that happened, as it stands and as it was said before."""
    said = list(queries.versions(entry))
    return render(request, "ledger/entry.html", {"entry": said[0], "before": said[1:]})


# --- a school -----------------------------------------------------------------------------------


@opens(Permission.SEE_SCHOOL, queries.school)
def school(request: Asked, school: School) -> HttpResponse:
    """What a school gave and received, with whom, how many took part, and what to spread."""
    flows = queries.flows_at(school)
    picked = chosen(request, flows)
    seen = flowing.of_years(flows, picked.years)
    in_terms = figures.terms_of(seen)
    (row,) = figures.balance(flows, {school.id: school.name}, in_terms)
    names = queries.names_of_schools({key for flow in seen for key in (flow.giver_school, flow.receiver_school)})
    staff = queries.staff_of([school.id], timezone.localdate())
    (covered,) = figures.coverage(seen, {school.id: school.name}, staff, request.path)
    sheets = {
        "balance": tables.balance([row], in_terms),
        "partners": tables.partners(figures.pairs(seen), school.id, names),
    }
    given = {"school": school, "picked": picked, "row": row, "covered": covered, "any": bool(flows)}
    given["picture"] = charts.balance([row], in_terms)
    given["spread"] = _spread(request, school) if request.user.has_perm(Permission.SPREAD, school) else None
    return answered(request, "ledger/school.html", sheets, **given)


def _spread(request: Asked, school: School) -> list[tuple[str, str]]:
    """Whose ties alone join the school to others, of this and the last school year; in the order of their names."""
    this = terms.year_of(timezone.localdate())
    near = [flow for flow in queries.flows_around(school) if flow.term.year >= this - 1]
    held = figures.holding(near, school.id)
    here = queries.staff_of([school.id], timezone.localdate())[school.id]
    people = queries.names_of({each.person for each in held} & here)
    schools = queries.names_of_schools({key for each in held for key in each.schools})
    still = [each for each in held if each.person in people]
    return sorted((people[each.person], ", ".join(sorted(schools[key] for key in each.schools))) for each in still)


# --- a partnership ------------------------------------------------------------------------------


def _seen(request: Asked, partnership: Partnership) -> tuple[dict[Any, str], list[Flow], Chosen, list[Flow]]:
    """Its schools, all that went between and within them, the year that is looked at, and what went in it."""
    schools = queries.schools_in(partnership)
    flows = flowing.among(queries.flows_in(partnership), schools)
    picked = chosen(request, flows)
    return schools, flows, picked, flowing.of_years(flows, picked.years)


@opens(Permission.SEE_FAMILY, queries.partnership)
def balance(request: Asked, partnership: Partnership) -> HttpResponse:
    """What each school gave and received, term by term."""
    schools, flows, picked, seen = _seen(request, partnership)
    in_terms = figures.terms_of(seen)
    rows = figures.balance(flows, schools, in_terms)
    staff = queries.staff_of(schools, timezone.localdate())
    covered = figures.coverage(seen, schools, staff, request.path)
    own = {each.id: charts.school_page(each.id) for each in queries.schools_seen(request.user)}
    sheets = {"balance": tables.balance(rows, in_terms), "coverage": tables.coverage(covered)}
    given = {
        "partnership": partnership,
        "picked": picked,
        "any": bool(flows),
        "picture": charts.balance(rows, in_terms, own),
    }
    return answered(request, "ledger/balance.html", sheets, **given, whole=figures.sum_of([row.whole for row in rows]))


@opens(Permission.SEE_FAMILY, queries.partnership)
def weave(request: Asked, partnership: Partnership) -> HttpResponse:
    """Who works with whom across schools."""
    schools, flows, picked, seen = _seen(request, partnership)
    rows = figures.balance(seen, schools, figures.terms_of(seen))
    found = figures.pairs(seen)
    given = {"partnership": partnership, "picked": picked, "any": bool(found), "ever": bool(flows)}
    given |= {"picture": charts.weave(rows, found), "capital": figures.capital(seen, schools, request.path)}
    given["names"] = request.user.has_perm(Permission.SEE_NAMES, partnership)
    return answered(request, "ledger/weave.html", {"pairs": tables.pairs(found, schools)}, **given)


@opens(Permission.SEE_FAMILY, queries.partnership)
def network(request: Asked, partnership: Partnership) -> HttpResponse:
    """What the map of ties draws. People are on it for those who lead the partnership, as far as they know them."""
    schools, _flows, _picked, seen = _seen(request, partnership)
    people = {}
    if request.user.has_perm(Permission.SEE_NAMES, partnership):
        people = dict(known_to(request.user).values_list("id", "name"))
    return JsonResponse(charts.network(seen, schools, people))


@opens(Permission.SEE_FAMILY, queries.partnership)
def capital(request: Asked, partnership: Partnership) -> HttpResponse:
    """What ties amount to, and how that changed from term to term."""
    schools, flows, picked, seen = _seen(request, partnership)
    in_term: defaultdict[Term, list[Flow]] = defaultdict(list)
    for flow in flows:
        in_term[flow.term].append(flow)
    by_term = [(term, figures.capital(in_term[term], schools)) for term in figures.terms_of(flows)]
    given = {"partnership": partnership, "picked": picked, "any": bool(flows)}
    given["capital"] = figures.capital(seen, schools, pages.source_of(partnership, picked.asked))
    return answered(request, "ledger/capital.html", {"trend": tables.capital(by_term)}, **given)


@opens(Permission.SEE_FAMILY, queries.partnership)
def costs(request: Asked, partnership: Partnership) -> HttpResponse:
    """What it took, against what came of it."""
    _schools, flows, picked, seen = _seen(request, partnership)
    in_terms = figures.terms_of(seen)
    hours: defaultdict[Term, int] = defaultdict(int)
    for flow in seen:
        hours[flow.term] += flow.minutes
    taken = tables.costs(in_terms, hours, queries.costs_in(partnership))
    given = {"partnership": partnership, "picked": picked, "any": bool(flows), "hours": sum(hours.values())}
    span = (in_terms[0].begins_on, in_terms[-1].next.begins_on) if in_terms else None
    given["came"] = pages.outcomes(partnership, *span) if span else []
    return answered(request, "ledger/costs.html", {"taken": taken}, **given)
