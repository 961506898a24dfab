"""The structure of a document: what Word demands and no schema states, checked before a document is released.

LibreOffice opens almost anything, so that it opens a file proves nothing about Word.
"""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import NamedTuple, TypeVar, cast
from xml.parsers import expat

from docgen.diagnostics import Phrase
from docgen.package import PackageFault, Relationship
from docgen.package.relationships import (
    ContentTypes,
    read_content_types,
    read_relationships,
    relationships_name,
)
from docgen.word.story import Story, read_story
from docgen.word.wordml import W

_STORIES = ("document.main+xml", "header+xml", "footer+xml", "footnotes+xml", "endnotes+xml", "comments+xml")
_TYPES = "[Content_Types].xml"
T = TypeVar("T")


class Fault(NamedTuple):
    """What is wrong with a part."""

    part: str
    detail: Phrase


def faults(parts: Mapping[str, bytes]) -> tuple[Fault, ...]:
    """Every structural fault of a document, given as its parts by name.

    Parts that cannot be parsed are named and end the search: nothing more can be said then.
    """
    return Inspector({}).faults(parts)


class Inspector:
    """Finds the faults of documents that share parts: what a shared part says is read once."""

    def __init__(self, shared: Mapping[str, bytes]) -> None:
        self._shared = shared
        self._read: dict[tuple[str, str], object] = {}

    def faults(self, parts: Mapping[str, bytes]) -> tuple[Fault, ...]:
        """As the function of this name."""
        if _TYPES not in parts:
            return (Fault(_TYPES, Phrase("缺少这个部件", "it is missing")),)
        stories: dict[str, Story] = {}
        broken = tuple(self._unreadable(parts, stories))
        return broken or tuple(self._found(parts, stories))

    def _once(self, what: str, name: str, content: bytes, read: Callable[[], T]) -> T:
        """What a part says, read anew only where it is not the shared one."""
        if self._shared.get(name) is not content:
            return read()
        if (what, name) not in self._read:
            self._read[what, name] = read()
        return cast("T", self._read[what, name])

    def _types(self, parts: Mapping[str, bytes]) -> ContentTypes:
        content = parts[_TYPES]
        return self._once("types", _TYPES, content, lambda: read_content_types(_TYPES, content))

    def _unreadable(self, parts: Mapping[str, bytes], stories: dict[str, Story]) -> Iterator[Fault]:
        """The parts that are not well-formed. Each is parsed once; the stories among them are kept."""
        for name in sorted(parts, key=lambda name: name != _TYPES):
            try:
                if story := self._parsed(name, parts):
                    stories[name] = story
            except (expat.ExpatError, PackageFault) as error:
                yield Fault(
                    name, Phrase(f"不是完好的 XML（{error}）", f"it is not well-formed XML ({error})")
                )

    def _parsed(self, name: str, parts: Mapping[str, bytes]) -> Story | None:
        content = parts[name]
        if self._types(parts).of(name).endswith(_STORIES):
            return self._once("story", name, content, lambda: read_story(content))
        if name.endswith((".xml", ".rels")):
            self._once("form", name, content, lambda: expat.ParserCreate().Parse(content, True))
        return None

    def _found(self, parts: Mapping[str, bytes], stories: Mapping[str, Story]) -> Iterator[Fault]:
        types = self._types(parts)
        for name in parts:
            if name != _TYPES and not types.of(name):
                yield Fault(name, Phrase("没有声明内容类型", "its content type is not declared"))
            if name.endswith(".rels"):
                yield from self._dangling(name, parts)
        styles = self._identities(parts, "styles", "style", "styleId")
        lists = self._identities(parts, "numbering", "num", "numId") | {"0"}
        for name, story in stories.items():
            yield from (Fault(name, detail) for detail in story.faults)
            yield from _undefined(name, "style", story.styles - styles)
            yield from _undefined(name, "numId", story.lists - lists)
            yield from _undefined(name, "r:id", story.relations - self._relations(name, parts))
            if story.comments:
                known = self._identities(parts, "comments", "comment", "id")
                yield from _undefined(name, "comment", story.comments - known)

    def _dangling(self, name: str, parts: Mapping[str, bytes]) -> Iterator[Fault]:
        """Relationships that point to no part, and ids given twice."""
        folder, file = posixpath.split(name)
        source = posixpath.join(posixpath.dirname(folder), file.removesuffix(".rels"))
        seen: set[str] = set()
        for arrow in self._arrows(source, parts):
            if not arrow.external and arrow.target not in parts:
                missing = Phrase(
                    f"{arrow.id} 指向不存在的部件 {arrow.target}",
                    f"{arrow.id} points to no part: {arrow.target}",
                )
                yield Fault(name, missing)
            if arrow.id in seen:
                yield Fault(name, Phrase(f"{arrow.id} 重复", f"{arrow.id} occurs twice"))
            seen.add(arrow.id)

    def _identities(self, parts: Mapping[str, bytes], kind: str, element: str, attribute: str) -> set[str]:
        """The values of an attribute of every such element in the parts that are related as `kind`."""
        arrows = (arrow for name in parts for arrow in self._arrows(name, parts))
        targets = {arrow.target for arrow in arrows if arrow.kind == kind and arrow.target in parts}
        found: set[str] = set()
        for name in targets:
            content = parts[name]
            found |= self._once(kind, name, content, partial(_values, content, element, attribute))
        return found

    def _relations(self, part: str, parts: Mapping[str, bytes]) -> set[str]:
        return {arrow.id for arrow in self._arrows(part, parts)}

    def _arrows(self, part: str, parts: Mapping[str, bytes]) -> tuple[Relationship, ...]:
        name = relationships_name(part)
        content = parts.get(name)
        if content is None:
            return ()
        return self._once("arrows", name, content, partial(read_relationships, part, content, parts))


def _values(content: bytes, element: str, attribute: str) -> frozenset[str]:
    """The values that an attribute of our own has in a part, in every such element."""
    found: set[str] = set()

    def opened(name: str, attributes: dict[str, str]) -> None:
        if name == f"{W} {element}":
            found.add(attributes.get(f"{W} {attribute}", ""))

    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler = opened
    parser.Parse(content, True)
    return frozenset(found)


def _undefined(part: str, kind: str, names: set[str]) -> Iterator[Fault]:
    for name in sorted(names):
        yield Fault(part, Phrase(f"{kind} {name} 没有定义", f"{kind} {name} is not defined"))
