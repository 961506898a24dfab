"""A report as it is written in `source/`: base figures, and paragraphs whose figures have names."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from tests.corpus.tables import Bases, Tables, tables_of
from tests.corpus.wording import Stated, Values, values_of, worded

HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph: its level (0 for body text), and heading and text with their placeholders."""

    level: int
    heading: str
    text: str


@dataclass(frozen=True)
class Source:
    """One clean report.

    `free` are figures of the prose alone, kept within `bounds`; `noughts` the words that say a figure is nought;
    `accepted` what a checker may remark on, and why.
    """

    name: str
    about: str
    report: str
    fields: Mapping[str, Any]
    bases: Bases
    lines: Mapping[str, tuple[Line, ...]]
    free: Mapping[str, Any] = field(default_factory=dict)
    bounds: Mapping[str, str] = field(default_factory=dict)
    accepted: Mapping[str, str] = field(default_factory=dict)
    noughts: Mapping[str, str] = field(default_factory=dict)

    @property
    def tables(self) -> Tables:
        return tables_of(self.report, self.bases)

    @cached_property
    def values(self) -> Values:
        return values_of(self.tables, self.fields, self.free)

    def stated(self) -> Iterator[tuple[str, Stated]]:
        """Every figure in the prose, with the path of its paragraph."""
        values = self.values
        for key, lines in self.lines.items():
            for index, line in enumerate(lines):
                for figure in worded(line.text, values)[1]:
                    yield f"narratives.{key}.{index}", figure

    def data(self) -> dict[str, Any]:
        """The report as data (docs/data.md)."""
        values = self.values
        narratives = {key: [_paragraph(line, values) for line in lines] for key, lines in self.lines.items()}
        return {
            "report": self.report, "fields": dict(self.fields), "narratives": narratives, "tables": self.tables,
        }  # fmt: skip

    def with_lines(self, lines: Mapping[str, tuple[Line, ...]]) -> Source:
        return replace(self, lines=lines)

    def with_figures(self, bases: Bases, free: Mapping[str, Any], fields: Mapping[str, Any]) -> Source:
        return replace(self, bases=bases, free=free, fields=fields)


def _paragraph(line: Line, values: Values) -> dict[str, Any]:
    text = worded(line.text, values)[0]
    parts = {"level": line.level, "heading": line.heading, "text": text}
    return {key: part for key, part in parts.items() if part}


@cache
def sources() -> list[Source]:
    """Every clean report, by name."""
    return [load(path) for path in sorted((HERE / "source").glob("*.toml"))]


def load(path: Path) -> Source:
    """A report of `source/`."""
    raw = tomllib.loads(path.read_text("utf-8"), parse_float=Decimal)
    bases = {table: raw.get(table, {}) for table in ("disclosure", "applications", "reviews")}
    narratives = {
        key: tuple(map(_line, text.strip("\n").split("\n"))) for key, text in raw["narratives"].items()
    }
    fields = {
        key: value.isoformat() if isinstance(value, date) else value for key, value in raw["fields"].items()
    }
    return Source(
        path.stem, raw["about"], raw["report"], fields, bases, narratives,
        raw.get("free", {}), raw.get("bounds", {}), raw.get("accepted", {}), raw.get("noughts", {}),
    )  # fmt: skip


def _line(text: str) -> Line:
    """`## 主动公开｜全年……`: a heading of the second level and the text that runs on after it."""
    marks = len(text) - len(text.lstrip("#"))
    if not marks:
        return Line(0, "", text)
    heading, _, rest = text[marks:].strip().partition("｜")
    return Line(marks, heading, rest)
