"""The opened document: from the bytes of a file to its paragraphs and tables, or to the reason why not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docgen.diagnostics import Diagnostic
from docgen.diagnostics.codes import NOT_A_DOCUMENT
from docgen.package import (
    CONTENT_TYPES,
    Package,
    PackageFault,
    custom_properties,
    described,
    open_package,
)
from docgen.report.paper.manuscript import Manuscript
from docgen.word.body import read_body
from docgen.word.levels import Levels, read_styles
from docgen.word.lists import Lists, read_lists

if TYPE_CHECKING:
    from collections.abc import Iterable

    from docgen.package import Relationship


def open_document(data: bytes) -> tuple[Manuscript | None, tuple[Diagnostic, ...]]:
    """The document as it stands on paper, or None with the error that kept it from being read.

    The data is the whole file. Its name plays no part: what it is, is seen from its bytes. A document with macros
    or a Word template is read like any other; nothing in it is run.
    Reports: E104 no document but something else, E105, E107 to E111 as for workbooks.
    """
    package, findings = open_package(data, wrong_type=NOT_A_DOCUMENT)
    if package is None:
        return None, findings
    try:
        return _manuscript(package), ()
    except PackageFault as fault:
        return None, (fault.diagnostic,)


def is_document(data: bytes) -> bool:
    """Whether the data is a Word document that can be opened as one, sound or not."""
    package, _ = open_package(data)
    try:
        return package is not None and _is_document(package)
    except PackageFault:
        return False


def _is_document(package: Package) -> bool:
    """By its declared type, as a workbook's parts may lie in a folder called word."""
    content_type = package.content_type(package.main_part).lower() if CONTENT_TYPES in package else ""
    return content_type.endswith("+xml") and ("wordprocessingml" in content_type or "ms-word" in content_type)


def _manuscript(package: Package) -> Manuscript:
    """Only what holds words, styles and lists is parsed: settings, themes and drawings do not matter here."""
    if not _is_document(package):
        raise PackageFault(NOT_A_DOCUMENT.at(kind=described(package)))
    part = package.main_part
    arrows = package.relationships(part)
    styles, lists = (_target(arrows, (kind,)) for kind in ("styles", "numbering"))
    levels = Levels(
        read_styles(styles, package.read(styles)) if styles in package else {},
        read_lists(lists, package.read(lists)) if lists in package else Lists(),
    )
    return Manuscript(read_body(part, package.read(part), levels), custom_properties(package))


def _target(arrows: Iterable[Relationship], kinds: tuple[str, ...]) -> str:
    return next((arrow.target for arrow in arrows if arrow.kind in kinds and not arrow.external), "")
