"""Filling: what a DATA.json puts into a blank workbook (contract, section 4), judged by shape, not by figures."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from docgen.diagnostics import Diagnostic, Phrase
from docgen.diagnostics.codes import BAD_DATA_FILE, TOO_LONG, UNKNOWN_KEY, WRONG_SHAPE
from docgen.records import dataclass, field
from docgen.report.definition import Definition
from docgen.report.entry import nearest
from docgen.report.excuses import Excuse
from docgen.report.form import form_of
from docgen.report.narrative import Paragraph

DIGITS, EXPONENT = 15, 300  # of a number that a double holds and a sheet shows
CELL_LIMIT = 32_767  # characters that a cell of a workbook holds

_PARTS = ("report", "fields", "narratives", "tables")
_LEVELS = Phrase("1 到 4 的整数", "a whole number from 1 to 4")
_PARAGRAPH_KEYS = ("text", "level", "heading")


@dataclass(frozen=True, slots=True)
class Filling:
    """What is to be written into a blank workbook; an absent path is left as it is, None empties the cell.

    `excuses` are lines for the sheet 出错说明, which no DATA.json has.
    """

    fields: Mapping[str, Decimal | str | None] = field(default_factory=dict)
    narratives: Mapping[str, tuple[Paragraph, ...]] = field(default_factory=dict)
    figures: Mapping[str, Decimal | str | None] = field(default_factory=dict)
    excuses: tuple[Excuse, ...] = ()


def from_json(text: str, definition: Definition, file: str) -> tuple[Filling, tuple[Diagnostic, ...]]:
    """What a DATA.json fills in. It judges shape, not figures.

    Reports: E120 not JSON, E218 unknown key, E219 wrong shape, E220 text longer than a cell holds.
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
        parts = self._object(data, "", _PARTS)
        if parts.get("report", self.definition.id) != self.definition.id:
            self._wrong("report", Phrase(f"“{self.definition.id}”", f"“{self.definition.id}”"))
        known = [field.key for field in self.definition.fields]
        fields = self._object(parts.get("fields"), "fields", known)
        sections = [narrative.key for narrative in self.definition.narratives]
        narratives = self._object(parts.get("narratives"), "narratives", sections)
        return Filling(
            {key: self._value(value, f"fields.{key}") for key, value in fields.items()},
            {key: tuple(self._paragraphs(value, f"narratives.{key}")) for key, value in narratives.items()},
            dict(self._figures(parts.get("tables"))),
        )

    def _figures(self, tables: object) -> Iterator[tuple[str, Decimal | str | None]]:
        paths = [cell.path for table in self.definition.tables for cell in form_of(table).figures]
        branches = {path.rsplit(".", n)[0] for path in paths for n in range(1, path.count(".") + 1)}
        yield from self._branch(tables, "", set(paths), branches)

    def _branch(
        self, value: object, path: str, leaves: set[str], branches: set[str]
    ) -> Iterator[tuple[str, Decimal | str | None]]:
        lead = f"{path}." if path else ""
        known = [name[len(lead) :] for name in leaves | branches if name.startswith(lead)]
        children = [name for name in known if "." not in name]
        for key, below in self._object(value, f"tables.{path}".rstrip("."), children).items():
            full = f"{lead}{key}"
            if full in leaves:
                yield full, self._value(below, f"tables.{full}")
            else:
                yield from self._branch(below, full, leaves, branches)

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

    def _value(self, value: object, path: str) -> Decimal | str | None:
        if value is None or (isinstance(value, Decimal) and fits(value)):
            return value
        if isinstance(value, str):
            return self._text(value, path)
        self._wrong(path, Phrase("15 位以内的数、文字或 null", "a number of up to 15 digits, a text or null"))
        return None

    def _object(self, value: object, path: str, names: Sequence[str]) -> dict[str, object]:
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
