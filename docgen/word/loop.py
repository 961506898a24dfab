"""The loop: the lines of a listing as a template sees them, every name of a line a column of what it is in each."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from docgen.report.content import PrintedLines
from docgen.word.gaps import Gaps
from docgen.word.page import Step, Values, as_run, printed_by
from docgen.word.weaving import woven

if TYPE_CHECKING:
    from docgen.word.marks import Marked

ROW = "."
"""What names of a line begin with in steps: `.party` is the party of the line, `.loop.index` its number."""
KEPT, KEPT_ON, MERGE, FIRST = "_kept", "_kept_on", "_merge", "_first"
"""Names that docgen writes into rows: whether a row stays with the next (also the last: a row follows), how a cell goes
on from the one above, and what a merged cell says where it begins."""
UNNEEDED = ('<w:keepNext w:val=""/>', '<w:vMerge w:val=""/>')
"""What these leave where nothing is to be said."""
TOGETHER = 4  # rows that stay on one page: a list no longer, the lines of one merged cell; each may be five lines tall


class Noted(NamedTuple):
    """A value of a line that a draft has notes on."""

    line: int
    column: str
    words: Marked


class Rows:
    """The lines of a listing as a value: repeated by loops, counted, asked whether there is any."""

    def __init__(self, lines: PrintedLines, gaps: Gaps, noted: Sequence[Noted] = ()) -> None:
        self._lines, self._gaps = lines, gaps
        self._noted: dict[int, dict[str, Marked]] = {}
        for line, column, words in noted:
            here = self._noted.setdefault(self._begun(column, line), {})
            here[column] = here[column].with_those_of(words) if column in here else words
        self._known: dict[str, Sequence[object]] = {}

    def __len__(self) -> int:
        return self._lines.count

    def __iter__(self) -> Iterator[Mapping[str, object]]:
        """Line by line, as Jinja goes through them where steps cannot."""
        return (_Line(self, line) for line in range(len(self)))

    def repeat(self, steps: list[Step], values: Values) -> str:
        """What a loop prints: rows with notes as they are, gaps for all others."""
        gap, found, at = woven(steps, self, values), [], 0
        for line in sorted(self._noted):
            found.append(self._gaps.leave(gap, at, line))
            found.append(printed_by(steps, _Names(self, line, values), as_run))
            at = line + 1
        return "".join((*found, self._gaps.leave(gap, at, len(self))))

    def line(self, number: int, values: Values) -> Values:
        """The names of a line beside all others."""
        return _Names(self, number, values)

    def column(self, name: str) -> Sequence[object]:
        """What a name of the line is in every line. KeyError for none of them."""
        if name not in self._known:
            self._known[name] = self._column(name)
        return self._known[name]

    def value(self, name: str, line: int) -> object:
        """What a name is in one line, with the notes of a draft."""
        noted = self._noted.get(line, {})
        return noted.get(name.removeprefix(f"{FIRST}.")) or self.column(name)[line]

    def _column(self, name: str) -> Sequence[object]:
        lead, _, rest = name.partition(".")
        if lead == "loop":
            return LOOP[rest](len(self))
        if lead in (KEPT, KEPT_ON):
            return self._kept(last=lead == KEPT_ON)
        if lead == MERGE:
            return _merges(self._lines.goes_on[rest])
        if lead == FIRST:
            pairs = zip(self._lines.columns[rest], self._lines.goes_on[rest], strict=True)
            return ["" if more else text for text, more in pairs]
        return self._lines.columns[name]

    def _kept(self, *, last: bool) -> list[str]:
        """Whether a row stays on the page of the next: the first with the head, the last ones together, a small group."""
        count = len(self)
        kept = [count <= TOGETHER or line in (0, count - 2) for line in range(count)]
        for goes_on in self._lines.goes_on.values():
            for first, end in _groups(goes_on):
                if end - first <= TOGETHER:
                    kept[first : end - 1] = [True] * (end - 1 - first)
        kept[-1:] = [last] if kept else []
        return ["1" if one else "" for one in kept]

    def _begun(self, column: str, line: int) -> int:
        """The line in which the cell begins that shows the value of a line."""
        goes_on = self._lines.goes_on.get(column)
        while goes_on and line and goes_on[line]:
            line -= 1
        return line


LOOP: Mapping[str, Callable[[int], Sequence[object]]] = {
    "index": lambda count: [str(number) for number in range(1, count + 1)],
    "first": lambda count: [line == 0 for line in range(count)],
    "last": lambda count: [line == count - 1 for line in range(count)],
    "length": lambda count: [str(count)] * count,
}
"""What a line knows of the loop, in every line of so many."""


def _merges(goes_on: Sequence[bool]) -> list[str]:
    """How each cell stands to the one above and below: it goes on, it begins what goes on below, or neither."""
    pairs = zip(goes_on, [*goes_on[1:], False], strict=bool(goes_on))
    return ["continue" if on else "restart" if more else "" for on, more in pairs]


def _groups(goes_on: Sequence[bool]) -> Iterator[tuple[int, int]]:
    """The runs of lines that are one cell, each from its first line up to that after the last."""
    starts = [line for line, on in enumerate(goes_on) if not on]
    return zip(starts, [*starts[1:], len(goes_on)], strict=bool(starts))


class _Line(Mapping[str, object]):
    """One line, by its own names."""

    def __init__(self, rows: Rows, line: int) -> None:
        self._rows, self._line = rows, line

    def __getitem__(self, name: str) -> object:
        return self._rows.value(name, self._line)

    def __iter__(self) -> Iterator[str]:
        return iter(())

    def __len__(self) -> int:
        return 1


class _Names(_Line):
    """One line by the names that steps have for it, and all other values."""

    def __init__(self, rows: Rows, line: int, values: Values) -> None:
        super().__init__(rows, line)
        self._values = values

    def __getitem__(self, name: str) -> object:
        return super().__getitem__(name[len(ROW) :]) if name.startswith(ROW) else self._values[name]
