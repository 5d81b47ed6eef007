"""Pages of waves say how many people can be asked, and whether that is enough."""

from __future__ import annotations

from typing import Any

import pytest

from tests.audits.results import client_of, text, to
from tests.factories.audits import family_of, head, lead, planned_wave, school_of, schools_of
from tilth.people.models import Role
from tilth.schools.models import School

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("people", "says"),
    [
        (0, "Nobody can be asked there today"),
        (5, "5 people would be asked today: too few to show anything of this school alone"),
        (10, "10 people would be asked today, so few that 8 of them have to answer"),
        (20, "20 people would be asked today"),
    ],
)
def test_who_leads_a_wave_reads_whether_enough_can_be_asked_at_a_school(people: int, says: str) -> None:
    family = family_of(2, 20)
    Role.objects.filter(pk__in=schools_of(family)[1].roles.filter(kind="teacher").values("pk")[people:]).delete()
    assert f"{says}<" in text(client_of(lead(family)).get(to("wave", planned_wave(family))))


def looked_at(school: School, instrument: str, **said: Any) -> str:
    """The page on which whoever plans looks at what people will read."""
    client, page = client_of(head(school)), to("plan_school", school) + f"?ask=house:{instrument}"
    form = client.get(page).context["form"]
    return text(client.post(page, {**form.initial, **said, "look": "yes"}))


def test_a_kind_of_people_under_two_headings_is_asked_once() -> None:
    kinds = ["senior_leader", "headteacher", "teacher", "senior_leader"]
    assert "Senior leaders, the headteacher and teachers" in looked_at(school_of(20), "behaviours", kinds=kinds)


def test_who_plans_learns_before_that_nobody_can_be_asked() -> None:
    looked = looked_at(school_of(3), "students-staff")
    assert "Nobody can be asked today. Plan it all the same?" in looked and "0 people" not in looked
    assert "must be on its list by the first day" in looked and "left out" not in looked
