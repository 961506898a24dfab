"""Punctuation and characters of the text (GB/T 15834-2011): each slip is one pattern with what should stand there.

The same table reports the slips and, for `check --fix`, mends a copy: none of them touches what is meant.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

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

_HAN = "\u4e00-\u9fff\u3400-\u4dbf"
_WIDE = str.maketrans(",;:!?.", "，；：！？。")
_WITHIN = str.maketrans("“”", "‘’")
_DIGITS = str.maketrans("０１２３４５６７８９．％", "0123456789.%")


@dataclass(frozen=True, slots=True)
class Slip:
    """One kind of slip: where it is seen, and what should stand there (a template of `re`, or a function).

    `around` is how many characters on each side are shown with it, that it can be found in a long paragraph.
    """

    kind: Kind
    pattern: re.Pattern[str]
    mended: str | Callable[[re.Match[str]], str]
    around: int = 0

    def seen_in(self, text: str) -> Iterator[str]:
        """The words of every such slip, ready to be quoted: “” within “” are ‘’."""
        for match in self.pattern.finditer(text):
            words = text[max(0, match.start() - self.around) : match.end() + self.around]
            yield words.translate(_WITHIN)


def _wide(match: re.Match[str]) -> str:
    return match[0].translate(_WIDE)


_BESIDE = f"[{_HAN}，。；：、“”《》（）]"
SLIPS = (
    Slip(HALF_WIDTH, regex(rf"(?<=[{_HAN}”》）〕％%])[,;!?](?=[{_HAN}“《（\s]|\Z)"), _wide, 2),
    Slip(
        HALF_WIDTH,
        regex(rf"(?<=[{_HAN}”》）]):(?=[{_HAN}“《（])|(?<=[{_HAN}”》）])\.(?=\Z|[{_HAN}])"),
        _wide,
        2,
    ),
    Slip(HALF_WIDTH, regex(rf"\((?=[^()\n]*[{_HAN}])([^()\n]*)\)"), r"（\1）"),
    Slip(QUOTED_LIST, regex(r"(?<=[”》])、(?=[“《])"), "", 6),
    Slip(POINT_AFTER_NUMBER, regex(rf"(?<![^。；：\n])(\d{{1,2}})、(?=[{_HAN}])"), r"\1."),
    Slip(ODD_SPACE, regex(rf"(?<={_BESIDE})[ \u00a0\u3000]+(?={_BESIDE})"), "", 2),
    Slip(WIDE_DIGITS, regex("[０-９．％]*[０-９][０-９．％]*"), lambda match: match[0].translate(_DIGITS)),
)


def check_typography(passages: tuple[Passage, ...]) -> Iterator[Diagnostic]:
    """Reports, once for each paragraph and kind: E231 half-width punctuation between Han characters, E232 、 between quoted
    items, E233 “1、” for “1.”, E234 blanks between Han characters, E235 full-width digits, E236 characters that the
    fonts of official documents lack.
    """
    for passage in passages:
        for text, place in passage.parts():
            for kind in dict.fromkeys(slip.kind for slip in SLIPS):
                found = [words for slip in SLIPS if slip.kind is kind for words in slip.seen_in(text)]
                if found:
                    yield kind.at(place, found="、".join(f"“{words}”" for words in dict.fromkeys(found)))
            rare = dict.fromkeys(character for character in text if _is_rare(character))
            if rare:
                yield RARE_CHARACTER.at(place, characters="、".join(f"{c}（U+{ord(c):04X}）" for c in rare))


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
    """The text with every slip put right, and document numbers as GB/T 9704-2012 has them."""
    for slip in SLIPS:
        text = slip.pattern.sub(slip.mended, text)
    return NUMBER.sub(corrected, text)
