"""What a definition may not say at once: names used twice, patterns over unknown fields, blocks of unequal width."""

from __future__ import annotations

from collections import Counter

from docgen.patterns import regex
from docgen.report.caption import captioned_paths, odd_captions
from docgen.report.definition import DETAILS, INSTRUCTIONS, Definition
from docgen.report.elements import odd_elements
from docgen.report.entry import Fault, named
from docgen.report.form import form_of, width_of
from docgen.report.listing import cited_count, columns_of, entered, figures_of, head_of
from docgen.report.tables import Listing, Table
from docgen.report.totals import odd_totals

RESERVED_NAMES = (
    "title", "signature", "date", "last",
    "contents", "red_head", "addressee_line", "attachment_note", "seal_room", "imprint",
)  # fmt: skip
COLUMNS = 63
_SHEET_FORBIDDEN = regex(r"[\[\]:*?/\\]")


def contradictions(definition: Definition) -> list[Fault]:
    """Every way in which a well-formed definition contradicts itself."""
    return [
        *_repeated("key", _names(definition)),
        *_repeated("sheet", _sheets(definition)),
        *_odd_sheets(definition),
        *_odd_patterns(definition),
        *odd_elements(definition),
        *odd_captions(definition),
        *(fault for table in definition.forms for fault in _odd_table(table)),
        *(fault for listing in definition.listings for fault in _odd_listing(listing)),
        *(Fault("rules.fills", detail) for detail in odd_totals(definition)),
        *_repeated("short", _marks(definition)),
    ]


def _names(definition: Definition) -> list[str]:
    return [
        *RESERVED_NAMES,
        *(["totals"] if definition.listings else []),
        *(field.key for field in definition.fields),
        *(narrative.key for narrative in definition.narratives),
        *(table.key for table in definition.tables),
    ]


def _sheets(definition: Definition) -> list[str]:
    return [
        INSTRUCTIONS,
        DETAILS,
        definition.cover,
        definition.citations,
        definition.exceptions,
        *(narrative.sheet for narrative in definition.narratives),
        *(table.sheet for table in definition.tables),
    ]


def _marks(definition: Definition) -> list[str]:
    cited = [figure.cited for figure in figures_of(definition)]
    cited += [cited_count(listing) for listing in definition.listings]
    return [*cited, *(field.label for field in definition.fields), *captioned_paths(definition)]


def _repeated(path: str, names: list[str]) -> list[Fault]:
    return [Fault(path, f"“{name}” is used twice") for name, times in Counter(names).items() if times > 1]


def _odd_sheets(definition: Definition) -> list[Fault]:
    return [
        Fault("sheet", f"“{name}” cannot name a sheet")
        for name in _sheets(definition)
        if not 0 < len(name) <= 31 or _SHEET_FORBIDDEN.search(name)
    ]


def _odd_patterns(definition: Definition) -> list[Fault]:
    patterns = {
        "title": definition.title,
        "ending.signature": definition.signature,
        **{f"fields.{field.key}.default": field.default for field in definition.fields if field.default},
    }
    known = {field.key for field in definition.fields}
    faults = [fault for path, pattern in patterns.items() for fault in _odd_pattern(path, pattern, known)]
    if definition.dated not in known:
        faults.append(Fault("ending.date", f"there is no field “{definition.dated}”"))
    return faults


def _odd_pattern(path: str, pattern: str, known: set[str]) -> list[Fault]:
    names, wrong = named(pattern)
    if wrong:
        return [Fault(path, wrong)]
    return [Fault(path, f"there is no field “{name}”") for name in sorted(names - known)]


def _odd_table(table: Table) -> list[Fault]:
    form = form_of(table)
    if not any(label.text for label in form.labels):
        return [
            Fault(f"tables.{table.key}", "at least one row or column needs a label: by labels it is found")
        ]
    faults = _repeated(f"tables.{table.key}", [figure.path for figure in form.figures])
    if len({width_of(block) for block in table.blocks}) > 1:
        faults.append(Fault(f"tables.{table.key}.blocks", "blocks of one table must be equally wide"))
    return faults + _odd_widths(table, form.columns)


def _odd_widths(table: Table | Listing, columns: int) -> list[Fault]:
    faults = []
    if columns > COLUMNS:
        faults.append(Fault(f"tables.{table.key}.columns", f"a table in Word has at most {COLUMNS} columns"))
    if table.widths and len(table.widths) != columns:
        faults.append(Fault(f"tables.{table.key}.widths", f"{columns} widths are needed"))
    return faults


def _odd_listing(listing: Listing) -> list[Fault]:
    """Columns that cannot be found or told apart, two that are counted, a total where its label has to stand."""
    path, columns = f"tables.{listing.key}.columns", columns_of(listing)
    faults = _repeated(path, [column.key for column in columns])
    if not all(column.label.strip() for column in columns):
        faults.append(Fault(path, "every column of a listing needs a label: by it the column is found"))
    if not entered(listing) or sum(column.is_counted for column in columns) > 1:
        faults.append(Fault(path, "one column at least is filled in, and one at most is an index"))
    elif listing.total and entered(listing)[0].key in listing.total.columns:
        faults.append(Fault(f"{path}.total", "the first column has no total: the label stands there"))
    if listing.total and not (listing.total.columns and listing.total.label.strip()):
        faults.append(Fault(f"tables.{listing.key}.total", "a label and a column of numbers are needed"))
    return faults + _odd_widths(listing, head_of(listing).columns)
