"""Where a launcher goes on a freedesktop system: the desktop, the applications, the menus of the file managers."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from docgen.desktop.launcher.entries import deepin_menu, launcher, nemo_action, script, service_menu
from docgen.desktop.launcher.planned import NAME, Planned
from docgen.desktop.programs import first

ENTRY = "docgen.desktop"
_DESKTOPS = ("桌面", "Desktop")
_DESKTOP_DIR = re.compile(r'^\s*XDG_DESKTOP_DIR="((?:[^"\\]|\\.)*)"', re.MULTILINE)
_Content = Callable[[Sequence[str]], bytes]


@dataclass(frozen=True, slots=True)
class Home:
    """The folders of a user, and the file managers that are there to be told."""

    data: Path
    config: Path
    desktop: Path | None
    managers: frozenset[str]

    @property
    def entry(self) -> Path:
        """The application's own entry."""
        return self.data / "applications" / ENTRY


@dataclass(frozen=True, slots=True)
class _Menu:
    """The menu of a file manager: below which folder (data or config) which file says what."""

    manager: str
    base: str
    place: str
    content: _Content
    runs: bool = False


_MENUS = (
    _Menu("nautilus", "data", f"nautilus/scripts/{NAME}", script, runs=True),
    _Menu("caja", "config", f"caja/scripts/{NAME}", script, runs=True),
    _Menu("nemo", "data", "nemo/actions/docgen.nemo_action", nemo_action),
    # KIO shows a user's service menu only when its file may be run (KDE Frameworks 5.85 on).
    _Menu("dolphin", "data", f"kio/servicemenus/{ENTRY}", service_menu, runs=True),
    # Version 6 reads the user's folder; version 5 (UOS 20) only /usr/share, which is the administrator's.
    _Menu("dde-file-manager", "data", f"deepin/dde-file-manager/oem-menuextensions/{ENTRY}", deepin_menu),
    _Menu("thunar", "data", f"Thunar/sendto/{ENTRY}", launcher),
)


def planned(home: Home, words: Sequence[str], offered: Sequence[str]) -> Iterator[Planned]:
    """The files that make a launcher of these words.

    All file managers, Peony too, offer it under “open with” for files of the types offered, by the application's entry.
    """
    yield Planned(home.entry, launcher(words, offered))
    if home.desktop:
        yield Planned(home.desktop / f"{NAME}.desktop", launcher(words), runs=True)
    for menu in _MENUS:
        if menu.manager in home.managers:
            base = home.data if menu.base == "data" else home.config
            yield Planned(base / menu.place, menu.content(words), menu.runs)


def home() -> Home | None:
    """The user's folders; None where the user has none."""
    name = os.environ.get("HOME")
    if not name:
        return None
    root = Path(name)
    config = _folder("XDG_CONFIG_HOME", root / ".config")
    return Home(
        data=_folder("XDG_DATA_HOME", root / ".local/share"),
        config=config,
        desktop=desktop(root, _user_dirs(config)),
        managers=frozenset(menu.manager for menu in _MENUS if first(menu.manager)),
    )


def _folder(variable: str, usual: Path) -> Path:
    """Relative paths in these variables are to be ignored (XDG Base Directory Specification)."""
    named = os.environ.get(variable, "")
    return Path(named) if named.startswith("/") else usual


def _user_dirs(config: Path) -> str:
    try:
        return (config / "user-dirs.dirs").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""


def desktop(root: Path, user_dirs: str) -> Path | None:
    """The folder of the desktop: as user-dirs.dirs says, else by its usual names; None where there is none.

    A user who wants no desktop has it set to the home folder itself (xdg-user-dirs).
    """
    said = _DESKTOP_DIR.search(user_dirs)
    if not said:
        return next((root / name for name in _DESKTOPS if (root / name).is_dir()), None)
    folder = Path(re.sub(r"\\(.)", r"\1", said[1].replace("$HOME", str(root), 1)))
    return folder if folder.is_dir() and folder != root else None
