"""The cache: what was made once and is kept for the next process. Every entry may be missing at any time.

An entry is data; who can write here can at worst put other words into one. So only a file of our own (or the
system's) that nobody else may write is read, its bytes must have the hash that it states, and what reads it checks
its shape. Anything else is as if it were not there. Nothing that goes wrong here is ever said: the work is done anew.
"""

from __future__ import annotations

import os
import stat
import sys
from contextlib import suppress
from pathlib import Path

from docgen import __version__
from docgen.digest import SIZE, digest_of

SUFFIX = ".docgen-cache"
LIMIT = 64 << 20  # bytes of all entries together
ENTRIES = 64
_POSIX = os.name == "posix"
ROOT = 0


def key_of(*facts: bytes) -> str:
    """The name of what follows from these facts alone: the same facts in the same version of docgen."""
    told = (part for fact in facts for part in (len(fact).to_bytes(8, "big"), fact))
    return digest_of(__version__.encode(), *told).hex()


def key_of_code(key: str, room: str) -> str:
    """The key, for this very code of a room: a checkout changes without its version."""
    return key_of(key.encode(), str(_newest(Path(__file__).parent / room)).encode())


def _newest(place: Path) -> int:
    """When the youngest file was written, in nanoseconds; 0 where there is no such folder (a frozen application)."""
    try:
        with os.scandir(place) as files:
            return max(file.stat().st_mtime_ns for file in files)
    except OSError:
        return 0


def folder() -> Path | None:
    """Where entries are kept: `DOCGEN_CACHE`, nowhere when that is empty, else the user's own place for caches."""
    stated = os.environ.get("DOCGEN_CACHE")
    if stated is not None:
        return Path(stated) if stated else None
    variable, below = _PLACES.get(sys.platform, ("XDG_CACHE_HOME", ".cache"))
    if os.environ.get(variable):
        return Path(os.environ[variable]) / "docgen"
    home = os.environ.get("HOME")
    return Path(home) / below / "docgen" if home and below else None


_PLACES = {"win32": ("LOCALAPPDATA", ""), "darwin": ("XDG_CACHE_HOME", "Library/Caches")}


def kept(key: str) -> bytes | None:
    """What was kept by this key, or None."""
    place = folder()
    return read_entry(place / f"{key}{SUFFIX}", key) if place else None


def keep(key: str, data: bytes) -> None:
    """Nothing: keeps data by its key, whole or not at all, however many processes do so at once."""
    place = folder()
    if place is None or len(data) > LIMIT // 4:
        return
    temporary = place / f".{os.urandom(8).hex()}{SUFFIX}"
    with suppress(OSError):
        place.mkdir(mode=0o700, parents=True, exist_ok=True)
        try:
            _write(temporary, entry(key, data))
            temporary.replace(place / f"{key}{SUFFIX}")
        finally:
            temporary.unlink(missing_ok=True)
        _sweep(place)


def entry(key: str, data: bytes) -> bytes:
    """The bytes of an entry: the hash of all that follows, the key, the data."""
    body = bytes.fromhex(key) + data
    return digest_of(body) + body


def read_entry(file: Path, key: str) -> bytes | None:
    """The data in an entry's file, None where it is not the one that was kept by this key."""
    try:
        with open(file, "rb", opener=_opened) as opened:
            data = opened.read(LIMIT) if _is_ours(os.fstat(opened.fileno())) else b""
    except OSError:
        return None
    stated, body = data[:SIZE], data[SIZE:]
    whole = digest_of(body) == stated and body.startswith(bytes.fromhex(key))
    return body[len(key) // 2 :] if whole else None


def _opened(file: str, flags: int) -> int:
    """Not through a link, and without waiting for whoever would write into a pipe."""
    return os.open(file, flags | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))


def _is_ours(facts: os.stat_result) -> bool:
    if not stat.S_ISREG(facts.st_mode):
        return False
    return not _POSIX or (facts.st_uid in (os.geteuid(), ROOT) and not facts.st_mode & 0o022)


def _write(file: Path, data: bytes) -> None:
    with open(file, "xb", opener=lambda name, flags: os.open(name, flags, 0o600)) as opened:
        opened.write(data)


def _sweep(place: Path) -> None:
    """Takes away the oldest entries beyond the bounds, left-over temporary files among them."""
    found = sorted(place.glob(f"*{SUFFIX}"), key=_age)
    size = 0
    for number, file in enumerate(found):
        size += file.stat().st_size
        if number >= ENTRIES or size > LIMIT:
            file.unlink(missing_ok=True)


def _age(file: Path) -> float:
    return -file.stat().st_mtime
