"""Every table has its word in the glossary."""

import re
from pathlib import Path

from django.apps import apps

GLOSSARY = Path(__file__).resolve().parents[2] / "docs" / "glossary.md"


def test_every_table_has_its_word() -> None:
    words = set(re.findall(r"\*\*([A-Z]\w+)\*\*", GLOSSARY.read_text(encoding="utf-8")))
    tables = {model.__name__ for model in apps.get_models() if model.__module__.startswith("tilth.")}
    assert tables - words == set()
