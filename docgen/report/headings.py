"""The tables of `report.toml`: from stubs and spanners to forms and listings."""

from __future__ import annotations

from docgen.diagnostics import Phrase
from docgen.records import replace
from docgen.report.definition import Field, Head, Instance, Rule
from docgen.report.entry import Entry, nearest
from docgen.report.expression import Key, Relation
from docgen.report.head import load_head
from docgen.report.listing import columns_of, sum_path, total_path
from docgen.report.rules import FACTS
from docgen.report.tables import Block, Column, ColumnKind, Heading, Listing, Measure, Table, Total

DEPTH = 8  # levels of headings
_KINDS: dict[str, ColumnKind] = {
    "text": "text",
    "number": "number",
    "date": "date",
    "choice": "choice",
    "index": "index",
}
_SUMMED = Phrase("合计等于各行之和", "the total is the sum of the lines")


def load_table(
    entry: Entry, heading: str, fields: tuple[Field, ...]
) -> tuple[Table | Listing, tuple[Rule, ...]]:
    """A table of a section, and the rule that its total row is; without rows and blocks it is a listing."""
    if entry.has("rows") or entry.has("blocks"):
        return _form(entry, heading), ()
    return _listing(entry, heading, fields)


def _form(entry: Entry, heading: str) -> Table:
    blocks = [_block(block) for block in entry.entries("blocks")] if entry.has("blocks") else [_block(entry)]
    table = Table(
        key=entry.key("key"),
        name=entry.text("name", heading),
        sheet=entry.text("sheet"),
        blocks=tuple(blocks),
        widths=entry.numbers("widths"),
        size=entry.size("size", 10.5),
        landscape=entry.flag("landscape"),
    )
    entry.done()
    return table


def _block(entry: Entry) -> Block:
    """A block, or a whole table that is its own only block (its key is then the table's)."""
    stacked = entry.path.rpartition(".")[2].startswith("blocks")
    block = Block(
        columns=_headings(entry, "columns", 1),
        rows=_headings(entry, "rows", 1),
        key=entry.key("key") if stacked else "",
        band=entry.text("band", "") if stacked else "",
        corner=entry.text("corner", ""),
    )
    if stacked:
        entry.done()
    return block


def _listing(entry: Entry, heading: str, fields: tuple[Field, ...]) -> tuple[Listing, tuple[Rule, ...]]:
    listing = Listing(
        key=entry.key("key"),
        name=entry.text("name", heading),
        sheet=entry.text("sheet"),
        columns=_headings(entry, "columns", 1, listed=True),
        short=entry.text("short", ""),
        empty=entry.text("empty") if entry.has("empty") else None,
        widths=entry.numbers("widths"),
        size=entry.size("size", 10.5),
        landscape=entry.flag("landscape"),
    )
    rules: tuple[Rule, ...] = ()
    if entry.has("total"):
        total, head = _total(entry.entry("total"), listing, fields)
        listing, rules = replace(listing, total=total), (_rule_of(listing.key, total, head),)
    entry.done()
    return listing, rules


def _total(entry: Entry, listing: Listing, fields: tuple[Field, ...]) -> tuple[Total, Head]:
    numbers = [column.key for column in columns_of(listing) if column.column.kind == "number"]
    columns = entry.texts("columns") or tuple(numbers)
    for column in columns:
        if column not in numbers:
            known = nearest(column, numbers)
            entry.fault("columns", f"there is no column of numbers “{column}”; the nearest is {known}")
    head = load_head(entry, fields, FACTS)
    total = Total(entry.text("label", "合计"), columns, entry.flag("above"))
    entry.done()
    return total, head if head.title.zh else replace(head, title=_SUMMED)


def _rule_of(listing: str, total: Total, head: Head) -> Rule:
    """That the total of each column is the sum of its lines."""
    paths = {total_path(listing, column): sum_path(listing, column) for column in total.columns}
    relations = {whole: Relation((Key(whole),), "=", Key(parts)) for whole, parts in paths.items()}
    return Rule(head, tuple(Instance(relation, whole) for whole, relation in relations.items()))


def _headings(entry: Entry, key: str, depth: int, *, listed: bool = False) -> tuple[Heading, ...]:
    if depth > DEPTH:
        entry.fault(key, f"headings deeper than {DEPTH} levels")
        return ()
    found = tuple(_heading(child, key, depth, listed=listed) for child in entry.entries(key))
    if not found:
        entry.fault(key, "at least one heading is needed")
    return found


def _heading(entry: Entry, children: str, depth: int, *, listed: bool) -> Heading:
    groups = entry.has(children)
    heading = Heading(
        label=entry.text("label", ""),
        key=entry.key("key", ""),
        short=entry.text("short", ""),
        span=1 if listed else entry.number("span", 1) or 1,
        measure=_measure(entry),
        children=_headings(entry, children, depth + 1, listed=listed) if groups else (),
        column=_column(entry) if listed and not groups else None,
    )
    if not heading.children and not heading.key:
        entry.fault("key", "a row or column without headings below it needs a key")
    entry.done()
    return heading


def _column(entry: Entry) -> Column:
    """What a column of a listing takes; what contradicts its kind is a fault of the column."""
    column = Column(
        entry.choice("kind", _KINDS, "text"),
        entry.flag("required"),
        entry.texts("choices"),
        entry.flag("merge"),
    )
    if (column.kind == "choice") != bool(column.choices):
        entry.fault("choices", "a column of kind choice has choices, and no other has")
    if column.kind == "index" and column.required:
        entry.fault("required", "an index is counted, not filled in")
    if column.kind == "number" and column.merge:
        entry.fault("merge", "a number is of one line; it cannot be merged")
    return column


def _measure(entry: Entry) -> Measure | None:
    named = [entry.has(key) for key in ("signed", "decimals", "unit")]
    if not any(named):
        return None
    return Measure(entry.flag("signed"), entry.number("decimals", 0), entry.text("unit", ""))
