"""The strings of a workbook: shared ones, and what is common to all text in cells."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from docgen.diagnostics.codes import TOO_LARGE
from docgen.diagnostics.finding import Phrase
from docgen.excel.room import MAX_CHARACTERS
from docgen.package import PackageFault, parse
from docgen.patterns import regex

if TYPE_CHECKING:
    from docgen.package.markup import Attributes

MAX_TEXT = 32_767  # what an Excel cell holds
MAX_STRINGS = 500_000
MAX_ELEMENTS = 2_000_000  # runs and phonetic guides, beside the strings themselves

_ESCAPE = regex(r"_x([0-9A-Fa-f]{4})_")
_PAIR = regex("[\ud800-\udbff][\udc00-\udfff]")


def read_strings(part: str, data: bytes) -> list[str]:
    """The shared strings by index, without formatting and phonetic guides, escapes resolved."""
    strings: list[str] = []
    runs = Runs()
    room = MAX_CHARACTERS

    def string(_: str) -> None:
        nonlocal room
        strings.append(runs.taken())
        room -= len(strings[-1])
        if len(strings) > MAX_STRINGS or room < 0:
            raise PackageFault(TOO_LARGE.at(detail=_too_many(part) if room >= 0 else _too_much(part)))

    ends = {"t": runs.run, "rPh": runs.guided, "si": string}
    parse(part, data, starts={"rPh": runs.guide}, ends=ends, most=MAX_ELEMENTS)
    return strings


class Runs:
    """Hears the runs `<t>` of one string (`<si>` or `<is>`) but for those inside a phonetic guide `<rPh>`."""

    def __init__(self) -> None:
        self._runs: list[str] = []
        self._guiding = False

    def guide(self, _: Attributes) -> None:
        self._guiding = True

    def guided(self, _: str) -> None:
        self._guiding = False

    def run(self, text: str) -> None:
        if text and not self._guiding:
            self._runs.append(text)

    def taken(self) -> str:
        """The whole string; the next one starts empty."""
        text = "".join(self._runs)
        self._runs.clear()
        return unescaped(text)


def unescaped(text: str) -> str:
    """The text with `_xHHHH_` resolved, which is how Excel writes what XML cannot hold (`_x000D_`, `_x005F_`).

    Characters that no document can hold come through, so that they can be reported with their cell; so do lone
    surrogates, while two that belong together become their character.
    """
    if "_x" not in text:
        return text
    return _PAIR.sub(_joined, _ESCAPE.sub(lambda match: chr(int(match[1], 16)), text))


def _joined(pair: re.Match[str]) -> str:
    return pair[0].encode("utf-16", "surrogatepass").decode("utf-16")


def _too_many(part: str) -> Phrase:
    return Phrase(
        f"其中的 {part} 有 {MAX_STRINGS:,} 条以上的文字",
        f"part {part} holds more than {MAX_STRINGS:,} strings",
    )


def _too_much(part: str) -> Phrase:
    return Phrase(
        f"部件 {part} 里的文字共多于 {MAX_CHARACTERS:,} 个字",
        f"part {part} holds more than {MAX_CHARACTERS:,} characters",
    )
