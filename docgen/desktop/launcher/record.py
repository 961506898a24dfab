"""The record of an installation: which files and folders it made, so that all of them and nothing else can go."""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from docgen.desktop.launcher.planned import MARK, Planned
from docgen.diagnostics import Diagnostic
from docgen.diagnostics.codes import CANNOT_WRITE, FOREIGN_FILE
from docgen.diagnostics.system import refusal
from docgen.output import write_whole


@dataclass(slots=True)
class Record:
    """Files and folders that were made, in that order, and the programs that were fixed as the default of a type."""

    file: Path
    files: list[str]
    folders: list[str]
    defaults: dict[str, str]

    def made(self, folder: Path) -> None:
        """Makes a folder and those above it, remembering which were not there."""
        missing = [each for each in (folder, *folder.parents) if not each.exists()]
        folder.mkdir(parents=True, exist_ok=True)
        self.folders += [str(each) for each in reversed(missing) if str(each) not in self.folders]

    def save(self) -> tuple[Diagnostic, ...]:
        try:
            self.made(self.file.parent)
        except OSError as error:
            return (CANNOT_WRITE.at(file=str(self.file), detail=refusal(error)),)
        kept = {key: value for key, value in asdict(self).items() if key != "file"}
        return write_whole(self.file, json.dumps(kept, indent=1).encode())


def load(file: Path) -> Record:
    """What was recorded; an empty record where there is none, or none that can be read."""
    kept: dict[str, object] = {}
    with suppress(OSError, ValueError):
        kept = json.loads(file.read_bytes())
    files, folders, defaults = (kept.get(name) for name in ("files", "folders", "defaults"))
    return Record(
        file,
        [str(each) for each in files] if isinstance(files, list) else [],
        [str(each) for each in folders] if isinstance(folders, list) else [],
        {str(k): str(v) for k, v in defaults.items()} if isinstance(defaults, dict) else {},
    )


def write(planned: Planned, record: Record) -> tuple[Diagnostic, ...]:
    """Writes a file and records it; one that somebody else wrote is left. Reports: E401, E402, E410."""
    path = planned.path
    if path.exists() and not _is_ours(path):
        return (FOREIGN_FILE.at(file=str(path)),)
    try:
        record.made(path.parent)
        found = write_whole(path, planned.content)
        if not found and planned.runs:
            path.chmod(0o755)
    except OSError as error:
        return (CANNOT_WRITE.at(file=str(path), detail=refusal(error)),)
    if not found and str(path) not in record.files:
        record.files.append(str(path))
    return found


def remove(path: Path) -> tuple[bool, tuple[Diagnostic, ...]]:
    """Whether a recorded file went; one that is no longer ours stays. Reports: E401."""
    try:
        if not path.exists() or not _is_ours(path):
            return False, ()
        path.unlink()
    except OSError as error:
        return False, (CANNOT_WRITE.at(file=str(path), detail=refusal(error)),)
    return True, ()


def _is_ours(path: Path) -> bool:
    try:
        return MARK.encode() in path.read_bytes()[:4096]
    except OSError:
        return False
