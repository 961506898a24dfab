"""The structure of a document: what Word demands and no schema states, checked before a document is released.

LibreOffice opens almost anything, so that it opens a file proves nothing about Word.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping
from typing import NamedTuple
from xml.parsers import expat

from docgen.diagnostics import Phrase
from docgen.package import PackageFault, Relationship
from docgen.package.relationships import read_content_types, read_relationships, relationships_name
from docgen.word.story import Story, read_story
from docgen.word.wordml import W

_STORIES = ("document.main+xml", "header+xml", "footer+xml", "footnotes+xml", "endnotes+xml", "comments+xml")
_TYPES = "[Content_Types].xml"


class Fault(NamedTuple):
    """What is wrong with a part."""

    part: str
    detail: Phrase


def faults(parts: Mapping[str, bytes]) -> tuple[Fault, ...]:
    """Every structural fault of a document, given as its parts by name.

    Parts that cannot be parsed are named and end the search: nothing more can be said then.
    """
    if _TYPES not in parts:
        return (Fault(_TYPES, Phrase("缺少这个部件", "it is missing")),)
    stories: dict[str, Story] = {}
    broken = tuple(_unreadable(parts, stories))
    return broken or tuple(_found(parts, stories))


def _unreadable(parts: Mapping[str, bytes], stories: dict[str, Story]) -> Iterator[Fault]:
    """The parts that are not well-formed. Each is parsed once; the stories among them are kept."""
    ordered = sorted(parts, key=lambda name: name != _TYPES)
    types = None
    for name in ordered:
        try:
            types = types or read_content_types(_TYPES, parts[_TYPES])
            if types.of(name).endswith(_STORIES):
                stories[name] = read_story(parts[name])
            elif name.endswith((".xml", ".rels")):
                expat.ParserCreate().Parse(parts[name], True)
        except (expat.ExpatError, PackageFault) as error:
            yield Fault(name, Phrase(f"不是完好的 XML（{error}）", f"it is not well-formed XML ({error})"))


def _found(parts: Mapping[str, bytes], stories: Mapping[str, Story]) -> Iterator[Fault]:
    types = read_content_types(_TYPES, parts[_TYPES])
    for name in parts:
        if name != _TYPES and not types.of(name):
            yield Fault(name, Phrase("没有声明内容类型", "its content type is not declared"))
        if name.endswith(".rels"):
            yield from _dangling(name, parts)
    styles = _identities(parts, "styles", "style", "styleId")
    lists = _identities(parts, "numbering", "num", "numId") | {"0"}
    for name, story in stories.items():
        yield from (Fault(name, detail) for detail in story.faults)
        yield from _undefined(name, "style", story.styles - styles)
        yield from _undefined(name, "numId", story.lists - lists)
        yield from _undefined(name, "r:id", story.relations - _relations(name, parts))
        if story.comments:
            yield from _undefined(
                name, "comment", story.comments - _identities(parts, "comments", "comment", "id")
            )


def _dangling(name: str, parts: Mapping[str, bytes]) -> Iterator[Fault]:
    """Relationships that point to no part, and ids given twice."""
    folder, file = posixpath.split(name)
    source = posixpath.join(posixpath.dirname(folder), file.removesuffix(".rels"))
    seen: set[str] = set()
    for arrow in read_relationships(source, parts[name], parts):
        if not arrow.external and arrow.target not in parts:
            missing = Phrase(
                f"{arrow.id} 指向不存在的部件 {arrow.target}", f"{arrow.id} points to no part: {arrow.target}"
            )
            yield Fault(name, missing)
        if arrow.id in seen:
            yield Fault(name, Phrase(f"{arrow.id} 重复", f"{arrow.id} occurs twice"))
        seen.add(arrow.id)


def _identities(parts: Mapping[str, bytes], kind: str, element: str, attribute: str) -> set[str]:
    """The values of an attribute of every such element in the parts that are related as `kind`."""
    found: set[str] = set()

    def opened(name: str, attributes: dict[str, str]) -> None:
        if name == f"{W} {element}":
            found.add(attributes.get(f"{W} {attribute}", ""))

    arrows = (arrow for name in parts for arrow in _arrows(name, parts))
    for part in sorted({arrow.target for arrow in arrows if arrow.kind == kind and arrow.target in parts}):
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.StartElementHandler = opened
        parser.Parse(parts[part], True)
    return found


def _relations(part: str, parts: Mapping[str, bytes]) -> set[str]:
    return {arrow.id for arrow in _arrows(part, parts)}


def _arrows(part: str, parts: Mapping[str, bytes]) -> tuple[Relationship, ...]:
    name = relationships_name(part)
    return read_relationships(part, parts[name], parts) if name in parts else ()


def _undefined(part: str, kind: str, names: set[str]) -> Iterator[Fault]:
    for name in sorted(names):
        yield Fault(part, Phrase(f"{kind} {name} 没有定义", f"{kind} {name} is not defined"))
