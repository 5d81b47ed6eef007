"""Who may, about schools: predicates that read as sentences, and which opens which."""

from __future__ import annotations

from enum import StrEnum
from typing import Protocol

from rules.permissions import add_perm


class Permission(StrEnum):
    """What may be allowed about schools."""

    SEE = "schools.see"
    IMPORT_REGISTER = "schools.import_register"


class Viewer(Protocol):
    """Somebody signed in. People stand above schools, so here only what is asked of them is named."""

    is_operator: bool


def is_signed_in(viewer: Viewer, thing: object = None) -> bool:
    """Registers are public: every school may be seen by whoever has a reason to be here at all."""
    return True


def is_operator(viewer: Viewer, thing: object = None) -> bool:
    return viewer.is_operator


OPENS = {Permission.SEE: is_signed_in, Permission.IMPORT_REGISTER: is_operator}
for permission, who_may in OPENS.items():
    add_perm(permission, who_may)
