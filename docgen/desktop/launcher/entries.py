"""The files by which freedesktop's file managers know of a program, as text.

Source: Desktop Entry Specification 1.5 (“The Exec key”, “Values of type string”); KIO's service menus; Nemo's
actions; the deepin file manager's menu extensions.
"""

from __future__ import annotations

import re
import shlex
from collections.abc import Mapping, Sequence

from docgen.desktop.launcher.planned import MARK, NAME

WORKBOOKS = (
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "application/vnd.ms-excel.sheet.macroEnabled.12",
)
_ICON = "x-office-document"
_RESERVED = re.compile(r"""[\s"'\\><~|&;$*?#()`]""")
_COMMENT = "把填好的工作簿拖到这里，旁边就写出可以付印的公文"


def exec_line(words: Sequence[str]) -> str:
    """The value of an Exec key that runs these words and then the files dropped."""
    return " ".join([*map(_quoted, words), "%F"])


def _quoted(word: str) -> str:
    """A word under both rules of the specification: those for arguments, then those for strings, which undo first."""
    word = word.replace("%", "%%")
    if word and not _RESERVED.search(word):
        return word
    argument = re.sub(r'(["`$\\])', r"\\\1", word)
    return '"{}"'.format(argument.replace("\\", "\\\\"))


def launcher(words: Sequence[str], types: Sequence[str] = WORKBOOKS) -> bytes:
    """The application: dropped upon on the desktop, and offered under “open with” for files of these types."""
    return _group("Desktop Entry", _application(words, types))


def deepin_menu(words: Sequence[str]) -> bytes:
    """The same as an extension of the menu of deepin's and UOS's file manager."""
    where = {"X-DFM-MenuTypes": "SingleFile;SingleDir;MultiFileDirs;"}
    return _group("Desktop Entry", {**_application(words, (*WORKBOOKS, "inode/directory")), **where})


def service_menu(words: Sequence[str]) -> bytes:
    """The item of the menu of Dolphin and whatever else uses KIO."""
    head = {
        "Type": "Service",
        "X-KDE-ServiceTypes": "KonqPopupMenu/Plugin",
        "MimeType": "".join(f"{kind};" for kind in WORKBOOKS),
        "Actions": "docgen;",
    }
    action = {**_named(), "Icon": _ICON, "Exec": exec_line(words)}
    return _group("Desktop Entry", head) + b"\n" + _group("Desktop Action docgen", action)


def nemo_action(words: Sequence[str]) -> bytes:
    """The item of Nemo's menu, which takes its command apart as a shell would."""
    return _group(
        "Nemo Action",
        {
            **_named(),
            "Comment": _COMMENT,
            "Exec": f"{shlex.join(words)} %F".replace("\\", "\\\\"),
            "Icon-Name": _ICON,
            "Selection": "notnone",
            "Extensions": "xlsx;xlsm;",
            "Quote": "double",
        },
    )


def script(words: Sequence[str]) -> bytes:
    """A script of Nautilus's or Caja's menu, which are given the files' names and run in their folder."""
    return f'#!/bin/sh\n# {MARK}\nexec {shlex.join(words)} "$@"\n'.encode()


def _application(words: Sequence[str], types: Sequence[str]) -> dict[str, str]:
    offered = {"MimeType": "".join(f"{kind};" for kind in types)} if types else {}
    return {
        "Type": "Application",
        "Version": "1.0",
        **_named(),
        "Comment": "Drop filled-in workbooks here: the documents to be printed are written beside them",
        "Comment[zh_CN]": _COMMENT,
        "Exec": exec_line(words),
        "Icon": _ICON,
        "Terminal": "false",
        "StartupNotify": "false",
        "Categories": "Office;",
        **offered,
    }


def _named() -> dict[str, str]:
    return {"Name": "docgen", "Name[zh_CN]": NAME}


def _group(title: str, keys: Mapping[str, str]) -> bytes:
    rows = "".join(f"{key}={value}\n" for key, value in keys.items())
    return f"# {MARK}\n[{title}]\n{rows}".encode()
