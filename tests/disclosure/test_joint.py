"""The joint check objects to whatever would tell too much, and what it objects to falls back step by step."""

from __future__ import annotations

from dataclasses import replace
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.audits.confidence.attacker import Known, Seen, attack
from tests.disclosure.counted import let, unit
from tests.disclosure.invented import FAVOURABLE, family, released
from tilth.disclosure import Exact, Few, Part, Reason, Released, Rules, Withheld
from tilth.disclosure.falling import Held, further
from tilth.disclosure.joint import Fault, faults
from tilth.disclosure.joint.check import holds
from tilth.disclosure.joint.rooms import has_room
from tilth.disclosure.joint.spans import smallest_set
from tilth.disclosure.joint.told import System, Told

RULES = Rules()


@st.composite
def systems(draw: st.DrawFn) -> tuple[System, list[int]]:
    """Some bodies, what is told of some sets of them, and how things really are."""
    sizes = draw(st.lists(st.integers(1, 9), min_size=1, max_size=5))
    truth = [draw(st.integers(0, size)) for size in sizes]
    told = []
    for chosen in draw(st.lists(st.sets(st.integers(0, len(sizes) - 1), min_size=1), min_size=1, max_size=5)):
        favourable, wide = sum(truth[body] for body in chosen), draw(st.sampled_from((0, 0, 2, 3)))
        shift = draw(st.integers(0, wide))
        told.append(Told(frozenset(chosen), max(0, favourable - shift), favourable - shift + wide))
    return System(tuple(sizes), tuple(told)), truth


def seen(system: System) -> list[Seen]:
    return [Seen("item", frozenset(told.bodies), told.least, told.most) for told in system.told]


def known(system: System, truth: list[int]) -> Known:
    return Known(
        {("item", body): size for body, size in enumerate(system.sizes)},
        {("item", body): favourable for body, favourable in enumerate(truth)},
    )


@settings(max_examples=150, deadline=None)
@given(systems())
def test_the_solver_finds_the_smallest_set_that_adding_and_taking_away_finds(drawn: tuple[System, list[int]]) -> None:
    system, truth = drawn
    exact = [each for each in seen(system) if each.is_exact]
    assert smallest_set(system) == attack(exact, known(system, truth)).smallest


@settings(max_examples=150, deadline=None)
@given(systems(), st.integers(0, 2))
def test_where_the_check_finds_room_nobody_is_certain(drawn: tuple[System, list[int]], colluders: int) -> None:
    system, truth = drawn
    if has_room(system, colluders):
        assert not attack(seen(system), known(system, truth), colluders=colluders).certain


def shown_with(released: Released, **parts: Exact | Few | Withheld) -> Released:
    """The same with other things said of the parts of the first school."""
    first = released.units[0]
    assert isinstance(first.parts, tuple)
    told = tuple(
        replace(part, items={"item-1": parts[part.keys[0]]}) if part.keys[0] in parts else part for part in first.parts
    )
    return replace(released, units=(replace(first, parts=told), *released.units[1:]))


def test_it_objects_to_a_part_that_is_exact_beside_one_that_is_a_band() -> None:
    school = unit(a=[(12, 8)], b=[(19, 1)], unsaid=[(0, 0)])
    shown, favourable = let(school, broken_down=True), {"item-1": frozenset({0})}
    assert not faults([school], shown, favourable, RULES)
    wrong = shown_with(shown, a=Exact((12, 8)), b=Few(20, 4, favourable=False))
    assert faults([school], wrong, favourable, RULES) == [Fault("item-1", frozenset({"school"}))]


def test_it_objects_to_parts_that_leave_a_small_one_over() -> None:
    school = unit(a=[(12, 8)], b=[(5, 5)], unsaid=[(3, 2)])
    shown, favourable = let(school, broken_down=True), {"item-1": frozenset({0})}
    assert isinstance(shown.units[0].parts, tuple)
    told = (Part(("a",), 20, {"item-1": Exact((12, 8))}, Withheld(Reason.FEW)),)
    wrong = replace(shown, units=(replace(shown.units[0], parts=(*told, *shown.units[0].parts[1:])),))
    assert not faults([school], wrong, favourable, RULES)
    alone = replace(told[0], keys=("a", "unsaid"), items={"item-1": Exact((15, 10))})
    wrong = replace(shown, units=(replace(shown.units[0], parts=(alone,)),))
    assert faults([school], wrong, favourable, RULES)


def test_it_objects_to_a_family_from_which_a_hidden_school_can_be_taken() -> None:
    schools = [unit(f"school-{place}", all=[(10, 10)]) for place in range(3)] + [unit("small", all=[(3, 4)])]
    shown = let(*schools, family=True)
    assert shown.family is not None
    told = replace(
        shown.family,
        items={"item-1": Exact((33, 34))},
        counted_in={"item-1": frozenset(school.key for school in schools)},
    )
    found = faults(schools, replace(shown, family=told), {"item-1": frozenset({0})}, RULES)
    assert [fault.item for fault in found] == ["item-1"]


def test_it_objects_to_a_band_that_colluders_could_fill() -> None:
    assert not holds(System((20,), (Told(frozenset({0}), 0, 2),)), RULES)
    assert holds(System((20,), (Told(frozenset({0}), 0, 3),)), RULES)


def test_several_sums_that_overlap_are_left_to_the_solver() -> None:
    sets = [frozenset({0, 1}), frozenset({1, 2}), frozenset({0, 2})]
    for favourable, room in ((2, False), (3, True), (10, True), (17, True), (18, False)):
        told = tuple(Told(each, 2 * favourable, 2 * favourable) for each in sets)  # so each body is known exactly
        assert has_room(System((20, 20, 20), told), 2) is room


# What falls back


def test_what_tells_too_much_falls_back_step_by_step() -> None:
    """All together first, then the parts, then the school itself; after that nothing is left to be objected to."""
    schools = [unit(f"school-{place}", a=[(12, 8)], b=[(9, 8)], unsaid=[(0, 0)]) for place in range(3)]
    shown = let(*schools, broken_down=True, family=True)
    fault, held = Fault("item-1", frozenset({"school-1"})), Held()
    steps = []
    for _ in range(2):
        held = further(held, [fault], shown)
        steps.append(held)
    assert steps == [Held(lit=frozenset({"item-1"})), Held(frozenset({"item-1"}), frozenset({"item-1"}))]
    without = replace(shown, family=None)
    held = further(Held(), [fault], without)
    assert held == Held(columns=frozenset({("school-1", "item-1")}))
    unbroken = replace(without, units=tuple(replace(each, parts=None) for each in shown.units))
    assert further(held, [fault], unbroken).items == frozenset({("school-1", "item-1")})


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 2**32))
def test_the_rules_leave_nothing_to_object_to(seed: int) -> None:
    """The check is a second lock: what the rules let through has never needed it."""
    schools = family(Random(seed), most_schools=6)
    shown = released(schools)
    asked_of = {item for school in schools for somebody in school.people for item in somebody.answers}
    units = [school.unit for school in schools]
    assert not faults(units, shown, dict.fromkeys(sorted(asked_of), FAVOURABLE), RULES)
