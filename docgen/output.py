"""Files written whole or not at all: a temporary name in the same folder, fsync, rename."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from errno import EISDIR
from functools import lru_cache
from pathlib import Path

from docgen.diagnostics import Diagnostic
from docgen.diagnostics.codes import CANNOT_WRITE, EXISTS, KEPT_EDITED, LOCKED
from docgen.diagnostics.system import refusal

TEMPORARY = ".~docgen-"
STALE = 3600.0  # seconds after which a temporary file is a killed run's and may go
EDITED = "改动前"
PATIENCE = (0.05, 0.1, 0.2, 0.4, 0.8, 1.0)
"""Seconds between tries: a scanner holds a new file for milliseconds, Word for as long as it is open."""

LOCKS = os.name == "nt"
"""Whether a file that is open elsewhere cannot be replaced: so on Windows, nowhere else."""

IsUntouched = Callable[[bytes], bool]


def write_whole(path: Path, data: bytes, keep: Path | None = None) -> tuple[Diagnostic, ...]:
    """Writes a file that is either there whole or as it was before; what was there may first be kept by a name.

    Reports: E401 cannot, E402 open elsewhere.
    """
    if not path.name:  # an empty name, which is the current folder
        return (
            CANNOT_WRITE.at(file=str(path), detail=refusal(IsADirectoryError(EISDIR, os.strerror(EISDIR)))),
        )
    temporary = path.with_name(f"{TEMPORARY}{os.urandom(6).hex()}.tmp")
    try:
        _sweep(path.parent)
        _write(temporary, data)
        if keep:
            path.rename(keep)
        _replace(temporary, path)
    except PermissionError as error:
        return (_refused(path, error),)
    except OSError as error:
        return (CANNOT_WRITE.at(file=str(path), detail=refusal(error)),)
    finally:
        # BaseException too: Ctrl-C and SIGTERM arrive here as exceptions and leave nothing behind.
        with suppress(OSError):
            temporary.unlink(missing_ok=True)
            if keep and keep.exists() and not path.exists():
                keep.rename(path)
    return ()


def _write(temporary: Path, data: bytes) -> None:
    with temporary.open("xb") as file:  # open() obeys the umask; mkstemp's 0600 would hide it from the OA
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _replace(temporary: Path, path: Path) -> None:
    for pause in (*PATIENCE, None):
        try:
            temporary.replace(path)
        except PermissionError:
            if pause is None or not LOCKS:
                raise
            time.sleep(pause)
        else:
            return


def _refused(path: Path, error: PermissionError) -> Diagnostic:
    """On Windows a file that exists and may not be replaced is open in Word; elsewhere permission is missing."""
    if LOCKS and path.exists():
        return LOCKED.at(file=str(path))
    return CANNOT_WRITE.at(file=str(path), detail=refusal(error))


@lru_cache(maxsize=256)
def _sweep(folder: Path) -> None:
    """Takes away what a run that was killed outright left behind; once, for a folder may hold thousands of documents."""
    for leftover in folder.glob(f"{TEMPORARY}*.tmp"):
        with suppress(OSError):
            if time.time() - leftover.stat().st_mtime > STALE:
                leftover.unlink()


def write_new(path: Path, data: bytes, *, force: bool) -> tuple[Diagnostic, ...]:
    """Writes a file that must not be there yet, unless forced. Reports: E403 it is there, and as `write_whole`."""
    if path.exists() and not force:
        return (EXISTS.at(file=str(path)),)
    return write_whole(path, data)


def write_over_own(path: Path, data: bytes, is_untouched: IsUntouched) -> tuple[Diagnostic, ...]:
    """Writes a document over one of docgen's own; one that somebody has changed is first renamed.

    Reports: E404 (warning) when one was renamed, and as `write_whole`.
    """
    try:
        edited = path.exists() and not is_untouched(path.read_bytes())
    except OSError as error:
        return (CANNOT_WRITE.at(file=str(path), detail=refusal(error)),)
    kept = next(_kept_names(path)) if edited else None
    found = write_whole(path, data, kept)
    if kept and not found:
        return (KEPT_EDITED.at(file=path.name, kept=kept.name),)
    return found


def _kept_names(path: Path) -> Iterator[Path]:
    number = 1
    while True:
        kept = path.with_name(f"{path.stem}.{EDITED}{number if number > 1 else ''}{path.suffix}")
        if not kept.exists():
            yield kept
        number += 1
