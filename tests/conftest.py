"""What tests share: a trail that can be emptied between them, and the browser, as a careful visitor would use it."""

from __future__ import annotations

import gc
import os
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.core.management import call_command
from django.core.signals import request_finished, request_started
from django.db import DEFAULT_DB_ALIAS, connection, connections
from django.test import TransactionTestCase
from hypothesis import settings
from playwright.sync_api import BrowserContext, ConsoleMessage, Page, ViewportSize

from tilth.audits import guard as promises
from tilth.trail import guard
from tilth.trays.routing import TRAYS

settings.register_profile("noisy", deadline=None)  # machines are: how long something takes is measured elsewhere
settings.load_profile("noisy")
AXE = Path(__file__).resolve().parent.parent / "node_modules" / "axe-core" / "axe.min.js"
CHROMIUM = Path("/usr/bin/chromium")
QUIET = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
)
ROLLED_BACK = {"db", "transactional_db", "live_server"}  # what these tests do is undone after each
DATABASE = {*ROLLED_BACK, "django_db_setup"}
BOTH = [DEFAULT_DB_ALIAS, TRAYS]
ABOUT_PAGES = ("_pages", "_views", "_sight", "_words")  # endings of names of files
WAYS_OF_ITS_OWN = {"confidence", "command", "jobs", "trail", "trays"}  # where SQLite's files and locks matter
DESKTOP: ViewportSize = {"width": 1280, "height": 900}
PHONE: ViewportSize = {"width": 390, "height": 844}


class UnderWay:
    """What the live server has begun to answer and not ended: a browser that is closed leaves some of it behind."""

    def __init__(self) -> None:
        self._many = 0
        self._changed = threading.Condition()
        request_started.connect(self._begun)
        request_finished.connect(self._ended)

    def _begun(self, **_of: Any) -> None:
        self._count(1)

    def _ended(self, **_of: Any) -> None:
        self._count(-1)

    def _count(self, more: int) -> None:
        if threading.current_thread() is threading.main_thread():
            return  # a test's own client, which is answered at once
        with self._changed:
            self._many += more
            self._changed.notify_all()

    def awaited(self) -> None:
        with self._changed:
            assert self._changed.wait_for(lambda: self._many == 0, timeout=10), f"{self._many} requests never ended"


@pytest.fixture(scope="session")
def under_way() -> UnderWay:
    return UnderWay()


@pytest.fixture(scope="session", autouse=True)
def the_trail_gives_way_between_tests(under_way: UnderWay) -> Iterator[None]:
    """Tests that commit are followed by emptying every table, which our guards would refuse."""

    def emptied(self: TransactionTestCase) -> None:
        under_way.awaited()
        if DEFAULT_DB_ALIAS not in self.databases:
            return emptying(self)
        with guard.lowered(), promises.lowered():
            return emptying(self)

    emptying = TransactionTestCase._fixture_teardown  # type: ignore[attr-defined]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", emptied)
        yield


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--with-database", action="store_true", help="only tests that another kind of database could fail")
    parser.addoption("--briefly", action="store_true", help="try nothing again on SQLite that is tried on PostgreSQL")


def pytest_collection_finish() -> None:
    """What is loaded by now stays: to look through it for rubbish, again and again, took a fifth of the time."""
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Journeys first, for they are long. On a second kind of database, nothing that it could not change."""
    for item in items:
        if "django_db" in item.keywords or not ROLLED_BACK.isdisjoint(getattr(item, "fixturenames", ())):
            _open_both_databases(item)
    items.sort(key=lambda item: "browser" not in item.keywords)
    idle = set[pytest.Item]()
    if config.getoption("--with-database"):
        idle |= {item for item in items if not _is_about_databases(item)}
    elif config.getoption("--briefly"):
        idle |= {item for item in items if _is_about_databases(item) and not _has_ways_of_its_own(item)}
    if config.getoption("--briefly"):
        idle |= {item for item in items if "again" in item.keywords}
    config.hook.pytest_deselected(items=list(idle))
    items[:] = [item for item in items if item not in idle]


def _is_about_databases(item: pytest.Item) -> bool:
    return _touches_database(item) and not _is_alike(item) and "browser" not in item.keywords


def _has_ways_of_its_own(item: pytest.Item) -> bool:
    return not WAYS_OF_ITS_OWN.isdisjoint(item.path.parts) or item.path.stem.endswith("_at_once")


def _is_alike(item: pytest.Item) -> bool:
    """What pages say is decided in Python: `test_every_address` opens each of them on each kind of database."""
    return "alike" in item.keywords or item.path.stem.endswith(ABOUT_PAGES)


def _touches_database(item: pytest.Item) -> bool:
    return "django_db" in item.keywords or not DATABASE.isdisjoint(getattr(item, "fixturenames", ()))


def _open_both_databases(item: pytest.Item) -> None:
    """Whoever says that a test needs the database means that of the sealed trays too."""
    said = item.get_closest_marker("django_db")
    args, words = (said.args, said.kwargs) if said else ((), {})
    item.add_marker(pytest.mark.django_db(*args, **{"databases": BOTH, **words}), append=False)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings: None) -> None:
    """Make tables at once: to walk through the migrations would take seconds. PostgreSQL's main database goes there."""
    connections[TRAYS].settings_dict["TEST"].update(MIGRATE=False, DEPENDENCIES=[])
    if connection.vendor == "sqlite":
        connection.settings_dict["TEST"].update(MIGRATE=False)
        for alias in BOTH:
            _keep_in_a_file(connections[alias].settings_dict)


def _keep_in_a_file(database: dict[str, Any]) -> None:
    """As where it is used. In memory the live server would share one connection, and so a transaction, with a test."""
    own = f"{Path(database['NAME']).stem}-{os.environ.get('PYTEST_XDIST_WORKER', 'alone')}"
    database["TEST"]["NAME"] = str(Path(os.environ["TILTH_DATA"], f"test-{own}.sqlite3"))
    database["OPTIONS"]["init_command"] += "PRAGMA synchronous=OFF;"


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> None:
    with django_db_blocker.unblock():
        call_command("migrate", TRAYS, database=TRAYS, fake=True, verbosity=0)
        if connection.vendor == "sqlite":
            call_command("migrate", fake=True, verbosity=0)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """The system's own Chromium, speaking to nobody but us."""
    own = {"executable_path": str(CHROMIUM)} if CHROMIUM.exists() else {}
    return {**browser_type_launch_args, **own, "args": list(QUIET)}


@pytest.fixture(autouse=True)
def nobody_has_tried_before() -> None:
    """How often somebody tried to sign in is counted in the cache, which would outlive a test."""
    cache.clear()


@pytest.fixture
def complaints() -> Iterator[list[str]]:
    """What the browser complained of. A test fails on any; one that provokes some clears the list."""
    heard: list[str] = []
    yield heard
    assert not heard, "The browser complained:\n" + "\n".join(heard)


@pytest.fixture
def visit(
    live_server: Any, new_context: Callable[..., BrowserContext], complaints: list[str]
) -> Callable[[ViewportSize], Page]:
    """Open a browser window of a size, at our own server, with its complaints heard."""

    def opened(size: ViewportSize) -> Page:
        context = new_context(base_url=live_server.url, viewport=size, locale="en-GB", timezone_id="Europe/London")
        page = context.new_page()
        page.set_default_timeout(10_000)
        page.on("console", lambda message: _hear(complaints, message))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        return page

    return opened


def _hear(complaints: list[str], message: ConsoleMessage) -> None:
    if message.type in {"error", "warning"}:
        complaints.append(f"{message.type}: {message.text} ({message.location.get('url', '')})")


@pytest.fixture
def desktop(visit: Callable[[ViewportSize], Page]) -> Page:
    """A window 1280 pixels wide."""
    return visit(DESKTOP)


@pytest.fixture
def phone(visit: Callable[[ViewportSize], Page]) -> Page:
    """A window 390 pixels wide."""
    return visit(PHONE)


@pytest.fixture
def axe() -> Callable[[Page], None]:
    """Assert that axe finds nothing wrong with the page as it stands."""

    def examined(page: Page) -> None:
        if not page.evaluate("'axe' in window"):
            page.evaluate(AXE.read_text(encoding="utf-8"))
        violations = page.evaluate("async () => (await axe.run({resultTypes: ['violations']})).violations")
        assert not violations, "\n".join(map(_sentence, violations))

    return examined


def _sentence(violation: dict[str, Any]) -> str:
    where = "; ".join(" ".join(node["target"]) for node in violation["nodes"])
    return f"{violation['id']} ({violation['impact']}): {violation['help']}: {where}"
