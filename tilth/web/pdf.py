"""Templates as printed files: PDF that screen readers can read (PDF/UA), with our own type and nobody else's files.

A template for it extends `web/printed.html`; its looks are in `front/pdf.scss`.
"""

from __future__ import annotations

from collections.abc import Mapping
from mimetypes import guess_type
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from django.conf import settings
from django.contrib.staticfiles import finders
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

SHEET = "web/build/pdf.css"


class CannotPrint(Exception):
    """The system has no Pango, which sets the type."""


def pdf(template: str, given: Mapping[str, Any]) -> bytes:
    """A template as PDF. Raises CannotPrint."""
    page = render_to_string(template, {**given, "sheet": f"{_own_files()}{SHEET}"})
    return _written(page)


def printed(request: HttpRequest, template: str, given: Mapping[str, Any], name: str) -> HttpResponse:
    """The answer to somebody who asked for a file: the PDF under a name, or in plain words why there is none."""
    try:
        file = pdf(template, given)
    except CannotPrint:
        return render(request, "web/cannot_print.html", status=503)
    heads = {"Content-Disposition": f'inline; filename="{name}.pdf"', "Cache-Control": "private, no-store"}
    return HttpResponse(file, content_type="application/pdf", headers=heads)


def _own_files() -> str:
    return f"{settings.ADDRESS}/{settings.STATIC_URL.strip('/')}/"


def _written(page: str) -> bytes:
    """HTML as PDF. Anything but our own files is refused, loudly: nothing of ours asks for it."""
    try:
        from weasyprint import HTML  # loads Pango, which not every system has
        from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse
    except OSError as missing:
        raise CannotPrint(str(missing)) from missing

    class OwnFiles(URLFetcher):  # type: ignore[misc]
        """Reads our static files from the disk, and fetches nothing from anywhere."""

        def fetch(self, url: str, headers: Any = None) -> Any:
            name = unquote(url.removeprefix(_own_files()))
            found = finders.find(name) if name != url else None
            if not isinstance(found, str):
                raise FatalURLFetchingError(f"A printed page asked for {url}, which is not ours.")
            return URLFetcherResponse(url, Path(found).read_bytes(), {"Content-Type": guess_type(name)[0] or ""})

    whole = HTML(string=page, base_url=f"{settings.ADDRESS}/", url_fetcher=OwnFiles())
    return bytes(whole.write_pdf(pdf_variant="pdf/ua-1"))
