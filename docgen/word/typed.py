"""The typed numbers: a document whose headings carry their numbers as words, for pasting where lists are not known."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from docgen.records import dataclass, field
from docgen.report.numerals import chinese
from docgen.word.wordml import EAST_ASIAN, W, escaped, tree_of

if TYPE_CHECKING:
    from lxml.etree import _Element

_CHINESE = frozenset(
    {"chineseCounting", "chineseCountingThousand", "japaneseCounting", "ideographTraditional"}
)
_Item = tuple[str, int]  # the list that a paragraph belongs to, and its level there


@dataclass(frozen=True, slots=True)
class _Level:
    start: int
    format: str
    text: str


@dataclass(slots=True)
class _Lists:
    """The lists of a document, and how far each has counted while its paragraphs are read."""

    levels: dict[str, dict[int, _Level]] = field(default_factory=dict)
    abstract: dict[str, str] = field(default_factory=dict)
    restarts: dict[_Item, int] = field(default_factory=dict)
    styles: dict[str, _Item] = field(default_factory=dict)
    counts: dict[str, dict[int, int]] = field(default_factory=dict)

    def next(self, item: _Item) -> str:
        """The number of the next paragraph at this place, "" where the list is not defined."""
        number, level = item
        levels = self.levels.get(self.abstract.get(number, ""), {})
        if level not in levels:
            return ""
        counts = self.counts.setdefault(self.abstract[number], {})
        start = self.restarts.pop(item, None)
        counts[level] = start or counts.get(level, levels[level].start - 1) + 1
        for deeper in [known for known in counts if known > level]:
            del counts[deeper]
        return _text(level, levels, counts)


def marks_of_numbers(parts: Mapping[str, bytes]) -> tuple[bytes, ...]:
    """The markup by which a paragraph is known that gets a number: its own, or that of a style with one."""
    lists = _Lists()
    for name in sorted((name for name in parts if name.endswith(_PARTS[:2])), key=_order):
        (_read_lists if name.endswith(_PARTS[0]) else _read_styles)(tree_of(parts[name]), lists)
    styles = (f'<w:pStyle w:val="{escaped(style)}"/>'.encode() for style in lists.styles if style)
    return (b"<w:numPr", *styles)


def with_typed_numbers(parts: Mapping[str, bytes]) -> dict[str, bytes]:
    """The parts in which numbers are typed; no paragraph or style belongs to a list any more."""
    trees = {name: tree_of(parts[name]) for name in parts if name.endswith(_PARTS)}
    lists = _Lists()
    for name in sorted(trees, key=_order):
        if name.endswith("numbering.xml"):
            _read_lists(trees[name], lists)
        elif name.endswith("styles.xml"):
            _read_styles(trees[name], lists)
        else:
            _type(trees[name], lists)
    return {**parts, **{name: _written(tree) for name, tree in trees.items()}}


_PARTS = ("/numbering.xml", "/styles.xml", "/document.xml")


def _order(name: str) -> int:
    return next(place for place, part in enumerate(_PARTS) if name.endswith(part))


def _read_lists(root: _Element, lists: _Lists) -> None:
    for abstract in root.iter(_w("abstractNum")):
        number = _get(abstract, "abstractNumId")
        lists.levels[number] = {_level_of(level): _level(level) for level in abstract.iter(_w("lvl"))}
        for level in abstract.iter(_w("lvl")):
            for bound in list(level.iter(_w("pStyle"))):
                lists.styles[_get(bound)] = ("", _level_of(level))
                level.remove(bound)
    for num in root.iter(_w("num")):
        lists.abstract[_get(num, "numId")] = _value(num, "abstractNumId")
        for override in num.iter(_w("startOverride")):
            parent = override.getparent()
            if parent is not None:
                lists.restarts[_get(num, "numId"), _level_of(parent)] = int(_get(override) or 1)


def _read_styles(root: _Element, lists: _Lists) -> None:
    """Nothing: notes the lists that styles belong to, and takes the styles out of them."""
    for style in root.iter(_w("style")):
        for properties in list(style.iter(_w("numPr"))):
            name = _get(style, "styleId")
            level = _value(properties, "ilvl") or str(lists.styles.get(name, ("", 0))[1])
            lists.styles[name] = (_value(properties, "numId"), int(level))
            _remove(properties)


def _type(root: _Element, lists: _Lists) -> None:
    for paragraph in root.iter(_w("p")):
        item = _item(paragraph, lists)
        if item and (number := lists.next(item)):
            _prefix(paragraph, number)


def _item(paragraph: _Element, lists: _Lists) -> _Item | None:
    """Where a paragraph stands in a list, by its own word or by its style's; its own word is taken out."""
    found = lists.styles.get(_get(next(paragraph.iter(_w("pStyle")), None)))
    for properties in list(paragraph.iterfind(f"{_w('pPr')}/{_w('numPr')}")):
        found = (_value(properties, "numId"), int(_value(properties, "ilvl") or 0))
        _remove(properties)
    return found


def _prefix(paragraph: _Element, number: str) -> None:
    """Nothing: puts the number before the first words, in their own face."""
    from lxml import etree

    first = next(paragraph.iter(_w("r")), None)
    if first is None:
        return
    properties = first.find(_w("rPr"))
    face = EAST_ASIAN if properties is None else etree.tostring(properties, encoding="unicode")
    face = face if properties is not None else f"<w:rPr>{face}</w:rPr>"
    words = f'<w:t xml:space="preserve">{number}</w:t>'
    run = etree.fromstring(f'<w:p xmlns:w="{W}"><w:r>{face}{words}</w:r></w:p>')[0]
    first.addprevious(run)
    etree.cleanup_namespaces(run)


def _text(level: int, levels: Mapping[int, _Level], counts: Mapping[int, int]) -> str:
    own = levels[level]
    if own.format in ("bullet", "none"):
        return "•" if own.format == "bullet" else ""
    text = own.text
    for other, shape in levels.items():
        count = counts.get(other, shape.start)
        text = text.replace(f"%{other + 1}", chinese(count) if shape.format in _CHINESE else str(count))
    return text


def _level(element: _Element) -> _Level:
    return _Level(
        int(_value(element, "start") or 1), _value(element, "numFmt") or "decimal", _value(element, "lvlText")
    )


def _level_of(element: _Element) -> int:
    return int(_get(element, "ilvl") or 0)


def _remove(element: _Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def _value(element: _Element, child: str) -> str:
    return _get(element.find(_w(child)))


def _get(element: _Element | None, attribute: str = "val") -> str:
    return "" if element is None else element.get(_w(attribute), "")


def _w(name: str) -> str:
    return f"{{{W}}}{name}"


def _written(root: _Element) -> bytes:
    from lxml import etree

    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
