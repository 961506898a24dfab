"""The number format: its code taken apart into sections, each with what it shows and for which numbers."""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from functools import lru_cache
from types import MappingProxyType
from typing import NamedTuple

from docgen.patterns import regex
from docgen.records import dataclass

# The fixed codes, those of a Chinese Excel (27-36, 50-58) among them; files name them by number only. Where
# languages differ (5-8, 14, 41-44) the code is one of them: all show the same digits, or all a date.
BUILT_IN: Mapping[int, str] = MappingProxyType({
    1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00",
    5: '"¥"#,##0;"¥"\\-#,##0', 6: '"¥"#,##0;[Red]"¥"\\-#,##0',
    7: '"¥"#,##0.00;"¥"\\-#,##0.00', 8: '"¥"#,##0.00;[Red]"¥"\\-#,##0.00',
    9: "0%", 10: "0.00%", 11: "0.00E+00", 12: "# ?/?", 13: "# ??/??",
    14: "yyyy/m/d", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy",
    18: "h:mm AM/PM", 19: "h:mm:ss AM/PM", 20: "h:mm", 21: "h:mm:ss", 22: "yyyy/m/d h:mm",
    27: 'yyyy"年"m"月"', 28: 'm"月"d"日"', 29: 'm"月"d"日"', 30: "m-d-yy", 31: 'yyyy"年"m"月"d"日"',
    32: 'h"时"mm"分"', 33: 'h"时"mm"分"ss"秒"', 34: '上午/下午h"时"mm"分"', 35: '上午/下午h"时"mm"分"ss"秒"',
    36: 'yyyy"年"m"月"',
    37: "#,##0;\\-#,##0", 38: "#,##0;[Red]\\-#,##0", 39: "#,##0.00;\\-#,##0.00", 40: "#,##0.00;[Red]\\-#,##0.00",
    41: '_ * #,##0_ ;_ * \\-#,##0_ ;_ * "-"_ ;_ @_ ', 42: '_ "¥"* #,##0_ ;_ "¥"* \\-#,##0_ ;_ "¥"* "-"_ ;_ @_ ',
    43: '_ * #,##0.00_ ;_ * \\-#,##0.00_ ;_ * "-"??_ ;_ @_ ',
    44: '_ "¥"* #,##0.00_ ;_ "¥"* \\-#,##0.00_ ;_ "¥"* "-"??_ ;_ @_ ',
    45: "mm:ss", 46: "[h]:mm:ss", 47: "mmss.0", 48: "##0.0E+0", 49: "@",
    50: 'yyyy"年"m"月"', 51: 'm"月"d"日"', 52: 'yyyy"年"m"月"', 53: 'm"月"d"日"', 54: 'm"月"d"日"',
    55: '上午/下午h"时"mm"分"', 56: '上午/下午h"时"mm"分"ss"秒"', 57: 'yyyy"年"m"月"', 58: 'm"月"d"日"',
})  # fmt: skip


class Token(NamedTuple):
    """A piece of a section: its kind (a group of `_TOKEN`) and its characters, without quotes or escapes."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Condition:
    """`[>=100]`."""

    holds: Callable[[Decimal, Decimal], bool]
    bound: Decimal


@dataclass(frozen=True, slots=True)
class Section:
    """What stands between two semicolons."""

    tokens: tuple[Token, ...]
    condition: Condition | None = None
    coloured: bool = False

    def holds(self, kind: str) -> bool:
        return any(token.kind == kind for token in self.tokens)

    @property
    def is_date(self) -> bool:
        return self.holds("date")

    @property
    def has_day(self) -> bool:
        """Whether a date shows more than a time of day; `m` is minutes where hours or seconds stand with it."""
        letters = "".join(token.text for token in self.tokens if token.kind == "date").lower()
        return bool(set(letters) & set("ydegab")) or not set(letters) & set("hs")


@dataclass(frozen=True, slots=True)
class NumberFormat:
    """A format code. Without sections it is General, which shows a number as it is."""

    sections: tuple[Section, ...]

    def section(self, value: Decimal) -> Section | None:
        """The section that shows this number; None when none does (the screen shows ########)."""
        if any(section.condition for section in self.sections):
            return next((s for s in self.sections if _accepts(s, value)), None)
        by_sign = 1 if value < 0 else 2 if value == 0 else 0
        return self.sections[by_sign if by_sign < min(len(self.sections), 3) else 0]

    def drops_sign(self, value: Decimal) -> bool:
        """Whether the minus is left to the section's own words, as it has one for negative numbers only."""
        conditional = any(section.condition for section in self.sections)
        return value < 0 and len(self.sections) > 1 and not conditional


@lru_cache(maxsize=1024)
def number_format(code: str) -> NumberFormat:
    """The format that the code means; every text is one, as what has no meaning is shown as it stands.

    Codes that Excel itself could not hold are taken for General.
    """
    if not code or len(code) > _LONGEST or code.casefold() in _GENERAL:
        return NumberFormat(())
    return NumberFormat(tuple(_section(tokens) for tokens in _sections(code)))


def _accepts(section: Section, value: Decimal) -> bool:
    condition = section.condition
    return condition is None or condition.holds(value, condition.bound)


_LONGEST = 255
_GENERAL = ("general", "g/通用格式")
_TOKEN = regex(
    r"""
      "(?P<quoted>[^"]*)"?            # "元"
    | [\\!](?P<escaped>.)             # \-; Chinese Excel also writes 0!.0 for it
    | (?P<blank>[_*].)                # as wide as, filled up with
    | \[(?P<elapsed>h+|m+|s+)\]
    | \[(?P<condition>[<>=]+[^\]]*)\]
    | \[\$(?P<currency>[^\]-]*)[^\]]*\]
    | \[(?P<bracket>[^\]]*)\]         # colours, DBNum1
    | (?P<general>General|G/通用格式)
    | (?P<noon>AM/PM|A/P|上午/下午)
    | (?P<exponent>E[+-])
    | (?P<digit>[0#?])
    | (?P<date>[ymdhsegab])
    | (?P<point>\.) | (?P<comma>,) | (?P<percent>%) | (?P<slash>/) | (?P<string>@) | (?P<semicolon>;)
    | (?P<literal>.)
    """,
    re.VERBOSE | re.IGNORECASE | re.DOTALL,
)
_MEANT = {"quoted": "literal", "escaped": "literal", "currency": "literal", "elapsed": "date", "noon": "date"}
_COMPARISONS: Mapping[str, Callable[[Decimal, Decimal], bool]] = MappingProxyType({
    "<": operator.lt, "<=": operator.le, "=": operator.eq, "<>": operator.ne, ">": operator.gt, ">=": operator.ge,
})  # fmt: skip
_CONDITION = regex(r"([<>=]+)\s*(-?[0-9]{1,15}(?:\.[0-9]{1,15})?)\s*")
_UNCOLOURED = regex(r"DBNum[0-9]", re.IGNORECASE)


def _sections(code: str) -> Iterator[list[Token]]:
    tokens: list[Token] = []
    for match in _TOKEN.finditer(code):
        kind = match.lastgroup or ""
        if kind == "semicolon":
            yield tokens
            tokens = []
        elif kind != "blank":
            tokens.append(Token(_MEANT.get(kind, kind), match[kind]))
    yield tokens


def _section(tokens: list[Token]) -> Section:
    conditions = [_condition(token.text) for token in tokens if token.kind == "condition"]
    coloured = any(token.kind == "bracket" and not _UNCOLOURED.match(token.text) for token in tokens)
    visible = tuple(token for token in tokens if token.kind not in ("condition", "bracket"))
    return Section(visible, next(iter(conditions), None), coloured)


def _condition(text: str) -> Condition | None:
    parts = _CONDITION.fullmatch(text)
    holds = _COMPARISONS.get(parts[1]) if parts else None
    return Condition(holds, Decimal(parts[2])) if parts and holds else None
