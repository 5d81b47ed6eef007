"""Holding a row while it is changed, so that of two who act at the same moment the second sees what the first did."""

from __future__ import annotations

from django.core.exceptions import ObjectDoesNotExist
from django.db.models import Model
from django.http import Http404


def hold(row: Model) -> None:
    """Read a row anew and keep everybody else from changing it until the transaction ends.

    What a page read before may have changed since: an action holds first and looks then. What is gone since then, as
    when two press “Strike out” at once, answers as what does not exist does: Http404, here for whoever holds.
    """
    try:
        row.refresh_from_db(from_queryset=type(row)._base_manager.select_for_update())
    except ObjectDoesNotExist as gone:
        raise Http404 from gone
