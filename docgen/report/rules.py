"""The rules of a report type: from a formula over keys to relations over the figures of the form."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple, TypeAlias

from docgen.report.definition import FIELDS, LAST, Field, Instance, Rule
from docgen.report.entry import Entry, nearest
from docgen.report.expression import Key, Relation, is_total, keys, rewritten
from docgen.report.form import leaves
from docgen.report.formula import FormulaError, parse
from docgen.report.head import load_head
from docgen.report.listing import columns_of, named_values
from docgen.report.tables import Block, Listing, Table

Tables: TypeAlias = "tuple[Table | Listing, ...]"
_EACH = {"row": "row", "column": "column", "": ""}
_COUNTED = ("number", "year", "date")

FACTS = frozenset({"where", "left", "right", "expected", "actual"})
"""What a rule's own message may name: the first cell, both sides, and what the first cell should and does hold."""


def load_rules(entries: list[Entry], tables: Tables, fields: tuple[Field, ...]) -> tuple[Rule, ...]:
    """The rules, each spread over the rows, columns or groups that it speaks of."""
    return tuple(rule for entry in entries for rule in _rule(entry, tables, fields))


def _rule(entry: Entry, tables: Tables, fields: tuple[Field, ...]) -> Iterator[Rule]:
    head = load_head(entry, fields, FACTS)
    relation = _relation(entry, "formula")
    when = _relation(entry, "when") if entry.has("when") else None
    fills, carries = _fills(entry, relation), _carries(entry, relation)
    spread = _Spread(entry, tables, fields)
    instances = tuple(spread.instances(relation, when)) if relation else ()
    entry.done()
    if relation:
        yield Rule(head, instances, fills, spread.listing, carries)


def _relation(entry: Entry, key: str) -> Relation | None:
    try:
        relation = parse(entry.text(key))
    except FormulaError as error:
        entry.fault(key, f"{error} (character {error.offset + 1})")
        return None
    if not relation.keys:
        entry.fault(key, "names no key")
        return None
    return relation


def _fills(entry: Entry, relation: Relation | None) -> bool:
    """Whether the rule makes formulas: then it must say that one total is a sum, for a sheet is given SUM(…)."""
    fills = entry.flag("fills")
    if fills and relation and not is_total(relation):
        entry.fault("fills", "only a rule “total = a + b + …” can fill cells")
    return fills


def _is_carried(relation: Relation) -> bool:
    own, last = relation.left[0], keys(relation.right)
    settled = bool(last) and all(name.startswith(LAST) for name in last)
    return (
        not relation.each and relation.operator == "=" and isinstance(own, Key) and settled and _is_own(own)
    )


def _is_own(key: Key) -> bool:
    return not key.name.startswith((LAST, FIELDS)) and not key.name.endswith(".*")


def _carries(entry: Entry, relation: Relation | None) -> bool:
    """Whether the rule begins next year's workbook: then it must say, always, what one figure is by last year's alone."""
    carries = entry.flag("carries")
    if carries and relation and not _is_carried(relation):
        entry.fault("carries", "only a rule “figure = last.a + last.b …” can carry over")
    if carries and (entry.has("when") or entry.has("where")):
        entry.fault("carries", "a rule that carries over holds always, without when and where")
    return carries


class _Line(NamedTuple):
    """A row or a column of a form: the keys along it, and what stands before and after a key in a path."""

    known: list[str]
    before: str = ""
    after: str = ""


class _Spread:
    """What a rule speaks of: a table or block of one, its rows or columns, groups within them."""

    def __init__(self, entry: Entry, tables: Tables, fields: tuple[Field, ...]) -> None:
        self._entry = entry
        self._tables = tables
        self._fields = [field.key for field in fields if field.kind in _COUNTED]
        self._each = entry.choice("each", _EACH, "")
        self._within, self._only = entry.texts("within") or ("",), entry.texts("only")
        self._first = entry.text("first", "")
        self._part = _part(entry, tables)
        if self._each and not entry.has("table"):
            entry.fault("each", "needs a table")

    @property
    def listing(self) -> str:
        """The listing whose lines it speaks of, each by itself; "" for anything else."""
        return self._part.key if isinstance(self._part, Listing) and self._each else ""

    def instances(self, relation: Relation, when: Relation | None) -> Iterator[Instance]:
        first = self._first or relation.keys[0]
        if self.listing:
            self._fits_lines(relation, when)
        if first not in relation.keys:
            self._entry.fault("first", f"“{first}” is not in the formula")
        for prefix in self._within:
            for line in self._lines():
                scope = _Scope(self._entry, _dotted(prefix), line, self._fields)
                yield from scope.spread(relation, when, first)

    def _fits_lines(self, relation: Relation, when: Relation | None) -> None:
        """Nothing: faults of what cannot be said of each line of a listing."""
        if self._each != "row" or self._only:
            self._entry.fault("each", 'the lines of a listing have no keys: each = "row", without only')
        if any(key.startswith(LAST) for one in (relation, when) if one for key in one.keys):
            self._entry.fault("formula", "the lines of a listing are not compared with last year's")
        if self._entry.flag("fills"):
            self._entry.fault("fills", "the total row of a listing is its own `total`")

    def _lines(self) -> Iterator[_Line]:
        if self._part is None or not self._each:
            yield _Line(every_path(self._tables))
            return
        if isinstance(self._part, Listing):
            yield _Line([one.key for one in columns_of(self._part) if one.column.kind in _COUNTED])
            return
        table, part = self._part
        lead = _dotted(table.key) + _dotted(part.key)
        rows, columns = ([leaf.key for leaf in leaves(h)] for h in (part.rows, part.columns))
        across = self._each == "row"
        for line in _chosen(self._entry, rows if across else columns, self._only):
            yield _Line(columns, f"{lead}{line}.") if across else _Line(rows, lead, f".{line}")


def _dotted(key: str) -> str:
    return f"{key}." if key else ""


def _part(entry: Entry, tables: Tables) -> Listing | tuple[Table, Block] | None:
    name = entry.text("table", "")
    parts: dict[str, Listing | tuple[Table, Block]] = {}
    for table in tables:
        if isinstance(table, Listing):
            parts[table.key] = table
            continue
        for block in table.blocks:
            parts[f"{table.key}.{block.key}" if block.key else table.key] = (table, block)
    if name and name not in parts:
        entry.fault("table", f"there is no table “{name}”; the nearest is {nearest(name, parts)}")
    return parts.get(name)


def every_path(tables: Tables) -> list[str]:
    """What a formula over several tables may name: every figure, and of a listing its totals, sums and length."""
    return [name for table in tables for name in named_values(table)]


def _chosen(entry: Entry, lines: list[str], only: tuple[str, ...]) -> list[str]:
    for line in only:
        if line not in lines:
            entry.fault("only", f"there is no “{line}”; the nearest is {nearest(line, lines)}")
    return [line for line in lines if line in only] if only else lines


class _Scope:
    """Keys as a formula writes them, resolved below a prefix; unknown ones are faults of the formula."""

    def __init__(self, entry: Entry, prefix: str, line: _Line, fields: list[str]) -> None:
        self._entry = entry
        self._prefix = prefix
        self._line = line
        self._fields = fields

    def spread(self, relation: Relation, when: Relation | None, first: str) -> Iterator[Instance]:
        wanted = dict.fromkeys((*relation.keys, *(when.keys if when else ()), first))
        missing = [key for key in wanted if not self._paths(key)]
        for key in missing:
            self._unknown(key)
        if not missing:
            condition = rewritten(when, self._paths) if when else None
            yield Instance(rewritten(relation, self._paths), self._paths(first)[0], condition)

    def _paths(self, key: str) -> list[str]:
        """The full paths that a key of the formula stands for; of last year's report where it says so."""
        year, own = (LAST, key.removeprefix(LAST)) if key.startswith(LAST) else ("", key)
        if own.startswith(FIELDS):
            return [f"{year}{own}"] if own.removeprefix(FIELDS) in self._fields else []
        return [f"{year}{self._line.before}{name}{self._line.after}" for name in self._found(own)]

    def _found(self, key: str) -> list[str]:
        full = self._prefix + key
        if full.endswith(".*"):
            return [name for name in self._line.known if name.startswith(full[:-1])]
        return [full] if full in self._line.known else []

    def _unknown(self, key: str) -> None:
        known = [*self._line.known, *(f"{FIELDS}{field}" for field in self._fields)]
        full = self._prefix + key.removeprefix(LAST)
        detail = f"there is no “{full}”; the nearest is {nearest(full, known)}"
        if not any(fault.detail == detail for fault in self._entry.faults):
            self._entry.fault("formula", detail)
