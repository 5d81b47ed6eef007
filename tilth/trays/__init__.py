"""Sealed trays: sheets of answers kept so that nobody can read whose they are, what they say, or how many there are."""
