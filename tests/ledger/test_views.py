"""The ledger's pages: what they show, to whom, and with how many queries."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.factories.jpd import school_in, teacher
from tests.factories.ledger import gift, school_of, written
from tests.factories.people import PersonFactory, RoleFactory
from tilth.ledger import actions, holdings, queries
from tilth.ledger.actions import CostLine
from tilth.ledger.models import Cost
from tilth.partnerships.models import Partnership
from tilth.people.models import Person

pytestmark = pytest.mark.django_db
Opened = Callable[[Person], Client]
FAMILY_PAGES = ("balance", "weave", "capital", "costs")


def text(response: Any) -> str:
    assert response.status_code == 200, response.status_code
    return str(response.content.decode()).replace("\xa0", " ")


def page(name: str, key: object) -> str:
    return reverse(f"ledger:{name}", args=[key])


def rows(response: Any) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text(response))))


@pytest.fixture
def worked(rowan: Partnership, ring: list[Person]) -> list[Person]:
    """Ben and Asha gave each other an hour; Leo gave Ben half of one, with an hour of cover."""
    ben, asha, leo = ring
    written(rowan, gift(ben, asha), gift(asha, ben), on=date(2025, 10, 6))
    cover = CostLine(school_of(leo), Cost.Kind.COVER, 60)  # type: ignore[arg-type]
    written(rowan, gift(leo, ben, 30), on=date(2026, 2, 3), costs=(cover,))
    return ring


def test_empty_pages_teach(rowan: Partnership, ada: Person, signed_in: Opened) -> None:
    browser = signed_in(ada)
    for name in FAMILY_PAGES:
        assert "that is how every ledger begins" in text(browser.get(page(name, rowan.id)))
    assert "You have given and received nothing yet" in text(browser.get(reverse("ledger:mine")))
    assert "that is how every ledger begins" in text(browser.get(page("school", school_in(rowan, 0).id)))


def test_money_that_nobody_named_is_missing_and_not_nought(
    rowan: Partnership, worked: list[Person], ada: Person, signed_in: Opened
) -> None:
    shown = text(signed_in(ada).get(page("costs", rowan.id)))
    assert "–</td>" in shown and "£0.00" not in shown


def test_schools_stand_in_the_order_of_their_names(
    rowan: Partnership, worked: list[Person], ada: Person, signed_in: Opened
) -> None:
    table = rows(signed_in(ada).get(page("weave", rowan.id), {"as": "pairs"}))[1:]
    assert table == sorted(table) and all(line[0] < line[1] for line in table)


def test_a_school_s_page_leads_back_to_the_school(rowan: Partnership, ada: Person, signed_in: Opened) -> None:
    school = school_in(rowan, 0)
    assert f'href="/schools/{school.id}/"' in text(signed_in(ada).get(page("school", school.id)))


def test_one_sees_what_one_gave_and_received_oneself(worked: list[Person], signed_in: Opened) -> None:
    ben = worked[0]
    shown = text(signed_in(ben).get(reverse("ledger:mine")))
    assert "Asha Raman" in shown
    assert "gave 1 h, received 1 h 30" in shown
    table = rows(signed_in(ben).get(reverse("ledger:mine"), {"as": "entries"}))
    assert [line[2:4] for line in table[1:]] == [["0", "30"], ["60", "60"]]


def test_an_entry_shows_every_version_to_those_it_names_and_named(
    rowan: Partnership, ring: list[Person], ada: Person, signed_in: Opened
) -> None:
    ben, asha, leo = ring
    source = uuid4()
    first = written(rowan, gift(ben, asha), source=source)
    second = written(rowan, gift(leo, asha, 45), source=source, by=asha, why="It was Leo.")
    for person in (ben, asha, leo):
        shown = text(signed_in(person).get(page("entry", first.id)))
        assert "It was Leo." in shown
        assert "45 min" in shown
        assert "Version 1" in shown
    assert signed_in(ada).get(page("entry", second.id)).status_code == 404


def test_what_was_taken_back_says_so(rowan: Partnership, ring: list[Person], signed_in: Opened) -> None:
    entry = written(rowan, gift(*ring[:2]))
    actions.withdraw(by=ring[0], source=entry.source, why="It fell through.")
    assert "This did not happen after all" in text(signed_in(ring[1]).get(page("entry", entry.id)))
    assert not queries.flows_in(rowan)


def test_the_balance_of_a_family_adds_up(
    rowan: Partnership, worked: list[Person], ada: Person, signed_in: Opened
) -> None:
    table = rows(signed_in(ada).get(page("balance", rowan.id), {"as": "balance", "year": "all"}))
    whole = {line[0]: line[2:] for line in table[1:] if line[1] == "all of these"}
    assert whole == {"Hollins": ["60", "90", "0"], "Rowan Lane": ["30", "0", "0"], "St Bride's": ["60", "60", "0"]}


def test_pages_of_a_family_are_for_its_leaders_and_governors(
    rowan: Partnership, worked: list[Person], ada: Person, dot: Person, eve: Person, signed_in: Opened
) -> None:
    for name in (*FAMILY_PAGES, "network"):
        for person, status in ((ada, 200), (dot, 200), (eve, 404), (worked[0], 404)):
            assert signed_in(person).get(page(name, rowan.id)).status_code == status, (name, person)


def test_names_on_the_map_are_for_those_who_lead_the_partnership(
    rowan: Partnership, worked: list[Person], ada: Person, dot: Person, signed_in: Opened
) -> None:
    nodes = signed_in(ada).get(page("network", rowan.id), {"year": "all"}).json()["nodes"]
    assert {"Ben Carr", "Asha Raman", "Leo Marsh"} <= {node["name"] for node in nodes}
    governed = signed_in(dot).get(page("network", rowan.id), {"year": "all"}).json()
    assert {node["kind"] for node in governed["nodes"]} == {"school"}
    assert len(governed["edges"]) == 2


def test_who_alone_joins_a_school_is_told_to_its_leaders_only(
    rowan: Partnership, worked: list[Person], ada: Person, dot: Person, signed_in: Opened
) -> None:
    school = page("school", school_of(worked[0]).id)  # type: ignore[attr-defined]
    told = text(signed_in(ada).get(school))
    assert "Spread this knowledge" in told
    assert "Ben Carr" in told
    governed = text(signed_in(dot).get(school))
    assert "Spread this knowledge" not in governed
    assert "Ben Carr" not in governed


def test_no_page_of_figures_names_a_person(
    rowan: Partnership, worked: list[Person], ada: Person, signed_in: Opened
) -> None:
    for name in FAMILY_PAGES:
        shown = text(signed_in(ada).get(page(name, rowan.id), {"year": "all"}))
        assert not [person.name for person in worked if person.name in shown]


def test_every_table_can_be_taken_away(
    rowan: Partnership, worked: list[Person], ada: Person, signed_in: Opened
) -> None:
    browser = signed_in(ada)
    for name, tables in (("balance", ("balance", "coverage")), ("weave", ("pairs",)), ("costs", ("taken",))):
        for table in tables:
            answer = browser.get(page(name, rowan.id), {"as": table, "year": "all"})
            assert answer["Content-Type"].startswith("text/csv")
            assert len(rows(answer)) > 1
    assert len(rows(browser.get(page("capital", rowan.id), {"as": "trend"}))) == 3


def test_what_we_hold_tells_what_one_gave(worked: list[Person]) -> None:
    told = holdings.my_giving(worked[2])
    assert [said for _entry, said in told.rows] == ["gave 30\xa0min, received nothing"]


def many_more(rowan: Partnership) -> None:
    """Twenty more people in two more terms, each of whom gives to the next."""
    people = [teacher(rowan, n % 3, f"Colleague {n}") for n in range(20)]
    for place, person in enumerate(people[1:]):
        for day in (date(2025, 11, 3), date(2026, 5, 4)):
            written(rowan, gift(people[place], person), on=day)


@pytest.mark.parametrize("name", [*FAMILY_PAGES, "network"])
def test_a_page_of_a_family_takes_as_many_queries_however_much_there_is(
    name: str, rowan: Partnership, worked: list[Person], ada: Person, signed_in: Opened
) -> None:
    browser = signed_in(ada)
    few = _queries(browser, page(name, rowan.id))
    many_more(rowan)
    assert _queries(browser, page(name, rowan.id)) == few


def test_the_pages_of_a_school_and_ones_own_take_as_many_too(
    rowan: Partnership, worked: list[Person], ada: Person, signed_in: Opened
) -> None:
    pages = [(ada, page("school", school_in(rowan, 0).id)), (worked[0], reverse("ledger:mine"))]
    few = [_queries(signed_in(who), address) for who, address in pages]
    many_more(rowan)
    other: Person = RoleFactory(person=PersonFactory(), school=school_in(rowan, 1)).person
    for day in range(1, 9):
        written(rowan, gift(worked[0], other), on=date(2026, 1, day))
    many = [_queries(signed_in(who), address) for who, address in pages]
    assert all(now <= before for now, before in zip(many, few, strict=True))


def _queries(browser: Client, address: str) -> int:
    with CaptureQueriesContext(
        connection,
    ) as taken:
        text(browser.get(address, {"year": "all"}))
    return len(taken)
