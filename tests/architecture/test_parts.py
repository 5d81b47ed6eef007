"""What imports alone cannot show about how the parts fit together."""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from typing import Any

import grimp
import pytest
from django.apps import apps
from django.urls import URLPattern, URLResolver, get_resolver

from tests.architecture import house
from tilth.trail.telling import parts_with_acts

FACES = {"models", "queries", "figures", "actions", "rules", "pages", "charts", "signals", "domain"}
OPEN_WHOLE = {"web", "matching", "figures", "disclosure"}  # everything in them is a public face
BUILDERS = {"command", "config", "demo"}  # they put the house together
ACT = re.compile(r'record\([^)]*?\bact="([a-z_.]+)"')
ATOMIC = {"transaction.atomic", "transaction.atomic(using=TRAYS)"}
ACTIONS = list(house.actions())


@pytest.mark.parametrize("part", house.parts())
def test_a_part_says_in_one_sentence_what_it_is_for(part: str) -> None:
    module = ast.parse((house.PACKAGE / part / "__init__.py").read_text(encoding="utf-8"))
    said = ast.get_docstring(module) or ""
    assert said.endswith(".") and "\n" not in said


def test_every_part_has_its_place_in_the_layers() -> None:
    placed = set().union(*house.layers())
    assert set(house.parts()) <= placed


def test_foreign_keys_point_down() -> None:
    height = {part: -depth for depth, layer in enumerate(house.layers()) for part in layer}
    upward = [
        f"{model.__name__}.{field.name}"
        for model in apps.get_models()
        for field in model._meta.get_fields()
        if field.many_to_one or (field.one_to_one and field.concrete)
        if (here := _part(model)) and (there := _part(field.related_model)) and here != there
        if height[there] >= height[here]
    ]
    assert not upward


def _part(model: Any) -> str | None:
    words = model.__module__.split(".")
    return words[1] if words[0] == "tilth" else None


def test_parts_meet_only_at_their_public_faces() -> None:
    graph = grimp.build_graph("tilth", exclude_type_checking_imports=True)
    trespasses = [
        f"{here} imports {there}"
        for here in graph.modules
        for there in graph.find_modules_directly_imported_by(here)
        if _trespasses(here.split("."), there.split("."))
    ]
    assert not trespasses


def _trespasses(here: list[str], there: list[str]) -> bool:
    if len(here) < 2 or len(there) < 3 or here[1] == there[1]:
        return False
    return here[1] not in BUILDERS and there[1] not in OPEN_WHOLE and there[2] not in FACES


@pytest.mark.parametrize(("name", "action"), ACTIONS, ids=lambda value: value if isinstance(value, str) else "")
def test_an_action_is_atomic_and_takes_its_arguments_by_name(name: str, action: ast.FunctionDef) -> None:
    worn = ATOMIC & {ast.unparse(decorator) for decorator in action.decorator_list}
    assert worn or _is_durable(name, action) or _works_first(action)
    assert not action.args.args and not action.args.posonlyargs and not action.args.vararg


def _works_first(action: ast.FunctionDef) -> bool:
    """What takes long is worked out before anything is held; then all that is written is written in one block."""
    blocks = [node for node in ast.walk(action) if isinstance(node, ast.With)]
    held = [ast.unparse(item.context_expr) for block in blocks for item in block.items]
    return held.count("transaction.atomic()") == 1


def _is_durable(name: str, action: ast.FunctionDef) -> bool:
    """What is done to sealed trays opens a transaction of its own, in the turn for the box (`tilth/trays/hand.py`)."""
    opened = {ast.unparse(node.func) for node in ast.walk(action) if isinstance(node, ast.Call)}
    return name.startswith("tilth.trays.") and bool(opened & {"in_hand", "durably"})


@pytest.mark.parametrize(("name", "action"), ACTIONS, ids=lambda value: value if isinstance(value, str) else "")
def test_an_action_that_leaves_a_trail_says_who_acts(name: str, action: ast.FunctionDef) -> None:
    deeds = [node for node in ast.walk(action) if isinstance(node, ast.Call) and _leaves_somebodys_trail(node)]
    if deeds and not name.startswith("tilth.trail."):
        assert "by" in {argument.arg for argument in action.args.kwonlyargs}


def _leaves_somebodys_trail(call: ast.Call) -> bool:
    """Whether a call records a deed of somebody's; what Tilth does by itself has by=None."""
    by = next((ast.unparse(keyword.value) for keyword in call.keywords if keyword.arg == "by"), None)
    return ast.unparse(call.func) in {"record", "trail.record"} and by != "None"


def test_every_page_of_ours_says_who_may_open_it() -> None:
    closed = [
        name for name, view in _views(get_resolver()) if name.startswith("tilth.") and not hasattr(view, "access")
    ]
    assert not closed


def _views(resolver: URLResolver) -> Iterator[tuple[str, Callable[..., Any]]]:
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            yield from _views(pattern)
        elif isinstance(pattern, URLPattern):
            yield f"{pattern.callback.__module__}.{pattern.callback.__name__}", pattern.callback


def test_every_act_on_the_trail_has_its_sentence() -> None:
    told = {act for acts in parts_with_acts() for act in acts.SENTENCES}
    written = {found for path, _ in house.modules() for found in ACT.findall(path.read_text(encoding="utf-8"))}
    assert written
    assert not written - told


def test_a_sentence_names_only_what_it_can_know() -> None:
    for acts in parts_with_acts():
        for act, words in acts.SENTENCES.items():
            assert str(words) % defaultdict(str), act
