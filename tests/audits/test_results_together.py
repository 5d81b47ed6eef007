"""The picture of all schools together, and that pages asked for by their address tell what the attack reads."""

from __future__ import annotations

from random import Random
from typing import Any

import pytest

from tests.audits.confidence import outputs, putting_out, reading
from tests.audits.results import client_of, head, look, title, to
from tests.disclosure.invented import family, released
from tests.factories import publications as made
from tests.factories.partnerships import MembershipFactory, PartnershipFactory, PartnershipRoleFactory
from tests.factories.people import PersonFactory, RoleFactory
from tests.factories.publications import a_wave, keep, publish, published, somebody
from tilth.audits import actions
from tilth.audits.domain.instruments import Audience
from tilth.audits.models import WaveSchool
from tilth.partnerships.models import Partnership
from tilth.people.models import Role
from tilth.schools.models import School

pytestmark = pytest.mark.django_db
QUERIES = 9
HEAVIEST = 200_000


@pytest.fixture
def rowan() -> Partnership:
    """A family of four schools that were heard together, led by the head of the first."""
    partnership: Partnership = PartnershipFactory(name="The Rowan Family")
    wave = a_wave(partnership=partnership)
    for name in ("Alder", "Birch", "Cedar", "Dogwood"):
        school = made.with_head(name)
        MembershipFactory(partnership=partnership, school=school, agreed_by=head(school))
        publish(published(), wave=wave, school=school)
    PartnershipRoleFactory(partnership=partnership, person=head(School.objects.get(name="Alder")))
    four = {key: tuple(4 * count for count in counts) for key, counts in made.STAFF.items()}
    keep(wave, None, published(four, asked=120, answered=96, schools=4))
    return partnership


def in_rowan(partnership: Partnership, name: str) -> WaveSchool:
    return WaveSchool.objects.select_related("wave", "school").get(wave__partnership=partnership, school__name=name)


def test_the_picture_of_a_family_names_no_school(rowan: Partnership) -> None:
    alder = in_rowan(rowan, "Alder")
    page = look(head(alder.school), "family", alder.wave)
    assert "4 schools together" in page and "96 of the 120 staff" in page
    assert not [name for name in ("Birch", "Cedar", "Dogwood") if name in page]


def test_who_reads_the_picture_of_a_family(rowan: Partnership) -> None:
    birch = in_rowan(rowan, "Birch")
    governor = somebody(birch.school, Role.Kind.GOVERNOR)
    for who, status in ((head(birch.school), 200), (governor, 200), (somebody(birch.school), 404)):
        assert client_of(who).get(to("family", birch.wave)).status_code == status
    assert client_of(head(made.with_head())).get(to("family", birch.wave)).status_code == 404


def test_a_school_is_named_when_its_head_agrees_and_no_longer_when_they_take_it_back(rowan: Partnership) -> None:
    birch, alder = in_rowan(rowan, "Birch"), in_rowan(rowan, "Alder")
    reader, page = head(alder.school), to("name_school", birch)
    assert client_of(somebody(birch.school)).post(page).status_code == 404
    client_of(head(birch.school)).post(page)
    assert "Birch" in look(reader, "family", alder.wave)
    client_of(head(birch.school)).post(page, {"take-back": "yes"})
    assert "Birch" not in look(reader, "family", alder.wave)


def test_nobody_is_named_while_that_would_tell_on_another_school(rowan: Partnership) -> None:
    """With two of four named, the head of a third could work out the fourth."""
    reader = head(in_rowan(rowan, "Alder").school)
    wave = in_rowan(rowan, "Alder").wave
    for name in ("Birch", "Cedar"):
        place = in_rowan(rowan, name)
        actions.agree_to_be_named(by=head(place.school), wave_school=place)
    page = look(reader, "family", wave)
    assert "Birch" not in page and "Cedar" not in page
    for name in ("Alder", "Dogwood"):
        place = in_rowan(rowan, name)
        actions.agree_to_be_named(by=head(place.school), wave_school=place)
    page = look(reader, "family", wave)
    assert all(f'<th scope="col">{name}</th>' in page for name in ("Alder", "Birch", "Cedar", "Dogwood"))


def test_somebody_who_leads_all_schools_but_one_sees_no_picture(rowan: Partnership) -> None:
    busy = head(in_rowan(rowan, "Alder").school)
    for name in ("Birch", "Cedar"):
        RoleFactory(person=busy, school=in_rowan(rowan, name).school, kind=Role.Kind.HEADTEACHER)
    page = look(busy, "family", in_rowan(rowan, "Alder").wave)
    assert title(page) == "All schools together: not shown"
    assert "96 of the 120" not in page


def test_a_wave_without_a_picture_of_all_says_so(rowan: Partnership) -> None:
    alone = a_wave(partnership=rowan)
    page = look(head(in_rowan(rowan, "Alder").school), "family", alone)
    assert title(page) == "All schools together: not shown"


def test_the_picture_of_a_family_costs_a_fixed_number_of_queries(
    rowan: Partnership, django_assert_num_queries: Any
) -> None:
    alder = in_rowan(rowan, "Alder")
    client = client_of(head(alder.school))
    client.get(to("family", alder.wave))
    for name in ("Elm", "Fir"):
        school = made.with_head(name)
        MembershipFactory(partnership=rowan, school=school)
        place = publish(published(), wave=alder.wave, school=school)
        actions.agree_to_be_named(by=head(school), wave_school=place)
        with django_assert_num_queries(QUERIES):
            assert len(client.get(to("family", alder.wave)).content) < HEAVIEST


# --- everything that is put out, as it is asked for ---------------------------------------------


@pytest.mark.alike
@pytest.mark.parametrize("seed", [3, 16])
def test_pages_asked_for_by_their_address_tell_what_the_attack_reads(seed: int) -> None:
    """The attack in `confidence/outputs.py` draws templates by itself; here whoever may read asks for them."""
    schools = family(Random(seed), most_schools=5)
    shown, known = released(schools), reading.known(schools)
    drawn = list(outputs.outputs_of(schools, shown, known))
    partnership = PartnershipFactory()
    breakdowns = [putting_out.breakdown_of(output.publication) for output, _ in drawn]
    wave = a_wave(
        partnership=partnership,
        instrument=drawn[0][0].publication.instrument,
        audience=Audience.STAFF,
        breakdown=max(breakdowns, key=lambda each: len(each.parts)),
    )
    for output, reader in drawn:
        if not output.publication.school:
            keep(wave, None, output.publication)
            continue
        school = made.with_head(output.publication.school)
        MembershipFactory(partnership=partnership, school=school, agreed_by=head(school))
        place = publish(output.publication, wave=wave, school=school)
        for who in (head(school), somebody(school), somebody(school, Role.Kind.GOVERNOR)):
            page = client_of(who).get(to("results", place)).content.decode()
            assert outputs.read_page(page, reader) == outputs.read_page(output.page, reader)
        table = client_of(who).get(to("results_csv", place)).content.decode("utf-8-sig")
        assert outputs.read_table(table, reader) == outputs.read_table(output.table, reader)
        kept = client_of(who).get(to("results_json", place)).content
        assert outputs.read_kept(kept, reader) == outputs.read_kept(output.kept, reader)
    _family_page_tells_no_more(partnership, wave, drawn)


def _family_page_tells_no_more(partnership: Partnership, wave: Any, drawn: list[Any]) -> None:
    PartnershipRoleFactory(partnership=partnership, person=(lead := PersonFactory()))
    page = look(lead, "family", wave)
    for output, reader in drawn:
        if not output.publication.school:
            assert set(outputs.read_page(page, reader).seen) <= set(outputs.read_page(output.page, reader).seen)
