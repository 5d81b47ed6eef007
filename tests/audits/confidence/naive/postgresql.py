"""Ways to keep sheets in PostgreSQL that look anonymous, and are not."""

from __future__ import annotations

from pathlib import Path
from random import Random
from typing import Any
from uuid import uuid4

from django.db import connections, transaction

from tests.audits.confidence import engines
from tests.audits.confidence.stores import Known
from tilth.trays.routing import TRAYS


class OneTransaction(Known):
    """A sheet with a random key, and a mark at the person's name that they answered, kept together or not at all."""

    afterwards: tuple[str, ...] = ()

    def __init__(self, people: int, chance: Random, folder: Path) -> None:
        self.run("CREATE TABLE ballot (key uuid PRIMARY KEY, sheet bytea)")
        self.run("CREATE TABLE voter (person text, answered boolean)")
        for person in chance.sample(range(people), people):
            self.run("INSERT INTO voter VALUES (%s, false)", f"person {person}")

    def answer(self, person: int, sheet: bytes) -> None:
        with transaction.atomic(using=TRAYS):
            self.run("INSERT INTO ballot VALUES (%s, %s)", uuid4(), sheet)
            self.run("UPDATE voter SET answered = true WHERE person = %s", f"person {person}")

    def stolen(self) -> tuple[dict[str, list[dict[str, Any]]], dict[str, bytes]]:
        for statement in self.afterwards:
            self.run(statement)
        rows = engines.rows_of(TRAYS)
        return {name: rows[name] for name in ("ballot", "voter")}, {}

    def cleared(self) -> None:
        self.run("DROP TABLE ballot, voter")

    def run(self, statement: str, *values: Any) -> None:
        with connections[TRAYS].cursor() as cursor:
            cursor.execute(statement, values)


class Clustered(OneTransaction):
    """The same, written anew in the order of the random key: the numbers of the transactions remain."""

    afterwards = ("CLUSTER ballot USING ballot_pkey", "CLUSTER voter USING voter_pkey")

    def __init__(self, people: int, chance: Random, folder: Path) -> None:
        super().__init__(people, chance, folder)
        self.run("ALTER TABLE voter ADD PRIMARY KEY (person)")


class Dumped(OneTransaction):
    """Two transactions, and nothing but a dump is stolen: rows come in the order in which they were written."""

    def answer(self, person: int, sheet: bytes) -> None:
        self.run("INSERT INTO ballot VALUES (%s, %s)", uuid4(), sheet)

    def stolen(self) -> tuple[dict[str, list[dict[str, Any]]], dict[str, bytes]]:
        with connections[TRAYS].cursor() as cursor:
            cursor.execute("SELECT string_agg(encode(sheet, 'hex'), chr(10)) FROM ballot")
            return {}, {"dump": cursor.fetchone()[0].encode()}


STORES = [OneTransaction, Clustered, Dumped]
