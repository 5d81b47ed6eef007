"""P4 over everything that is put out: pages, printed files, tables and what is kept tell no more than was released."""

from __future__ import annotations

import re
from random import Random

import pytest

from tests.audits.confidence import outputs, reading
from tests.audits.confidence.naive import shown as naive
from tests.disclosure.invented import School, family, released

SEEDS = range(20)
LOOKS = "id|href|class|name|value|viewBox|x|y|width|height|font-size|font-weight|fill|tabindex|aria-labelledby|colspan"


def invented(seed: int) -> list[School]:
    return family(Random(seed), most_schools=5)


@pytest.mark.parametrize("seed", SEEDS)
def test_nothing_can_be_worked_out_of_all_that_is_put_out(seed: int) -> None:
    schools = invented(seed)
    _read, found = outputs.attacked(schools, released(schools))
    assert not found


def test_what_is_read_off_is_all_that_was_released_and_nothing_else() -> None:
    """Otherwise the attack would look away: every number of a release is read off pages, tables and what is kept."""
    for seed in SEEDS:
        schools = invented(seed)
        shown = released(schools)
        known = reading.known(schools)
        told = set(reading.seen(schools, shown))
        for output, reader in outputs.outputs_of(schools, shown, known):
            mine = {each for each in told if each.people <= reader.everybody} if reader.school else told
            assert set(outputs.read_kept(output.kept, reader).seen) <= told
            assert set(outputs.read_table(output.table, reader).seen) == set(
                outputs.read_kept(output.kept, reader).seen
            )
            page = outputs.read_page(output.page, reader).seen
            assert {each for each in page if each.is_exact and each.people == reader.everybody} <= mine


def test_a_printed_file_says_what_its_page_says() -> None:
    schools = invented(3)
    shown = released(schools)
    known = reading.known(schools)
    put_out = list(outputs.outputs_of(schools, shown, known, on_paper=True))
    assert any(output.publication.items for output, _ in put_out)
    for output, reader in put_out:
        kept = {each for each in outputs.read_kept(output.kept, reader).seen if each.people != frozenset()}
        whole = {each for each in kept if reader.whole.get(each.item) == each.people}
        assert set(outputs.read_printed(output.printed, reader).seen) == whole


def test_the_same_attack_wins_against_pages_that_show_what_five_people_said() -> None:
    lost = sum(bool(outputs.attacked(schools, naive.everything(schools))[1]) for schools in map(invented, SEEDS))
    assert lost > 0.7 * len(SEEDS)


@pytest.mark.parametrize("seed", range(8))
def test_a_page_holds_no_number_that_cannot_be_worked_out_of_what_is_kept(seed: int) -> None:
    """Neither in its words nor in its pictures' words nor hidden in its source."""
    schools = invented(seed)
    for output, _ in outputs.outputs_of(schools, released(schools), reading.known(schools)):
        said = re.sub(r"<(?:rect|path|link|meta|script)[^>]*>", " ", output.page)
        said = re.sub(rf'\s(?:{LOOKS})="[^"]*"', " ", said)
        said = re.sub(r"item-\d+|part-\d+|school-\d+", " ", said)
        numbers = {int(number) for number in re.findall(r"(?<![\w.])\d+(?![\w.])", said)}
        assert numbers <= outputs.sayable(output.publication), output.publication.school
