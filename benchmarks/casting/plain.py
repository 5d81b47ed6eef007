"""The peer: the same server and the same door, where a sheet becomes one row of a plain table, as durable as ours.

It still looks the slip up by its beginning, to know what is asked. It keeps nothing secret.
"""

from __future__ import annotations

from django.db import connections, transaction

from tilth.config.wsgi import application
from tilth.trays import actions
from tilth.trays.routing import TRAYS

__all__ = ["application"]


def cast(*, slip: str, sheet: bytes, remark: str = "") -> None:
    """Insert the sheet, or let it take the place of the one before."""
    with transaction.atomic(using=TRAYS), connections[TRAYS].cursor() as cursor:
        cursor.execute(
            "INSERT INTO plain_ballot VALUES (%s, %s) ON CONFLICT (slip) DO UPDATE SET sheet = excluded.sheet",
            (slip, sheet.hex()),
        )


actions.cast = cast
