"""What people may say to us about people, split by noun."""

from tilth.people.forms import classes, me, rosters, sign_in

__all__ = ["classes", "me", "rosters", "sign_in"]
