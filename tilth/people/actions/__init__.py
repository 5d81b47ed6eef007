"""Every change to people, split by noun."""

from tilth.people.actions.roles import add_person, end_role, give_role
from tilth.people.actions.rosters import import_people

__all__ = ["add_person", "end_role", "give_role", "import_people"]
