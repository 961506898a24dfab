"""From the text of `report.toml` to a Definition, with every fault named by its key path."""

from __future__ import annotations

import tomllib

from docgen.diagnostics import Diagnostic, Phrase
from docgen.diagnostics.codes import BAD_DEFINITION
from docgen.report.claims import load_claims, load_points, load_wordings
from docgen.report.contradictions import contradictions
from docgen.report.definition import (
    LIMIT,
    Block,
    Definition,
    Field,
    FieldKind,
    Heading,
    Measure,
    Narrative,
    Section,
    Table,
)
from docgen.report.elements import ELEMENTS
from docgen.report.entry import Entry, Fault
from docgen.report.form import form_of, leaves
from docgen.report.head import load_head
from docgen.report.rules import load_rules
from docgen.report.summing import FACTS, Caution, Summing, load_caution, load_summing

DEPTH = 8  # levels of headings
FIGURES = 20_000  # of all tables; the annual report has 160, and a million take a minute
_FIELD_KINDS: dict[str, FieldKind] = {
    "text": "text",
    "year": "year",
    "date": "date",
    "number": "number",
    "choice": "choice",
}


def load(text: str, file: str = "report.toml") -> tuple[Definition | None, tuple[Diagnostic, ...]]:
    """The definition that a `report.toml` holds, or every fault in it.

    Reports: E301 for each fault, with its key path.
    """
    faults: list[Fault] = []
    definition = None
    if len(text) > LIMIT:
        faults.append(Fault("", f"longer than {LIMIT} characters"))
    else:
        definition = _parsed(text, faults)
    found = tuple(BAD_DEFINITION.at(file=file, path=path or "—", detail=detail) for path, detail in faults)
    return (None if found else definition), found


def _parsed(text: str, faults: list[Fault]) -> Definition | None:
    try:
        root = Entry(tomllib.loads(text), "", faults)
        definition = _definition(root)
    except ValueError as error:  # also a number of 5,000 digits, which is no TOMLDecodeError
        faults.append(Fault("", str(error)))
        return None
    except RecursionError:
        faults.append(Fault("", "tables within tables, too deep"))
        return None
    if not faults:
        faults += contradictions(definition)
    return definition


def _definition(root: Entry) -> Definition:
    cover, citations, ending = root.entry("cover"), root.entry("citations"), root.entry("ending")
    document, exceptions = root.entry("document"), root.entry("exceptions")
    fields = tuple(_field(entry) for entry in root.entries("fields"))
    sections = tuple(_section(entry, fields) for entry in root.entries("sections"))
    narratives = tuple(section.narrative for section in sections if section.narrative)
    tables = _within_limits(root, tuple(table for section in sections for table in section.tables))
    summing, cautions = _rolled_up(root, tables, fields)
    definition = Definition(
        id=root.text("id"),
        version=root.number("version", 1),
        name=Phrase(root.text("name"), root.text("name_en", root.text("name"))),
        title=root.text("title"),
        source=root.text("source", ""),
        cover=cover.text("sheet", "封面"),
        citations=citations.text("sheet", "数据引用"),
        instructions=root.texts("instructions"),
        fields=fields,
        sections=sections,
        rules=load_rules(root.entries("rules"), tables, fields),
        claims=load_claims(root.entries("claims"), tables, fields),
        wordings=load_wordings(root.entries("wordings"), narratives, fields),
        summing=summing,
        cautions=cautions,
        leftovers=root.texts("leftovers"),
        whole_year=root.flag("whole_year"),
        exceptions=exceptions.text("sheet", "出错说明"),
        signature=ending.text("signature", "{unit}"),
        dated=ending.text("date", "issued_on"),
        contents=document.flag("contents"),
        captions=document.flag("captions"),
        elements={element: document.key(element) for element in ELEMENTS if document.has(element)},
    )
    for entry in (cover, citations, ending, document, exceptions, root):
        entry.done()
    return definition


def _within_limits(root: Entry, tables: tuple[Table, ...]) -> tuple[Table, ...]:
    """The tables, or none when there are too many figures to spread rules over."""
    blocks = [block for table in tables for block in table.blocks]
    if sum(len(leaves(block.rows)) * len(leaves(block.columns)) for block in blocks) <= FIGURES:
        return tables
    root.fault("sections", f"the tables have more than {FIGURES:,} figures")
    return ()


def _rolled_up(
    root: Entry, tables: tuple[Table, ...], fields: tuple[Field, ...]
) -> tuple[Summing, tuple[Caution, ...]]:
    paths = [figure.path for table in tables for figure in form_of(table).figures]
    summing = load_summing(root.entry("rollup"), paths, fields)
    cautions = (
        load_caution(entry, load_head(entry, fields, FACTS), paths, summing)
        for entry in root.entries("cautions")
    )
    return summing, tuple(cautions)


def _field(entry: Entry) -> Field:
    field = Field(
        key=entry.key("key"),
        label=entry.text("label"),
        kind=entry.choice("kind", _FIELD_KINDS, "text"),
        required=entry.flag("required"),
        default=entry.text("default", ""),
        hint=entry.text("hint", ""),
        choices=entry.texts("choices"),
    )
    entry.done()
    return field


def _section(entry: Entry, fields: tuple[Field, ...]) -> Section:
    narrative = _narrative(entry.entry("narrative"), fields) if entry.has("narrative") else None
    heading = entry.text("heading", "")
    section = Section(heading, narrative, tuple(_table(table, heading) for table in entry.entries("tables")))
    entry.done()
    return section


def _narrative(entry: Entry, fields: tuple[Field, ...]) -> Narrative:
    narrative = Narrative(
        key=entry.key("key"),
        sheet=entry.text("sheet"),
        hint=entry.text("hint", ""),
        required=entry.flag("required"),
        ahead=entry.flag("ahead"),
        points=load_points(entry.entries("points"), fields),
        problems=entry.texts("problems"),
        measures=entry.texts("measures"),
    )
    entry.done()
    return narrative


def _table(entry: Entry, heading: str) -> Table:
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


def _headings(entry: Entry, key: str, depth: int) -> tuple[Heading, ...]:
    if depth > DEPTH:
        entry.fault(key, f"headings deeper than {DEPTH} levels")
        return ()
    found = tuple(_heading(child, key, depth) for child in entry.entries(key))
    if not found:
        entry.fault(key, "at least one heading is needed")
    return found


def _heading(entry: Entry, children: str, depth: int) -> Heading:
    heading = Heading(
        label=entry.text("label", ""),
        key=entry.key("key", ""),
        short=entry.text("short", ""),
        span=entry.number("span", 1) or 1,
        measure=_measure(entry),
        children=_headings(entry, children, depth + 1) if entry.has(children) else (),
    )
    if not heading.children and not heading.key:
        entry.fault("key", "a row or column without headings below it needs a key")
    entry.done()
    return heading


def _measure(entry: Entry) -> Measure | None:
    named = [entry.has(key) for key in ("signed", "decimals", "unit")]
    if not any(named):
        return None
    return Measure(entry.flag("signed"), entry.number("decimals", 0), entry.text("unit", ""))
