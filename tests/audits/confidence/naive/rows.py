"""What most software keeps: a row for each person, without the name."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

from tilth.audits.domain.instruments import Instrument
from tilth.audits.domain.sheets import decode


def exported(instrument: Instrument, sheets: Sequence[bytes]) -> str:
    """The spreadsheet that can be downloaded."""
    return "\n".join(sorted(str(sorted(decode(instrument, sheet).codes.items())) for sheet in sheets))


def averages(instrument: Instrument, sheets: Sequence[bytes]) -> str:
    """One mean for each person, to show how they spread."""
    means = [list(decode(instrument, sheet).choices.values()) for sheet in sheets]
    return str(sorted(sum(answers) / len(answers) for answers in means))


def one_drawer(own: Sequence[bytes], team: Sequence[bytes]) -> tuple[list[bytes], list[bytes]]:
    """Both sheets of a person go into the same place, which is shuffled as a whole."""
    drawer = Random(1).sample(list(zip(own, team, strict=True)), len(own))
    return [mine for mine, _theirs in drawer], [theirs for _mine, theirs in drawer]
