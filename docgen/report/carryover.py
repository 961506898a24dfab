"""The carry-over (结转): what last year's report settles of this year's, as its definition says."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal, InvalidOperation
from typing import NamedTuple

from docgen.diagnostics import Diagnostic, Place
from docgen.diagnostics.codes import CARRIED, NOT_CARRIED, NOTHING_SHARED
from docgen.records import dataclass, field, replace
from docgen.report.cover import year_of
from docgen.report.definition import LAST, Definition, Field
from docgen.report.expression import Expression, Key, evaluate, keys
from docgen.report.filling import DIGITS, Filling
from docgen.report.listing import named_values
from docgen.report.narrative import Paragraph
from docgen.report.report import Report
from docgen.report.totals import parts

LATEST = 9998  # the last year that has a next one of four digits


class Carried(NamedTuple):
    """What begins a line of the cover or a figure, and where it comes from; None where last year's cannot tell."""

    value: Decimal | str | None
    sources: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class CarryOver:
    """All that is carried over: lines of the cover and narratives by key, figures by path."""

    fields: Mapping[str, Carried] = field(default_factory=dict)
    narratives: Mapping[str, tuple[Paragraph, ...]] = field(default_factory=dict)
    figures: Mapping[str, Carried] = field(default_factory=dict)

    def beside(self, data: Filling) -> CarryOver:
        """What is left of it beside data, for data wins."""
        return CarryOver(
            {key: one for key, one in self.fields.items() if key not in data.fields},
            {key: text for key, text in self.narratives.items() if key not in data.narratives},
            {path: one for path, one in self.figures.items() if path not in data.figures},
        )

    def filling(self, data: Filling) -> Filling:
        """The data, and what is carried over beside it."""
        left = self.beside(data)
        return replace(
            data,
            fields={**_values(left.fields), **data.fields},
            narratives={**left.narratives, **data.narratives},
            figures={**_values(left.figures), **data.figures},
        )


def _values(carried: Mapping[str, Carried]) -> dict[str, Decimal | str | None]:
    return {key: one.value for key, one in carried.items() if one.value is not None}


def carry_over(
    last: Report, before: Definition, definition: Definition
) -> tuple[CarryOver, tuple[Diagnostic, ...]]:
    """What the report of last year, read by the definition `before`, settles of one of `definition`.

    What is blank there stays blank here; a total keeps its formula.
    Reports: E247 (error) a report that has none of the keys.
    """
    if not _shares(before, definition):
        return CarryOver(), (NOTHING_SHARED.at(found=before.name, wanted=definition.name),)
    narratives = {own.key: last.narratives.get(own.key, ()) for own in definition.narratives if own.carried}
    texts = {key: paragraphs for key, paragraphs in narratives.items() if paragraphs}
    return CarryOver(dict(_fields(last, definition)), texts, dict(_figures(last, definition))), ()


def listed(carried: CarryOver, report: Report) -> Iterator[Diagnostic]:
    """Every cell of this year's `report` with what was carried over into it.

    Reports: E245 (info) for each, E246 (warning) where there should be something but cannot.
    """
    for key, one in carried.fields.items():
        yield _told(one, report.fields[key].place)
    for path, one in carried.figures.items():
        yield _told(one, report.figures[path].place)
    for key, paragraphs in carried.narratives.items():
        for own, before in zip(report.narratives[key], paragraphs, strict=False):
            yield _told(Carried(own.heading or own.text, (before.place,)), own.place)


def _told(carried: Carried, place: Place) -> Diagnostic:
    there = "、".join(source.address for source in carried.sources)
    if carried.value is None:
        said = "、".join(source.value or "" for source in carried.sources)
        return NOT_CARRIED.at(place, *carried.sources, there=there, said=said)
    return CARRIED.at(place, *carried.sources, there=there, value=str(carried.value))


def _shares(before: Definition, definition: Definition) -> bool:
    """Whether last year's report has a figure that is carried over; a line of the cover, where no figure is."""
    wanted = {name for _, value in _rules(definition) for name in keys(value)}
    if wanted:
        had = {f"{LAST}{path}" for table in before.tables for path in named_values(table)}
    else:
        wanted = {own.key for own in definition.fields if own.carried}
        had = {own.key for own in before.fields}
    return before.id == definition.id or bool(wanted & had)


def _rules(definition: Definition) -> Iterator[tuple[str, Expression]]:
    """The figures that rules carry over, each with what it comes to; totals have their formulas."""
    totals = parts(definition)
    for rule in definition.rules:
        for instance in rule.instances if rule.carries else ():
            own = instance.relation.left[0]
            if isinstance(own, Key) and own.name not in totals:
                yield own.name, instance.relation.right


def _fields(last: Report, definition: Definition) -> Iterator[tuple[str, Carried]]:
    for own in definition.fields:
        value = last.fields.get(own.key)
        if own.carried and value and value.text:
            yield own.key, Carried(_begun(own, value.text), (value.place,))


def _begun(own: Field, text: str) -> Decimal | str | None:
    """A line of the cover as next year's begins; None where the text is nothing that the line may hold."""
    match own.kind:
        case "year":
            year = int(year_of(text) or LATEST + 1)
            return Decimal(year + 1) if year <= LATEST else None
        case "number":
            return _number(text)
        case "choice":
            return text if text in own.choices else None
        case _:
            return text


def _number(text: str) -> Decimal | None:
    try:
        return Decimal(text) if len(text) <= DIGITS else None
    except InvalidOperation:
        return None


def _figures(last: Report, definition: Definition) -> Iterator[tuple[str, Carried]]:
    had = dict(last.figures)
    for lines in last.listings.values():
        had |= lines.derived(definition.derived)

    def value(name: str) -> Decimal | None:
        figure = had.get(name.removeprefix(LAST))
        return figure.value if figure else None

    for path, expression in _rules(definition):
        names = [name.removeprefix(LAST) for name in keys(expression)]
        there = [had[name].place for name in names if name in had]
        if there:
            yield path, Carried(evaluate(expression, value), tuple(there))
