"""Amounts in templates, as tables write them."""

from __future__ import annotations

from django import template

from tilth.web import sheets

register = template.Library()


@register.filter
def hours(minutes: int) -> str:
    """Minutes as people say them."""
    return sheets.hours(minutes)


@register.filter
def pounds(pence: int) -> str:
    """Pence as money."""
    return sheets.shown(pence, "pence")
