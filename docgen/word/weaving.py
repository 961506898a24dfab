"""The weaving: from the steps of a loop to the pattern of its rows, a column at a time.

What a row consists of is the same for all lines but for a few places. Each of these is a column, made once; a row is then
nothing but its pieces put side by side, and Python does that for thousands of them in a millisecond.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol

from docgen.word.gaps import Column, Gap
from docgen.word.narrowing import FILTER, scales
from docgen.word.page import Step, Values, as_run, printed_by
from docgen.word.wordml import run_texts

if TYPE_CHECKING:
    from collections.abc import Iterator

_ROW = "."
_ELEMENTS = ('<w:w w:val="', '<w:keepNext w:val="', '<w:vMerge w:val="')
_END = '"/>'


class Lines(Protocol):
    """Lines whose names are columns."""

    def __len__(self) -> int: ...

    def column(self, name: str) -> Sequence[object]:
        """What a name is in every line."""

    def line(self, number: int, values: Values) -> Values:
        """The names of one line beside all others."""


def woven(steps: Sequence[Step], lines: Lines, values: Values) -> Gap:
    """The rows that the steps print for the lines, as a gap to be closed later."""
    weaver = _Weaver(lines, values)
    for step, is_element, after_element in _looked_at(steps):
        if isinstance(step, str):
            weaver.say(step[len(_END) :] if after_element else step)
        elif is_element:
            weaver.element(step)
        else:
            weaver.place(step)
    return Gap(
        len(lines), tuple(weaver.pattern), tuple(weaver.shapes), tuple(weaver.words), varied=weaver.varied
    )


def _looked_at(steps: Sequence[Step]) -> Iterator[tuple[Step, bool, bool]]:
    """Each step, whether it is the one attribute of an element that docgen wrote, and whether the step before it is."""
    after = False
    for number, step in enumerate(steps):
        before, behind = (steps[at] if 0 <= at < len(steps) else "" for at in (number - 1, number + 1))
        written = isinstance(before, str) and before.endswith(_ELEMENTS)
        whole = isinstance(behind, str) and behind.startswith(_END)
        is_element = not isinstance(step, str) and written and whole
        yield step, is_element, after
        after = is_element


class _Weaver:
    """What the rows have in common and, between that, the columns of what each has of its own."""

    def __init__(self, lines: Lines, values: Values) -> None:
        self._lines, self._values = lines, values
        self._encoded: dict[str, Column] = {}
        self.pattern: list[bytes | Column] = []
        self.shapes: list[Column] = []
        self.words: list[Column] = []
        self.varied = False

    def say(self, text: str) -> None:
        """Puts in what all rows have; texts that follow each other are one."""
        last = self.pattern[-1] if self.pattern else None
        if isinstance(last, bytes):
            self.pattern[-1] = last + text.encode()
        elif text:
            self.pattern.append(text.encode())

    def place(self, step: Step) -> None:
        """Puts in a name of the line, or what any other step prints in each."""
        if not _is_of_line(step):
            self.say(printed_by([step], self._values, as_run))
        elif name := _name(step):
            self._put(self._column(name), self.words)
        else:
            texts = (
                printed_by([step], self._lines.line(n, self._values), as_run) for n in range(len(self._lines))
            )
            self.varied |= self._put([text.encode() for text in texts], self.words)

    def element(self, step: Step) -> None:
        """Puts in an element, begun already, with the one attribute that a step prints; none where that is nothing."""
        text = self.pattern.pop()
        assert isinstance(text, bytes)  # the element was begun in it
        at = text.rfind(b"<")
        self.say(text[:at].decode())
        values = self._attribute(step)
        made = {value: text[at:] + f"{value}{_END}".encode() if value else b"" for value in set(values)}
        self._put([made[value] for value in values], self.shapes)

    def _put(self, column: Column, kind: list[Column]) -> bool:
        """Whether a column differs from row to row; one that does not is text like any other."""
        if column and column.count(column[0]) == len(column):
            self.say(column[0].decode())
            return False
        self.pattern.append(column)
        kind.append(column)
        return True

    def _column(self, name: str) -> Column:
        if name not in self._encoded:
            self._encoded[name] = run_texts([str(value) for value in self._lines.column(name)])
        return self._encoded[name]

    def _attribute(self, step: Step) -> list[str]:
        """What the attribute is in each row; how far figures are narrowed is asked only where one may be too long."""
        match step:
            case [str(name), inner, ["constant", int(room)], ["constant", int(size)]] if (
                name == FILTER and _name(inner)
            ):
                return scales([str(value) for value in self._lines.column(_name(inner))], room, size)
        if name := _name(step):
            return [str(value) for value in self._lines.column(name)]
        return [
            printed_by([step], self._lines.line(n, self._values), as_run) for n in range(len(self._lines))
        ]


def _name(step: Step) -> str:
    """The name of the line that a step prints, "" for any other step."""
    match step:
        case ["value", str(path)] if path.startswith(_ROW):
            return path[len(_ROW) :]
    return ""


def _is_of_line(step: Step) -> bool:
    """Whether what a step prints may differ from line to line."""
    return bool(_name(step)) or (isinstance(step, list) and any(map(_is_of_line, step)))
