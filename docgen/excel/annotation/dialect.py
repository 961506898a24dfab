"""The dialect of a workbook: Strict or transitional, which have other names for the same things."""

from __future__ import annotations

from docgen.records import dataclass


@dataclass(frozen=True, slots=True)
class Dialect:
    """The namespace of worksheets and the beginning of the types of relationships."""

    main: str
    arrows: str


TRANSITIONAL = Dialect(
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
)
STRICT = Dialect(
    "http://purl.oclc.org/ooxml/spreadsheetml/main", "http://purl.oclc.org/ooxml/officeDocument/relationships"
)


def dialect_of(workbook: bytes) -> Dialect:
    """The dialect of a workbook part: the one whose namespace it declares."""
    return STRICT if STRICT.main.encode() in workbook else TRANSITIONAL
