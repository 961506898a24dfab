"""The rules of a report type: from a formula over keys to relations over the figures of the form."""

from __future__ import annotations

from collections.abc import Iterator

from docgen.diagnostics import Phrase, Severity
from docgen.diagnostics.codes import RESERVED
from docgen.report.definition import LAST, Block, Instance, Rule, Table
from docgen.report.entry import Entry, named, nearest
from docgen.report.expression import Relation, is_total, rewritten
from docgen.report.form import form_of, leaves
from docgen.report.formula import FormulaError, parse

_SEVERITIES: dict[str, Severity] = {"error": "error", "warning": "warning", "info": "info"}
_EACH = {"row": "row", "column": "column", "": ""}
FACTS = frozenset({"where", "left", "right", "expected", "actual"})
"""What a rule's own message may name: the first cell, both sides, and what the first cell should and does hold."""


def load_rules(entries: list[Entry], tables: tuple[Table, ...]) -> tuple[Rule, ...]:
    """The rules, each spread over the rows, columns or groups that it speaks of."""
    return tuple(rule for entry in entries for rule in _rule(entry, tables))


def _rule(entry: Entry, tables: tuple[Table, ...]) -> Iterator[Rule]:
    code = entry.text("code")
    if code in RESERVED or not code:
        entry.fault("code", f"“{code}” is empty or docgen's own")
    relation = _relation(entry)
    fills = _fills(entry, relation)
    title, message, hint = (_phrase(entry, key) for key in ("title", "message", "hint"))
    severity = entry.choice("severity", _SEVERITIES, "error")
    spread = _Spread(entry, tables)
    instances = tuple(spread.instances(relation)) if relation else ()
    entry.done()
    if relation:
        yield Rule(code, severity, title, message, hint, instances, fills)


def _phrase(entry: Entry, key: str) -> Phrase:
    phrase = Phrase(entry.text(key, ""), entry.text(f"{key}_en", entry.text(key, "")))
    for text in phrase:
        names, wrong = named(text)
        if wrong or names - FACTS:
            entry.fault(key, wrong or f"{{{min(names - FACTS)}}} is not one of: {', '.join(sorted(FACTS))}")
    return phrase


def _relation(entry: Entry) -> Relation | None:
    try:
        relation = parse(entry.text("formula"))
    except FormulaError as error:
        entry.fault("formula", f"{error} (character {error.offset + 1})")
        return None
    if not relation.keys:
        entry.fault("formula", "names no key")
        return None
    return relation


def _fills(entry: Entry, relation: Relation | None) -> bool:
    """Whether the rule makes formulas: then it must say that one total is a sum, for a sheet is given SUM(…)."""
    fills = entry.flag("fills")
    if fills and relation and not is_total(relation):
        entry.fault("fills", "only a rule “total = a + b + …” can fill cells")
    return fills


class _Spread:
    """What a rule speaks of: a table or block of one, its rows or columns, groups within them."""

    def __init__(self, entry: Entry, tables: tuple[Table, ...]) -> None:
        self._entry = entry
        self._tables = tables
        self._each = entry.choice("each", _EACH, "")
        self._within, self._only = entry.texts("within") or ("",), entry.texts("only")
        self._first = entry.text("first", "")
        self._block = _block(entry, tables)
        if self._each and not entry.has("table"):
            entry.fault("each", "needs a table")

    def instances(self, relation: Relation) -> Iterator[Instance]:
        first = self._first or relation.keys[0]
        if first not in relation.keys:
            self._entry.fault("first", f"“{first}” is not in the formula")
        for prefix in self._within:
            scope = _Scope(self._entry, _dotted(prefix))
            for known, before, after in self._lines():
                yield from scope.spread(relation, first, known, before, after)

    def _lines(self) -> Iterator[tuple[list[str], str, str]]:
        """For each row or column: the keys along it, and what stands before and after a key in a path."""
        if self._block is None or not self._each:
            yield _every_path(self._tables), "", ""
            return
        table, part = self._block
        lead = _dotted(table.key) + _dotted(part.key)
        rows, columns = ([leaf.key for leaf in leaves(h)] for h in (part.rows, part.columns))
        across = self._each == "row"
        for line in _chosen(self._entry, rows if across else columns, self._only):
            yield (columns, f"{lead}{line}.", "") if across else (rows, lead, f".{line}")


def _dotted(key: str) -> str:
    return f"{key}." if key else ""


def _block(entry: Entry, tables: tuple[Table, ...]) -> tuple[Table, Block] | None:
    name = entry.text("table", "")
    blocks = {
        (f"{table.key}.{block.key}" if block.key else table.key): (table, block)
        for table in tables
        for block in table.blocks
    }
    if name and name not in blocks:
        entry.fault("table", f"there is no table “{name}”; the nearest is {nearest(name, blocks)}")
    return blocks.get(name)


def _every_path(tables: tuple[Table, ...]) -> list[str]:
    return [figure.path for table in tables for figure in form_of(table).figures]


def _chosen(entry: Entry, lines: list[str], only: tuple[str, ...]) -> list[str]:
    for line in only:
        if line not in lines:
            entry.fault("only", f"there is no “{line}”; the nearest is {nearest(line, lines)}")
    return [line for line in lines if line in only] if only else lines


class _Scope:
    """Keys as a formula writes them, resolved below a prefix; unknown ones are faults of the formula."""

    def __init__(self, entry: Entry, prefix: str) -> None:
        self._entry = entry
        self._prefix = prefix

    def spread(
        self, relation: Relation, first: str, known: list[str], before: str, after: str
    ) -> Iterator[Instance]:
        def paths(key: str) -> list[str]:
            year, own = (LAST, key.removeprefix(LAST)) if key.startswith(LAST) else ("", key)
            return [f"{year}{before}{name}{after}" for name in self._found(own, known)]

        missing = [key for key in dict.fromkeys((*relation.keys, first)) if not paths(key)]
        for key in missing:
            self._unknown(key, known)
        if not missing:
            yield Instance(rewritten(relation, paths), paths(first)[0])

    def _found(self, key: str, known: list[str]) -> list[str]:
        full = self._prefix + key
        if full.endswith(".*"):
            return [name for name in known if name.startswith(full[:-1])]
        return [full] if full in known else []

    def _unknown(self, key: str, known: list[str]) -> None:
        full = self._prefix + key.removeprefix(LAST)
        detail = f"there is no “{full}”; the nearest is {nearest(full, known)}"
        if not any(fault.detail == detail for fault in self._entry.faults):
            self._entry.fault("formula", detail)
