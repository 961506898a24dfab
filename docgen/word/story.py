"""The story: one part of running text, walked element by element for what Word would refuse or repair."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from xml.parsers import expat

from docgen.diagnostics import Phrase
from docgen.records import dataclass, field
from docgen.word.nesting import NUMBERS, PLACED, misplaced, unreadable
from docgen.word.spans import Spans
from docgen.word.wordml import R, W

_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
_RELATION = f"{R} "
_PARAGRAPH = f"{W} p"
_IGNORABLE = "http://schemas.openxmlformats.org/markup-compatibility/2006 Ignorable"
_NO_WORDS_WITHIN = frozenset(f"{W} {name}" for name in ("body", "p", "r", "tbl", "tr", "tc", "hdr", "ftr"))

Attributes = Mapping[str, str]


@dataclass(slots=True)
class Story:
    """What a part refers to (styles, lists, r:ids, and by their kind comments and notes), and what is wrong with it."""

    faults: list[Phrase] = field(default_factory=list)
    styles: set[str] = field(default_factory=set)
    lists: set[str] = field(default_factory=set)
    relations: set[str] = field(default_factory=set)
    marks: dict[str, set[str]] = field(default_factory=dict)


def read_story(content: bytes) -> Story:
    """The faults and references of a part. Raises expat.ExpatError when it is not well-formed."""
    walk = _Walk()
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler = walk.opened
    parser.EndElementHandler = walk.closed
    parser.CharacterDataHandler = walk.words
    parser.StartNamespaceDeclHandler = walk.declared
    parser.Parse(content, True)
    walk.finish()
    return walk.story


class _Walk:
    """One pass over the elements: those that are open, and the last one that was closed."""

    def __init__(self) -> None:
        self.story = Story()
        self._open: list[str] = [""]
        self._last = ""
        self._fresh = False
        self._prefixes: set[str] = set()
        self._tables: list[Spans] = [Spans(0)]
        self._count = 0
        self._fields: list[str] = []
        self._seen: set[tuple[str, str]] = set()
        self._open_bookmarks: set[str] = set()

    def opened(self, name: str, attributes: Attributes) -> None:
        if name in PLACED and (wrong := misplaced(name, self._open[-1], first=self._fresh)):
            self.story.faults.append(wrong)
        if name in NUMBERS and (wrong := unreadable(name, _value(attributes))):
            self.story.faults.append(wrong)
        if start := _STARTS.get(name):
            start(self, attributes)
        for key in attributes:
            if key.startswith(_RELATION):
                self.story.relations.add(attributes[key])
            elif key == _IGNORABLE:
                self._ignorable(attributes[key])
        self._open.append(name)
        self._fresh = True

    def closed(self, name: str) -> None:
        self._open.pop()
        if end := _ENDS.get(name):
            end(self)
        self._last = name
        self._fresh = False

    def declared(self, prefix: str | None, _: str) -> None:
        self._prefixes.add(prefix or "")

    def _ignorable(self, prefixes: str) -> None:
        """Word refuses the whole file for one prefix that it is to ignore and does not know."""
        for prefix in prefixes.split():
            if prefix not in self._prefixes:
                self._fault(f"前缀 {prefix} 没有声明", f"the prefix {prefix} is not declared")

    def words(self, data: str) -> None:
        if self._open[-1] in _NO_WORDS_WITHIN and not data.isspace():
            holder = self._open[-1].rpartition(" ")[2]
            self._fault(f"{holder} 里有不成段的字“{data[:20]}”", f"bare words “{data[:20]}” in {holder}")

    def finish(self) -> None:
        if self._fields:
            self._fault("有域没有结尾", "a field has no end")
        if self._open_bookmarks:
            self._fault("有书签没有结尾", "a bookmark has no end")

    def table_opened(self, _: Attributes) -> None:
        self._count += 1
        self._tables.append(Spans(self._count))

    def column(self, _: Attributes) -> None:
        self._tables[-1].columns += 1

    def row_opened(self, _: Attributes) -> None:
        self._tables[-1].row_opened()

    def skipped(self, attributes: Attributes) -> None:
        self._tables[-1].column += _whole(attributes)

    def cell_opened(self, _: Attributes) -> None:
        self._tables[-1].cell_opened()
        self._last = ""

    def spanned(self, attributes: Attributes) -> None:
        self._tables[-1].span = _whole(attributes)

    def merged(self, attributes: Attributes) -> None:
        self._tables[-1].merge = _value(attributes) or "continue"

    def cell_closed(self) -> None:
        self.story.faults += self._tables[-1].cell_closed(whole=self._last == _PARAGRAPH)

    def row_closed(self) -> None:
        self.story.faults += self._tables[-1].row_closed()

    def table_closed(self) -> None:
        if not self._tables.pop().row:
            self._fault("表格没有行", "a table has no row")

    def field_mark(self, attributes: Attributes) -> None:
        kind = attributes.get(f"{W} fldCharType", "")
        if kind == "begin":
            self._fields.append("begin")
        elif not self._fields or (kind == "separate" and self._fields[-1] != "begin"):
            self._fault("域的开头、分隔、结尾不配对", "a field's begin, separate and end do not match")
        elif kind == "separate":
            self._fields[-1] = "separate"
        else:
            self._fields.pop()

    def bookmark_opened(self, attributes: Attributes) -> None:
        number = attributes.get(f"{W} id", "")
        self._unique("bookmark", number)
        self._unique("bookmark", attributes.get(f"{W} name", ""))
        self._open_bookmarks.add(number)

    def bookmark_closed(self, attributes: Attributes) -> None:
        number = attributes.get(f"{W} id", "")
        if number not in self._open_bookmarks:
            self._fault(f"书签 {number} 没有开头", f"bookmark {number} has no beginning")
        self._open_bookmarks.discard(number)

    def drawing(self, attributes: Attributes) -> None:
        self._unique("docPr", attributes.get("id", ""))

    def styled(self, attributes: Attributes) -> None:
        self.story.styles.add(_value(attributes))

    def listed(self, attributes: Attributes) -> None:
        self.story.lists.add(_value(attributes))

    def commented(self, attributes: Attributes) -> None:
        self._marked("comment", attributes)

    def footnoted(self, attributes: Attributes) -> None:
        self._marked("footnote", attributes)

    def endnoted(self, attributes: Attributes) -> None:
        self._marked("endnote", attributes)

    def note(self, attributes: Attributes) -> None:
        self._unique("note", attributes.get(f"{W} id", ""))

    def _marked(self, kind: str, attributes: Attributes) -> None:
        self.story.marks.setdefault(kind, set()).add(attributes.get(f"{W} id", ""))

    def _unique(self, kind: str, value: str) -> None:
        if (kind, value) in self._seen:
            self._fault(f"{kind} {value} 重复", f"{kind} {value} occurs twice")
        self._seen.add((kind, value))

    def _fault(self, zh: str, en: str) -> None:
        self.story.faults.append(Phrase(zh, en))


def _value(attributes: Attributes) -> str:
    return attributes.get(f"{W} val", "")


def _whole(attributes: Attributes) -> int:
    value = _value(attributes)
    return int(value) if value.isascii() and value.isdigit() else 1


_STARTS: dict[str, Callable[[_Walk, Attributes], None]] = {
    f"{W} tbl": _Walk.table_opened,
    f"{W} gridCol": _Walk.column,
    f"{W} tr": _Walk.row_opened,
    f"{W} gridBefore": _Walk.skipped,
    f"{W} gridAfter": _Walk.skipped,
    f"{W} tc": _Walk.cell_opened,
    f"{W} gridSpan": _Walk.spanned,
    f"{W} vMerge": _Walk.merged,
    f"{W} fldChar": _Walk.field_mark,
    f"{W} bookmarkStart": _Walk.bookmark_opened,
    f"{W} bookmarkEnd": _Walk.bookmark_closed,
    f"{W} numId": _Walk.listed,
    f"{W} commentReference": _Walk.commented,
    f"{W} footnoteReference": _Walk.footnoted,
    f"{W} endnoteReference": _Walk.endnoted,
    f"{W} footnote": _Walk.note,
    f"{W} endnote": _Walk.note,
    f"{W} comment": _Walk.note,
    f"{W} pStyle": _Walk.styled,
    f"{W} rStyle": _Walk.styled,
    f"{W} tblStyle": _Walk.styled,
    f"{_DRAWING} docPr": _Walk.drawing,
}
_ENDS: dict[str, Callable[[_Walk], None]] = {
    f"{W} tc": _Walk.cell_closed,
    f"{W} tr": _Walk.row_closed,
    f"{W} tbl": _Walk.table_closed,
}
