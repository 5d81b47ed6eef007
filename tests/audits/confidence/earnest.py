"""Each attack on sealed trays in earnest: as often as one is told, on ours and on what is built without care."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from unittest.mock import patch
from uuid import uuid4

from django.conf import settings
from django.db import connections

from scripts.cluster import PLAIN, cluster
from tests.audits.confidence import engines, killing, timing
from tests.audits.confidence.attack import Verdict, judged
from tests.audits.confidence.naive import late, postgresql, sealed, sqlite
from tests.audits.confidence.naive.signing import unblinded
from tests.audits.confidence.record import attacked_record, recorded
from tests.audits.confidence.stores import Boxes, verdict
from tests.audits.confidence.test_p02_columns import NAIVE, NAIVE_ON_POSTGRESQL, faults, read
from tests.audits.confidence.test_p03_same_length import look
from tests.audits.confidence.test_p08_one_slip_one_sheet import AT_ONCE, at_once, race_of_the_naive, sheet
from tests.audits.confidence.thief import Thief
from tilth.trays import actions, keys
from tilth.trays.domain import blind, slots
from tilth.trays.domain.slips import SYMBOLS
from tilth.trays.hand import Hand
from tilth.trays.models import Tray
from tilth.trays.routing import TRAYS


@dataclass(frozen=True)
class Result:
    """What came of an attack, and of the same attack on something naive."""

    tried: int
    won: int
    naive_tried: int
    naive_won: int
    chance: float | None = None


def vendor() -> str:
    return str(connections[TRAYS].vendor)


@contextmanager
def trays_for_a_moment() -> Iterator[Path]:
    """Trays of their own, on a real disk."""
    with TemporaryDirectory(prefix="tilth-attack-") as folder, engines.trays_at(Path(folder)):
        yield Path(folder)


# --- P1, P9: who is whose -----------------------------------------------------------------------


def linkage(waves: int) -> Result:
    """Everything stolen, the key included, and laid beside the turnout."""
    naive = sqlite.RandomKey if vendor() == "sqlite" else postgresql.OneTransaction
    return _of_people(verdict(Boxes, waves), verdict(naive, max(1, waves // 20)))


def record(waves: int) -> Result:
    """A full record of all that was said while slips were taken."""

    def against(blinder: Callable[..., blind.Blinding], count: int) -> Verdict:
        with trays_for_a_moment():
            return judged(
                (40, attacked_record(recorded(40, Random(seed), blinder), Random(seed))) for seed in range(count)
            )

    return _of_people(against(blind.blind, waves), against(unblinded, max(1, waves // 20)))


def _of_people(ours: Verdict, naive: Verdict) -> Result:
    print(f"  {ours}\n  naive: {naive}")
    if not ours.no_better_than_chance:
        raise AssertionError("People were linked to what is theirs.")
    return Result(ours.people, round(ours.right), naive.people, round(naive.right), ours.chance)


# --- P2, P3: what can be seen from outside ------------------------------------------------------


def columns(_times: int) -> Result:
    """Every column read."""
    with trays_for_a_moment():
        ours, told = len(read(TRAYS)), len(faults(TRAYS))
        naive = NAIVE if vendor() == "sqlite" else NAIVE_ON_POSTGRESQL
        found = many = 0
        for shape in naive.values():
            with connections[TRAYS].cursor() as cursor:
                cursor.execute(f"CREATE TABLE ballot ({shape})")
                many += len(read(TRAYS)) - ours
                found += min(len(faults(TRAYS)), len(read(TRAYS)) - ours)
                cursor.execute("DROP TABLE ballot")
    return Result(ours, told, many, found)


def same_length(times: int) -> Result:
    """Trays weighed with every number of sheets in them."""
    weighed = told = 0
    with trays_for_a_moment():
        for _time in range(max(1, times // 20)):
            key = actions.open_box(key=uuid4(), places=0, papers=slots.SLOTS, size=21, text_size=200).pk
            looks = [look(key)]
            for slip in actions.draw_papers(key=key, count=slots.SLOTS):
                actions.cast(slip=slip, sheet=bytes(21), remark="said")
                looks.append(look(key))
            weighed += 2 * len(looks)
            told += 2 * sum(seen != looks[0] for seen in looks)
            actions.destroy(key=key)
    lengths = [len(json.dumps([[1, 2, 3]] * count)) for count in range(slots.SLOTS + 1)]
    return Result(weighed, told, len(lengths), len(set(lengths)))


# --- P8: two sheets with one slip ---------------------------------------------------------------


def one_sheet(times: int) -> Result:
    """Fifty at once with one slip, again and again; and slips that were made up, altered, or are of another box."""
    tried = extra = 0
    chance = Random(8)
    with trays_for_a_moment() as folder:
        for _time in range(max(1, times // 20)):
            key = actions.open_box(key=uuid4(), places=0, papers=2, size=4).pk
            slip, other = actions.draw_papers(key=key, count=2)
            at_once([lambda n=n, slip=slip: actions.cast(slip=slip, sheet=sheet(n)) for n in range(AT_ONCE)])  # type: ignore[misc]
            for _forged in range(AT_ONCE):
                made_up = timing.made_up(slip, chance)
                at = chance.choice((4, 5, 6, 7, 8, 10, 11, 12, 13, 14))
                altered = other[:at] + chance.choice(SYMBOLS.replace(other[at], "")) + other[at + 1 :]
                for wrong in (made_up, altered):
                    at_once([lambda wrong=wrong: actions.cast(slip=wrong, sheet=sheet(1))])  # type: ignore[misc]
            actions.seal_box(key=key)
            extra += len(actions.empty(key=key).sheets) - 1
            tried += 3 * AT_ONCE
            actions.destroy(key=key)
        naive = [race_of_the_naive(folder / f"naive-{turn}.sqlite3") for turn in range(3)]
    return Result(tried, extra, 5 * len(naive), sum(sheets - 1 for sheets in naive))


# --- P10: old copies ----------------------------------------------------------------------------


def old_copies(times: int) -> Result:
    """Copies of the rows from after every sheet, tried with all that is left of the key once it is destroyed."""
    boxes = max(1, times // 20)
    return Result(*_copies(boxes), *_copies(1, kept=True))


def _copies(boxes: int, *, kept: bool = False) -> tuple[int, int]:
    tried = opened = 0
    with trays_for_a_moment() as folder:
        for number in range(boxes):
            with sealed.one_key_for_ever() if kept else nullcontext():
                key = actions.open_box(key=uuid4(), places=0, papers=20, size=21).pk
                file, left = Path(settings.KEYS) / f"{key}.key", folder / f"left-{number}"
                left.hardlink_to(file)
                copies = []
                for slip in actions.draw_papers(key=key, count=20):
                    actions.cast(slip=slip, sheet=bytes(21))
                    copies.append(list(Tray.objects.filter(box=key)))
            with patch.object(keys, "destroy", lambda key: None) if kept else nullcontext():
                actions.destroy(key=key)
            thief = Thief(key, left.read_bytes())
            found = [any(thief.tried(bytes(tray.sealed), "sheets", tray.place) for tray in copy) for copy in copies]
            tried, opened = tried + len(found), opened + sum(found)
    return tried, opened


# --- P11: sudden stops --------------------------------------------------------------------------


def nothing_lost(times: int) -> Result:
    """Processes killed, PostgreSQL stopped under them, and the web server killed, at random moments; as often each."""
    acknowledged = lost = 0
    with TemporaryDirectory(prefix="tilth-kill-") as folder, cluster(f"{PLAIN} -c synchronous_commit=off") as server:
        places = {
            "SQLite, processes killed": (f"sqlite:///{folder}/trays.sqlite3", killing.killed),
            "PostgreSQL, processes killed": (server.database("one"), killing.killed),
            "PostgreSQL, server stopped": (server.database("other"), killing.stopping(server)),
        }
        for turn, (name, (address, stop)) in enumerate(places.items()):
            with engines.keys_at(Path(folder) / f"keys-{turn}"), engines.trays_in(address):
                stops = -(-times // 4)
                kept, gone = killing.rounds(stop, stops, Random(turn))
                print(f"  {name}: {stops} stops, {kept} sheets acknowledged, {len(gone)} faults {gone[:3]}")
                acknowledged, lost = acknowledged + kept, lost + len(gone)
        kept, gone = killing.server_rounds(Path(folder) / "served", -(-times // 4), Random(9))
        print(f"  SQLite, web server killed: {-(-times // 4)} stops, {kept} sheets acknowledged, {len(gone)} faults")
        naive = _late(Path(folder))
    return Result(acknowledged + kept, lost + len(gone), *naive)


def _late(folder: Path) -> tuple[int, int]:
    with engines.trays_in(f"sqlite:///{folder}/naive.sqlite3"):
        late.begin()
        told, store = killing.Told(), late.Late()
        killing.handed_in(lambda whose, sheet: store.cast(sheet), killing.killed, told, Random(1))
        gone = [fault for fault in killing.faults(told, late.kept()) if "lost" in fault]
        return told.acknowledged, len(gone)


# --- P15: the time a reply takes ----------------------------------------------------------------


def same_time(times: int) -> Result:
    """Replies to good, used and made-up slips, told apart by how long they took."""
    ours = _guessed(times)
    with patch.object(Hand, "put", _only_for_good_slips(Hand.put)):
        naive = _guessed(max(100, times // 10))
    return Result(*ours, *naive, chance=0.5)


def _guessed(times: int) -> tuple[int, int]:
    with trays_for_a_moment():
        replies = timing.timed(times, Random(15))
    pairs = [("fresh", "used"), ("fresh", "made up"), ("used", "made up")]
    found = {pair: timing.guessed(replies, *pair) for pair in pairs}
    for (one, other), (tried, right) in found.items():
        print(f"  {one} or {other}: {right} of {tried} right ({right / tried:.1%})")
    return sum(tried for tried, _right in found.values()), sum(right for _tried, right in found.values())


def _only_for_good_slips(put: Callable[..., None]) -> Callable[..., None]:
    def put_if_good(hand: Hand, secret: str, fillings: dict[str, bytes | None], *, really: bool) -> None:
        if really:
            put(hand, secret, fillings, really=True)

    return put_if_good
