"""The blocks of GB/T 9704 around a report's text: what `{{p red_head }}` and its like print."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from docgen.word.imprint import addressee_line, attachment_note, imprint, is_sealed, seal_room
from docgen.word.redhead import Elements, is_letter, red_head

_BLOCKS: Mapping[str, tuple[str, Callable[[Elements], str]]] = {
    "red_head": ("form", red_head),
    "addressee_line": ("addressees", addressee_line),
    "attachment_note": ("attachments", attachment_note),
    "seal_room": ("seal", seal_room),
    "imprint": ("form", imprint),
}
_GRID = "<w:docGrid"

__all__ = ["block_names", "blocks_of", "first_page_unnumbered", "is_sealed"]


def block_names(elements: Mapping[str, str]) -> tuple[str, ...]:
    """The blocks of a report type whose cover fills these elements, in the order of the document."""
    return tuple(name for name, (element, _) in _BLOCKS.items() if element in elements)


def blocks_of(elements: Elements) -> dict[str, str]:
    """The markup of every block, "" for one that this report does not have."""
    return {name: build(elements) for name, (_, build) in _BLOCKS.items()}


def first_page_unnumbered(document: str, elements: Elements) -> str:
    """The document, in a letter with a first page that has no page number (10.1)."""
    if not is_letter(elements) or "<w:titlePg" in document or _GRID not in document:
        return document
    before, grid, after = document.rpartition(_GRID)
    return f"{before}<w:titlePg/>{grid}{after}"
