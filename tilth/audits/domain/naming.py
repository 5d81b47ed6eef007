"""What a family's picture may show without naming a school whose head has not agreed.

Whoever leads or governs a school knows its results. If all others but one were named, or if there were no others but
one, the picture less what is known would be that one. So of the schools that a reader does not know, never just one
is left.
"""

from __future__ import annotations

from dataclasses import dataclass

FEWEST_UNNAMED = 3  # so that the head of one of them still finds two that they cannot tell apart


@dataclass(frozen=True)
class Circle:
    """The schools in a picture, as one reader finds them."""

    together: int
    agreed: int  # to be named
    own: int  # that the reader leads or governs
    own_agreed: int = 0  # of these

    @property
    def names(self) -> bool:
        """Whether the schools that agreed are named: for all readers alike, unless it would leave one to this one."""
        everybody, enough = self.agreed == self.together, self.together - self.agreed >= FEWEST_UNNAMED
        return self.agreed > 0 and (everybody or enough) and self._unknown(named=True) != 1

    @property
    def picture(self) -> bool:
        """Whether the picture of all together is shown."""
        return self._unknown(named=self.names) != 1

    def _unknown(self, *, named: bool) -> int:
        """Of how many schools the reader cannot tell which results are theirs."""
        known = self.agreed + self.own - self.own_agreed if named else self.own
        return self.together - known
