"""Opening the house for a command: settings and Django are loaded only when a command needs them."""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from enum import IntEnum
from pathlib import Path
from typing import NoReturn

from rich.console import Console
from rich.markup import escape

out = Console(highlight=False, soft_wrap=True)
err = Console(stderr=True, highlight=False, soft_wrap=True)


class Exit(IntEnum):
    """What a command's exit code means."""

    FINE = 0
    FAULTS = 1  # it ran, and found faults that somebody should mend
    WRONG_USE = 2  # it was called in a way that makes no sense
    REFUSED = 3  # the rules of the field, or safety, say no; nothing was changed


def stop(why: str, code: Exit = Exit.REFUSED) -> NoReturn:
    """Say why, on the error stream, and end with the code."""
    err.print(f"[red]{escape(why)}[/red]")
    raise SystemExit(code)


def enter() -> None:
    """Load settings and Django, or stop and say what is unsafe or missing in the settings."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tilth.config.settings")
    import django
    from django.core.exceptions import ImproperlyConfigured
    from environs import EnvError

    try:
        django.setup()
    except (ImproperlyConfigured, EnvError) as fault:
        stop(str(fault))


@contextmanager
def step(name: str) -> Iterator[None]:
    """Say what is being done, and when it is done how long it took."""
    began = time.monotonic()
    out.print(f"  {name:<24}", end="")
    yield
    out.print(f"{time.monotonic() - began:5.1f} s")


def pending() -> list[str]:
    """Names of migrations that the two databases do not have yet. That of the trays has those of the trays alone."""
    from tilth.trays.routing import TRAYS

    return _pending("default") + _pending(TRAYS, app=TRAYS)


def _pending(alias: str, *, app: str | None = None) -> list[str]:
    from django.db import connections
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connections[alias])
    wanted = [leaf for leaf in executor.loader.graph.leaf_nodes() if app in (None, leaf[0])]
    return [f"{migration.app_label}.{migration.name}" for migration, _ in executor.migration_plan(wanted)]


def bring_up_to_date() -> None:
    """Change the tables of both databases to this version, and gather what browsers load."""
    from django.core.management import call_command

    from tilth.trays.routing import TRAYS

    if waiting := pending():
        with step(f"Databases, {len(waiting)} steps"):
            call_command("migrate", verbosity=0, interactive=False)
            call_command("migrate", TRAYS, database=TRAYS, verbosity=0, interactive=False)
    note, made_of = _gathered(), _made_of()
    if not note.exists() or note.read_text() != made_of:
        with step("Styles and scripts"):
            call_command("collectstatic", verbosity=0, interactive=False)
        note.write_text(made_of)


def _gathered() -> Path:
    """Where it is noted what browsers' files were last gathered from."""
    from django.conf import settings

    settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)
    return Path(settings.STATIC_ROOT) / ".gathered"


def _made_of() -> str:
    """A digest of which files there are to gather, how long they are and when they changed."""
    from django.contrib.staticfiles.finders import get_finders

    paths = sorted(storage.path(name) for finder in get_finders() for name, storage in finder.list([]))
    states = ((path, Path(path).stat()) for path in paths)
    lines = "\n".join(f"{path} {state.st_size} {state.st_mtime_ns}" for path, state in states)
    return hashlib.sha256(lines.encode()).hexdigest()
