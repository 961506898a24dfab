"""What sentences claim of figures, against the figures (N1 and whatever else a definition binds)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal

from docgen.diagnostics import Diagnostic, Phrase
from docgen.diagnostics.text_codes import ODD_MEASURE
from docgen.records import dataclass
from docgen.report.definition import LAST, Claim, Definition
from docgen.report.digits import printed
from docgen.report.expression import Expression, evaluate, keys
from docgen.report.pattern import compiled
from docgen.report.report import Report
from docgen.rules.condition import meets
from docgen.rules.figures import cells_named
from docgen.rules.prose.cues import Cues, Wanted, cues_of
from docgen.rules.prose.outline import Sentence
from docgen.rules.prose.passage import Passage
from docgen.rules.prose.quantity import Quantity
from docgen.rules.prose.scope import narrower_body
from docgen.rules.values import Values

RULE_EXIT = 4
_RESPECTIVELY = "分别"  # “2022年、2023年分别收到11件、14件”: which is whose takes more than a pattern
CLAUSE_ENDS = "，；。："
_TEN_THOUSAND = Decimal(10_000)
_UNTRUE = Phrase(
    "{where}写的是“{said}”，表中是 {expected}", "{where} says “{said}”, the figures say {expected}"
)
_NARROWER = Phrase(
    "{where}写的是“{said}”，表中是 {expected}；这一句说的是{body}，请核对统计口径",
    "{where} says “{said}”, the figures say {expected}; the sentence speaks of {body}: check what is counted",
)
_COMPARE = Phrase("请核对文字与这几格：{cells}", "compare the words with these cells: {cells}")


Context = tuple[str, str, str]
"""Where a claim's matter may be named: the headings above, the sentence before, the sentence."""


@dataclass(frozen=True, slots=True)
class Statement:
    """A claim met in a sentence: where, and the number stated, which stands `at` (None: the words say that there is
    none, and end there).
    """

    claim: Claim
    start: int
    end: int
    at: int
    quantity: Quantity | None


@dataclass(frozen=True, slots=True)
class Subject:
    """Of what the report speaks: its year, its unit, the words by which sentences show which claims they may make, and the
    claims of the definition that are not for such a cover.
    """

    year: int
    unit: str
    cues: Cues
    others: tuple[Claim, ...]


def check_claims(passages: tuple[Passage, ...], subject: Subject, values: Values) -> Iterator[Diagnostic]:
    """Reports: the definition's own codes where a sentence states another number than the figures, N6 where the number
    has another 计量单位 than the claim's.
    """
    for passage in passages:
        before = ""
        for sentence in passage.sentences:
            said = (passage.topic, before, sentence.text)
            before = sentence.text
            for statement in statements(sentence, said, subject):
                yield from _compared(statement, sentence, passage, subject, values)
                yield from _measured(statement, sentence, passage)


def subject_of(report: Report, definition: Definition) -> Subject:
    year, unit = (report.fields.get(key) for key in ("year", "unit"))
    digits = re.match(r"\d{4}", year.text) if year else None
    others = tuple(claim for claim in definition.claims if not meets(report, definition, claim.head.where))
    return Subject(int(digits[0]) if digits else 0, unit.text if unit else "", cues_of(definition), others)


def claimable(subject: Subject, definition: Definition, values: Values) -> Mapping[str, frozenset[Decimal]]:
    """What the definition's claims come to, by 计量单位: the numbers that a text on these figures speaks of."""
    found: dict[str, set[Decimal]] = {}
    for claim in definition.claims:
        if not any(claim is other for other in subject.others):
            known = (_value(expression, values) for expression in claim.values)
            found.setdefault(claim.measure, set()).update(value for value in known if value is not None)
    return {measure: frozenset(known) for measure, known in found.items()}


def statements(sentence: Sentence, said: Context, subject: Subject) -> list[Statement]:
    """The claims that a sentence makes, in order; a number is bound once, by the first claim that knows it."""
    bound: dict[int, Statement] = {}
    for wanted in subject.cues.met_in(sentence.text):
        near = wanted.claim.near
        if near and not any(word in text for word in near for text in said):
            continue
        for statement in _met(wanted, sentence, subject):
            bound.setdefault(statement.at, statement)
    return list(_parts_behind_wholes(sorted(bound.values(), key=lambda statement: statement.start)))


def _parts_behind_wholes(found: list[Statement]) -> Iterator[Statement]:
    """All but the parts that do not stand behind what they are a part of."""
    whole = ""
    for statement in found:
        if not statement.claim.after:
            whole = statement.claim.name
        elif whole not in statement.claim.after:
            continue
        yield statement


def _met(wanted: Wanted, sentence: Sentence, subject: Subject) -> Iterator[Statement]:
    claim, number = wanted.claim, wanted.number
    if any(claim is other for other in subject.others):
        return
    for match in compiled(wanted.pattern, subject.year).finditer(sentence.text):
        quantity = sentence.quantity(match["n"]) if number else None
        if _is_meant(claim, match, sentence, subject) and (quantity is None or quantity.kind == "count"):
            at = match.start("n") if number else match.end()
            yield Statement(claim, match.start(), match.end(), at, quantity)


def _is_meant(claim: Claim, match: re.Match[str], sentence: Sentence, subject: Subject) -> bool:
    start = max(sentence.text.rfind(mark, 0, match.start()) for mark in CLAUSE_ENDS) + 1
    clause = sentence.text[start : match.end()]
    if any(word in clause for word in (*claim.unless, _RESPECTIVELY)):
        return False
    return not sentence.times.is_another(match.start(), subject.year)


def _compared(
    statement: Statement, sentence: Sentence, passage: Passage, subject: Subject, values: Values
) -> Iterator[Diagnostic]:
    claim, quantity = statement.claim, statement.quantity
    wanted = [_value(expression, values) for expression in claim.values]
    if wanted[0] is None or (quantity and quantity.vague):
        return
    if any(_agrees(quantity, value, claim, values) for value in wanted if value is not None):
        return
    body = narrower_body(sentence.text[: statement.start], subject.unit)
    said = sentence.spelled(statement.start, statement.end)
    yield _untrue(claim, passage, values, said=said, body=body, expected=wanted[0], quantity=quantity)


def _value(expression: Expression, values: Values) -> Decimal | None:
    return evaluate(expression, lambda key: values[key].value if key in values else None)


def _agrees(quantity: Quantity | None, value: Decimal, claim: Claim, values: Values) -> bool:
    """Whether the number is the value, or rounds it; a form that counts in 万元 is compared in 元."""
    if quantity is None:
        return value == 0
    unit = next((values[key].measure.unit for key in keys(claim.values[0]) if key in values), "")
    in_yuan = unit.startswith("万") and quantity.measure.endswith("元")
    return quantity.agrees(value * _TEN_THOUSAND if in_yuan else value)


def _untrue(
    claim: Claim,
    passage: Passage,
    values: Values,
    *,
    said: str,
    body: str,
    expected: Decimal,
    quantity: Quantity | None,
) -> Diagnostic:
    own = (key for key in keys(claim.values[0]) if key in values and not key.startswith(LAST))
    places = [values[key].place for key in own]
    shown = {"expected": printed(expected), "actual": quantity.text if quantity else "0"}
    facts: dict[str, Phrase | str] = {
        **shown, "where": passage.at.title, "said": said, "body": body, "cells": cells_named(places, own=passage.at.sheet),
    }  # fmt: skip
    message = _NARROWER if body else claim.head.message if claim.head.message.zh else _UNTRUE
    hint = (claim.head.hint if claim.head.hint.zh else _COMPARE).filled(facts)
    severity = "warning" if body and claim.head.severity == "error" else claim.head.severity
    found = (passage.at, *places)
    return Diagnostic(
        claim.head.code,
        severity,
        message.filled(facts),
        hint,
        found,
        shown["expected"],
        shown["actual"],
        RULE_EXIT,
    )


def _measured(statement: Statement, sentence: Sentence, passage: Passage) -> Iterator[Diagnostic]:
    quantity, wanted = statement.quantity, statement.claim.measure
    if quantity and wanted and quantity.measure and not quantity.measure.startswith(wanted):
        said = sentence.spelled(statement.start, statement.end)
        yield ODD_MEASURE.at(passage.at, said=said, measure=wanted, found=quantity.measure)
