"""The files of an upload, opened with care: a table, a bundle in a zip, or a folder.

Nothing is ever unpacked to a disk; only tables with names that we know are read, and none further than its limit.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from pathlib import Path, PurePosixPath

from tilth.people.domain.rosters.values import NotARoster, Unusable

UPLOAD_AT_MOST = 20_000_000  # bytes, as it arrives
TABLE_AT_MOST = 30_000_000  # bytes, one table unpacked
ALL_AT_MOST = 80_000_000  # bytes, all tables unpacked
RATIO_AT_MOST = 200  # bytes unpacked for each packed one; tables of names reach about 10
MEMBERS_AT_MOST = 500

SDS_FILES = frozenset(
    f"{name}.csv" for name in ("school", "section", "student", "teacher", "studentenrollment", "teacherroster")
)
BUNDLE_FILES = frozenset(
    f"{name}.csv" for name in ("manifest", "orgs", "users", "roles", "classes", "courses", "enrollments")
)
OWN_FILES = frozenset(f"{name}.csv" for name in ("people", "staff", "students"))
KNOWN = SDS_FILES | BUNDLE_FILES | OWN_FILES

Files = dict[str, bytes]
"""What was found, by the file's name in small letters."""


def open_path(path: Path) -> Files:
    """Open a table, a zip or a folder on a disk. Raises NotARoster."""
    if path.is_dir():
        return _open_folder(path)
    if path.stat().st_size > UPLOAD_AT_MOST:
        raise NotARoster(Unusable.LARGE, path.name, megabytes(UPLOAD_AT_MOST))
    return open_bytes(path.name, path.read_bytes())


def open_bytes(name: str, content: bytes) -> Files:
    """Open an upload by what it is, not by how it is called. Raises NotARoster."""
    if len(content) > UPLOAD_AT_MOST:
        raise NotARoster(Unusable.LARGE, name, megabytes(UPLOAD_AT_MOST))
    if content.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _open_zip(name, content)
    return {name.lower(): content}


def megabytes(size: int) -> str:
    return f"{size // 1_000_000} MB"


def _open_folder(folder: Path) -> Files:
    found = [path for path in sorted(folder.iterdir()) if path.name.lower() in KNOWN and path.is_file()]
    if not found:
        raise NotARoster(Unusable.UNKNOWN, folder.name)
    if sum(path.stat().st_size for path in found) > ALL_AT_MOST:
        raise NotARoster(Unusable.LARGE, folder.name, megabytes(ALL_AT_MOST))
    return {path.name.lower(): path.read_bytes() for path in found}


def _open_zip(name: str, content: bytes) -> Files:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as bundle:
            chosen = _choose(name, bundle.infolist())
            return {table: _unpack(bundle, member) for table, member in chosen.items()}
    except (zipfile.BadZipFile, zlib.error, struct.error, EOFError, NotImplementedError, OSError, ValueError) as error:
        raise NotARoster(Unusable.BROKEN, name) from error


def _choose(name: str, members: list[zipfile.ZipInfo]) -> dict[str, zipfile.ZipInfo]:
    """The members that we read, by their names in small letters; refuses a bundle that is not safe or not clear."""
    if len(members) > MEMBERS_AT_MOST:
        raise NotARoster(Unusable.CROWDED, name, str(MEMBERS_AT_MOST))
    if any(member.filename == "[Content_Types].xml" for member in members):
        raise NotARoster(Unusable.SPREADSHEET, name)
    chosen: dict[str, zipfile.ZipInfo] = {}
    for member in members:
        path = _safe_path(member.filename)
        table = path.name.lower()
        if table not in KNOWN or path.parts[0] == "__MACOSX":
            continue
        if table in chosen:
            raise NotARoster(Unusable.TWICE, path.name)
        chosen[table] = member
    _check_sizes(name, list(chosen.values()))
    return chosen


def _safe_path(name: str) -> PurePosixPath:
    path = PurePosixPath(name.replace("\\", "/"))
    if path.is_absolute() or ".." in path.parts or ":" in name:
        raise NotARoster(Unusable.UNSAFE, name[:80])
    return path


def _check_sizes(name: str, members: list[zipfile.ZipInfo]) -> None:
    """Refuse by what a bundle says of itself; `_unpack` does not believe it."""
    if not members:
        raise NotARoster(Unusable.UNKNOWN, name)
    for member in members:
        if member.flag_bits & 1:
            raise NotARoster(Unusable.LOCKED, member.filename)
        if member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise NotARoster(Unusable.BROKEN, member.filename)
        if member.file_size > max(1_000_000, RATIO_AT_MOST * member.compress_size):
            raise NotARoster(Unusable.BOMB, member.filename)
    if sum(member.file_size for member in members) > ALL_AT_MOST:
        raise NotARoster(Unusable.BOMB, name)


def _unpack(bundle: zipfile.ZipFile, member: zipfile.ZipInfo) -> bytes:
    with bundle.open(member) as table:
        content = table.read(TABLE_AT_MOST + 1)
    if len(content) > TABLE_AT_MOST:
        raise NotARoster(Unusable.BOMB, member.filename, megabytes(TABLE_AT_MOST))
    return content
