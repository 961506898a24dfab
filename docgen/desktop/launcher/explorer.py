"""Putting a launcher on Windows, and taking it away."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from docgen.desktop.launcher import windows
from docgen.desktop.launcher.planned import Value, command
from docgen.desktop.launcher.record import Record, load, remove, write
from docgen.diagnostics import Diagnostic
from docgen.diagnostics.codes import UNSPELLABLE_PATH


def install() -> tuple[list[str], tuple[Diagnostic, ...]]:
    """The files and the keys of the registry that were written."""
    words, record = command(), _record()
    planned = list(windows.planned(words, windows.folders()))
    found: tuple[Diagnostic, ...] = () if planned else (UNSPELLABLE_PATH.at(file=words[0]),)
    for each in planned:
        found = (*found, *write(each, record))
    values = list(windows.registry(words))
    _set(values)
    files = [str(each.path) for each in planned if str(each.path) in record.files]
    return [*files, *_keys(values)], (*found, *record.save())


def uninstall() -> tuple[list[str], tuple[Diagnostic, ...]]:
    """The files and the keys that went."""
    record, gone, found = _record(), list[str](), tuple[Diagnostic, ...]()
    for file in list(record.files):
        went, said = remove(Path(file))
        gone, found = [*gone, *([file] if went else [])], (*found, *said)
    values = list(windows.registry(command()))
    gone += [key for key in _keys(values) if _deleted(key.partition("\\")[2])]
    if not found:
        with suppress(OSError):
            record.file.unlink(missing_ok=True)
        for folder in reversed(record.folders):
            with suppress(OSError):
                Path(folder).rmdir()
    return gone, found


def _record() -> Record:
    return load(Path(os.environ.get("LOCALAPPDATA") or Path.home(), "docgen", "launcher.json"))


def _keys(values: list[Value]) -> Iterator[str]:
    """The keys to be named: a verb's command below it goes without saying."""
    return (rf"HKEY_CURRENT_USER\{value.key}" for value in values if not value.key.endswith(r"\command"))


def _set(values: list[Value]) -> None:
    if sys.platform == "win32":
        import winreg

        for value in values:
            with winreg.CreateKey(winreg.HKEY_CURRENT_USER, value.key) as key:
                winreg.SetValueEx(key, value.name, 0, winreg.REG_SZ, value.content)


def _deleted(key: str) -> bool:
    """Whether a verb was there and is gone, with the keys above it that nothing else has anything in."""
    if sys.platform == "win32":
        import winreg

        try:
            winreg.DeleteKey(winreg.HKEY_CURRENT_USER, rf"{key}\command")
            winreg.DeleteKey(winreg.HKEY_CURRENT_USER, key)
        except OSError:
            return False
        for above in (key.rpartition("\\")[0], key.rpartition("\\shell")[0]):
            with suppress(OSError):
                with winreg.OpenKey(winreg.HKEY_CURRENT_USER, above) as opened:
                    subkeys, contents, _ = winreg.QueryInfoKey(opened)
                if not subkeys and not contents:
                    winreg.DeleteKey(winreg.HKEY_CURRENT_USER, above)
        return True
    return False
