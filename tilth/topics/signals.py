"""News about topics."""

from django.dispatch import Signal

topic_merged = Signal()
"""Sent inside the merging with `topic` and `into`: whoever points at the one points at the other from now on."""
