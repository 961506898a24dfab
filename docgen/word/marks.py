"""The marks: characters that travel with a value through a template, so that its place in the document is found.

Noncharacters of Unicode (U+FDD0 to U+FDD2), which XML allows and no text may use: wherever a mark gets to, in words,
an attribute or the instruction of a field, it harms nothing and can be taken out again.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from docgen.patterns import regex
from docgen.word.loop import Noted
from docgen.word.wordml import run_text

MARK = regex("[\ufdd0\ufdd1]([0-9]+)\ufdd2")
_BEGIN, _END, _STOP = "\ufdd0", "\ufdd1", "\ufdd2"
_LEFTOVER = regex("[\ufdd0\ufdd1][0-9]+\ufdd2|[\ufdd0-\ufdd2]")
_TITLE = "fields.title"


class Marked(str):
    """A value that is printed between its marks. To conditions and filters it is the text alone."""

    numbers: tuple[int, ...] = ()

    def __html__(self) -> str:
        return _before(self.numbers) + run_text(self) + _after(self.numbers)

    def with_those_of(self, other: Marked) -> Marked:
        """The value with the marks of another too, that is printed in the same cell."""
        return _marked(self, (*self.numbers, *other.numbers))


class Marks:
    """The marks of a document's notes: each is numbered, and the title has one more, for notes without a place."""

    def __init__(self, paths: Sequence[Sequence[str]], home: int) -> None:
        """`paths` of each note, by its number; `home` is the number of the title's own mark."""
        numbers: dict[str, list[int]] = {_TITLE: [home]}
        for number, those in enumerate(paths):
            for path in those:
                numbers.setdefault(path, []).append(number)
        self._numbers = {path: tuple(found) for path, found in numbers.items()}

    def on(self, values: Mapping[str, object]) -> dict[str, object]:
        """The values of a template, those with notes marked."""
        marked = dict(values)
        for path, numbers in self._numbers.items():
            key = path.removeprefix("fields.")
            if isinstance(value := values.get(key), str):
                marked[key] = _marked(value, numbers)
        return marked

    def on_lines(self, listing: str, columns: Mapping[str, Sequence[str]]) -> list[Noted]:
        """The values of a listing's lines that have notes, marked."""
        found = []
        for path, numbers in self._numbers.items():
            key, _, rest = path.partition(".")
            line, _, column = rest.partition(".")
            texts = columns.get(column, ()) if key == listing and line.isdecimal() else ()
            if texts and int(line) < len(texts):
                found.append(Noted(int(line), column, _marked(texts[int(line)], numbers)))
        return found

    def around(self, path: str, paragraph: str) -> str:
        """A `w:p` as it is written, its words between the marks of its path."""
        numbers = self._numbers.get(path, ())
        lead, head, words = paragraph.partition("</w:pPr>")
        if not numbers or not head:
            return paragraph
        return (
            f"{lead}{head}{_run(_before(numbers))}{words.removesuffix('</w:p>')}{_run(_after(numbers))}</w:p>"
        )


def unmarked(content: bytes) -> bytes:
    """A part without marks, whole ones and any characters of theirs."""
    return _LEFTOVER.sub("", content.decode()).encode() if b"\xef\xb7" in content else content


def begins(mark: re.Match[str]) -> bool:
    return mark[0].startswith(_BEGIN)


def _marked(text: str, numbers: tuple[int, ...]) -> Marked:
    marked = Marked(text)
    marked.numbers = numbers
    return marked


def _before(numbers: Sequence[int]) -> str:
    return "".join(f"{_BEGIN}{number}{_STOP}" for number in numbers)


def _after(numbers: Sequence[int]) -> str:
    return "".join(f"{_END}{number}{_STOP}" for number in numbers)


def _run(marks: str) -> str:
    return f"<w:r><w:t>{marks}</w:t></w:r>"
