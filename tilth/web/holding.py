"""Holding a row while it is changed, so that of two who act at the same moment the second sees what the first did."""

from __future__ import annotations

from django.db.models import Model


def hold(row: Model) -> None:
    """Read a row anew and keep everybody else from changing it until the transaction ends.

    What a page read before may have changed since: an action holds first and looks then.
    """
    row.refresh_from_db(from_queryset=type(row)._base_manager.select_for_update())
