"""When a family's picture may name a school beside its results: never so that another is named by what is left."""

from __future__ import annotations


def may_be_named(agreed: int, together: int) -> bool:
    """Whether the schools that agreed may be named, out of those in the picture.

    If one school alone had not agreed, the picture less the named ones would be that school. So either all are named,
    or at least two are not.
    """
    return 0 < agreed == together or 0 < agreed <= together - 2
