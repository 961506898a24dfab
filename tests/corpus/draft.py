"""A clean report into which faults are being planted, and the bookkeeping of what must be found then."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from copy import deepcopy
from dataclasses import dataclass, field, replace
from decimal import Decimal
from random import Random
from typing import Any

from openpyxl import Workbook

from tests.corpus.source import Source
from tests.corpus.statements import Statement, called_for, statements
from tests.corpus.tables import Bases, flat, tables_of
from tests.corpus.truth import Figure, Finding, error, laws, years_apart
from tests.corpus.wording import evaluate, values_of, written
from tests.corpus.write import as_json
from tests.workbooks import edited, filled

UNREADABLE = Decimal("NaN")
Edit = Callable[[Workbook], object]


@dataclass
class Draft:
    """The report as data, and beside it what each figure reads as; faults change both and say what they call for."""

    source: Source
    draw: Random
    data: dict[str, Any] = field(init=False)
    readings: dict[str, Any] = field(init=False)
    said: list[Statement] = field(init=False)
    changed: set[int] = field(default_factory=set)
    touched: set[str] = field(default_factory=set)
    doubtful: set[str] = field(default_factory=set)
    must: list[Finding] = field(default_factory=list)
    may: list[Finding] = field(default_factory=list)
    edits: list[Edit] = field(default_factory=list)
    last: dict[str, Any] | None = None

    def __post_init__(self) -> None:
        self.restart(self.source)

    def restart(self, source: Source) -> None:
        """The same draft from another report, as the faults that need figures of their own kind do."""
        self.source = source
        self.data = source.data()
        self.readings = deepcopy(self.data["tables"])
        self.said = statements(source)

    @property
    def report(self) -> str:
        return self.source.report

    @property
    def fields(self) -> dict[str, Any]:
        fields: dict[str, Any] = self.data["fields"]
        return fields

    def figures(self, readings: dict[str, Any] | None = None) -> dict[str, Figure]:
        """Every figure as it reads, None where it cannot be read."""
        decimals = {path: Decimal(str(value)) for path, value in flat(readings or self.readings).items()}
        return {path: None if value.is_nan() else value for path, value in decimals.items()}

    def put(self, path: str, value: Any, reading: Decimal | None = None) -> None:
        """A figure filled in anew; `reading` is what a string reads as, which without it cannot be read."""
        if reading is None:
            reading = UNREADABLE if value is None or isinstance(value, str) else Decimal(str(value))
        self.touched.add(path)
        _hold(self.data["tables"], path, value)
        _hold(self.readings, path, reading)

    def refill(self, bases: Bases) -> None:
        """The tables of other base figures, right in themselves; the prose stays as it is."""
        now = self.figures()
        for path, figure in flat(tables_of(self.report, bases)).items():
            if now[path] != figure:
                self.put(path, figure)

    def paragraph(self, place: str) -> dict[str, Any]:
        """The paragraph `narratives.overview.2`, to be changed in place."""
        _, key, index = place.split(".")
        found: dict[str, Any] = self.data["narratives"][key][int(index)]
        return found

    def restate(self, index: int, value: Decimal) -> None:
        """The prose says another figure: the paragraph is written again with all that it says."""
        self.said[index] = replace(self.said[index], said=value)
        self.changed.add(index)
        place = self.said[index].place
        here = [s for s in self.said if s.place == place]
        _, key, number = place.split(".")
        template = self.source.lines[key][int(number)].text
        self.paragraph(place)["text"] = _reworded(template, [s.said for s in here])

    def places(self, *keys: str) -> list[str]:
        """Every paragraph of these narratives that has a text."""
        return [
            f"narratives.{key}.{index}"
            for key in keys
            for index, paragraph in enumerate(self.data["narratives"].get(key, []))
            if paragraph.get("text")
        ]

    def due(self) -> tuple[list[Finding], list[Finding]]:
        """What must and what may be found, by the faults' own word and by arithmetic.

        A figure whose reading is in doubt (a date?) may silence the rules that touch it.
        """
        may_be = self._arithmetic(self.readings)
        if not self.doubtful:
            return [*self.must, *may_be[0]], [*self.may, *may_be[1]]
        silent = deepcopy(self.readings)
        for path in self.doubtful:
            _hold(silent, path, UNREADABLE)
        must, may = self._arithmetic(silent)
        return [*self.must, *must], [*self.may, *may, *may_be[0], *may_be[1]]

    def _arithmetic(self, readings: dict[str, Any]) -> tuple[list[Finding], list[Finding]]:
        figures = self.figures(readings)
        must = list(laws(self.report, self.fields.get("level"), figures))
        if self.last is not None:
            was = {path: Decimal(str(value)) for path, value in flat(self.last["tables"]).items()}
            must += years_apart(self.report, figures, was)
        every = values_of(readings, self.fields, self.source.free)
        values = {name: None if value.is_nan() else value for name, value in every.items()}
        in_prose, may = called_for(self.source, self.said, values, frozenset(self.changed))
        return [*must, *in_prose, *self._noughts(values)], may

    def _noughts(self, values: Mapping[str, Figure]) -> list[Finding]:
        """Words that say nought of a figure that is not."""
        known = {name: UNREADABLE if value is None else value for name, value in values.items()}
        return [
            error("N7" if "documents" in meaning else "N1", place)._replace(severity="error/warning")
            for words, meaning in self.source.noughts.items()
            for place in self.places("overview")
            if words in self.paragraph(place)["text"] and evaluate(meaning, known) > 0
        ]

    def workbook(self) -> bytes:
        data = filled(json.loads(as_json(self.data)))
        for edit in self.edits:
            data = edited(data, edit)
        return data


def _hold(tree: dict[str, Any], path: str, value: Any) -> None:
    *branch, leaf = path.split(".")
    for key in branch:
        tree = tree[key]
    tree[leaf] = value


def _reworded(template: str, said: list[Decimal]) -> str:
    parts = template.replace("}", "{").split("{")
    for number, value in enumerate(said):
        style = parts[2 * number + 1].partition(":")[2]
        parts[2 * number + 1] = written(value, style)
    return "".join(parts)
