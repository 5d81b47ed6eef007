"""What a round may ask for, in the order in which most families would ask."""

from __future__ import annotations

from tilth.matching import Tier

CHOSEN_BY_LEADS = tuple(tier for tier in Tier if tier is not Tier.KEPT)
"""Keeping what was planned is asked for by repair alone."""


def usual_aims() -> list[str]:
    """Every aim a lead may choose, in the usual order, as it lies in a column."""
    return [tier.value for tier in CHOSEN_BY_LEADS]


def moved(aims: list[str], aim: str, by: int) -> list[str]:
    """The aims with one of them so many places later (earlier below 0), as far as there are places."""
    if aim not in aims:
        return aims
    rest = [each for each in aims if each != aim]
    place = min(max(aims.index(aim) + by, 0), len(rest))
    return [*rest[:place], aim, *rest[place:]]


def asked(aims: list[str], *, mixes_subjects: bool) -> list[str]:
    """The aims that can make a difference: where any subjects will do, their mix is nothing to weigh."""
    return [aim for aim in aims if aim != Tier.SUBJECT or mixes_subjects]


def ask_for_groups(aims: list[str], *, mixes_subjects: bool) -> bool:
    """Whether these aims want any group at all. With short ways first none is best: the shortest way is to stay."""
    counting = asked(aims, mixes_subjects=mixes_subjects)
    return bool(counting) and counting[0] != Tier.TRAVEL
