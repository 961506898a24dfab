"""The program that opens workbooks by a double click: it must stay what it was when the launcher is added.

A desktop takes the user's own applications first. Without a default that is written down, the launcher would become it
(measured with GLib 2.74, which `gio mime` shows), and a double click on a workbook would render it.
"""

from __future__ import annotations

import re
from pathlib import Path

from docgen.desktop.programs import first, run

_SECTION = "[Default Applications]"


def default(kind: str) -> str:
    """The entry of the program that opens a media type, `libreoffice-calc.desktop`; empty where there is none."""
    program = first("xdg-mime")
    ran = run([program, "query", "default", kind], 20) if program else None
    return ran.stdout.decode(errors="replace").strip() if ran else ""


def refreshed(applications: Path) -> None:
    """Tells the desktop that the folder of applications has changed."""
    program = first("update-desktop-database")
    if program and applications.is_dir():
        run([program, "-q", str(applications)], 60)


def with_default(text: str, kind: str, entry: str) -> str:
    """A mimeapps.list in which the type has that default; a default that stands there already is kept."""
    head, title, body, tail = _parted(text)
    if re.search(rf"^{re.escape(kind)}=", body, re.MULTILINE):
        return text
    gap = "\n" if text and not text.endswith("\n") and not title else ""
    return f"{head}{gap}{title or f'{_SECTION}{chr(10)}'}{kind}={entry}\n{body}{tail}"


def without_default(text: str, kind: str, entry: str) -> str:
    """The same without that line, and without the section where nothing is left in it."""
    head, title, body, tail = _parted(text)
    body = re.sub(rf"^{re.escape(kind)}={re.escape(entry)}\n", "", body, flags=re.MULTILINE)
    return f"{head}{title}{body}{tail}" if body.strip() else f"{head}{tail}"


def _parted(text: str) -> tuple[str, str, str, str]:
    """Before the section of defaults, its title, its lines, and what comes after it."""
    found = re.search(
        rf"^{re.escape(_SECTION)}[ \t]*\n((?:(?!\[).*(?:\n|\Z))*?)(?=\[|\Z)", text, re.MULTILINE
    )
    if not found:
        return text, "", "", ""
    return text[: found.start()], text[found.start() : found.start(1)], found[1], text[found.end() :]
