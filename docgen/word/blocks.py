"""The blocks of GB/T 9704 around a report's text: what `{{p red_head }}` and its like print."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from docgen.word import contents
from docgen.word.imprint import addressee_line, attachment_note, imprint, is_sealed, seal_room
from docgen.word.redhead import Elements, is_letter, red_head

if TYPE_CHECKING:
    from docgen.report.definition import Definition

_BLOCKS: Mapping[str, tuple[str, Callable[[Elements], str]]] = {
    "red_head": ("form", red_head),
    "addressee_line": ("addressees", addressee_line),
    "attachment_note": ("attachments", attachment_note),
    "seal_room": ("seal", seal_room),
    "imprint": ("form", imprint),
}
_GRID = "<w:docGrid"

__all__ = ["block_names", "blocks_of", "first_page_unnumbered", "is_sealed"]


def block_names(definition: Definition) -> tuple[str, ...]:
    """The blocks of a report type: those whose elements its cover fills, and the table of contents it asks for."""
    found = tuple(name for name, (element, _) in _BLOCKS.items() if element in definition.elements)
    return (*found, contents.BLOCK) if definition.contents else found


def blocks_of(elements: Elements) -> dict[str, str]:
    """The markup of every block, "" for one that this report does not have."""
    return {contents.BLOCK: contents.PLACE, **{name: build(elements) for name, (_, build) in _BLOCKS.items()}}


def first_page_unnumbered(document: str, elements: Elements) -> str:
    """The document, in a letter with a first page that has no page number (10.1)."""
    if not is_letter(elements) or "<w:titlePg" in document or _GRID not in document:
        return document
    before, grid, after = document.rpartition(_GRID)
    return f"{before}<w:titlePg/>{grid}{after}"
