"""Putting a launcher on a freedesktop system, and taking it away."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path

from docgen.desktop.launcher import associations, linux
from docgen.desktop.launcher.entries import WORKBOOKS
from docgen.desktop.launcher.linux import Home
from docgen.desktop.launcher.planned import command
from docgen.desktop.launcher.record import Record, load, remove, write
from docgen.desktop.programs import first, run
from docgen.diagnostics import Diagnostic, Phrase
from docgen.diagnostics.codes import CANNOT_WRITE
from docgen.diagnostics.system import refusal
from docgen.output import write_whole

_Edit = Callable[[str, str, str], str]
_NO_HOME = Phrase("没有 HOME，不知道是哪位用户", "there is no HOME, so no user to install for")


def install() -> tuple[list[str], tuple[Diagnostic, ...]]:
    """The files written, all that there are of this launcher; what an earlier one had elsewhere goes."""
    home = linux.home()
    if home is None:
        return [], (CANNOT_WRITE.at(file="~", detail=_NO_HOME),)
    record = load(_record(home))
    before = {kind: associations.default(kind) for kind in WORKBOOKS}
    # Where nothing else opens workbooks we do not offer to: a double click would render them.
    offered = {kind: before[kind] for kind in WORKBOOKS if before[kind] not in {"", linux.ENTRY}}
    planned = list(linux.planned(home, command(), tuple(offered)))
    _, found = _removed(set(record.files) - {str(each.path) for each in planned}, record)
    for each in planned:
        found = (*found, *write(each, record))
    for each in planned:
        if each.path.parent == home.desktop:
            _trust(each.path)
    associations.refreshed(home.entry.parent)
    found = (*found, *_fix_defaults(home, offered, record), *record.save())
    return [str(each.path) for each in planned if str(each.path) in record.files], found


def uninstall() -> tuple[list[str], tuple[Diagnostic, ...]]:
    """The files taken away: those that an installation recorded and nobody has put something else in place of."""
    home = linux.home()
    if home is None:
        return [], (CANNOT_WRITE.at(file="~", detail=_NO_HOME),)
    record = load(_record(home))
    gone, found = _removed(record.files, record)
    associations.refreshed(home.entry.parent)
    _drop_empty_cache(home)
    found = (*found, *_release_defaults(home, record))
    if record.files:
        return gone, (*found, *record.save())
    with suppress(OSError):
        record.file.unlink(missing_ok=True)
    for folder in reversed(record.folders):
        with suppress(OSError):  # something else lies in it now
            Path(folder).rmdir()
    return gone, found


def _record(home: Home) -> Path:
    return home.data / "docgen" / "launcher.json"


def _removed(files: Iterable[str], record: Record) -> tuple[list[str], tuple[Diagnostic, ...]]:
    gone: list[str] = []
    found: tuple[Diagnostic, ...] = ()
    for file in sorted(files):
        went, said = remove(Path(file))
        gone += [file] if went else []
        found = (*found, *said)
        if not said:
            record.files.remove(file)
    return gone, found


def _trust(path: Path) -> None:
    """GNOME and Xfce start from the desktop only what is marked so; where there is no such mark nothing is lost."""
    gio = first("gio")
    if gio:
        checksum = hashlib.sha256(path.read_bytes()).hexdigest()
        for name, value in (("trusted", "true"), ("xfce-exe-checksum", checksum)):
            run([gio, "set", "-t", "string", str(path), f"metadata::{name}", value], 5)


def _fix_defaults(home: Home, defaults: dict[str, str], record: Record) -> tuple[Diagnostic, ...]:
    """What opened workbooks until now is written down as what opens them; what the user wrote down stays."""
    done, found = _edited(home, associations.with_default, defaults, record)
    record.defaults |= done
    return found


def _release_defaults(home: Home, record: Record) -> tuple[Diagnostic, ...]:
    _, found = _edited(home, associations.without_default, record.defaults, record)
    record.defaults = record.defaults if found else {}
    return found


def _edited(
    home: Home, edit: _Edit, defaults: dict[str, str], record: Record
) -> tuple[dict[str, str], tuple[Diagnostic, ...]]:
    """The defaults by which the user's list of them was changed; a list with nothing left in it goes."""
    file, done = home.config / "mimeapps.list", dict[str, str]()
    try:
        text = file.read_text(encoding="utf-8", errors="surrogateescape") if file.exists() else ""
        for kind, entry in defaults.items():
            changed = edit(text, kind, entry)
            done |= {kind: entry} if changed != text else {}
            text = changed
        if done and not text.strip():
            file.unlink()
        elif done:
            record.made(file.parent)
            return done, write_whole(file, text.encode("utf-8", "surrogateescape"))
    except OSError as error:
        return {}, (CANNOT_WRITE.at(file=str(file), detail=refusal(error)),)
    return done, ()


def _drop_empty_cache(home: Home) -> None:
    """The index of the applications folder, when no application is left in it: we may have been the first."""
    cache = home.entry.with_name("mimeinfo.cache")
    with suppress(OSError):
        if cache.read_text(encoding="utf-8").strip() == "[MIME Cache]":
            cache.unlink()
