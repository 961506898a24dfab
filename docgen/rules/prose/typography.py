"""Punctuation and characters of the text (GB/T 15834-2011): each slip is one pattern with what should stand there.

The same table reports the slips and, for `check --fix`, mends a copy: none of them touches what is meant.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import cached_property, lru_cache

from docgen.diagnostics import Diagnostic, Kind
from docgen.diagnostics.text_codes import (
    HALF_WIDTH,
    ODD_SPACE,
    POINT_AFTER_NUMBER,
    QUOTED_LIST,
    RARE_CHARACTER,
    WIDE_DIGITS,
)
from docgen.patterns import regex
from docgen.records import dataclass
from docgen.rules.prose.documents import NUMBER, corrected
from docgen.rules.prose.passage import Passage

_WIDE = str.maketrans(",;:!?.", "，；：！？。")
_WITHIN = str.maketrans("“”", "‘’")
ROUNDS = 16  # each round but the last changes something; nests deeper than this are no prose
_DIGITS = str.maketrans("０１２３４５６７８９．％", "0123456789.%")


@dataclass(frozen=True)
class Slip:
    """One kind of slip: characters without one of which it is not there, where it is seen, and what should stand there
    (a template of `re`, or a function).

    `around` is how many characters on each side are shown with it, that it can be found in a long paragraph. The
    expression is compiled where a sign is met: most texts have no slips, and a set of Han takes a millisecond.
    """

    kind: Kind
    signs: str
    expression: str
    mended: str | Callable[[re.Match[str]], str]
    around: int = 0

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        return regex(self.expression)

    @cached_property
    def _signs(self) -> frozenset[str]:
        return frozenset(self.signs)

    def is_possible(self, characters: Iterable[str]) -> bool:
        """Whether a text of these characters may have such a slip."""
        return not self._signs.isdisjoint(characters)

    def seen_in(self, text: str) -> Iterator[str]:
        """The words of every such slip, ready to be quoted: “” within “” are ‘’."""
        for match in self._pattern.finditer(text):
            words = text[max(0, match.start() - self.around) : match.end() + self.around]
            yield words.translate(_WITHIN)

    def mend(self, text: str) -> str:
        return self._pattern.sub(self.mended, text) if self.is_possible(text) else text


def _wide(match: re.Match[str]) -> str:
    return match[0].translate(_WIDE)


def _half(match: re.Match[str]) -> str:
    return match[0].translate(_DIGITS)


_WIDTHS = "０-９．％"
# Beyond Latin-1 lies what is Chinese here, Han and full-width marks alike; sets of all Han take 20 ms to compile.
_AFTER = r"(?<=[^\x00-\xff\u3000])"
_BEFORE = r"(?=[^\x00-\xff\u3000])"
SLIPS = (
    Slip(HALF_WIDTH, ",;!?", rf"(?:{_AFTER}|(?<=%))[,;!?](?:{_BEFORE}|(?=\s|\Z))", _wide, 2),
    Slip(HALF_WIDTH, ":", rf"{_AFTER}:{_BEFORE}", _wide, 2),
    Slip(HALF_WIDTH, ".", rf"{_AFTER}\.(?:{_BEFORE}|\Z)", _wide, 2),
    Slip(HALF_WIDTH, "(", r"\((?=[^()\n]*[^\x00-\xff])([^()\n]*)\)", r"（\1）"),
    Slip(QUOTED_LIST, "、", r"(?<=[”》])、(?=[“《])", "", 6),
    Slip(POINT_AFTER_NUMBER, "、", rf"(?<![^。；：\n])(\d{{1,2}})、{_BEFORE}(?!\d)", r"\1."),
    Slip(ODD_SPACE, " \u00a0\u3000", rf"{_AFTER}[ \u00a0\u3000]+{_BEFORE}", "", 2),
    Slip(WIDE_DIGITS, "０１２３４５６７８９", f"(?<![{_WIDTHS}])[{_WIDTHS}]*[０-９][{_WIDTHS}]*", _half),
)

_KINDS = {
    kind.code: tuple(slip for slip in SLIPS if slip.kind is kind) for kind in (slip.kind for slip in SLIPS)
}


def check_typography(passages: tuple[Passage, ...]) -> Iterator[Diagnostic]:
    """Reports, once for each paragraph and kind: E231 half-width punctuation between Han characters, E232 、 between quoted
    items, E233 “1、” for “1.”, E234 blanks between Han characters, E235 full-width digits, E236 characters that the
    fonts of official documents lack.
    """
    for passage in passages:
        for text, place in passage.parts():
            characters = dict.fromkeys(text)
            for slips in _KINDS.values():
                possible = [slip for slip in slips if slip.is_possible(characters)]
                found = [words for slip in possible for words in slip.seen_in(text)]
                if found:
                    yield slips[0].kind.at(
                        place, found="、".join(f"“{words}”" for words in dict.fromkeys(found))
                    )
            rare = [character for character in characters if _is_rare(character)]
            if rare:
                yield RARE_CHARACTER.at(place, characters="、".join(f"{c}（U+{ord(c):04X}）" for c in rare))


@lru_cache(maxsize=16_384)
def _is_rare(character: str) -> bool:
    """Whether 仿宋_GB2312, 楷体_GB2312 and 小标宋 lack a Han character: they hold what GB 2312-80 holds."""
    if not (
        "\u3400" <= character <= "\u9fff" or "\uf900" <= character <= "\ufaff" or character >= "\U00020000"
    ):
        return False
    try:
        character.encode("gb2312")
    except UnicodeEncodeError:
        return True
    return False


def mended(text: str) -> str:
    """The text with every slip put right, and document numbers as GB/T 9704-2012 has them.

    What is put right may show the next slip (“(:“)”: the colon stands beside a Chinese mark only then), so the table is
    gone through until nothing changes.
    """
    for _ in range(ROUNDS):
        before = text
        for slip in SLIPS:
            text = slip.mend(text)
        text = NUMBER.sub(corrected, text)
        if text == before:
            break
    return text
