"""Lists of people as schools keep them, read into one shape and compared with who is known."""

from tilth.people.domain.rosters.files import open_bytes, open_path
from tilth.people.domain.rosters.reading import read
from tilth.people.domain.rosters.values import NotARoster, Roster, Unusable, Why, Wrong

__all__ = ["NotARoster", "Roster", "Unusable", "Why", "Wrong", "open_bytes", "open_path", "read"]
