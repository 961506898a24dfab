"""The structure of a document: what Word demands and no schema states, checked before a document is released.

LibreOffice opens almost anything, so that it opens a file proves nothing about Word.
"""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import NamedTuple
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
    yield from _misdirected(parts, types)
    yield from _misdated(parts, types)
    named = _identities(parts)
    for element in ("style", "num"):
        yield from _repeated(element, named[element])
    yield from _undefined("numbering", "abstractNum", {*named["abstractNumId"]} - {*named["abstractNum"]})
    styles, lists = set(named["style"]), {*named["num"], "0"}
    for name, story in stories.items():
        yield from (Fault(name, detail) for detail in story.faults)
        yield from _undefined(name, "style", story.styles - styles)
        yield from _undefined(name, "numId", story.lists - lists)
        yield from _undefined(name, "r:id", story.relations - _relations(name, parts))
        for kind, marks in story.marks.items():
            yield from _undefined(name, kind, marks - set(named[kind]))


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


def _misdirected(parts: Mapping[str, bytes], types: ContentTypes) -> Iterator[Fault]:
    """A document that Word cannot find: the package points to none, or to something of another type."""
    mains = [arrow.target for arrow in _arrows("", parts) if arrow.kind == "officeDocument"]
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


def _identities(parts: Mapping[str, bytes]) -> Mapping[str, list[str]]:
    """By element, the identities that styles, lists, comments and notes have (and, of `abstractNumId`, use)."""
    found: dict[str, list[str]] = {element: [] for element in _NAMED.values()}

    def opened(name: str, attributes: dict[str, str]) -> None:
        if element := _NAMED.get(name):
            found[element].append(attributes.get(f"{W} {_BY[element]}", ""))

    arrows = (arrow for name in parts for arrow in _arrows(name, parts))
    for part in sorted(
        {arrow.target for arrow in arrows if arrow.kind in _HOLDERS and arrow.target in parts}
    ):
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
