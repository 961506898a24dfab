"""The report types on this machine: folders with a `report.toml` and a `template.docx`."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from docgen import cache
from docgen.diagnostics import Diagnostic
from docgen.diagnostics.codes import BAD_DEFINITION, UNKNOWN_TYPE
from docgen.diagnostics.system import refusal
from docgen.records import dataclass
from docgen.report.definition import LIMIT, Definition
from docgen.report.stored import SHAPE, restored, stored

DEFINITION, TEMPLATE = "report.toml", "template.docx"
COMPILED = "report.compiled"
"""A shipped definition's compiled form, beside it."""


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
    """The type that a definition's bytes state: taken up as shipped or kept, else parsed, and once at most."""
    key = definition_key(data)
    shipped_form = cache.read_entry(folder / COMPILED, key) if folder.parent == shipped() else None
    form = shipped_form or cache.kept(cache.key_of_code(key, "report"))
    definition = restored(form) if form else None
    return ReportType(folder, definition) if definition else _parsed(folder, data)


def _parsed(folder: Path, data: bytes) -> ReportType:
    from docgen.report.load import load

    file = str(folder / DEFINITION)
    try:
        found = ReportType(folder, *load(data.decode("utf-8-sig"), file))
    except UnicodeDecodeError as error:
        return ReportType(folder, None, (BAD_DEFINITION.at(file=file, path="—", detail=str(error)),))
    if found.definition:
        cache.keep(cache.key_of_code(definition_key(data), "report"), stored(found.definition))
    return found


def definition_key(data: bytes) -> str:
    """What a compiled definition follows from: the text of `report.toml`, the shape of definitions, docgen's version."""
    return cache.key_of(b"definition", SHAPE, data)


def type_of(report: str) -> ReportType | None:
    """The first type of this id; folders that state another are not read any further."""
    for folder in _folders():
        if folder.name == report or _stated_id(folder) in (report, ""):
            kind = load_type(folder)
            if kind.id == report:
                return kind
    return None


def _stated_id(folder: Path) -> str:
    """The id that a definition states at its beginning, "" where it is not plain to see."""
    try:
        with (folder / DEFINITION).open("rb") as opened:
            found = _ID.match(opened.read(4096))
    except OSError:
        return ""
    return found[1].decode() if found else ""


_ID = re.compile(rb"(?:\xef\xbb\xbf)?(?:#[^\n]*\n|\s)*id *= *[\"']([a-z0-9-]+)[\"'] *\r?\n")


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
    if named := type_of(report):
        return (named if named.definition else None), named.findings
    known = "、".join(known.id for known in every_type()) or "—"
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
