"""Every read about people, narrowed to what the viewer may see, split by noun."""

from tilth.people.queries.roles import chairs_of, heads_of, roles_in, schools_of, standing

__all__ = ["chairs_of", "heads_of", "roles_in", "schools_of", "standing"]
