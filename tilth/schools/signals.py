"""News about schools for those above."""

from django.dispatch import Signal

# A register has closed a school. Sent after the import is saved, with `school` and `successors`, a list of open
# schools that follow it: empty where the register does not (yet) say.
school_closed = Signal()
