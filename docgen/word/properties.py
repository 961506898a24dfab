"""The properties of a document: its dates, and the place where its seal is kept."""

from __future__ import annotations

from collections.abc import Mapping

from docgen.patterns import regex
from docgen.word import seal
from docgen.word.wiring import declared, related
from docgen.word.wordml import tree_of

_TERMS = "http://purl.org/dc/terms/"
_CORE = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
_DATE = regex(r"(\d{4})\D{1,3}(\d{1,2})\D{1,3}(\d{1,2})")
_FIRST_DAY = "1980-01-01"

ISSUED = "_issued"
"""The tag of the date, which only `dated` writes."""


def issued(date: str) -> str:
    """The date of a report as printed (2021年1月20日), at midnight, as properties state times."""
    found = _DATE.match(date)
    day = "{}-{:0>2}-{:0>2}".format(*found.groups()) if found else _FIRST_DAY
    return f"{day}T00:00:00Z"


def dated(core: bytes) -> bytes:
    """Core properties that tell the report's date, and not who drew the template on which day.

    Not the day of printing: the same workbook must give the same bytes next year.
    """
    from lxml import etree

    root = tree_of(core)
    for name in ("created", "modified"):
        for element in root.findall(f"{{{_TERMS}}}{name}"):
            element.text = f"{{{{ {ISSUED} }}}}"
    for name in ("lastModifiedBy", "lastPrinted", "revision"):
        for element in root.findall(f"{{{_CORE}}}{name}"):
            root.remove(element)
    return etree.tostring(root)


def with_seal(contents: Mapping[str, bytes]) -> dict[str, bytes]:
    """The parts with a place for the seal: declared, and related to the package. May raise PackageFault."""
    wired = {name: content for name, content in contents.items() if name != seal.PART}
    arrow = {"Id": "docgenSeal", "Type": seal.RELATIONSHIP, "Target": seal.PART}
    return related(declared(wired, seal.PART, seal.CONTENT_TYPE), "", arrow, "Type")
