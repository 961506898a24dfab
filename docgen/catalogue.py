"""The report types on this machine: folders with a `report.toml` and a `template.docx`."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from docgen.diagnostics import Diagnostic
from docgen.diagnostics.codes import BAD_DEFINITION, UNKNOWN_TYPE
from docgen.diagnostics.system import refusal
from docgen.report.definition import Definition
from docgen.report.load import LIMIT, load

DEFINITION, TEMPLATE = "report.toml", "template.docx"


@dataclass(frozen=True, slots=True)
class ReportType:
    """A report type found in a folder; `definition` is None where `findings` say why."""

    folder: Path
    definition: Definition | None
    findings: tuple[Diagnostic, ...] = ()

    @property
    def id(self) -> str:
        return self.definition.id if self.definition else self.folder.name

    @property
    def template(self) -> Path:
        return self.folder / TEMPLATE


def load_type(folder: Path) -> ReportType:
    """The report type of a folder. Reports: E301 when its definition cannot be read or is at fault."""
    file = folder / DEFINITION
    try:
        with file.open("rb") as opened:
            return _loaded(folder, opened.read(4 * LIMIT + 1))
    except OSError as error:
        return ReportType(folder, None, (BAD_DEFINITION.at(file=str(file), path="—", detail=refusal(error)),))


@lru_cache(maxsize=64)
def _loaded(folder: Path, data: bytes) -> ReportType:
    """The type that a definition's bytes state: parsed once however many workbooks are taken."""
    file = str(folder / DEFINITION)
    try:
        return ReportType(folder, *load(data.decode("utf-8-sig"), file))
    except UnicodeDecodeError as error:
        return ReportType(folder, None, (BAD_DEFINITION.at(file=file, path="—", detail=str(error)),))


def every_type() -> tuple[ReportType, ...]:
    """The types in the order in which they are looked for; of two with one id the first counts."""
    found: dict[str, ReportType] = {}
    for folder in _folders():
        kind = load_type(folder)
        found.setdefault(kind.id, kind)
    return tuple(found.values())


def find_type(report: str) -> tuple[ReportType | None, tuple[Diagnostic, ...]]:
    """The type named by its id or by its folder. Reports: E302 none such, E301 its definition is at fault."""
    folder = Path(report)
    if _is_type(folder):
        kind = load_type(folder)
        return (kind if kind.definition else None), kind.findings
    types = every_type()
    for kind in types:
        if kind.id == report:
            return (kind if kind.definition else None), kind.findings
    known = "、".join(kind.id for kind in types) or "—"
    return None, (UNKNOWN_TYPE.at(report=report, known=known),)


def _folders() -> Iterator[Path]:
    """Folders of report types: `DOCGEN_REPORTS`, the user's own, then those shipped (contract, section 6)."""
    for root in _roots():
        if _is_type(root):
            yield root
        else:
            yield from sorted(child for child in _children(root) if _is_type(child))


def _is_type(folder: Path) -> bool:
    return os.path.isfile(folder / DEFINITION)  # noqa: PTH113 - Path.is_file raises for a name too long or a folder closed to us


def _children(root: Path) -> list[Path]:
    try:
        return list(root.iterdir())
    except OSError:
        return []


def _roots() -> Iterator[Path]:
    yield from (Path(part) for part in os.environ.get("DOCGEN_REPORTS", "").split(os.pathsep) if part)
    data = _user_data()
    if data:
        yield data / "docgen" / "reports"
    yield shipped()


def _user_data() -> Path | None:
    variable, below = ("APPDATA", "") if sys.platform == "win32" else ("XDG_DATA_HOME", ".local/share")
    if os.environ.get(variable):
        return Path(os.environ[variable])
    home = os.environ.get("HOME")
    return Path(home) / below if home and below else None


def shipped() -> Path:
    """The types that came with docgen: inside the wheel beside this module, in a checkout beside the package."""
    package = Path(__file__).parent
    inside = package / "word_templates"
    return inside if inside.is_dir() else package.parent / "word_templates"
