"""Everything that is put out of a wave, as an attacker reads it: pages, printed files, tables, and what is kept.

What can be read off goes to the same independent attacker as what the rules let through. So a page that showed more
than was released, in a picture's words, a column of a table or a sentence, would be found here.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from html.parser import HTMLParser
from random import Random
from typing import Any

import pypdf

from tests.audits.confidence import reading
from tests.audits.confidence.attacker import Body, Findings, Known, Seen, SeenScale, attack
from tests.audits.confidence.naive import shown as naive
from tests.audits.confidence.putting_out import (
    CHOICES,
    CLOSED,
    OPENED,
    QUESTION,
    Output,
    publications,
    put_out,
)
from tests.disclosure.invented import FAVOURABLE, School, family, released
from tilth.audits.domain.publication import Publication
from tilth.disclosure import Release, Released

# --- what is read off ---------------------------------------------------------------------------


@dataclass
class Read:
    """What somebody reads off one kind of output."""

    seen: list[Seen] = field(default_factory=list)
    scales: list[SeenScale] = field(default_factory=list)

    def __add__(self, other: Read) -> Read:
        return Read([*self.seen, *other.seen], [*self.scales, *other.scales])


@dataclass(frozen=True)
class Reader:
    """Somebody who knows who belongs where, and how many answered what."""

    known: Known
    whole: Mapping[str, frozenset[Body]]  # item -> the people counted in a publication's numbers about it
    everybody: frozenset[Body]
    school: str
    items: Mapping[frozenset[Body], tuple[str, ...]]  # those that each scale is worked out from

    def part(self, heading: str) -> frozenset[Body]:
        """The people of the parts that a heading names."""
        keys = re.findall(r"Group (part-\d+)", heading)
        unsaid = ["unsaid"] if "Did not say" in heading else []
        return frozenset((self.school, key) for key in [*keys, *unsaid])

    def words(self, item: str, people: frozenset[Body], text: str) -> Iterator[Seen]:
        """What a piece of text beside an aspect says."""
        text = text.replace("\u00a0", " ")
        if found := re.search(r"nearly everybody: fewer than (\d+) of (\d+)", text):
            yield _band(item, people, found, favourable=False)
        elif found := re.search(r"hardly anybody: fewer than (\d+) of (\d+)", text):
            yield _band(item, people, found, favourable=True)
        elif found := re.search(r"from (\d+) to (\d+) of (\d+) said (so|otherwise)", text):
            low, high, of = (int(found[place]) for place in (1, 2, 3))
            yield Seen(item, people, *((low, high) if found[4] == "so" else (of - high, of - low)))
        elif found := re.search(r"(?<![\d.])(\d+) %", text):
            yield self._share(item, people, int(found[1]))

    def _share(self, item: str, people: frozenset[Body], percent: int) -> Seen:
        """A share in whole per cents, by somebody who knows of how many it is."""
        of = self.known.size(item, people)
        fits = [count for count in range(of + 1) if round(100 * (count / of)) == percent]
        assert fits, f"{percent} % of {of} cannot be"
        return Seen(item, people, fits[0], fits[-1])

    def scale(self, people: frozenset[Body], text: str) -> Iterator[SeenScale]:
        """What a sentence about all statements together says. That of all schools is the sum of their items shown."""
        if not self.school:
            return
        text = text.replace("\u00a0", " ")
        if found := re.search(r"(\d+) % of (\d+) answers are favourable", text):
            percent, of = int(found[1]), int(found[2])
            fits = [count for count in range(of + 1) if round(100 * (count / of)) == percent]
            yield SeenScale(self.items[people], people, fits[0], fits[-1])
        elif found := re.search(r"favourable(?:: | \()(\d+) (?:to|or more of) (\d+)", text):
            yield SeenScale(self.items[people], people, int(found[1]), int(found[2]))
        elif found := re.search(r"favourable: (\d+) or fewer of (\d+)", text):
            yield SeenScale(self.items[people], people, 0, int(found[1]))


def _band(item: str, people: frozenset[Body], found: re.Match[str], *, favourable: bool) -> Seen:
    return Seen.band(item, people, of=int(found[2]), limit=int(found[1]), favourable=favourable)


ASPECT = re.compile(r"Aspect (item-\d+)")


def read_page(page: str, reader: Reader) -> Read:
    """Everything a page says: its tables, the words beside its bars, and what a screen reader is told of them."""
    parsed, read = Parsed(page), Read()
    for table in parsed.tables:
        heads = table[0] if table else []
        for row in table[1:]:
            read += _row(row, heads, reader)
    for name, words in parsed.bars:
        item = _item(name)
        read.seen += _counted(item, reader.whole[item], words) or reader.words(item, reader.whole[item], words)
    for words in parsed.sentences:
        read.scales += reader.scale(reader.everybody, words)
    return read


def _row(row: Sequence[str], heads: Sequence[str], reader: Reader) -> Read:
    read, found = Read(), ASPECT.search(row[0])
    if "Agree strongly" in heads and found:
        item, counts = found[1], [int(cell) for cell in row[1:5] if cell.isdigit()]
        if len(counts) == len(CHOICES):
            read.seen.append(Seen.exact(item, reader.whole[item], counts[0] + counts[1]))
        else:
            read.seen += reader.words(item, reader.whole[item], " ".join(row[1:]))
    elif "answered" in " ".join(heads):
        for heading, cell in zip(heads[1:], row[1:], strict=True):
            people = reader.part(heading)
            if found:
                read.seen += reader.words(found[1], people, cell)
            else:
                read.scales += reader.scale(people, cell)
    return read


def _item(text: str) -> str:
    found = ASPECT.search(text)
    assert found, text
    return found[1]


def _counted(item: str, people: frozenset[Body], words: str) -> list[Seen]:
    """A bar in words: "9 agree strongly; 5 agree; …"."""
    counts = [int(found) for found in re.findall(r"(\d+) (?:dis)?agree", words)]
    return [Seen.exact(item, people, counts[0] + counts[1])] if len(counts) == len(CHOICES) else []


class Parsed(HTMLParser):
    """A page as somebody reads it: tables, bars with what is told of them, and every sentence."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tables: list[list[list[str]]] = []
        self.bars: list[tuple[str, str]] = []
        self.sentences: list[str] = []
        self._open: list[str] = []
        self._title = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        self._open.append(tag)
        if tag == "table":
            self.tables.append([])
        elif tag == "tr" and self.tables:
            self.tables[-1].append([])
        elif tag in ("th", "td") and self.tables:
            self.tables[-1][-1].append("")
        elif tag in ("p", "li"):
            self.sentences.append("")

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open.pop() != tag:
            pass

    def handle_data(self, text: str) -> None:
        if "td" in self._open or "th" in self._open:
            self.tables[-1][-1][-1] += f"{' '.join(text.split())} "
        elif "title" in self._open and "svg" in self._open:
            self._title = text
        elif "desc" in self._open:
            self.bars.append((self._title, text))
        elif self.sentences and ("p" in self._open or "li" in self._open):
            self.sentences[-1] += " ".join(text.split()) + " "


def read_table(table: str, reader: Reader) -> Read:
    """Everything a table file says."""
    read = Read()
    for line in csv.DictReader(io.StringIO(table)):
        whom, what = line["of whom"], ASPECT.search(line["what"])
        people = reader.everybody if whom == "everybody" else reader.part(whom)
        if what is None:
            read.scales += _scale_line(line, people, reader)
        elif line["shown"] == "exactly":
            counted = reader.whole[what[1]] if whom == "everybody" else people
            assert int(line["Agree strongly"]) + int(line["Agree"]) == int(line["favourable"])
            read.seen.append(Seen.exact(what[1], counted, int(line["favourable"])))
        else:
            counted = reader.whole[what[1]] if whom == "everybody" else people
            read.seen += reader.words(what[1], counted, line["in words"])
    return read


def _scale_line(line: Mapping[str, str], people: frozenset[Body], reader: Reader) -> Iterator[SeenScale]:
    if line["shown"] == "exactly" and reader.school:
        yield SeenScale(reader.items[people], people, int(line["favourable"]), int(line["favourable"]))
    yield from reader.scale(people, line["in words"])


def read_kept(kept: bytes, reader: Reader) -> Read:
    """Everything that what is kept says: by its own keys, without the classes that wrote it."""
    document, read = json.loads(kept), Read()
    read += _kept(document, reader.whole, reader.everybody)
    for part in document.get("parts", ()) if isinstance(document.get("parts"), list) else ():
        people = frozenset((reader.school, key) for key in part["keys"])
        read += _kept(part, dict.fromkeys(reader.whole, people), people)
    return read


def _kept(found: Mapping[str, Any], whole: Mapping[str, frozenset[Body]], people: frozenset[Body]) -> Read:
    read = Read()
    for each in found.get("items", ()):
        key, cell = each["key"], each["cell"]
        if cell["shown"] == "exact":
            read.seen.append(Seen.exact(key, whole[key], sum(cell["counts"][place] for place in FAVOURABLE)))
        elif cell["shown"] == "band":
            told = {name: cell[name] for name in ("of", "limit", "favourable", "least")}
            read.seen.append(Seen.band(key, whole[key], **told))
    scale = found.get("scale") or {}
    if scale.get("shown") in ("exact", "band") and len({pair[0] for pair in people}) == 1:
        low = 0 if scale.get("near") is False else scale["favourable"]
        high = scale["of"] if scale.get("near") is True else scale.get("most", scale["favourable"])
        read.scales.append(SeenScale(tuple(scale["items"]), people, low, high))
    return read


ROW = re.compile(
    r"Aspect (item-\d+) (?:(\d+) (\d+) (\d+) (\d+) \d+ of \d+|((?:nearly|hardly|from)[^;]*? of \d+ said \w+))"
)


def read_printed(printed: bytes, reader: Reader) -> Read:
    """What a printed file says of a whole school, from its text alone; its parts are drawn as on the page."""
    pages = pypdf.PdfReader(io.BytesIO(printed)).pages
    text = " ".join(" ".join(page.extract_text().split()) for page in pages)
    whole, read = text.partition(QUESTION)[0], Read()
    for item, *counts, words in ROW.findall(whole):
        if words:
            read.seen += reader.words(item, reader.whole[item], words)
        else:
            read.seen.append(Seen.exact(item, reader.whole[item], int(counts[0]) + int(counts[1])))
    read.scales += reader.scale(reader.everybody, whole)
    return read


# --- the attack ---------------------------------------------------------------------------------


def read_off(outputs: Iterable[tuple[Output, Reader]]) -> Read:
    """Everything that can be read off all outputs of a wave."""
    read = Read()
    for output, reader in outputs:
        read += read_page(output.page, reader) + read_table(output.table, reader) + read_kept(output.kept, reader)
        if output.printed:
            read += read_printed(output.printed, reader)
    return read


def outputs_of(
    schools: Sequence[School], shown: Released, known: Known, *, on_paper: bool = False
) -> Iterator[tuple[Output, Reader]]:
    """Everything put out of a wave of these schools, each with what its readers know."""
    by_key = {each.key: each for each in shown.units}
    for key, found in publications(schools, shown).items():
        release = by_key[key] if key is not None else shown.family
        assert release is not None
        yield put_out(found, on_paper=on_paper), reader_of(schools, key, found, release, known)


def reader_of(schools: Sequence[School], key: str | None, found: Publication, release: Release, known: Known) -> Reader:
    asked = [item.key for item in found.instrument.items]
    if key is None:
        counted = {item: release.counted_in.get(item, frozenset()) for item in asked}
        inside = frozenset(release.counted)
    else:
        counted, inside = dict.fromkeys(asked, frozenset({key})), frozenset({key})
    everybody = reading.bodies(schools, inside)
    scales = {everybody: release.scale}
    for part in release.parts if isinstance(release.parts, tuple) else ():
        scales[frozenset((release.key, name) for name in part.keys)] = part.scale
    return Reader(
        known=known,
        whole={item: reading.bodies(schools, keys) for item, keys in counted.items()},
        everybody=everybody,
        school=key or "",
        items={people: getattr(scale, "items", ()) for people, scale in scales.items()},
    )


def attacked(schools: Sequence[School], shown: Released, *, on_paper: bool = False) -> tuple[Read, Findings]:
    """What can be read off a wave of these schools, and what the attacker makes of it."""
    known = reading.known(schools)
    read = read_off(outputs_of(schools, shown, known, on_paper=on_paper))
    return read, attack(read.seen, known, scales=read.scales)


@dataclass
class Score:
    """Of how many schools too much could be read off what was put out, and off naive pages of the same answers."""

    tried: int = 0
    lost: int = 0
    naive: int = 0


def run(number: int, *, seed: int = 0, most_schools: int = 8) -> Score:
    """Put out and attack so many schools, or a few more to make the last family whole, and say what came of it."""
    chance, score = Random(seed), Score()
    while score.tried < number:
        schools = family(chance, most_schools=most_schools)
        score.tried += len(schools)
        score.lost += len(schools) if attacked(schools, released(schools))[1] else 0
        score.naive += len(schools) if attacked(schools, naive.everything(schools))[1] else 0
    print(f"  put out: {score.lost} of {score.tried} schools; on naive pages: {score.naive}", flush=True)
    return score


def sayable(found: Publication) -> set[int]:
    """Every number that a page may say: those that are kept, and what follows from them."""
    document = json.loads(found.stored())
    numbers = {len(found.instrument.items) - count for count in range(len(found.instrument.items))} | set(range(13))
    numbers |= {12, 100} | {number for day in (OPENED, CLOSED) for number in (day.day, day.year)}
    for each in _every(document):
        numbers |= _from(each, found.asked)
    return numbers


def _every(value: Any) -> Iterator[Mapping[str, Any]]:
    """Every object inside what is kept."""
    if isinstance(value, dict):
        yield value
        for inner in value.values():
            yield from _every(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _every(inner)


def _from(each: Mapping[str, Any], asked: int) -> set[int]:
    numbers = {value for value in each.values() if isinstance(value, int)} | set(each.get("counts", ()))
    shares = [share for name in ("interval", "bounds") for share in each.get(name) or ()]
    if "of" in each:
        numbers |= {each["of"] - each.get("limit", 0) + 1, each.get("limit", 1) - 1, asked - each["of"]}
        shares += [each[name] / each["of"] for name in ("favourable", "most") if "most" in each]
        shares += [each["favourable"] / each["of"]] if each.get("shown") == "exact" else []
    if "limit" in each:  # from which share to which, whether of those who said so or of the others
        shares += [abs(other - end / each["of"]) for end in (each["least"], each["limit"] - 1) for other in (0, 1)]
    return numbers | {round(100 * share) for share in shares}
