"""The case: files in a folder, a command on them, and the outcome that the contract demands."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

Make = bytes | Callable[[], bytes]
INPUT, OUTPUT, TEMPLATE = "in.xlsx", "out.docx", "t.docx"
RENDER = ("render", f"{{}}/{INPUT}", "-o", f"{{}}/{OUTPUT}", "--json")


@dataclass(frozen=True)
class Case:
    """`{}` in `arguments` is the case's folder. `output` lies there beforehand, and must be untouched unless exit is 0.

    `codes` are those of all errors and warnings, `place` is what one finding must name (`表1!A1`, a part, a tag),
    `prints` and `hides` are texts of the document; `same`: it is byte for byte that of the clean workbook.
    `left` are files that may lie there afterwards besides those given.
    """

    name: str
    files: Mapping[str, Make]
    arguments: tuple[str, ...] = RENDER
    exit: int = 0
    codes: tuple[str, ...] = ()
    place: str = ""
    prints: tuple[str, ...] = ()
    hides: tuple[str, ...] = ()
    same: bool = False
    output: str = OUTPUT
    left: tuple[str, ...] = ()
    prepare: Callable[[Path], None] | None = field(default=None, compare=False)

    def expectation(self) -> dict[str, object]:
        """The row of the manifest."""
        facts = {name: value for name, value in vars(self).items() if name not in ("files", "prepare")}
        return {**{name: value for name, value in facts.items() if value}, "exit": self.exit}


def refused(name: str, make: Make, exit_code: int, code: str, place: str = "", **others: object) -> Case:
    """A workbook of which no document is made, for one reason."""
    return Case(name, {INPUT: make}, exit=exit_code, codes=(code,), place=place, **others)  # type: ignore[arg-type]


def read(name: str, make: Make, *codes: str, **others: object) -> Case:
    """A workbook of which the document is made, perhaps with warnings."""
    return Case(name, {INPUT: make}, codes=codes, **others)  # type: ignore[arg-type]


def same(name: str, make: Make, *codes: str) -> Case:
    """An oddity: its document is that of the clean workbook, byte for byte."""
    return Case(name, {INPUT: make}, codes=codes, same=True)
