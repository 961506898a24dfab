"""The palette: the styles of a workbook, to which shaded ones are added; those that are there stay as they are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING

from docgen.excel.annotation.elements import Element, elements
from docgen.excel.annotation.splice import Change, after, appended, prefix, retagged, spliced
from docgen.excel.annotation.written import ascii_markup

if TYPE_CHECKING:
    from docgen.package.markup import Attributes

_ROOT = "styleSheet"
_ORDER = ("numFmts", "fonts", "fills", "borders", "cellStyleXfs", "cellXfs")
# Excel takes the first fills for none and gray125 whatever is written there, so they must be there.
_FIRST: Mapping[str, Sequence[str]] = MappingProxyType({
    "fonts": ("<font/>",),
    "fills": ('<fill><patternFill patternType="none"/></fill>', '<fill><patternFill patternType="gray125"/></fill>'),
    "borders": ("<border/>",),
    "cellXfs": ('<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>',),
})  # fmt: skip
_FRESH = (
    '<styleSheet xmlns="{}"><fonts count="1"><font><sz val="11"/><name val="宋体"/></font></fonts>'
    '<fills count="0"/><borders count="0"/><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/>'
    '</cellStyleXfs><cellXfs count="0"/><cellStyles count="1"><cellStyle name="常规" xfId="0" builtinId="0"/>'
    "</cellStyles></styleSheet>"
)


def fresh_styles(main: str) -> bytes:
    """A styles part for a workbook that has none."""
    return ascii_markup(_FRESH.format(main))


class Palette:
    """A styles part. Asked for a style it gives the number, of an equal one that it made before or of a new one."""

    def __init__(self, part: str, data: bytes) -> None:
        self._data = data
        self._root, *self._children = elements(part, data, _wanted)
        self._prefix = prefix(data, self._root)
        self._tables = {name: self._table(name) for name in _FIRST}

    def fill(self, colour: str) -> int:
        """The number of a plain fill of this colour (RRGGBB)."""
        pattern = f'<patternFill patternType="solid"><fgColor rgb="FF{colour}"/><bgColor indexed="64"/></patternFill>'
        return self.entry("fills", f"<fill>{pattern}</fill>")

    def entry(self, table: str, markup: str) -> int:
        """The number of a font, fill, border or cell style (`cellXfs`) that is written like this."""
        return self._tables[table].number(ascii_markup(markup, self._prefix))

    def shaded(self, style: int, colour: str) -> int:
        """The number of a style that is this one in all but its fill."""
        styles = self._tables["cellXfs"]
        base = styles.entries[style if 0 <= style < len(styles.entries) else 0]
        return styles.number(retagged(base, {"fillId": str(self.fill(colour)), "applyFill": "1"}))

    def data(self) -> bytes:
        """The part with all that was asked for."""
        changes = [change for name in _FIRST for change in self._changes(name)]
        return spliced(self._data, changes)

    def _child(self, name: str) -> Element | None:
        return next((child for child in self._children if child.path == f"{_ROOT}/{name}"), None)

    def _table(self, name: str) -> _Table:
        entries = [child for child in self._children if child.path.startswith(f"{_ROOT}/{name}/")]
        table = _Table([self._data[entry.begin : entry.end] for entry in entries])
        for markup in _FIRST[name][len(entries) :]:
            table.entries.append(ascii_markup(markup, self._prefix))
        return table

    def _changes(self, name: str) -> Sequence[Change]:
        table, element = self._tables[name], self._child(name)
        added, count = b"".join(table.entries[table.known :]), str(len(table.entries))
        if not added:
            return ()
        if element:
            return tuple(appended(self._data, element, added, {"count": count}))
        before = _ORDER[: _ORDER.index(name)]
        at = after([child for child in self._children if child.path.count("/") == 1], before, self._root)
        whole = ascii_markup(f'<{name} count="{count}">*</{name}>', self._prefix).replace(b"*", added)
        return (Change(at, at, whole),)


class _Table:
    """The entries of one table of the part: those that were there (`known` of them), then those added."""

    def __init__(self, entries: list[bytes]) -> None:
        self.known = len(entries)
        self.entries = entries
        self._numbers: dict[bytes, int] = {}

    def number(self, entry: bytes) -> int:
        if entry not in self._numbers:
            self._numbers[entry] = len(self.entries)
            self.entries.append(entry)
        return self._numbers[entry]


def _wanted(path: str, _: Attributes) -> bool:
    """The root, its tables, and the entries of those that may grow."""
    root, *below = path.split("/")
    return root == _ROOT and (len(below) < 2 or (len(below) == 2 and below[0] in _FIRST))
