"""Every change to people, split by noun."""

from tilth.people.actions.operators import NotAnOperator, add_operator
from tilth.people.actions.roles import add_person, end_role, give_role
from tilth.people.actions.rosters import import_people

__all__ = ["NotAnOperator", "add_operator", "add_person", "end_role", "give_role", "import_people"]
