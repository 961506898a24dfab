"""Prose that names the figures it states: `收到申请{received}件`, `占{share(granted, total):1}%`, `{carried_out:cn}件`.

A name is a row (its total), a row and column of table three, a block of reviews, a row and column of table two, a
field, or a figure that stands in the prose only. After a colon: the decimals of a percentage, `cn` for Chinese
numerals, `wide` for full-width digits. Before the name `~`: said in passing (`在{~total}件申请中`), in none of the ways
that the review (N1) names, so that a checker may but need not know it for that figure.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from tests.corpus.tables import Tables, flat

Values = Mapping[str, Decimal]
_PLACEHOLDER = re.compile(r"\{([^{}:]+)(?::(\w+))?\}")
_TERM = re.compile(r"\s*([+-]?)\s*([a-z0-9_.]+)")
_RATIO = re.compile(r"(share|growth)\(([^,]+),([^)]+)\)")
_WIDE = str.maketrans("0123456789.", "０１２３４５６７８９．")


@dataclass(frozen=True, slots=True)
class Stated:
    """A figure stated in a paragraph: where its digits stand in the printed text, and what they mean."""

    start: int
    literal: str
    meaning: str
    style: str

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(re.findall(r"[a-z][a-z0-9_.]*(?!\()", self.meaning))


def values_of(tables: Tables, fields: Mapping[str, Any], free: Mapping[str, Any]) -> dict[str, Decimal]:
    """Everything that prose may name."""
    found: dict[str, Decimal] = {}
    for path, value in flat(tables).items():
        table, *keys = path.split(".")
        name = ".".join(keys[1:] if table != "applications" else keys)
        figure = Decimal(str(value))
        found[name] = figure
        if name.endswith(".total"):
            found[name.removesuffix(".total")] = figure
        if table == "applications":
            _gather(found, keys, figure)
    found["litigation"] = found["litigation_direct"] + found["litigation_after_reconsideration"]
    numbers = {key: value for key, value in fields.items() if isinstance(value, (int, float, Decimal))}
    return found | {key: Decimal(str(value)) for key, value in (numbers | dict(free)).items()}


def _gather(found: dict[str, Decimal], keys: list[str], figure: Decimal) -> None:
    """The sums that prose speaks of and no cell holds: of a group of results, and of organisations."""
    column = keys[-1]
    if column not in ("natural_person", "total"):
        key = ".".join([*keys[:-1], "organisations"])
        found[key] = found.get(key, Decimal()) + figure
    if len(keys) == 3:
        for name in (f"{keys[0]}.{column}", *([keys[0]] if column == "total" else [])):
            found[name] = found.get(name, Decimal()) + figure


def evaluate(meaning: str, values: Values) -> Decimal:
    """The value of a sum of names, or of a ratio of two such sums in per cent."""
    meaning = meaning.strip().removeprefix("~")
    if ratio := _RATIO.fullmatch(meaning):
        kind, above, below = ratio.groups()
        part, whole = evaluate(above, values), evaluate(below, values)
        return 100 * (part if kind == "share" else abs(part - whole)) / whole
    terms = _TERM.findall(meaning)
    assert terms, meaning
    return sum((-values[name] if sign == "-" else values[name] for sign, name in terms), Decimal())


def worded(text: str, values: Values) -> tuple[str, tuple[Stated, ...]]:
    """The text as it is printed, and the figures it states."""
    parts, stated, end, length = [], [], 0, 0
    for match in _PLACEHOLDER.finditer(text):
        literal = written(evaluate(match[1], values), match[2] or "")
        before = text[end : match.start()]
        stated.append(Stated(length + len(before), literal, match[1], match[2] or ""))
        parts += [before, literal]
        length += len(before) + len(literal)
        end = match.end()
    return "".join([*parts, text[end:]]), tuple(stated)


def written(value: Decimal, style: str = "") -> str:
    """A figure as the prose writes it."""
    if style == "cn":
        return "两" if value == 2 else numeral(int(value))
    if style.isdigit():
        value = value.quantize(Decimal(1).scaleb(-int(style)), ROUND_HALF_UP)
    digits = f"{value.normalize():f}"
    return digits.translate(_WIDE) if style == "wide" else digits


def numeral(number: int) -> str:
    """A Chinese numeral of 0 to 9999, as prose has it: 十二, 一百零三."""
    if number == 0:
        return "零"
    digits = "零一二三四五六七八九"
    parts = [
        digits[int(d)] + (unit if d != "0" else "") for d, unit in zip(f"{number:04}", "千百十 ", strict=True)
    ]
    text = re.sub("零+", "零", "".join(parts).replace(" ", "")).strip("零")
    return text.removeprefix("一") if re.match("一十", text) else text
