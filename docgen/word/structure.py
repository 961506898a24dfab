"""The structure of a document: what Word demands and no schema states, checked before a document is released.

LibreOffice opens almost anything, so that it opens a file proves nothing about Word.
"""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
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
from docgen.word.shapes import story_of
from docgen.word.story import Story
from docgen.word.wordml import W

_STORIES = ("document.main+xml", "header+xml", "footer+xml", "footnotes+xml", "endnotes+xml", "comments+xml")
_TYPES = "[Content_Types].xml"
T = TypeVar("T")
_CORE_DATE = re.compile(rb"<dcterms:(?:created|modified)\b[^>]*>([^<]*)<")
_CLOCK = rb"T[0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?(?:Z|[+-][0-9]{2}:[0-9]{2})"
_W3CDTF = re.compile(rb"[0-9]{4}(?:-[0-9]{2}(?:-[0-9]{2}(?:" + _CLOCK + rb")?)?)?")
_HOLDERS = frozenset({"comments", "endnotes", "footnotes", "numbering", "styles"})
_BY = {
    "style": "styleId", "num": "numId", "abstractNum": "abstractNumId", "abstractNumId": "val",
    "comment": "id", "footnote": "id", "endnote": "id",
}  # fmt: skip
_NAMED = {f"{W} {element}": element for element in _BY}


class Fault(NamedTuple):
    """What is wrong with a part."""

    part: str
    detail: Phrase


class Reader:
    """What parts say, that of shared ones read once: of a template's, which all of its documents have."""

    def __init__(self, shared: Mapping[str, bytes]) -> None:
        self._shared = shared
        self._read: dict[tuple[str, object], object] = {}

    def once(self, name: str, parts: Mapping[str, bytes], read: Callable[[bytes], T]) -> T:
        """What a part says, by a function of its content."""
        content = parts[name]
        if self._shared.get(name) is not content:
            return read(content)
        key = (name, read)
        if key not in self._read:
            self._read[key] = read(content)
        return cast("T", self._read[key])

    def types(self, parts: Mapping[str, bytes]) -> ContentTypes:
        return self.once(_TYPES, parts, _types)

    def arrows(self, part: str, parts: Mapping[str, bytes]) -> tuple[Relationship, ...]:
        """The relationships of a part; their targets are looked for among all parts."""
        name = relationships_name(part)
        return read_relationships(part, parts[name], parts) if name in parts else ()


def _types(content: bytes) -> ContentTypes:
    return read_content_types(_TYPES, content)


def _form(content: bytes) -> None:
    expat.ParserCreate().Parse(content, True)


def faults(parts: Mapping[str, bytes], reader: Reader | None = None) -> tuple[Fault, ...]:
    """Every structural fault of a document, given as its parts by name.

    Parts that cannot be parsed are named and end the search: nothing more can be said then.
    """
    if _TYPES not in parts:
        return (Fault(_TYPES, Phrase("缺少这个部件", "it is missing")),)
    reader = reader or Reader({})
    stories: dict[str, Story] = {}
    broken = tuple(_unreadable(parts, stories, reader))
    return broken or tuple(_found(parts, stories, reader))


def _unreadable(parts: Mapping[str, bytes], stories: dict[str, Story], reader: Reader) -> Iterator[Fault]:
    """The parts that are not well-formed. Each is parsed once; the stories among them are kept."""
    for name in sorted(parts, key=lambda name: name != _TYPES):
        try:
            if reader.types(parts).of(name).endswith(_STORIES):
                stories[name] = reader.once(name, parts, story_of)
            elif name.endswith((".xml", ".rels")):
                reader.once(name, parts, _form)
        except (expat.ExpatError, PackageFault) as error:
            yield Fault(name, Phrase(f"不是完好的 XML（{error}）", f"it is not well-formed XML ({error})"))


def _found(parts: Mapping[str, bytes], stories: Mapping[str, Story], reader: Reader) -> Iterator[Fault]:
    types = reader.types(parts)
    arrows = {name: reader.arrows(name, parts) for name in ("", *parts)}
    for name in parts:
        if name != _TYPES and not types.of(name):
            yield Fault(name, Phrase("没有声明内容类型", "its content type is not declared"))
        if name.endswith(".rels"):
            yield from _dangling(name, parts, arrows)
    yield from _misdirected(arrows[""], types)
    yield from _misdated(parts, types)
    named = _identities(parts, arrows, reader)
    for element in ("style", "num"):
        yield from _repeated(element, named[element])
    yield from _undefined("numbering", "abstractNum", {*named["abstractNumId"]} - {*named["abstractNum"]})
    styles, lists = set(named["style"]), {*named["num"], "0"}
    for name, story in stories.items():
        yield from (Fault(name, detail) for detail in story.faults)
        yield from _undefined(name, "style", story.styles - styles)
        yield from _undefined(name, "numId", story.lists - lists)
        yield from _undefined(name, "r:id", story.relations - {arrow.id for arrow in arrows[name]})
        for kind, marks in story.marks.items():
            yield from _undefined(name, kind, marks - set(named[kind]))


Arrows = Mapping[str, tuple[Relationship, ...]]


def _dangling(name: str, parts: Mapping[str, bytes], arrows: Arrows) -> Iterator[Fault]:
    """Relationships that point to no part, and ids given twice."""
    folder, file = posixpath.split(name)
    source = posixpath.join(posixpath.dirname(folder), file.removesuffix(".rels"))
    seen: set[str] = set()
    for arrow in arrows.get(source) or read_relationships(source, parts[name], parts):
        if not arrow.external and arrow.target not in parts:
            missing = Phrase(
                f"{arrow.id} 指向不存在的部件 {arrow.target}", f"{arrow.id} points to no part: {arrow.target}"
            )
            yield Fault(name, missing)
        if arrow.id in seen:
            yield Fault(name, Phrase(f"{arrow.id} 重复", f"{arrow.id} occurs twice"))
        seen.add(arrow.id)


def _misdirected(arrows: tuple[Relationship, ...], types: ContentTypes) -> Iterator[Fault]:
    """A document that Word cannot find: the package points to none, or to something of another type."""
    mains = [arrow.target for arrow in arrows if arrow.kind == "officeDocument"]
    if len(mains) != 1 or not types.of(mains[0]).endswith("document.main+xml"):
        yield Fault("_rels/.rels", Phrase("没有指明正文", "it does not point to the document"))


def _misdated(parts: Mapping[str, bytes], types: ContentTypes) -> Iterator[Fault]:
    """Dates of the core properties that are none: Word calls the whole file damaged."""
    for name, content in parts.items():
        if types.of(name).endswith("core-properties+xml"):
            for date in _CORE_DATE.findall(content):
                if not _W3CDTF.fullmatch(date.strip()):
                    text = date.decode("utf-8", "replace")[:40]
                    yield Fault(name, Phrase(f"“{text}”不是日期", f"“{text}” is no date"))


def _repeated(part: str, names: list[str]) -> Iterator[Fault]:
    for name, times in Counter(names).items():
        if times > 1:
            yield Fault(part, Phrase(f"{name} 重复", f"{name} occurs twice"))


def _identities(parts: Mapping[str, bytes], arrows: Arrows, reader: Reader) -> Mapping[str, list[str]]:
    """By element, the identities that styles, lists, comments and notes have (and, of `abstractNumId`, use)."""
    targets = {arrow.target for own in arrows.values() for arrow in own if arrow.kind in _HOLDERS}
    held = [reader.once(part, parts, _identities_in) for part in sorted(targets & parts.keys())]
    return {element: [name for names in held for name in names[element]] for element in _NAMED.values()}


def _identities_in(content: bytes) -> Mapping[str, list[str]]:
    found: dict[str, list[str]] = {element: [] for element in _NAMED.values()}

    def opened(name: str, attributes: dict[str, str]) -> None:
        if element := _NAMED.get(name):
            found[element].append(attributes.get(f"{W} {_BY[element]}", ""))

    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler = opened
    parser.Parse(content, True)
    return found


def _undefined(part: str, kind: str, names: set[str]) -> Iterator[Fault]:
    for name in sorted(names):
        yield Fault(part, Phrase(f"{kind} {name} 没有定义", f"{kind} {name} is not defined"))
