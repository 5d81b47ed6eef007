"""How often something may be tried before it has to wait. Only hashed keys and counts are kept."""

from __future__ import annotations

import hashlib
from contextlib import suppress
from dataclasses import dataclass

from django.core.cache import cache


@dataclass(frozen=True)
class Limit:
    """At most `tries` in `seconds`, counted for each key by itself."""

    name: str
    tries: int
    seconds: int

    def is_reached(self, key: str) -> bool:
        return self._tried(key) >= self.tries

    def is_passed(self, key: str) -> bool:
        """Whether the try just counted was one too many."""
        return self._tried(key) > self.tries

    def count(self, key: str) -> None:
        """One more try. The clock starts with the first."""
        cache.add(self._at(key), 0, self.seconds)
        with suppress(ValueError):  # it ran out in this very moment
            cache.incr(self._at(key))

    def _tried(self, key: str) -> int:
        return int(cache.get(self._at(key), 0))

    def _at(self, key: str) -> str:
        return f"limit:{self.name}:{hashlib.sha256(key.encode()).hexdigest()}"


# A whole class sits behind one address and types its words at the same time: many slips of the finger are honest.
CLASS_ADDRESS = Limit("class-address", 60, 600)
CLASS_CODE = Limit("class-code", 30, 600)
ADDRESS_CODE = Limit("address-code", 5, 900)
