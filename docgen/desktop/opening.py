"""A result shown in the program that the user has for it, and whether that program has it open already."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from docgen.desktop.programs import first, has_display, start


def open_file(path: Path) -> bool:
    """Opens a file or a folder as a double click would. False where nothing was found to open it."""
    if sys.platform == "win32":
        return _started(path)
    if sys.platform == "darwin":
        return start(["open", str(path)])
    if not has_display():
        return False
    openers = (first("xdg-open"), first("gio"))
    commands = [[opener, *(["open"] if Path(opener).name == "gio" else [])] for opener in openers if opener]
    return any(start([*command, os.path.abspath(path)]) for command in commands)  # noqa: PTH100 - a hyphen may lead the name


def _started(path: Path) -> bool:
    if sys.platform == "win32":
        try:
            os.startfile(path)
        except OSError:
            return False
        return True
    return False


def is_open(path: Path) -> bool:
    """Whether a lock file beside it says that an office program has it open.

    Windows refuses to replace an open file; elsewhere it is replaced, and its window goes on showing the old one.
    """
    return any(path.with_name(name).exists() for name in _lock_names(path.name))


def _lock_names(name: str) -> tuple[str, ...]:
    """LibreOffice's, WPS's, Excel's; Word's, which takes the place of the first letters of a longer name."""
    short = max(0, min(2, len(name.rpartition(".")[0]) - 6))
    return f".~lock.{name}#", f".~{name}", f"~${name}", f"~${name[short:]}"
