"""The properties of a document: its dates, and the place where its seal is kept."""

from __future__ import annotations

import re
from collections.abc import Mapping

from docgen.diagnostics import Phrase
from docgen.diagnostics.codes import MALFORMED
from docgen.package import PackageFault
from docgen.word import seal
from docgen.word.wordml import tree_of

_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_ARROWS = "http://schemas.openxmlformats.org/package/2006/relationships"
_TERMS = "http://purl.org/dc/terms/"
_CORE = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
_DATE = re.compile(r"(\d{4})\D{1,3}(\d{1,2})\D{1,3}(\d{1,2})")
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
    override = {"PartName": f"/{seal.PART}", "ContentType": seal.CONTENT_TYPE}
    arrow = {"Id": "docgenSeal", "Type": seal.RELATIONSHIP, "Target": seal.PART}
    types, arrows = _stored("[Content_Types].xml", contents), _stored("_rels/.rels", contents)
    wired[types] = _with(contents[types], f"{{{_TYPES}}}Override", override, "PartName")
    wired[arrows] = _with(contents[arrows], f"{{{_ARROWS}}}Relationship", arrow, "Type")
    return wired


def _stored(part: str, contents: Mapping[str, bytes]) -> str:
    """The part's name as it is stored, which may differ in case."""
    for name in contents:
        if name.lower() == part.lower():
            return name
    raise PackageFault(MALFORMED.at(part=part, detail=Phrase("文件里没有这个部件", "it is not in the file")))


def _with(content: bytes, tag: str, attributes: Mapping[str, str], key: str) -> bytes:
    """The content with one more element below its root, unless one has the same key already."""
    from lxml import etree

    root = tree_of(content)
    if all(element.get(key) != attributes[key] for element in root.iter(tag)):
        etree.SubElement(root, tag, dict(attributes))
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
