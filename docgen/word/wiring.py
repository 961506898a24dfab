"""The wiring of a document's parts: who points to whom, and what a new part must be declared by."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping

from docgen.diagnostics import Phrase
from docgen.diagnostics.codes import MALFORMED
from docgen.package import CONTENT_TYPES, PackageFault, Relationship
from docgen.package.relationships import read_relationships, relationships_name
from docgen.word.wordml import R, tree_of

_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_ARROWS = "http://schemas.openxmlformats.org/package/2006/relationships"
_NONE = f'<Relationships xmlns="{_ARROWS}"/>'.encode()


def arrows(part: str, parts: Mapping[str, bytes]) -> tuple[Relationship, ...]:
    """The relationships of a part of a sound document; "" is the document itself."""
    name = _stored(relationships_name(part), parts)
    return read_relationships(part, parts[name], parts) if name else ()


def main_part(parts: Mapping[str, bytes]) -> str:
    """The part with the body of a sound document."""
    return next(arrow.target for arrow in arrows("", parts) if arrow.kind == "officeDocument")


def free_name(stem: str, parts: Mapping[str, bytes]) -> str:
    """The first of the names `stem1.xml`, `stem2.xml`, … that no part has."""
    taken = {name.lower() for name in parts}
    number = 1
    while f"{stem}{number}.xml".lower() in taken:
        number += 1
    return f"{stem}{number}.xml"


def declared(parts: Mapping[str, bytes], part: str, content_type: str) -> dict[str, bytes]:
    """The parts with one of them declared, unless it is. May raise PackageFault."""
    override = {"PartName": f"/{part}", "ContentType": content_type}
    return _changed(parts, CONTENT_TYPES, f"{{{_TYPES}}}Override", override, "PartName")


def related(
    parts: Mapping[str, bytes], source: str, arrow: Mapping[str, str], key: str = "Id"
) -> dict[str, bytes]:
    """The parts with one more arrow (Id, Type, Target) from `source`, unless one has the same `key`."""
    name = relationships_name(source)
    wired = parts if _stored(name, parts) else {**parts, name: _NONE}
    return _changed(wired, name, f"{{{_ARROWS}}}Relationship", arrow, key)


def with_part(
    parts: Mapping[str, bytes], source: str, part: str, content: bytes, types: tuple[str, str]
) -> tuple[dict[str, bytes], str]:
    """The parts with a new one that `source` points to, and the id of the arrow; `types`: its content type and kind."""
    content_type, kind = types
    taken = {arrow.id for arrow in arrows(source, parts)}
    number = next(number for number in range(1, len(taken) + 2) if f"rIdDocgen{number}" not in taken)
    target = posixpath.relpath(part, posixpath.dirname(source) or ".")
    arrow = {"Id": f"rIdDocgen{number}", "Type": f"{R}/{kind}", "Target": target}
    return related(declared({**parts, part: content}, part, content_type), source, arrow), arrow["Id"]


def _changed(
    parts: Mapping[str, bytes], part: str, tag: str, attributes: Mapping[str, str], key: str
) -> dict[str, bytes]:
    """The parts, in one of them one more element below the root, unless one has the same key already."""
    from lxml import etree

    name = _stored(part, parts)
    if not name:
        raise PackageFault(MALFORMED.at(part=part, detail=Phrase("文件里没有它", "it is not in the file")))
    root = tree_of(parts[name])
    if all(element.get(key) != attributes[key] for element in root.iter(tag)):
        etree.SubElement(root, tag, dict(attributes))
    return {**parts, name: etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)}


def _stored(part: str, parts: Mapping[str, bytes]) -> str:
    """The part's name as it is stored, which may differ in case; "" where it is not."""
    return part if part in parts else next((name for name in parts if name.lower() == part.lower()), "")
