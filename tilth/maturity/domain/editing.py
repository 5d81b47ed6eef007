"""A partnership makes the model its own: what changed from one edition to the next. Pure values."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from tilth.maturity.domain.model import Descriptor, Model, Side, Strand


class Way(StrEnum):
    """What became of a strand."""

    SAME = "same"
    REWORDED = "reworded"  # what the stages say: a claim made before was about other words
    MEASURED = "measured"  # only what is counted for it
    ADDED = "added"
    DROPPED = "dropped"


@dataclass(frozen=True)
class Part:
    """A run of words that stayed, went, or came."""

    kind: str  # "same", "gone", "new"
    text: str


@dataclass(frozen=True)
class StageChange:
    """What one stage of a strand said before and says now, word by word; and what one might see, line by line."""

    stage: int
    parts: tuple[Part, ...]
    within: tuple[Part, ...] = ()
    between: tuple[Part, ...] = ()

    @property
    def changed(self) -> bool:
        return _differ(self.parts) or bool(self.signs)

    @property
    def signs(self) -> tuple[tuple[Side, tuple[Part, ...]], ...]:
        """What one might see on each side where that has changed."""
        both = ((Side.WITHIN, self.within), (Side.BETWEEN, self.between))
        return tuple((side, parts) for side, parts in both if _differ(parts))


def _differ(parts: Sequence[Part]) -> bool:
    return any(part.kind != "same" for part in parts)


@dataclass(frozen=True)
class Change:
    """What became of one strand from an edition to another."""

    slug: str
    way: Way
    before: Strand | None
    after: Strand | None

    @property
    def stages(self) -> tuple[StageChange, ...]:
        """What became of each stage's words; none where it came or went as a whole."""
        if not (self.before and self.after):
            return ()
        pairs = zip(self.before.stages, self.after.stages, strict=True)
        return tuple(_stage(number, one, other) for number, (one, other) in enumerate(pairs))

    @property
    def name(self) -> tuple[Part, ...]:
        """What became of its name, word by word."""
        return word_by_word(self.before.name if self.before else "", self.after.name if self.after else "")


def _stage(number: int, before: Descriptor, after: Descriptor) -> StageChange:
    within, between = line_by_line(before.within, after.within), line_by_line(before.between, after.between)
    return StageChange(number, word_by_word(before.says, after.says), within, between)


def changes(before: Model, after: Model) -> tuple[Change, ...]:
    """What became of each strand, in the order of the later edition; what was dropped comes last."""
    old = {each.slug: each for each in before.strands}
    new = {each.slug: each for each in after.strands}
    slugs = [*new, *(slug for slug in old if slug not in new)]
    return tuple(Change(slug, _way(old.get(slug), new.get(slug)), old.get(slug), new.get(slug)) for slug in slugs)


def _way(before: Strand | None, after: Strand | None) -> Way:
    if before is None:
        return Way.ADDED
    if after is None:
        return Way.DROPPED
    if not says_the_same(before, after):
        return Way.REWORDED
    return Way.SAME if before == after else Way.MEASURED


def says_the_same(one: Strand, other: Strand) -> bool:
    """Whether a claim about the one is a claim about the other: the same name and the same words at each stage."""
    return (one.name, one.stages) == (other.name, other.stages)


def word_by_word(before: str, after: str) -> tuple[Part, ...]:
    """What stayed, went and came, in the order in which it is best read."""
    return tuple(Part(kind, " ".join(run)) for kind, run in _runs(before.split(), after.split()))


def line_by_line(before: Sequence[str], after: Sequence[str]) -> tuple[Part, ...]:
    """The same for whole lines: each is a part by itself."""
    return tuple(Part(kind, line) for kind, run in _runs(before, after) for line in run)


def _runs(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[str, Sequence[str]]]:
    """What stayed, went and came, run by run; none is empty."""
    for what, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if what == "equal":
            yield "same", old[a:b]
            continue
        yield from ((kind, run) for kind, run in (("gone", old[a:b]), ("new", new[c:d])) if run)


def reworded(model: Model, strand: Strand) -> Model:
    """The model with one strand in other words, or with a further one at the end of its dimension."""
    if model.strand(strand.slug):
        strands: Sequence[Strand] = [strand if each.slug == strand.slug else each for each in model.strands]
    else:
        strands = [*model.strands, strand]
    return Model.model_validate({**model.model_dump(), "version": model.version + 1, "strands": strands})


def without(model: Model, slug: str) -> Model:
    """The model without a strand, and without what it led to."""
    links = model.links
    kept = {
        "chain": [each for each in links.chain if each != slug],
        "feeds": [pair for pair in links.feeds if slug not in pair],
        "last": None if links.last == slug else links.last,
    }
    strands = [each for each in model.strands if each.slug != slug]
    return Model.model_validate({**model.model_dump(), "version": model.version + 1, "strands": strands, "links": kept})
