"""Templates as printed files: PDF that screen readers can read (PDF/UA), with our own type and nobody else's files.

A template for it extends `web/printed.html`; its looks are in `front/page/_printed.scss`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from mimetypes import guess_type
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.exceptions import SuspiciousFileOperation
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils._os import safe_join


class CannotPrint(Exception):
    """The system has no Pango, which sets the type."""


def pdf(template: str, given: Mapping[str, Any]) -> bytes:
    """A template as PDF. Raises CannotPrint."""
    return _written(render_to_string(template, dict(given)))


def printed(request: HttpRequest, template: str, given: Mapping[str, Any], name: str) -> HttpResponse:
    """The answer to somebody who asked for a file: the PDF under a name, or in plain words why there is none."""
    return handed(request, lambda: pdf(template, given), name)


def handed(request: HttpRequest, made: Callable[[], bytes], name: str) -> HttpResponse:
    """The same of a PDF that may have been made before."""
    try:
        file = made()
    except CannotPrint:
        return render(request, "web/cannot_print.html", status=503)
    heads = {"Content-Disposition": f'inline; filename="{name}.pdf"', "Cache-Control": "private, no-store"}
    return HttpResponse(file, content_type="application/pdf", headers=heads)


def _own_file(url: str) -> Path | None:
    """The static file of ours that an address stands for: as it was gathered, or as it lies in the package."""
    name = unquote(url.removeprefix(f"{settings.ADDRESS}/{settings.STATIC_URL.strip('/')}/"))
    if name == url:
        return None
    try:
        gathered = Path(safe_join(settings.STATIC_ROOT, name))
        found = str(gathered) if gathered.is_file() else finders.find(name)
    except SuspiciousFileOperation:
        return None
    return Path(found) if isinstance(found, str) else None


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
            file = _own_file(url)
            if file is None:
                raise FatalURLFetchingError(f"A printed page asked for {url}, which is not ours.")
            return URLFetcherResponse(url, file.read_bytes(), {"Content-Type": guess_type(file)[0] or ""})

    whole = HTML(string=page, base_url=f"{settings.ADDRESS}/", url_fetcher=OwnFiles())
    return bytes(whole.write_pdf(pdf_variant="pdf/ua-1"))
