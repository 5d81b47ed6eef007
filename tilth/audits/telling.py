"""Puts what the domain says into the reader's language."""

from __future__ import annotations

from django.utils.text import get_text_list
from django.utils.translation import gettext, ngettext

from tilth.audits.domain.phrases import Names, Said


def told(said: Said | None) -> str:
    """A sentence in words; empty where there is none."""
    if said is None:
        return ""
    text = ngettext(said.text, said.plural, said.count) if said.plural else gettext(said.text)
    return text % {gap: _filled(value) for gap, value in said.values.items()} if said.values else text


def _filled(value: object) -> object:
    if isinstance(value, Said):
        return told(value)
    if isinstance(value, Names):
        return get_text_list([f"“{name}”" for name in value.names], gettext("and"))
    return value
