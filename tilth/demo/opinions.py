"""What the invented people think of one another, and so how they answer: nobody's answer is painted on.

Each school has a mood, which changes from wave to wave, and aspects that stand above or below it. Each person is more
or less content by nature. What they say of an item is the sum of these, and of the moment.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from random import Random

from tilth.audits.domain.instruments import Instrument, Item, Kind
from tilth.audits.domain.sheets import MOST_PICKED, STRONG, WEAK

NATURE, MOMENT = 0.7, 0.6  # how far people differ from one another, and from themselves
SILENT = 0.015  # of all answers: left out
STEPS = {2: (0.0,), 3: (0.15, -0.65), 4: (1.05, 0.0, -1.1), 5: (1.2, 0.3, -0.4, -1.2)}  # from one choice to the next


@dataclass(frozen=True)
class Opinion:
    """What a school thinks on average. At 0, half of the answers are favourable; at 1 about five in six."""

    mood: float
    aspects: Mapping[str, float] = field(default_factory=dict)  # item -> above or below the mood
    answers: float = 0.85  # the share of those asked who do

    def of(self, item: Item) -> float:
        return self.mood + self.aspects.get(item.key, 0.0)


def answers(instrument: Instrument, opinion: Opinion, name: str, chance: Random) -> dict[str, int]:
    """What one person says. By nature everybody is the same from wave to wave."""
    nature = Random(name).gauss(0, NATURE)  # noqa: S311 - the story has to repeat
    leaning = {item.key: opinion.of(item) + nature + chance.gauss(0, MOMENT) for item in instrument.items}
    if instrument.kind is Kind.BEHAVIOURS:
        return _picks(leaning)
    said = {item.key: _choice(instrument, item, leaning[item.key]) for item in instrument.items}
    return {key: code for key, code in said.items() if chance.random() > SILENT}


def _choice(instrument: Instrument, item: Item, leaning: float) -> int:
    """The choice that a leaning comes to: the first for the most content, the last where the item is reversed."""
    number = len(instrument.choices)
    place = 1 + sum(leaning < step for step in STEPS[number])
    return number + 1 - place if item.reversed else place


def _picks(leaning: Mapping[str, float]) -> dict[str, int]:
    """The five strongest and the three weakest."""
    ranked = sorted(leaning, key=lambda key: -leaning[key])
    strong, weak = ranked[: MOST_PICKED[STRONG]], ranked[-MOST_PICKED[WEAK] :]
    return dict.fromkeys(strong, STRONG) | dict.fromkeys(weak, WEAK)
