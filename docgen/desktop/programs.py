"""Other programs of the desktop: found on the path, started, and left alone."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence

_SETTLED = 3.0  # seconds: an opener that fails says so at once, one that works may run as long as the document is open


def first(*names: str) -> str | None:
    """The first of these programs that is on the path."""
    return next(filter(None, map(shutil.which, names)), None)


def has_display() -> bool:
    """Whether there is a screen to show a window on."""
    return sys.platform in {"win32", "darwin"} or any(map(os.environ.get, ("DISPLAY", "WAYLAND_DISPLAY")))


def environment() -> dict[str, str]:
    """The environment as the user has it. PyInstaller's own library path would break programs of the system.

    Source: PyInstaller's manual, “LD_LIBRARY_PATH considerations”.
    """
    names = dict(os.environ)
    if getattr(sys, "frozen", False):
        original = names.pop("LD_LIBRARY_PATH_ORIG", None)
        names.pop("LD_LIBRARY_PATH", None)
        names |= {"LD_LIBRARY_PATH": original} if original else {}
    return names


def start(command: Sequence[str]) -> bool:
    """Starts a program that outlives us. False when it cannot be started, or ends at once with a fault."""
    try:
        process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
            env=environment(),
        )
        return process.wait(_SETTLED) == 0
    except subprocess.TimeoutExpired:
        return True
    except OSError:
        return False


def run(command: Sequence[str], seconds: float | None = None) -> subprocess.CompletedProcess[bytes] | None:
    """What became of a program that is waited for; None when it cannot be started or takes longer."""
    try:
        return subprocess.run(
            command,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            env=environment(),
            timeout=seconds,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
