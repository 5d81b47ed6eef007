"""What people type, made harmless."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tilth.web.forms import Form, LineField
from tilth.web.typed import one_line, sought


class Named(Form):
    name = LineField(label="Name", max_length=20)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Ben\r\nBcc: all@rowan.example ", "Ben Bcc: all@rowan.example"),
        ("one\x00two", "onetwo"),
        ("Ben\u202enettirW", "BennettirW"),
        ("نرگس\u200cها", "نرگس\u200cها"),
        ("👩\u200d🏫 Asha", "👩\u200d🏫 Asha"),
        ("\u200b", ""),
        ("half \ud800", "half"),
    ],
)
def test_a_line_keeps_what_can_be_seen(typed: str, kept: str) -> None:
    assert one_line(typed) == kept


@given(st.text())
def test_what_is_sought_is_short_and_can_be_written(typed: str) -> None:
    words = sought(typed)
    assert len(words) <= 100
    assert "\x00" not in words
    assert words.encode() == one_line(words).encode()


def test_a_name_of_invisible_signs_is_no_name() -> None:
    assert "This needs an answer: Name" in Named({"name": "\u200b\u202e"}).errors["name"]


def test_a_name_is_kept_on_one_line() -> None:
    form = Named({"name": "Ben\nHartley"})
    assert form.is_valid()
    assert form.cleaned_data["name"] == "Ben Hartley"
