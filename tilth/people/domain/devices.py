"""What a browser says it is, in two words that its owner recognises."""

from __future__ import annotations

BROWSERS = (("Edg", "Edge"), ("OPR", "Opera"), ("Firefox", "Firefox"), ("Chrome", "Chrome"), ("Safari", "Safari"))
SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("CrOS", "Chromebook"),
    ("Windows", "Windows"),
    ("Mac OS", "Mac"),
    ("Linux", "Linux"),
)


def device(user_agent: str) -> str:
    """ "Firefox on Windows"; what is not recognised is a browser, or on a device."""
    return f"{_first(BROWSERS, user_agent, 'A browser')} on {_first(SYSTEMS, user_agent, 'a device')}"


def _first(names: tuple[tuple[str, str], ...], text: str, otherwise: str) -> str:
    return next((name for sign, name in names if sign in text), otherwise)
