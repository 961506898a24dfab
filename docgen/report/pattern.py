"""The pattern language in which a definition says how sentences are worded.

    [收到|新收]…申请{n}件        either word, a few characters, 申请, a number, 件
    [均|]为{n}件                 an empty choice: 均 may be missing
    〔{last_year}〕{d}号          {year}, {last_year}, {next_year} are the report's; {d} is any run of digits

Everything else stands for itself; blanks do not count. Compiled to a regular expression over a sentence's outline, in
which every number is one character (`docgen/rules/prose/outline.py`), so that no pattern needs to know how numbers
are written.
"""

from __future__ import annotations

import re
from functools import lru_cache

from docgen.patterns import regex

NUMBER = "[\ue000-\uf8ff]"
"""A number of an outline: a character of the private use area."""
GAP = 14  # characters that … may stand for: more, and the number seldom belongs to the words
_GAP = rf"[^，,。！？；：、\n\ue000-\uf8ff]{{0,{GAP}}}?"
_NAMES = {"n": f"(?P<n>{NUMBER})", "d": r"\d+"}
YEARS = ("year", "last_year", "next_year")
_TOKENS = regex(
    r"\{(?P<name>[^{}]*)\}|(?P<mark>[\[\]|…])|(?P<blank>\s+)|(?P<plain>[^\[\]|…{}\s]+)|(?P<bad>.)"
)


class PatternError(ValueError):
    """The text is not a pattern."""


def check_pattern(text: str, *, number: bool) -> None:
    """Raises PatternError unless the text is a pattern, and has one {n} if `number`, none otherwise."""
    if text.count("{n}") != int(number):
        raise PatternError("{n} must stand in it once" if number else "{n} has no meaning here")
    if not text.replace("…", "").strip("[]| "):
        raise PatternError("it says nothing")
    compiled(text, 2000)


@lru_cache(maxsize=1024)
def compiled(text: str, year: int) -> re.Pattern[str]:
    """The regular expression of a pattern, for a report of that year."""
    years = {"year": str(year), "last_year": str(year - 1), "next_year": str(year + 1)}
    depth, parts = 0, []
    for token in _TOKENS.finditer(text):
        match token.lastgroup:
            case "name":
                parts.append(_named(token["name"], years))
            case "plain":
                parts.append(re.escape(token["plain"]))
            case "mark":
                depth += {"[": 1, "]": -1}.get(token["mark"], 0)
                parts.append(_mark(token["mark"], depth))
            case "bad":
                raise PatternError(f"“{token['bad']}” is not closed or not opened")
    if depth:
        raise PatternError("“[” is not closed")
    return regex("".join(parts))


def _named(name: str, years: dict[str, str]) -> str:
    found = {**_NAMES, **years}.get(name)
    if found is None:
        raise PatternError(f"{{{name}}} is not one of: n, d, {', '.join(YEARS)}")
    return found


def _mark(mark: str, depth: int) -> str:
    if depth < 0 or (mark == "|" and not depth):
        raise PatternError(f"“{mark}” stands outside of [ ]")
    return {"[": "(?:", "]": ")", "|": "|", "…": _GAP}[mark]
