"""Tilth whose door waits a second for the rest of a sheet, so that a test need not wait for long."""

from tilth.config.wsgi import application

__all__ = ["application"]

from tilth.audits.door import middleware

middleware.PATIENCE = 1.0
