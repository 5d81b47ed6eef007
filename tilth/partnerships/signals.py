"""News from partnerships for the layers above."""

from django.dispatch import Signal

phase_changed = Signal()  # partnership: it has just entered partnership.phase
school_joined = Signal()  # membership
school_left = Signal()  # membership
arrow_agreed = Signal()  # agreement
