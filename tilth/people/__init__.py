"""Persons, their roles in schools, what they agree to show, and how they sign in."""
