"""The PDF of a document, made by LibreOffice where the machine has one."""

from __future__ import annotations

from pathlib import Path

from docgen.diagnostics import Diagnostic
from docgen.diagnostics.codes import NO_LIBREOFFICE, NO_PDF
from docgen.office import SECONDS, converted, libreoffice
from docgen.output import write_whole


def pdf_beside(document: Path, seconds: float = SECONDS) -> tuple[Path | None, tuple[Diagnostic, ...]]:
    """The PDF of a document that lies on disk, under its name beside it. Reports: E407, E408, and as `write_whole`."""
    office = libreoffice()
    if office is None:
        return None, (NO_LIBREOFFICE.at(file=str(document)),)
    made, said = converted(office, document.read_bytes(), "pdf", seconds)
    if not made:
        return None, (NO_PDF.at(file=str(document), detail=said),)
    target = document.with_suffix(".pdf")
    found = write_whole(target, made)
    return (None if found else target), found
