"""A message that stays until it has been read, by whatever the machine has to show one."""

from __future__ import annotations

import html
import os
import sys
from collections.abc import Callable, Iterator

from docgen.desktop.programs import first, has_display, run

TITLE = "docgen"
Way = Callable[[str], bool]


def tell(text: str) -> bool:
    """Shows the message and waits until it has been read; False where there is no screen to show it on."""
    return any(way(text) for way in _ways())


def notify(text: str) -> bool:
    """Shows the message in passing, where the desktop has notifications: nothing hangs on its being read."""
    program = first("notify-send") if has_display() and sys.platform != "win32" else None
    ran = run([program, "-a", TITLE, TITLE, html.escape(text, quote=False)], 5) if program else None
    return ran is not None and ran.returncode == 0


def _ways() -> Iterator[Way]:
    if sys.platform == "win32":
        yield _message_box
    elif sys.platform == "darwin":
        yield _apple
    elif has_display():
        is_kde = "KDE" in os.environ.get("XDG_CURRENT_DESKTOP", "")
        yield from (_kdialog, _zenity) if is_kde else (_zenity, _kdialog)
        yield from (_tkinter, _notification, _terminal, _xmessage)


def _message_box(text: str) -> bool:
    """Windows: in front of whatever is open, with one button."""
    if sys.platform == "win32":
        import ctypes

        button_ok, icon_information, to_front, topmost = 0x0, 0x40, 0x10000, 0x40000
        flags = button_ok | icon_information | to_front | topmost
        return bool(ctypes.windll.user32.MessageBoxW(None, text, TITLE, flags))
    return False


def _apple(text: str) -> bool:
    quoted = text.replace("\\", "\\\\").replace('"', '\\"')
    return _shown("osascript", "-e", f'display alert "{TITLE}" message "{quoted}"')


def _zenity(text: str) -> bool:
    # Without --no-markup an & in a file's name leaves the box empty.
    return _shown("zenity", "--info", "--no-markup", f"--title={TITLE}", "--width=480", f"--text={text}")


def _kdialog(text: str) -> bool:
    return _shown("kdialog", "--title", TITLE, "--msgbox", text)


def _notification(text: str) -> bool:
    """Critical ones stay until they are clicked away, by the notification specification."""
    escaped = html.escape(text, quote=False)
    return _shown("notify-send", "-u", "critical", "-t", "0", "-a", TITLE, TITLE, escaped)


def _xmessage(text: str) -> bool:
    """The last: its fonts have no Chinese on most machines."""
    return _shown("xmessage", "-center", "-title", TITLE, "-buttons", "OK:0", text)


def _terminal(text: str) -> bool:
    shell = ("sh", "-c", 'printf "%s\\n\\n[Enter]" "$1"; read _', TITLE, text)
    for name, option in (("gnome-terminal", "--"), ("x-terminal-emulator", "-e"), ("xterm", "-e")):
        waits = ("--wait",) if name == "gnome-terminal" else ()
        if _shown(name, *waits, option, *shell):
            return True
    return False


def _shown(name: str, *arguments: str) -> bool:
    """Whether a program showed the message; closing its window by the corner counts, having no screen does not."""
    program = first(name)
    ran = run([program, *arguments]) if program else None
    return ran is not None and ran.returncode in {0, 1} and b"display" not in ran.stderr


def _tkinter(text: str) -> bool:
    try:
        import tkinter
        from tkinter import messagebox
    except ImportError:
        return False
    try:
        root = tkinter.Tk()
    except tkinter.TclError:
        return False
    root.withdraw()
    messagebox.showinfo(TITLE, text, parent=root)
    root.destroy()
    return True
