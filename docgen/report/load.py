"""From the text of `report.toml` to a Definition, with every fault named by its key path."""

from __future__ import annotations

import tomllib

from docgen.diagnostics import Diagnostic, Phrase
from docgen.diagnostics.codes import BAD_DEFINITION
from docgen.report.claims import load_claims, load_points, load_wordings
from docgen.report.contradictions import contradictions
from docgen.report.definition import LIMIT, Definition, Field, FieldKind, Narrative, Rule, Section
from docgen.report.elements import ELEMENTS
from docgen.report.entry import Entry, Fault
from docgen.report.form import form_of, leaves
from docgen.report.head import load_head
from docgen.report.headings import load_table
from docgen.report.rules import load_rules
from docgen.report.summing import FACTS, Caution, Summing, load_caution, load_summing
from docgen.report.tables import Listing, Table

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
    totals: list[Rule] = []
    sections = tuple(_section(entry, fields, totals) for entry in root.entries("sections"))
    narratives = tuple(section.narrative for section in sections if section.narrative)
    tables = _within_limits(root, tuple(table for section in sections for table in section.tables))
    forms = tuple(table for table in tables if isinstance(table, Table))
    summing, cautions = _rolled_up(root, forms, fields)
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
        rules=(*load_rules(root.entries("rules"), tables, fields), *totals),
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


def _within_limits(root: Entry, tables: tuple[Table | Listing, ...]) -> tuple[Table | Listing, ...]:
    """The tables, or none when there are too many figures to spread rules over."""
    blocks = [block for table in tables if isinstance(table, Table) for block in table.blocks]
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
        carried=entry.flag("carried"),
    )
    entry.done()
    return field


def _section(entry: Entry, fields: tuple[Field, ...], totals: list[Rule]) -> Section:
    """A section; the rules that the total rows of its listings are, are added to `totals`."""
    narrative = _narrative(entry.entry("narrative"), fields) if entry.has("narrative") else None
    heading = entry.text("heading", "")
    tables = []
    for found in entry.entries("tables"):
        table, rules = load_table(found, heading, fields)
        tables.append(table)
        totals += rules
    section = Section(heading, narrative, tuple(tables))
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
        carried=entry.flag("carried"),
    )
    entry.done()
    return narrative
