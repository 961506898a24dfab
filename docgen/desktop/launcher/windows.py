"""Where a launcher goes on Windows: the desktop, the “send to” menu, and a verb in the menu of every workbook."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path, PureWindowsPath

from docgen.desktop.launcher.planned import MARK, NAME, Planned, Value

DROPPED = "DOCGEN_DROPPED"
SUFFIXES = (".xlsx", ".xlsm")
_CLASSES = r"Software\Classes\SystemFileAssociations"
_SHELL_FOLDERS = r"Software\Microsoft\Windows\CurrentVersion\Explorer\User Shell Folders"
_PLACES = ("LOCALAPPDATA", "APPDATA", "USERPROFILE", "ProgramFiles", "ProgramData", "SystemDrive")
_Short = Callable[[str], str | None]


def batch(words: Sequence[str]) -> bytes:
    """The .cmd that is dropped upon: ASCII, because cmd.exe reads it in whatever code page the console has.

    %* stands bare: Explorer has quoted each name that holds a blank, and quoting them again would undo that. A name
    with an & but no blank it leaves bare, and cmd.exe cuts the line there; so the line as it came goes along in a
    variable, and `exit` keeps the rest from being run as a command of its own.
    """
    program = words[0]
    lines = (
        "@echo off",
        f"rem {MARK}",
        "setlocal EnableExtensions EnableDelayedExpansion",
        f'set "{DROPPED}=!CMDCMDLINE!"',
        "setlocal DisableDelayedExpansion",
        f'if not exist "{program}" goto gone',
        " ".join([f'"{program}"', *words[1:], "%*"]),
        "rem 1 is an interpreter that could not start: let it be read",
        "if not errorlevel 2 if errorlevel 1 pause",
        "exit %ERRORLEVEL%",
        ":gone",
        "echo docgen is no longer where it was. Please run: docgen install",
        "pause",
        "exit 6",
    )
    return "".join(f"{line}\r\n" for line in lines).encode("ascii")


def spelled(path: str, environment: Mapping[str, str], short: _Short) -> str | None:
    """A path in ASCII, as a batch file may hold it: by the folder of the user or of programs, else by its short name.

    None where neither can be had: a folder with a Chinese name on a volume that keeps no short names.
    """
    if path.isascii():
        return path.replace("%", "%%")
    for name in _PLACES:
        folder = environment.get(name, "").rstrip("\\")
        rest = path[len(folder) :]
        if folder and path.lower().startswith(f"{folder.lower()}\\") and rest.isascii():
            return f"%{name}%{rest.replace('%', '%%')}"
    brief = short(path)
    return brief.replace("%", "%%") if brief and brief.isascii() else None


def registry(words: Sequence[str]) -> Iterator[Value]:
    """The verb of the menu. Explorer starts it once for each file, with the name in quotes: no cmd.exe is between."""
    line = f'{subprocess.list2cmdline([_windowless(words[0]), *words[1:]])} "%1"'
    for suffix in SUFFIXES:
        key = rf"{_CLASSES}\{suffix}\shell\docgen"
        yield Value(key, "", NAME)
        yield Value(rf"{key}\command", "", line)


def _windowless(program: str) -> str:
    """pythonw.exe beside python.exe: the same, without a console that would flash up."""
    path = PureWindowsPath(program)
    return str(path.with_name("pythonw.exe")) if path.name.lower() == "python.exe" else program


def dropped(line: str) -> list[str]:
    r"""The files in the line by which Explorer started the batch file: `cmd.exe /c ""…\生成公文.cmd" a&b.xlsx "c d.xlsx""`.

    Empty where the line is not of that form: then the arguments themselves count.
    """
    found = re.search(r'/c\s+"(.*)"\s*$', line, re.IGNORECASE | re.DOTALL)
    words = re.findall(r'"([^"]*)"|(\S+)', found[1]) if found else []
    return [quoted or bare for quoted, bare in words][1:]


def planned(words: Sequence[str], folders: Sequence[Path]) -> Iterator[Planned]:
    """The same batch file in each of these folders; none where the interpreter's path cannot be spelled."""
    program = spelled(words[0], os.environ, short_name)
    if program:
        for folder in folders:
            yield Planned(folder / f"{NAME}.cmd", batch((program, *words[1:])))


def folders() -> list[Path]:
    """The desktop and the “send to” folder, as the registry has them: a company may have moved them to OneDrive."""
    found: list[Path] = []
    if sys.platform == "win32":
        import winreg

        with winreg.OpenKey(winreg.HKEY_CURRENT_USER, _SHELL_FOLDERS) as key:
            for name in ("Desktop", "SendTo"):
                found.append(Path(os.path.expandvars(winreg.QueryValueEx(key, name)[0])))
    return [folder for folder in found if folder.is_dir()]


def short_name(path: str) -> str | None:
    """The 8.3 name that Windows keeps beside a long one, where it does."""
    if sys.platform == "win32":
        import ctypes

        buffer = ctypes.create_unicode_buffer(1024)
        length = ctypes.windll.kernel32.GetShortPathNameW(path, buffer, len(buffer))
        return buffer.value if 0 < length < len(buffer) else None
    return None
