"""A paragraph made ready for reading: titles masked, widths folded, every number one character.

The outline of “共收到申请１５件，依《办法》答复” is “共收到申请□件，依《＿＿》答复”, where □ stands for the quantity 15. Patterns
are matched against outlines; `spelled` gives the words back.
"""

from __future__ import annotations

import re
from functools import cached_property

from docgen.patterns import regex
from docgen.records import dataclass
from docgen.rules.prose.quantity import FIRST, Quantity, quantities
from docgen.rules.prose.scope import Times

_FOLDED = str.maketrans("０１２３４５６７８９．％()，", "0123456789.%（），", "")
_PRIVATE = regex("[\ue000-\uf8ff]")
_MASKED = regex(
    r"《[^《》]*(?:《[^《》]*》[^《》]*)*》|〈[^〈〉]*〉|[〔\[【][^〕\]】]{0,12}[〕\]】]\s*第?\d*号?"
    r"|(?:https?://|www\.)[!-~]+|(?<![\w.+-])[\w.+-]++@[\w.-]+|(?<!\d)0\d{2,3}[-—－ ]?\d{7,8}(?!\d)|(?<![\d.])1\d{10}(?!\d)"
    r"|(?<=邮编)[:：]?\s*\d{6}|(?<=邮政编码)[:：]?\s*\d{6}",
    re.ASCII,
)
_SENTENCE = regex(r"[^。！？!?\n]+[。！？!?\n]*")

Counted = tuple[int, Quantity]
"""A number of a sentence and where it stands."""


def behind(pair: Counted) -> int:
    """Where a number and its measure end."""
    return pair[0] + 1 + len(pair[1].measure)


@dataclass(frozen=True)
class Sentence:
    """A sentence of an outline; its numbers are characters that `quantity` looks up."""

    text: str
    quantities: tuple[Quantity, ...]

    def quantity(self, character: str) -> Quantity:
        return self.quantities[ord(character) - FIRST]

    @cached_property
    def counted(self) -> tuple[Counted, ...]:
        """Every quantity of the sentence with its position."""
        return tuple((match.start(), self.quantity(match[0])) for match in _PRIVATE.finditer(self.text))

    @cached_property
    def positions(self) -> tuple[int, ...]:
        """Where its quantities stand."""
        return tuple(at for at, _ in self.counted)

    @cached_property
    def times(self) -> Times:
        """Of which time each of its words speaks."""
        return Times(self.text)

    def clause(self, start: int, end: int) -> str:
        """The words from the beginning of the clause in which `start` lies."""
        return self.spelled(max(self.text.rfind(mark, 0, start) for mark in "，、；：") + 1, end)

    def spelled(self, start: int, end: int) -> str:
        """The words of a part of the outline, numbers as they are written."""
        return _PRIVATE.sub(lambda mark: self.quantity(mark[0]).text, self.text[start:end]).strip()


def masked(text: str) -> str:
    """The text, as long as it was, with widths folded and what holds no statement of its own blotted out."""
    folded = _PRIVATE.sub("＿", text.translate(_FOLDED))
    return _MASKED.sub(lambda match: match[0][0] + "＿" * (len(match[0]) - 2) + match[0][-1], folded)


def sentences(plain: str) -> tuple[Sentence, ...]:
    """The sentences of a masked paragraph as outlines."""
    pieces: list[str] = []
    found: list[Quantity] = []
    at = 0
    for match in quantities(plain):
        pieces += [plain[at : match.start], chr(FIRST + len(found))]
        found.append(match.quantity)
        at = match.end
    outline = "".join((*pieces, plain[at:]))
    shared = tuple(found)
    return tuple(Sentence(match[0], shared) for match in _SENTENCE.finditer(outline))
