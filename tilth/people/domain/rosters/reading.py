"""Which layout it is, told from names and headers."""

from __future__ import annotations

from tilth.people.domain.rosters import bundles, own, sds
from tilth.people.domain.rosters.files import BUNDLE_FILES, OWN_FILES, SDS_FILES, Files
from tilth.people.domain.rosters.tables import read_table
from tilth.people.domain.rosters.values import NotARoster, Roster, Unusable


def read(files: Files, mail_domain: str = "") -> Roster:
    """Read whatever list of people this is. `mail_domain` makes addresses of bare user names. Raises NotARoster."""
    roster = _read(files, mail_domain.strip().lstrip("@"))
    if not (roster.people or roster.wrong):
        raise NotARoster(Unusable.NOBODY)
    return roster


def _read(files: Files, mail_domain: str) -> Roster:
    if len(files) == 1 and _is_own(files):
        return own.read(files)
    if files.keys() & {"users.csv", "orgs.csv", "manifest.csv"}:
        return bundles.read({name: files[name] for name in files.keys() & BUNDLE_FILES}, mail_domain)
    if files.keys() & SDS_FILES:
        return sds.read({name: files[name] for name in files.keys() & SDS_FILES}, mail_domain)
    return own.read({name: files[name] for name in files.keys() & OWN_FILES} or files)


def _is_own(files: Files) -> bool:
    ((name, content),) = files.items()
    return own.looks_like_ours(own.ours(read_table(name, content)))
