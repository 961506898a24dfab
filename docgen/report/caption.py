"""Captions: “表1　来访情况表” above a table, for a report type that asks for them, and how the text cites them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import zip_longest
from typing import TYPE_CHECKING

from docgen.patterns import regex
from docgen.report.definition import Definition
from docgen.report.entry import Fault
from docgen.report.grid import Grid, folded

if TYPE_CHECKING:
    from docgen.report.paper.manuscript import Manuscript, Written

CITED = "表："
STYLE = "caption"  # Word's own, by its name
_LEAD = "captions."
_NUMBER = regex("表[0-9]{1,3}")


@lru_cache(maxsize=16)
def caption_numbers(definition: Definition) -> Mapping[str, str]:
    """What the document calls each table, 表1 and so on, by path; nothing where no captions are asked for."""
    tables = definition.tables if definition.captions else ()
    return {_path(table.key): f"表{number}" for number, table in enumerate(tables, 1)}


@lru_cache(maxsize=16)
def captioned_paths(definition: Definition) -> Mapping[str, str]:
    """How the text cites each table, 表：来访情况表, and the path of its number."""
    tables = definition.tables if definition.captions else ()
    return {f"{CITED}{table.name}": _path(table.key) for table in tables}


def captioned_names(definition: Definition) -> Mapping[str, str]:
    """What the workbook's list of marks says of each table, by path."""
    tables = definition.tables if definition.captions else ()
    return {_path(table.key): f"{table.name}的表号" for table in tables}


def odd_captions(definition: Definition) -> Iterator[Fault]:
    """Tables that have nothing to stand in their captions, and tables of one name: a mark cannot tell them apart."""
    names = [table.name for table in definition.tables] if definition.captions else []
    for name in dict.fromkeys(names):
        if not name.strip():
            yield Fault("tables.name", "a caption needs the table's name")
        elif names.count(name) > 1:
            yield Fault("tables.name", f"“{name}” is used twice, and captions must differ")


def without_captions(manuscript: Manuscript, definition: Definition) -> list[Written]:
    """The paragraphs of a document that are not the captions of its tables."""
    if not definition.captions:
        return list(manuscript.paragraphs)
    blocks = [block for block in manuscript.blocks if isinstance(block, Grid) or block.text.strip()]
    return [
        block
        for block, after in zip_longest(blocks, blocks[1:])
        if not isinstance(block, Grid) and not _is_caption(block, definition, above=isinstance(after, Grid))
    ]


def _is_caption(line: Written, definition: Definition, *, above: bool) -> bool:
    """Whether a line names a table as a caption does: in its style, or numbered and right `above` a table."""
    said, numbered = folded(line.text), _NUMBER.match(folded(line.text))
    name = said[numbered.end() :] if numbered else said
    names = {folded(table.name) for table in definition.tables}
    return name in names and (line.style == STYLE or (above and (numbered is not None or line.automatic)))


def _path(key: str) -> str:
    # Never a figure's: those have three parts or more.
    return f"{_LEAD}{key}"
