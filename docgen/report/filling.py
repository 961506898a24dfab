"""Filling: what a DATA.json puts into a blank workbook (contract, section 4), judged by shape, not by figures."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from decimal import Decimal
from typing import TypeAlias

from docgen.diagnostics import Diagnostic, Phrase
from docgen.diagnostics.codes import BAD_DATA_FILE, TOO_LARGE, TOO_LONG, UNKNOWN_KEY, WRONG_SHAPE
from docgen.records import dataclass, field
from docgen.report.definition import Definition
from docgen.report.entry import nearest
from docgen.report.excuses import Excuse
from docgen.report.listing import LINES, TOO_LONG_LIST, entered, figures_of
from docgen.report.narrative import Paragraph
from docgen.report.tables import Listing

DIGITS, EXPONENT = 15, 300  # of a number that a double holds and a sheet shows
CELL_LIMIT = 32_767  # characters that a cell of a workbook holds

_PARTS = ("report", "fields", "narratives", "tables")
_LEVELS = Phrase("1 到 4 的整数", "a whole number from 1 to 4")
_PARAGRAPH_KEYS = ("text", "level", "heading")


Scalar: TypeAlias = Decimal | str | None
Line: TypeAlias = "Mapping[str, Scalar]"
Tree: TypeAlias = "dict[str, Tree | None]"
"""Keys within keys; None where a value stands."""


@dataclass(frozen=True, slots=True)
class Filling:
    """What is to be written into a blank workbook; an absent path is left as it is, None empties the cell.

    `excuses` are lines for the sheet 出错说明, which no DATA.json has.
    """

    fields: Mapping[str, Scalar] = field(default_factory=dict)
    narratives: Mapping[str, tuple[Paragraph, ...]] = field(default_factory=dict)
    figures: Mapping[str, Scalar] = field(default_factory=dict)
    lines: Mapping[str, tuple[Line, ...]] = field(default_factory=dict)
    excuses: tuple[Excuse, ...] = ()


def from_json(text: str, definition: Definition, file: str) -> tuple[Filling, tuple[Diagnostic, ...]]:
    """What a DATA.json fills in. It judges shape, not figures.

    Reports: E120 not JSON, E218 unknown key, E219 wrong shape, E220 text longer than a cell holds, E111 too many
        lines.
    """
    try:
        data = json.loads(
            text, parse_int=Decimal, parse_float=Decimal, parse_constant=_no_constant, object_pairs_hook=_once
        )
    except (ValueError, RecursionError) as error:
        return Filling(), (BAD_DATA_FILE.at(file=file, detail=_said(error)),)
    reader = _Reader(definition)
    filling = reader.filling(data)
    return filling, tuple(reader.found)


def _said(error: ValueError | RecursionError) -> Phrase | str:
    if isinstance(error, json.JSONDecodeError):
        return Phrase(f"第 {error.lineno} 行第 {error.colno} 列读不懂", str(error))
    return str(error)


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    """An object whose keys are each there once: of two, which one counts would be anybody's guess."""
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        raise ValueError(f"the key “{max(names, key=names.count)}” is there twice")
    return found


def _no_constant(name: str) -> Decimal:
    raise ValueError(f"{name} is no JSON number")


def _tree(paths: Iterable[str]) -> Tree:
    """The dotted paths as keys within keys."""
    root: Tree = {}
    for path in paths:
        *groups, last = path.split(".")
        tree = root
        for group in groups:
            below = tree.setdefault(group, {})
            assert below is not None  # no path is the beginning of another: contradictions see to that
            tree = below
        tree[last] = None
    return root


def fits(value: Decimal) -> bool:
    """Whether a cell, which holds a double, gives the number back as it is."""
    digits = "".join(map(str, value.as_tuple().digits)).strip("0")
    return len(digits) <= DIGITS and (value == 0 or abs(value.adjusted()) < EXPONENT)


class _Reader:
    """Walks the data along the definition's keys and collects what does not belong."""

    def __init__(self, definition: Definition) -> None:
        self.definition = definition
        self.found: list[Diagnostic] = []

    def filling(self, data: object) -> Filling:
        parts = self._object(data, "", (*_PARTS, "totals") if self.definition.listings else _PARTS)
        if parts.get("report", self.definition.id) != self.definition.id:
            self._wrong("report", Phrase(f"“{self.definition.id}”", f"“{self.definition.id}”"))
        known = [field.key for field in self.definition.fields]
        fields = self._object(parts.get("fields"), "fields", known)
        sections = [narrative.key for narrative in self.definition.narratives]
        narratives = self._object(parts.get("narratives"), "narratives", sections)
        return Filling(
            {key: self._value(value, f"fields.{key}") for key, value in fields.items()},
            {key: tuple(self._paragraphs(value, f"narratives.{key}")) for key, value in narratives.items()},
            *self._tables(parts.get("tables"), parts.get("totals")),
        )

    def _tables(
        self, tables: object, totals: object
    ) -> tuple[Mapping[str, Scalar], Mapping[str, tuple[Line, ...]]]:
        """The figures by path, the totals of listings among them; and the lines of every listing."""
        listings = {listing.key: listing for listing in self.definition.listings}
        own = _tree(cell.path for cell in figures_of(self.definition))
        summed = own.pop("totals", None) if listings else None
        tree = {**own, **dict.fromkeys(listings)}
        known = self._object(tables, "tables", tree.keys())
        lines = {
            key: tuple(self._lines(known.pop(key), listing))
            for key, listing in listings.items()
            if known.get(key) is not None
        }
        figures = {path[len("tables.") :]: value for path, value in self._figures(known, "tables", tree)}
        return {**figures, **dict(self._figures(totals, "totals", summed or {}))}, lines

    def _figures(self, value: object, path: str, tree: Tree) -> Iterator[tuple[str, Scalar]]:
        """The figures of the forms below a key path, whose keys are those of the tree; `path` is "tables" at first."""
        for key, below in self._object(value, path, tree.keys()).items():
            branch, full = tree[key], f"{path}.{key}"
            if branch is None:
                yield full, self._value(below, full)
            elif isinstance(branch, dict):
                yield from self._figures(below, full, branch)

    def _lines(self, value: object, listing: Listing) -> Iterator[Line]:
        """The lines of a listing, each the values of its columns by key."""
        path, tree = f"tables.{listing.key}", _tree(column.key for column in entered(listing))
        if not isinstance(value, list):
            self._wrong(path, Phrase("行的列表 […]", "a list of lines […]"))
            return
        if len(value) > LINES:
            self.found.append(TOO_LARGE.at(detail=TOO_LONG_LIST))
            return
        for number, line in enumerate(value):
            lead = f"{path}.{number}"
            yield {key[len(lead) + 1 :]: held for key, held in self._figures(line, lead, tree)}

    def _paragraphs(self, value: object, path: str) -> Iterator[Paragraph]:
        if value is None:
            return
        if not isinstance(value, list):
            self._wrong(path, Phrase("段落的列表", "a list of paragraphs"))
            return
        for index, item in enumerate(value):
            at = f"{path}.{index}"
            parts = self._object(item, at, _PARAGRAPH_KEYS)
            heading, text = (self._text(parts.get(key), f"{at}.{key}") for key in ("heading", "text"))
            level = self._level(parts.get("level"), f"{at}.level")
            if heading and not level and parts.get("level") is None:
                self._wrong(f"{at}.level", _LEVELS)
            yield Paragraph(text, level, heading)

    def _level(self, value: object, path: str) -> int:
        if value is None:
            return 0
        if isinstance(value, Decimal) and value in (1, 2, 3, 4):
            return int(value)
        self._wrong(path, _LEVELS)
        return 0

    def _text(self, value: object, path: str) -> str:
        if value is None:
            return ""
        if not isinstance(value, str):
            self._wrong(path, Phrase("文字", "a text"))
            return ""
        if len(value) > CELL_LIMIT:
            self.found.append(TOO_LONG.at(path=path, length=str(len(value))))
        return value

    def _value(self, value: object, path: str) -> Scalar:
        if value is None or (isinstance(value, Decimal) and fits(value)):
            return value
        if isinstance(value, str):
            return self._text(value, path)
        self._wrong(path, Phrase("15 位以内的数、文字或 null", "a number of up to 15 digits, a text or null"))
        return None

    def _object(self, value: object, path: str, names: Collection[str]) -> dict[str, object]:
        if value is None:
            return {}
        if not isinstance(value, dict):
            self._wrong(path or "（最外层）", Phrase("对象 {…}", "an object {…}"))
            return {}
        for key in value:
            if key not in names:
                full = f"{path}.{key}".lstrip(".")
                self.found.append(UNKNOWN_KEY.at(path=full, nearest=nearest(key, names)))
        return {key: below for key, below in value.items() if key in names}

    def _wrong(self, path: str, wanted: Phrase) -> None:
        self.found.append(WRONG_SHAPE.at(path=path, wanted=wanted))
