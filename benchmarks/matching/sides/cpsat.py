"""OR-tools' CP-SAT, one worker: on PICEF, and on every group of teachers listed."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence

from ortools.sat.python import cp_model

from benchmarks.matching.instances import Instance, field_of, graph_of
from benchmarks.matching.sides import Answer, formulations
from benchmarks.matching.sides.formulations import Program
from tilth.matching import Person

SECONDS = 120.0
"""How long it may look for the best groups of teachers."""


def picef(instance: Instance) -> Callable[[], Answer]:
    """PICEF, written and solved; weights must be whole numbers."""
    graph = graph_of(instance)
    return lambda: solve(formulations.picef(graph, instance.chain), None)


def groups(instance: Instance) -> Callable[[], Answer]:
    """Most people placed by pairs, triads and chains of three, each listed, within a time."""
    people = field_of(instance).people
    return lambda: solve(_program(people), SECONDS)


def solve(program: Program, seconds: float | None) -> Answer:
    """The best choice of columns, or the best one known in time."""
    model = cp_model.CpModel()
    taken = [model.new_bool_var("") for _ in program.columns]
    terms: dict[int, list[tuple[int, cp_model.IntVar]]] = defaultdict(list)
    for variable, column in zip(taken, program.columns, strict=True):
        for row, entry in column.items():
            terms[row].append((entry, variable))
    for row, inside in terms.items():
        if program.limits[row] == 1 and all(entry == 1 for entry, _ in inside):
            model.add_at_most_one(variable for _, variable in inside)
        else:
            model.add(sum(entry * variable for entry, variable in inside) <= int(program.limits[row]))
    model.maximize(sum(int(worth) * variable for worth, variable in zip(program.worths, taken, strict=True)))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    if seconds is not None:
        solver.parameters.max_time_in_seconds = seconds
    status = solver.solve(model)
    return Answer(solver.objective_value, solver.best_objective_bound, solver.status_name(status).lower())


def _program(people: Sequence[Person]) -> Program:
    program = Program([1.0] * len(people))
    for group in _groups(people):
        program.add(len(group), dict.fromkeys(group, 1))
    return program


def _groups(people: Sequence[Person]) -> Iterator[tuple[int, ...]]:
    """Pairs, triads, and chains of two and three people, with a half-hour and nobody who avoids another."""
    masks = [person.half_hours or 0 for person in people]
    apart = _apart(people)
    gives = _gives(people, masks, apart)
    for a, receivers in enumerate(gives):
        opens = people[a].gives_only
        for b in receivers:
            if opens or (b > a and a in gives[b]):
                yield a, b
            if not opens and b < a:
                continue
            for c in gives[b]:
                fits = c != a and masks[a] & masks[b] & masks[c] and (a, c) not in apart
                if fits and (opens or (c > a and a in gives[c])):
                    yield a, b, c


def _apart(people: Sequence[Person]) -> set[tuple[int, int]]:
    places = {person.id: place for place, person in enumerate(people)}
    one_way = {(place, places[other]) for place, person in enumerate(people) for other in person.avoids}
    return one_way | {(b, a) for a, b in one_way}


def _gives(people: Sequence[Person], masks: Sequence[int], apart: set[tuple[int, int]]) -> list[set[int]]:
    offering = defaultdict(list)
    for place, person in enumerate(people):
        for topic in person.offers:
            offering[topic].append(place)
    gives: list[set[int]] = [set() for _ in people]
    for receiver, person in enumerate(people):
        for giver in {giver for topic in person.wants for giver in offering[topic]} - {receiver}:
            if masks[giver] & masks[receiver] and (giver, receiver) not in apart:
                gives[giver].add(receiver)
    return gives
