"""News about people, for the parts above."""

from django.dispatch import Signal

person_erased = Signal()  # person: their name is gone already; was_called: it; forget what else you know of them
erasure_asked = Signal()  # request: an ErasureRequest
