"""The doctor: looks at what an installation stands on, and says what to do about each fault."""

from __future__ import annotations

import os
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

LEAST_SPACE = 500_000_000  # bytes
SILENT_TICK = timedelta(minutes=3)
LONGEST_WAIT = timedelta(minutes=10)  # that work should ever wait for a worker
MOST_SKEW = 5.0  # seconds
PATIENCE = 10  # seconds for the mail server to answer


@dataclass(frozen=True)
class Finding:
    """What was looked at, whether it is fine, what was seen, and what to do when it is not."""

    what: str
    fine: bool
    said: str
    mend: str = ""


def examine() -> list[Finding]:
    """Look at everything. What cannot be looked at because something below it is broken is left out."""
    settings_found = list(_settings())
    if not all(finding.fine for finding in settings_found):
        return settings_found
    database = _looked_at("database", _database)
    found = [*settings_found, *database]
    if all(finding.fine for finding in database):
        found += [*_looked_at("worker", _worker), *_looked_at("clock", _clock)]
    found += _looked_at("trays", _trays)
    return [*found, *_looked_at("mail", _mail), *_looked_at("disk", _disk), *_looked_at("pages", _pages)]


def _looked_at(what: str, look: Callable[[], Iterator[Finding]]) -> list[Finding]:
    """What a look found; a look that fails is itself a finding."""
    try:
        return list(look())
    except Exception as fault:
        said = (str(fault).strip() or type(fault).__name__).splitlines()[0]
        return [Finding(what, False, said, REMEDIES.get(what, "See docs/operate.md."))]


REMEDIES = {
    "database": "See that the databases of TILTH_DATABASE and TILTH_TRAYS run, and that names and passwords are right.",
    "mail": "See that the mail server of TILTH_EMAIL can be reached, and that its name and password are right.",
    "disk": "See that TILTH_DATA is a folder that Tilth may write in.",
}


# --- looks --------------------------------------------------------------------------------------


def _settings() -> Iterator[Finding]:
    """Settings load, which in production they do only when they are safe."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tilth.config.settings")
    import django
    from django.core.exceptions import ImproperlyConfigured
    from environs import EnvError

    try:
        django.setup()
    except (ImproperlyConfigured, EnvError) as fault:
        for line in str(fault).splitlines():
            yield Finding("settings", False, line.strip("- "), "docs/operate.md explains every setting.")
        return
    from django.conf import settings

    yield Finding("settings", True, f"safe for {settings.STAGE}, at {settings.ADDRESS}")
    if settings.PRODUCTION and not settings.SECURE_PROXY_SSL_HEADER:
        mend = "Let a reverse proxy set X-Forwarded-Proto, and set TILTH_BEHIND_PROXY=yes."
        yield Finding("settings", False, "every page will be redirected for ever: no proxy tells of https", mend)


def _database() -> Iterator[Finding]:
    """Both databases: the house's own, and that of the sealed trays."""
    from django.db import connections

    from tilth.command.house import pending

    for connection in connections.all():
        connection.ensure_connection()
        whose = "" if connection.alias == "default" else f" for {connection.alias}"
        yield Finding("database", True, f"{connection.display_name} answers{whose}")
        if connection.vendor == "sqlite":
            yield _journal(_answer("PRAGMA journal_mode", connection.alias))
    waiting = pending()
    said = f"{len(waiting)} steps behind this version" if waiting else "all tables are of this version"
    yield Finding("database", not waiting, said, "Make a backup, then run: tilth upgrade" if waiting else "")


def _trays() -> Iterator[Finding]:
    """Sealed trays: keys are ours alone, and what the database acknowledges is on the disk.

    The key of what was replaced goes as soon as the database has said that it keeps what took its place.
    """
    from django.conf import settings
    from django.db import connections

    from tilth.config.safety import lies_open

    mend = "Let nobody but Tilth read the folder TILTH_KEYS: chmod 700" if lies_open(settings.KEYS) else ""
    yield Finding("trays", not mend, "keys can be read by others" if mend else "keys are kept from others", mend)
    if connections["trays"].vendor == "postgresql":
        off = [name for name in ("fsync", "full_page_writes") if _answer(f"SHOW {name}", "trays") == "off"]
        mend = f"Set {' and '.join(off)} to on: a sudden stop could lose all answers of a wave." if off else ""
        said = "a sudden stop could lose answers" if off else "answers are on the disk when acknowledged"
        yield Finding("trays", not off, said, mend)


def _journal(mode: str) -> Finding:
    fine = mode in {"wal", "memory"}
    mend = "" if fine else "Keep TILTH_DATA on a local disk: on a network disk SQLite cannot keep its journal."
    return Finding("database", fine, f"its journal is {mode}", mend)


def _answer(question: str, alias: str = "default") -> Any:
    from django.db import connections

    with connections[alias].cursor() as cursor:
        cursor.execute(question)
        return cursor.fetchone()[0]


def _worker() -> Iterator[Finding]:
    from django.utils import timezone

    from tilth.jobs import queries

    workers, now = len(queries.living_workers()), timezone.now()
    yield Finding("worker", workers > 0, f"{workers} alive", "" if workers else "Run: tilth serve, or: tilth worker")
    last = queries.last_tick()
    ticking = last is not None and now - last < SILENT_TICK
    said = f"last tick at {timezone.localtime(last):%H:%M:%S on %d %B}" if last else "the timetable was never kept"
    yield Finding("worker", ticking, said, "" if ticking else "Run: tilth serve, or call tilth tick from cron.")
    oldest = queries.waiting_since()
    late = oldest is not None and now - oldest > LONGEST_WAIT
    said = f"work waits since {timezone.localtime(oldest):%H:%M on %d %B}" if late else "no work waits long"
    yield Finding("worker", not late, said, "Run more workers: tilth worker" if late else "")
    hopeless = queries.given_up().count()
    mend = (
        "Look for the cause in the log, or in the table of work (django_tasks_database_dbtaskresult)."
        if hopeless
        else ""
    )
    yield Finding("worker", not hopeless, f"{hopeless} pieces of work given up", mend)


def _mail() -> Iterator[Finding]:
    from django.conf import settings
    from django.core.mail import get_connection

    backend = str(getattr(settings, "EMAIL_BACKEND", ""))
    if "smtp" in backend:
        post = get_connection(timeout=PATIENCE)
        post.open()
        post.close()
        yield Finding("mail", True, f"{settings.EMAIL_HOST} answers")
    else:
        yield Finding("mail", True, f"goes through {backend.split('.')[-2]}")


def _clock() -> Iterator[Finding]:
    """Our clock beside the database's, and beside that of the disk."""
    from django.conf import settings
    from django.db import connection

    if connection.vendor == "postgresql":
        yield _skew("the database", float(_answer("SELECT extract(epoch FROM clock_timestamp())")))
    with tempfile.NamedTemporaryFile(dir=settings.DATA) as fresh:
        yield _skew("the disk", Path(fresh.name).stat().st_mtime)


def _skew(whose: str, moment: float) -> Finding:
    apart = abs(time.time() - moment)
    fine = apart < MOST_SKEW
    mend = "" if fine else "Let both machines keep time by the network (systemd-timesyncd, chrony)."
    return Finding("clock", fine, f"{apart:.1f} s from the clock of {whose}", mend)


def _disk() -> Iterator[Finding]:
    from django.conf import settings

    with tempfile.TemporaryFile(dir=settings.DATA):
        free = shutil.disk_usage(settings.DATA).free
    fine = free >= LEAST_SPACE
    mend = "" if fine else "Make room on the disk of TILTH_DATA before it is full."
    yield Finding("disk", fine, f"{free / 1e9:.1f} GB free where Tilth keeps its data", mend)


def _pages() -> Iterator[Finding]:
    from django.conf import settings
    from django.contrib.staticfiles import finders

    built = finders.find("web/build/tilth.css") is not None
    mend = "" if built else "Build them: npm ci && npm run build, or make demo once."
    yield Finding("pages", built, "styles and scripts are built" if built else "styles and scripts are not built", mend)
    if settings.PRODUCTION:
        gathered = (settings.STATIC_ROOT / "staticfiles.json").exists()
        mend = "" if gathered else "Run: tilth upgrade"
        yield Finding("pages", gathered, "and gathered" if gathered else "but not gathered for browsers", mend)
