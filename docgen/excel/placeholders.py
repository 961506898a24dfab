"""The placeholders of a number format: where `0`, `#` and `?` stand, and the digits that fill them."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Context, Decimal
from functools import lru_cache
from typing import TYPE_CHECKING

from docgen.patterns import regex
from docgen.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from docgen.excel.formats import Section, Token

_EXACT = Context(prec=700, rounding=ROUND_HALF_UP)  # 309 digits of the largest double, 255 places of a format
_GROUPS = regex(r"(?<=[0-9])(?=(?:[0-9]{3})+$)")


@dataclass(frozen=True, slots=True)
class Layout:
    """A section for decimal numbers: words before, places before and after the point, words after.

    `percents` signs multiply by 100 each, `thousands` trailing commas divide by 1,000 each.
    """

    prefix: str
    whole: tuple[Token, ...]
    decimals: tuple[Token, ...]
    suffix: str
    point: bool
    percents: int
    thousands: int
    grouped: bool

    def filled(self, value: Decimal) -> str:
        """The digits of the value, which is not negative, in the places; rounded half up to what they hold."""
        if not self.whole and not self.point:
            return ""
        places = sum(token.kind == "digit" for token in self.decimals)
        rounded = value.quantize(Decimal(1).scaleb(-places), context=_EXACT)
        whole, _, decimals = f"{rounded:f}".partition(".")
        text = _whole(self.whole, whole.lstrip("0"))
        text = _GROUPS.sub(",", text) if self.grouped else text
        return f"{text}.{_decimals(self.decimals, decimals)}" if self.point else text


@lru_cache(maxsize=1024)
def layout(section: Section) -> Layout:
    """The places of a section; without any, all its words are the prefix and no digit is shown."""
    tokens = section.tokens
    places = [at for at, token in enumerate(tokens) if token.kind in ("digit", "point")]
    first, last = (places[0], places[-1] + 1) if places else (len(tokens), len(tokens))
    middle = tokens[first:last]
    point = next((at for at, token in enumerate(middle) if token.kind == "point"), len(middle))
    whole, after = middle[:point], tokens[last:]
    trailing = _trailing_commas(whole)
    return Layout(
        prefix=_words(tokens[:first]),
        whole=tuple(token for token in whole if token.kind != "comma"),
        decimals=middle[point + 1 :],
        suffix=_words(after),
        point=point < len(middle),
        percents=sum(token.kind == "percent" for token in tokens),
        thousands=trailing + sum(token.kind == "comma" for token in after),
        grouped=sum(token.kind == "comma" for token in whole) > trailing,
    )


def _trailing_commas(tokens: Sequence[Token]) -> int:
    kinds = [token.kind for token in tokens]
    last_digit = max((at for at, kind in enumerate(kinds) if kind == "digit"), default=-1)
    return kinds[last_digit + 1 :].count("comma")


def _words(tokens: Sequence[Token]) -> str:
    return "".join(token.text for token in tokens if token.kind in ("literal", "percent"))


def _whole(tokens: Sequence[Token], digits: str) -> str:
    """The digits from the right into the places, words between them left standing (`0!.0` shows 12 as 1.2)."""
    slots = [token.text for token in tokens if token.kind == "digit"]
    if not slots:
        return digits
    filled = _slots(slots, digits)
    return "".join(next(filled) if token.kind == "digit" else token.text for token in tokens)


def _slots(slots: Sequence[str], digits: str) -> Iterator[str]:
    """What each place shows; the first takes all digits that have no place of their own."""
    surplus = max(len(digits) - len(slots), 0)
    leading = digits[:surplus]
    for slot, digit in zip(slots, digits[surplus:].rjust(len(slots)), strict=True):
        yield leading + (digit.strip() or ("0" if slot == "0" else ""))
        leading = ""


def _decimals(tokens: Sequence[Token], digits: str) -> str:
    """The digits from the left; `#` and `?` show no zeros at the end."""
    needed = len(digits.rstrip("0"))
    shown, at = [], 0
    for token in tokens:
        if token.kind == "digit":
            shown.append(digits[at] if token.text == "0" or at < needed else "")
            at += 1
        else:
            shown.append(token.text)
    return "".join(shown)
