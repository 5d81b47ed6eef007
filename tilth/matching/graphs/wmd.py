"""Reads PrefLib's `.wmd` files: lines of `# NAME: value`, then one line `tail,head,weight` for each arc.

Vertices are numbered from 1 there and from 0 here. A vertex whose name begins with "Altruist" (or
"Alturist", as the published files spell it) is an altruist. The published files have an arc of no
weight from every pair to every altruist; these stand for "the chain ends here" and are left out.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from math import isfinite

from tilth.matching.graphs.values import HEAVIEST, Arc, Graph

HEADER = re.compile(r"#\s*([^:]+?)\s*:\s*(.*)")
NAME = re.compile(r"ALTERNATIVE NAME (\d{1,9})")
WHOLE = re.compile(r"\d{1,9}")
LARGEST = 1_000_000
"""More vertices than this are a mistake, not an instance."""


class BadFile(ValueError):
    """What is wrong with a file, and in which line."""

    def __init__(self, why: str, line: int | None = None) -> None:
        super().__init__(why if line is None else f"line {line}: {why}")


def read_wmd(text: str) -> Graph:
    """The graph of a `.wmd` file. A file that is none raises BadFile, a ValueError that names the line."""
    lines = [(number, line.strip()) for number, line in enumerate(text.lstrip("\ufeff").split("\n"), start=1)]
    headers = _headers((number, line) for number, line in lines if line.startswith("#"))
    count = _whole(headers, "NUMBER ALTERNATIVES", LARGEST)
    altruists = set(_altruists(headers, count))
    arcs, dummies = _arcs(((n, line) for n, line in lines if line and not line.startswith("#")), count, altruists)
    if "NUMBER EDGES" in headers and len(arcs) + dummies != (told := _whole(headers, "NUMBER EDGES")):
        raise BadFile(f"there are {len(arcs) + dummies} arcs, and the header says {told}")
    return Graph.of(count, arcs, altruists)


Headers = Mapping[str, tuple[int, str]]


def _headers(lines: Iterable[tuple[int, str]]) -> Headers:
    """What stands under each name, and in which line."""
    found: dict[str, tuple[int, str]] = {}
    for number, line in lines:
        if parts := HEADER.fullmatch(line):
            name = parts[1].upper()
            if name in found:
                raise BadFile(f"{name} is there a second time", number)
            found[name] = (number, parts[2])
    return found


def _whole(headers: Headers, name: str, most: int = 10**9) -> int:
    if name not in headers:
        raise BadFile(f"no line says “# {name}: …”, so this is no .wmd file")
    line, value = headers[name]
    if not WHOLE.fullmatch(value) or int(value) > most:
        raise BadFile(f"{name} is “{value[:20]}”, not a whole number up to {most}", line)
    return int(value)


def _altruists(headers: Headers, count: int) -> Iterator[int]:
    for name, (line, value) in headers.items():
        if numbered := NAME.fullmatch(name):
            vertex = _vertex(numbered[1], count, line)
            if value.lower().startswith(("alturist", "altruist")):
                yield vertex


def _vertex(text: str, count: int, line: int) -> int:
    """Counted from 0."""
    if not WHOLE.fullmatch(text) or not 1 <= int(text) <= count:
        raise BadFile(f"“{text[:20]}” is none of the vertices 1 to {count}", line)
    return int(text) - 1


def _arcs(lines: Iterable[tuple[int, str]], count: int, altruists: set[int]) -> tuple[list[Arc], int]:
    """The arcs, and how many more there were that only led to an altruist."""
    found: dict[tuple[int, int], float] = {}
    dummies: set[tuple[int, int]] = set()
    for number, line in lines:
        tail, head, weight = _arc(line, count, number)
        if (tail, head) in found or (tail, head) in dummies:
            raise BadFile(f"the arc {tail + 1},{head + 1} is there a second time", number)
        if head not in altruists:
            found[tail, head] = weight
        elif weight == 0:
            dummies.add((tail, head))
        else:
            raise BadFile(f"vertex {head + 1} is an altruist, who gets nothing", number)
    return [(tail, head, weight) for (tail, head), weight in found.items()], len(dummies)


def _arc(line: str, count: int, number: int) -> Arc:
    parts = [part.strip() for part in line.split(",")]
    if len(parts) != 3:
        raise BadFile(f"“{line[:40]}” is not tail,head,weight", number)
    tail, head = _vertex(parts[0], count, number), _vertex(parts[1], count, number)
    if tail == head:
        raise BadFile(f"vertex {tail + 1} would give to itself", number)
    return tail, head, _weight(parts[2], number)


def _weight(text: str, number: int) -> float:
    try:
        weight = float(text)
    except ValueError:
        weight = -1.0
    if not isfinite(weight) or weight < 0:
        raise BadFile(f"the weight “{text[:20]}” is not a number of zero or more", number)
    if weight > HEAVIEST:
        why = f"is more than {HEAVIEST:,}: divide all weights of the file by the same number"
        raise BadFile(f"the weight “{text[:20]}” {why}", number)
    return weight
