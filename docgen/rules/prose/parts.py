"""Parts and wholes within a sentence: what stands after 其中 or before 合计 adds up (N2)."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from decimal import Decimal

from docgen.diagnostics import Diagnostic
from docgen.diagnostics.text_codes import PARTS_SHORT, PARTS_TOO_MANY
from docgen.patterns import regex
from docgen.report.digits import printed
from docgen.rules.prose.outline import Counted, Sentence, behind
from docgen.rules.prose.passage import Passage
from docgen.rules.prose.quantity import Quantity

_BRACKETED = regex(r"（[^（）]*）")
_OF_WHICH = regex(r"其中|分别[为是]")
_CLAUSES = regex(r"[^，、；。,;]+|(?P<end>[；。;])")
_OTHER_LIST = regex(
    r"共|合计|总计|同比|环比|[比较]上|上年|去年|同期|结转|办结|此外|同时|另有|全年|累计|其中|占|分别|[尚仍]有|\d{4}年|[增减]"
)
_REST = regex(r"其他|其它|其余|另外")
_COMPLEMENTS = (
    ("自然人", "法人"),
    ("公民", "法人"),
    ("自然人", "组织"),
    ("线上", "线下"),
    ("男", "女"),
    ("城镇", "农村"),
)
"""Two kinds that leave no third: a list that names both is whole, and must add up."""


def check_parts(passages: tuple[Passage, ...]) -> Iterator[Diagnostic]:
    """Reports: N2 parts that make more than their whole, or less where the list is whole."""
    for passage in passages:
        previous: Sentence | None = None
        for sentence in passage.sentences:
            if len(sentence.counted) > 1 or (previous and sentence.counted):
                yield from _parts(sentence, previous, passage)
            previous = sentence


def _parts(sentence: Sentence, previous: Sentence | None, passage: Passage) -> Iterator[Diagnostic]:
    text = _BRACKETED.sub(lambda match: "（" + "＿" * (len(match[0]) - 2) + "）", sentence.text)
    counts = [(at, quantity) for at, quantity in _counts(sentence) if text[at] != "＿"]
    for cue in _OF_WHICH.finditer(text):
        whole = _whole(counts, previous, text, cue.start())
        if whole is None or whole.vague:
            continue
        parts = _listed(counts, text, cue.end(), whole.measure)
        total = sum((quantity.value for _, quantity in parts), Decimal(0))
        if not parts or any(quantity.vague for _, quantity in parts):
            continue
        end = behind(parts[-1])
        facts = {
            "said": sentence.spelled(cue.start(), end), "whole": whole.text, "total": printed(total), "measure": whole.measure,
        }  # fmt: skip
        if total > whole.value:
            yield PARTS_TOO_MANY.at(passage.at, expected=whole.text, actual=printed(total), **facts)
        elif _falls_short(parts, whole.value - total, text[cue.end() : end], cue[0]):
            yield PARTS_SHORT.at(passage.at, expected=whole.text, actual=printed(total), **facts)


def _counts(sentence: Sentence) -> list[Counted]:
    return [pair for pair in sentence.counted if pair[1].kind == "count"]


def _whole(counts: list[Counted], previous: Sentence | None, text: str, at: int) -> Quantity | None:
    """What the parts are parts of: the last count before 其中, in this sentence or, where it opens one, the last."""
    number = bisect_left(counts, at, key=_position)
    if number:
        return counts[number - 1][1]
    if previous is None or text[:at].strip():
        return None
    earlier = _counts(previous)
    return earlier[0][1] if len(earlier) == 1 else None


def _position(pair: Counted) -> int:
    return pair[0]


def _listed(counts: list[Counted], text: str, start: int, measure: str) -> list[Counted]:
    """The run of parts after 其中: one number of the whole's measure in each clause, until the list is over."""
    found: list[Counted] = []
    for clause in _CLAUSES.finditer(text, start):
        if clause["end"]:
            break
        first, last = (bisect_left(counts, edge, key=_position) for edge in clause.span())
        inside = counts[first:last]
        if not inside and not found and len(clause[0].strip()) < 8:
            continue
        if (
            len(inside) != 1
            or inside[0][1].measure != measure
            or not measure
            or _OTHER_LIST.search(clause[0])
        ):
            break
        found += inside
    return found


def _falls_short(parts: list[Counted], missing: Decimal, words: str, cue: str) -> bool:
    """Whether parts that make less than their whole should make it up: a list that leaves nothing out, or one of three
    or more that leaves out less than a hundredth.
    """
    if missing <= 0 or len(parts) < 2:
        return False
    is_slip = len(parts) > 2 and missing * 100 < sum(quantity.value for _, quantity in parts)
    is_whole = cue != "其中" or _REST.search(words) or any(a in words and b in words for a, b in _COMPLEMENTS)
    return bool(is_slip or is_whole)
