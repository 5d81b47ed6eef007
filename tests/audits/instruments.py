"""Small instruments for tests."""

from __future__ import annotations

from collections.abc import Collection

from tilth.audits.domain.instruments import Audience, Choice, Instrument, Item, Kind


def questions(
    *, items: int = 6, choices: int = 4, reversed_items: Collection[int] = (), version: int = 1, slug: str = "asked"
) -> Instrument:
    """An instrument with so many items and choices; the items of these numbers, from 1, are reversed."""
    return Instrument(
        slug=slug,
        version=version,
        title="What we ask",
        purpose="To find out.",
        about="the school",
        audiences=(Audience.STAFF,),
        strand="high-social-capital",
        minutes=3,
        choices=tuple(
            Choice(key=f"choice-{number}", label=f"Choice {number}", favourable=number <= choices // 2)
            for number in range(1, choices + 1)
        ),
        items=tuple(
            Item(
                key=f"item-{number}",
                aspect=f"Aspect {number}",
                text=f"Text {number}",
                reversed=number in reversed_items,
            )
            for number in range(1, items + 1)
        ),
    )


def behaviours() -> Instrument:
    """A behaviours exercise."""
    choices = (
        Choice(key="strong", label="Strong", favourable=True),
        Choice(key="weak", label="Weak", favourable=False),
    )
    plain = questions(items=13)
    return plain.model_copy(update={"kind": Kind.BEHAVIOURS, "choices": choices, "slug": "behaviours"})
