"""The rules over the text: what sentences claim of figures, and what must or must not be said."""

from __future__ import annotations

from collections.abc import Iterable

from docgen.report.definition import FIELDS, LAST, Claim, Field, Narrative, Point, Wording
from docgen.report.entry import Entry, nearest
from docgen.report.expression import Expression, keys
from docgen.report.formula import FormulaError, parse_value
from docgen.report.head import load_condition, load_head
from docgen.report.pattern import PatternError, check_pattern
from docgen.report.rules import every_path
from docgen.report.tables import Listing, Table

CLAIM_FACTS = frozenset({"where", "said", "expected", "actual", "cells"})
"""What a claim's message may name: the cell of the text, the words, the value it should have, what it says."""
WORDING_FACTS = frozenset({"where", "said", "share"})


def load_claims(
    entries: list[Entry], tables: tuple[Table | Listing, ...], fields: tuple[Field, ...]
) -> tuple[Claim, ...]:
    """The claims, each bound to figures of the form or lines of the cover."""
    known = set(every_path(tables))
    known |= {f"{FIELDS}{field.key}" for field in fields if field.kind == "number"}
    claims = tuple(_claim(entry, known, fields) for entry in entries)
    names = {claim.name for claim in claims if claim.name}
    for entry, claim in zip(entries, claims, strict=True):
        for name in claim.after:
            if name not in names:
                entry.fault("after", f"there is no claim “{name}”; the nearest is {nearest(name, names)}")
    return claims


def _claim(entry: Entry, known: set[str], fields: tuple[Field, ...]) -> Claim:
    claim = Claim(
        load_head(entry, fields, CLAIM_FACTS),
        values=tuple(_values(entry, known)),
        says=_patterns(entry, "says", number=True),
        none=_patterns(entry, "none", number=False),
        near=entry.texts("near"),
        unless=entry.texts("unless"),
        name=entry.text("name", ""),
        after=entry.texts("after"),
        measure=entry.text("measure", ""),
    )
    if not claim.says and not claim.none:
        entry.fault("says", "at least one pattern is needed")
    entry.done()
    return claim


def _values(entry: Entry, known: set[str]) -> Iterable[Expression]:
    for text in (entry.text("value"), *entry.texts("or")):
        try:
            value = parse_value(text)
        except FormulaError as error:
            entry.fault("value", f"{error} (character {error.offset + 1})")
            continue
        for key in keys(value):
            if key.removeprefix(LAST) not in known:
                entry.fault("value", f"there is no “{key}”; the nearest is {nearest(key, known)}")
        yield value


def _patterns(entry: Entry, key: str, *, number: bool) -> tuple[str, ...]:
    patterns = entry.texts(key)
    for pattern in patterns:
        try:
            check_pattern(pattern, number=number)
        except PatternError as error:
            entry.fault(key, f"“{pattern}”: {error}")
    return patterns


def load_wordings(
    entries: list[Entry], narratives: tuple[Narrative, ...], fields: tuple[Field, ...]
) -> tuple[Wording, ...]:
    """The rules over the text alone."""
    return tuple(_wording(entry, [narrative.key for narrative in narratives], fields) for entry in entries)


def _wording(entry: Entry, known: list[str], fields: tuple[Field, ...]) -> Wording:
    wording = Wording(
        load_head(entry, fields, WORDING_FACTS),
        narratives=entry.texts("narratives") or tuple(known),
        must=_patterns(entry, "must", number=False),
        never=_patterns(entry, "never", number=False),
        alike=entry.number("alike", 0),
    )
    for key in wording.narratives:
        if key not in known:
            entry.fault("narratives", f"there is no narrative “{key}”; the nearest is {nearest(key, known)}")
    if not (wording.must or wording.never or wording.alike):
        entry.fault("must", "one of must, never and alike is needed")
    entry.done()
    return wording


def load_points(entries: list[Entry], fields: tuple[Field, ...]) -> tuple[Point, ...]:
    """What a narrative has to speak of."""
    points = []
    for entry in entries:
        points.append(Point(entry.text("name"), entry.texts("words"), load_condition(entry, fields)))
        if not points[-1].words:
            entry.fault("words", "at least one word is needed")
        entry.done()
    return tuple(points)
