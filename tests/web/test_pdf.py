"""Printed files: readable by screen readers, in our own type, from our own files alone."""

from __future__ import annotations

import builtins
import io
import logging
from typing import Any

import pypdf
import pytest
from django.test import RequestFactory
from weasyprint.urls import FatalURLFetchingError

from tilth.web import pdf

PAGE = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Trust</title>
<link rel="stylesheet" href="/static/web/build/paper.css">{more}</head>
<body class="printed"><div class="printed__head" data-foot="Hollins"><h1>Trust</h1></div>
<p>Ça va, Żaneta?</p></body></html>"""


def read(file: bytes) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(file))


@pytest.fixture
def file(caplog: pytest.LogCaptureFixture) -> bytes:
    """A short page as a file, made without a warning."""
    with caplog.at_level(logging.WARNING):
        made = pdf._written(PAGE.format(more=""))
    assert not [record.getMessage() for record in caplog.records if record.name.startswith("weasyprint")]
    return made


def test_a_printed_file_is_tagged_and_says_its_language_and_its_title(file: bytes) -> None:
    root = read(file).trailer["/Root"]
    assert root["/Lang"] == "en"
    assert root["/MarkInfo"]["/Marked"]
    assert "/StructTreeRoot" in root
    assert read(file).metadata["/Title"] == "Trust"
    assert b"pdfuaid" in root["/Metadata"].get_object().get_data()


def test_a_printed_file_carries_our_own_type_and_its_words_can_be_read_back(file: bytes) -> None:
    page = read(file).pages[0]
    fonts = {str(font["/BaseFont"]) for font in _fonts(page)}
    assert fonts
    assert all("Inter" in name for name in fonts), fonts
    words = page.extract_text()
    assert "Ça va, Żaneta?" in words
    assert "Hollins" in words and "1 / 1" in words


def _fonts(page: Any) -> list[Any]:
    return [font.get_object() for font in page["/Resources"]["/Font"].values()]


@pytest.mark.parametrize(
    "elsewhere",
    [
        "https://example.org/x.css",
        "file:///etc/passwd",
        "/static/../settings.py",
        "/static/%2e%2e/%2e%2e/etc/passwd",
        "/asking/",
    ],
)
def test_nothing_but_our_own_files_is_fetched(elsewhere: str) -> None:
    with pytest.raises(FatalURLFetchingError, match="not ours"):
        pdf._written(PAGE.format(more=f'<link rel="stylesheet" href="{elsewhere}">'))


def test_files_gathered_for_production_are_ours_too(tmp_path: Any, settings: Any) -> None:
    settings.STATIC_ROOT = tmp_path
    (tmp_path / "web").mkdir()
    (tmp_path / "web" / "paper.0a1b.css").write_text("p { color: green }")
    found = pdf._own_file(f"{settings.ADDRESS}/static/web/paper.0a1b.css")
    assert found == tmp_path / "web" / "paper.0a1b.css"


def test_where_there_is_no_pango_the_reader_is_told_so_in_plain_words(monkeypatch: pytest.MonkeyPatch) -> None:
    """What happens on a system without the library: importing WeasyPrint cannot load it."""
    importing = builtins.__import__

    def without_pango(name: str, *args: Any, **kwargs: Any) -> Any:
        if name == "weasyprint":
            raise OSError("cannot load library 'libpango-1.0-0'")
        return importing(name, *args, **kwargs)

    monkeypatch.setattr(builtins, "__import__", without_pango)
    request = RequestFactory().get("/")
    answer = pdf.printed(request, "web/cannot_print.html", {}, "trust")
    assert answer.status_code == 503
    assert "libpango-1.0-0" in answer.content.decode()
