"""The patterns of a definition read backwards: which fields a printed line must have been made of."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from difflib import SequenceMatcher
from functools import lru_cache
from string import Formatter

from docgen.report.definition import Definition, Field

LONGEST = 200  # characters of a line that may be a title
ALIKE = 0.7  # 年度政府信息公开年度报告 is meant for 年政府信息公开工作年度报告
_FIXED = "fixed_"
_BRACKETS = {"（": "[（(]", "）": "[）)]", "(": "[（(]", ")": "[）)]"}
_DIGITS = str.maketrans("０１２３４５６７８９", "0123456789")
_NUMERALS = str.maketrans("〇○零一二三四五六七八九", "000123456789")
_YEAR = r"[0-9０-９]{4}|[〇○零一二三四五六七八九]{4}"


def read_pattern(
    text: str, pattern: str, definition: Definition, *, loosely: bool = False
) -> dict[str, str] | None:
    """The fields in a line, by key, or None where the pattern does not fit.

    White space is layout; brackets and digits may be of either width. `loosely`, the words between the fields may
    be others, as long as they are much alike.
    """
    match = _compiled(pattern, definition, loosely).fullmatch(text.strip()) if len(text) <= LONGEST else None
    if match is None or (loosely and not _alike(match, pattern)):
        return None
    found = {key: value for key, value in match.groupdict().items() if not key.startswith(_FIXED)}
    return {key: _tidy(value, definition.field(key)) for key, value in found.items()}


@lru_cache(maxsize=64)
def _compiled(pattern: str, definition: Definition, loosely: bool) -> re.Pattern[str]:
    return re.compile(r"\s*".join(_pieces(pattern, definition, loosely=loosely)), re.DOTALL)


def _pieces(pattern: str, definition: Definition, *, loosely: bool) -> Iterator[str]:
    seen: set[str] = set()
    for number, (words, key, _, _) in enumerate(Formatter().parse(pattern)):
        if words and loosely:
            yield f"(?P<{_FIXED}{number}>.{{0,{2 * len(words)}}}?)"
        else:
            yield from (
                _BRACKETS.get(character, re.escape(character)) for character in "".join(words.split())
            )
        if key:
            field = definition.field(key)
            yield f"(?P={key})" if key in seen else f"(?P<{key}>{_shape(field)})"
            seen.add(key)


def _shape(field: Field | None) -> str:
    """What a field looks like in print."""
    match field.kind if field else "text":
        case "year":
            return _YEAR
        case "number":
            return r"-?[0-9０-９]+(?:\.[0-9]+)?"
        case "choice":
            return "|".join(map(re.escape, field.choices if field else ()))
        case _:
            return r"\S.*?"


def _alike(match: re.Match[str], pattern: str) -> bool:
    for number, (words, _, _, _) in enumerate(Formatter().parse(pattern)):
        said = "".join(match[f"{_FIXED}{number}"].split()) if words else ""
        if SequenceMatcher(None, words, said, autojunk=False).ratio() < ALIKE:
            return False
    return True


def _tidy(value: str, field: Field | None) -> str:
    """The value in one line, its digits such as are counted with."""
    if field and field.kind == "year":
        return value.translate(_DIGITS).translate(_NUMERALS)
    if field and field.kind == "number":
        return value.translate(_DIGITS)
    return re.sub(r"\s*\n\s*", "", value).strip()


def defaulted(values: Mapping[str, str], definition: Definition) -> dict[str, str]:
    """The fields as a cover would have them: what is only a default left out, what is only in a default told.

    With the default “{unit}” for the name in the title: the same name there need not be said, and where nobody
    signed, the name in the title is all there is to tell the unit by.
    """
    found = dict(values)
    for field in definition.fields:
        if not field.default or field.key not in found:
            continue
        told = read_pattern(found[field.key], field.default, definition) or {}
        for key, value in told.items():
            found.setdefault(key, value)
        if all(found[key] == value for key, value in told.items()) and told:
            del found[field.key]
    return found
