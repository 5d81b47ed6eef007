"""Backups: one zip file of plain text, the same whichever engine keeps the database.

manifest.json          what the file is, which version of the tables it fits, and a digest of every part
tables/<table>.jsonl   one row a line, a list of values in the order of the manifest's columns
files/...              what people have uploaded
"""

from tilth.command.archive.keeping import write
from tilth.command.archive.restoring import give_back
from tilth.command.archive.tables import Unfit, digests

__all__ = ["Unfit", "digests", "give_back", "write"]
