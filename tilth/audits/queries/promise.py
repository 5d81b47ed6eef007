"""What the pages about the promise stand on: results of attacks, and whom people at a school can ask."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from tilth.audits.domain.attacks import Attack, Figures, Tried
from tilth.audits.models import ProtectionLead
from tilth.schools.models import School


@cache
def figures() -> Mapping[Attack, Tried]:
    """What came of each attack when it was last tried in earnest, as the file of this version has it."""
    file = files("tilth.audits") / "promise" / "figures.json"
    return Figures.model_validate_json(file.read_text(encoding="utf-8")).root


def protection_lead(school: School) -> ProtectionLead | None:
    """Whom people at a school can ask what becomes of what is known about them."""
    return ProtectionLead.objects.filter(school=school).first()
