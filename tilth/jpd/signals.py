"""News of joint practice development, for the parts above."""

from django.dispatch import Signal

round_proposed = Signal()
"""Sent with `round` when its proposals are out."""
group_formed = Signal()
"""Sent with `group` when everybody in it has said yes."""
cycle_finished = Signal()
"""Sent with `cycle` when its group has decided what becomes of it."""
