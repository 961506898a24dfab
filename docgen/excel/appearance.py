"""The appearance of a number: what the screen shows for it, and whether that reads as what is stored."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Context, Decimal
from functools import lru_cache
from typing import TYPE_CHECKING

from docgen.excel.formats import Section, number_format
from docgen.excel.placeholders import Layout, layout
from docgen.excel.serial import iso_date
from docgen.patterns import regex
from docgen.report.digits import significant

if TYPE_CHECKING:
    from docgen.report.grid import ShownAs

_UNSHOWN = "########"
_SHOWN_FIGURE = regex(r"[0-9][0-9,]*(?:\.[0-9]+)?|\.[0-9]+")
_MINUS = frozenset("-－−–—(（△▲▼负")
_SIGNS, _MULTIPLIERS = frozenset("-－−"), frozenset("%％‰千万亿")
_LONGEST_DENOMINATOR = 7
ALL = 400  # decimals: more than a double has
_MARKS = {"digit": "0", "comma": ",", "point": ".", "literal": "w"}
_PLACES = regex(r"w*(?:0[0,]*)?0(?:\.(0*))?w*")


def appearance(code: str, text: str, *, date1904: bool) -> tuple[ShownAs, str]:
    """How the number stored as `text` is shown by the format `code`, and as what; "" when it is shown as it is.

    Whatever the format, a number is "plain" when what is shown reads back as the number at 15 digits: separators,
    units, signs and colours change nothing, and zero reads the same in per cent and in thousands.
    """
    style = number_format(code)
    if not style.sections:
        return "plain", ""
    value = significant(text)
    section = style.section(value)
    if section is None:
        return "rounded", _UNSHOWN
    if section.is_date:
        return "date", iso_date(value, date1904=date1904, has_date=section.has_day)
    own_minus = style.drops_sign(value)
    figure, words = _shown(section, abs(value))
    misread = _misleads(section, value) or (own_minus and _hides_minus(section))
    if figure == abs(value) and not misread:
        return "plain", ""
    return _manner(section), words if own_minus or value >= 0 else f"-{words}"


@lru_cache(maxsize=1024)
def places_shown(code: str) -> int | None:
    """How many decimals of a figure above nought a format shows: one of no more than these reads as it is, however large.

    None where that depends on the figure, `ALL` for General. A long list has a hundred thousand figures in one format,
    and to work out what each of them looks like takes twelve times longer.
    """
    style = number_format(code)
    if not style.sections:
        return ALL
    tokens = style.sections[0].tokens
    places = _PLACES.fullmatch("".join(_MARKS.get(token.kind, "?") for token in tokens))
    words = {character for token in tokens if token.kind == "literal" for character in token.text}
    misread = words & (_MULTIPLIERS | _SIGNS) or any(word.isdecimal() or word == "." for word in words)
    conditional = any(section.condition for section in style.sections)
    return None if conditional or misread or not places else len(places[1] or "")


def _manner(section: Section) -> ShownAs:
    if section.holds("percent"):
        return "percent"
    return "scaled" if layout(section).thousands else "rounded"


def _hides_minus(section: Section) -> bool:
    """Whether a section for negative numbers has neither a sign nor brackets nor a colour to tell them by."""
    words = "".join(token.text for token in section.tokens if token.kind == "literal")
    return not section.coloured and not _MINUS & set(words)


def _misleads(section: Section, value: Decimal) -> bool:
    """Whether words of the format make another number of it: 5万 or 5 % for 5, -3 for 3."""
    words = {character for token in section.tokens if token.kind == "literal" for character in token.text}
    return value != 0 and bool(words & (_MULTIPLIERS if value < 0 else _MULTIPLIERS | _SIGNS))


def _shown(section: Section, value: Decimal) -> tuple[Decimal | None, str]:
    """The figure that a reader takes from the screen (None when there is none), and all the words there."""
    if section.holds("general") or section.holds("string"):
        return value, _with_words(section, f"{value:f}")
    if section.holds("slash"):
        return _read_back("", words := _fraction(section, value), ""), words
    parts = layout(section)
    body = _scientific(section, value) if section.holds("exponent") else _decimal(parts, value)
    return _read_back(parts.prefix, body, parts.suffix), f"{parts.prefix}{body}{parts.suffix}"


def _with_words(section: Section, figure: str) -> str:
    return "".join(token.text if token.kind == "literal" else figure for token in section.tokens)


def _read_back(before: str, body: str, after: str) -> Decimal | None:
    """The first figure in the body; of the words around it only a digit or point that touches it (`0"0"`) counts."""
    edges = [edge if edge.isdecimal() or edge == "." else " " for edge in (before[-1:], after[:1])]
    found = _SHOWN_FIGURE.search(body.join(edges)) if body else None
    return Decimal(found[0].replace(",", "")) if found else None


def _decimal(parts: Layout, value: Decimal) -> str:
    return parts.filled(value.scaleb(2 * parts.percents - 3 * parts.thousands))


def _scientific(section: Section, value: Decimal) -> str:
    mantissa, _, exponent = _texts(section).upper().partition("E")
    decimals = sum(mark in "0#?" for mark in mantissa.partition(".")[2])
    rounded = Context(prec=decimals + 1, rounding=ROUND_HALF_UP).plus(value)
    digits, _, power = f"{rounded:.{decimals}E}".partition("E")
    width = max(sum(mark in "0#?" for mark in exponent), 1)
    return f"{digits}E{power[:1]}{power[1:].zfill(width)}"


def _fraction(section: Section, value: Decimal) -> str:
    """The nearest fraction; with a whole number before it when the format has places for one (`# ?/?`)."""
    before, _, below = _texts(section).partition("/")
    numerator, denominator = _nearest(value, below.strip())
    whole, rest = divmod(numerator, denominator) if " " in before.strip() else (0, numerator)
    return " ".join([str(whole)] * bool(whole or not rest) + [f"{rest}/{denominator}"] * bool(rest))


def _nearest(value: Decimal, below: str) -> tuple[int, int]:
    """Numerator and denominator: the one that the format states (`?/16`), or the best of so many digits (`?/??`)."""
    if below.isdecimal() and below[0] != "0":
        denominator = int(below[:_LONGEST_DENOMINATOR])
        return int((value * denominator).to_integral_value(ROUND_HALF_UP)), denominator
    from fractions import Fraction  # a format that is rare

    digits = min(max(sum(mark in "0#?" for mark in below), 1), _LONGEST_DENOMINATOR)
    return Fraction(value).limit_denominator(10**digits - 1).as_integer_ratio()


def _texts(section: Section) -> str:
    return "".join(token.text for token in section.tokens)
