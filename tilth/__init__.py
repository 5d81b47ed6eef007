"""Tilth: a working home for families of schools that improve one another."""
