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
from collections.abc import Iterator
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

_NESTED = regex(r"\[[^\]]*\[")
_UNKNOWN = regex(r"\[[^\]]*[{…][^\]]*\]|\{[^}]*\}|…")
_PARTS = regex(r"\[(?P<choices>[^\[\]]*)\]|(?P<word>[^\[\]\n]+)")


class PatternError(ValueError):
    """The text is not a pattern."""


def check_pattern(text: str, *, number: bool) -> None:
    """Raises PatternError unless the text is a pattern, and has one {n} if `number`, none otherwise."""
    if text.count("{n}") != int(number):
        raise PatternError("{n} must stand in it once" if number else "{n} has no meaning here")
    if not text.replace("…", "").strip("[]| "):
        raise PatternError("it says nothing")
    _expression(text, 2000)


def found_in(text: str, year: int, sentence: str) -> Iterator[re.Match[str]]:
    """Where a sentence is worded as the pattern has it, in a report of that year.

    Compiling is slow, and most patterns of a definition fit nothing in most reports: one whose own words are not in
    the sentence is not compiled.
    """
    words = words_of(text)
    if words and not any(word in sentence for word in words):
        return iter(())
    return compiled(text, year).finditer(sentence)


@lru_cache(maxsize=1024)
def words_of(text: str) -> tuple[str, ...]:
    """Words of which whatever fits the pattern has one: the longest that stand outside of brackets or in one bracket
    without an empty choice; none where that cannot be told.
    """
    bare = "".join(text.split())
    if _NESTED.search(bare):
        return ()
    parts = (part["choices"] or part["word"] for part in _PARTS.finditer(_UNKNOWN.sub("\n", bare)))
    groups = [tuple(part.split("|")) for part in parts if part]
    return max((words for words in groups if all(words)), key=lambda words: min(map(len, words)), default=())


@lru_cache(maxsize=1024)
def compiled(text: str, year: int) -> re.Pattern[str]:
    """The pattern as a regular expression over outlines, for a report of that year."""
    return regex(_expression(text, year))


def _expression(text: str, year: int) -> str:
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
    return "".join(parts)


def _named(name: str, years: dict[str, str]) -> str:
    found = {**_NAMES, **years}.get(name)
    if found is None:
        raise PatternError(f"{{{name}}} is not one of: n, d, {', '.join(YEARS)}")
    return found


def _mark(mark: str, depth: int) -> str:
    if depth < 0 or (mark == "|" and not depth):
        raise PatternError(f"“{mark}” stands outside of [ ]")
    return {"[": "(?:", "]": ")", "|": "|", "…": _GAP}[mark]
