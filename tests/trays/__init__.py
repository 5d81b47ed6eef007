"""Sealed trays."""
