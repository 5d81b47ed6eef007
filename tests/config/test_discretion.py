"""Logs name nobody."""

from __future__ import annotations

import logging
import sys
import time

import pytest
from django.conf import settings

from tilth.config.discretion import Discreet

FAULTS = [
    "{'ben@hollins.example': (550, b'ben@hollins.example refused')}",
    "duplicate key\nDETAIL:  Key (email)=(ben@hollins.example) already exists.",
    "null value\nDETAIL:  Failing row contains (7, Ben Hartley, ben@hollins.example).\nCONTEXT: x",
]


@pytest.mark.parametrize("fault", FAULTS)
def test_what_an_error_quotes_is_left_out(fault: str) -> None:
    try:
        raise RuntimeError(fault)
    except RuntimeError:
        record = logging.LogRecord("tilth", logging.ERROR, "", 1, "Could not write to %s", (fault,), sys.exc_info())
    said = Discreet("{message}", style="{").format(record)
    assert "ben@hollins" not in said
    assert "Ben Hartley" not in said
    assert "RuntimeError" in said


@pytest.mark.parametrize("word", ["x" * 200_000, "@" * 200_000, "x@" * 100_000], ids=["letters", "signs", "both"])
def test_a_very_long_word_keeps_nobody_waiting(word: str) -> None:
    began = time.process_time()
    said = Discreet("{message}", style="{").format(logging.LogRecord("", logging.ERROR, "", 1, word, (), None))
    assert time.process_time() - began < 1
    assert "x@x" not in said


def test_every_handler_is_discreet() -> None:
    formatters = settings.LOGGING["formatters"]
    assert [formatters[handler["formatter"]]["()"] for handler in settings.LOGGING["handlers"].values()] == [
        "tilth.config.discretion.Discreet"
    ]
