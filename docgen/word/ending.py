"""The ending in its place: the lines of the last page set a little closer, so that 署名 and date stand on it too.

GB/T 9704-2012 wants them on a page with text, and line spacing adjusted where there is no room. The layout keeps them
with the last lines of the text besides, which holds wherever nothing is done here: in a template of another look,
where the reckoning is in doubt, and where lines would stand too close.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pkgutil import get_data

from docgen.word.chains import PAGE
from docgen.word.flow import PITCH, Block, blocks_of, placed

CLOSEST = 526  # twips, 26.3 pt: 24 lines a page instead of 22; 三号 is 16 pt tall
_SPARE = 24  # twips: programs round every line
_MAIN, _STYLES = "word/document.xml", "word/styles.xml"
_BODY = re.compile(r'<w:bookmarkStart w:id="(\d+)" w:name="docgen_body"/>')
_AFTER_SPACING = re.compile("<w:(?:ind|contextualSpacing|jc|outlineLvl|rPr)[ />]|</w:pPr>")
_OWN_SPACING = "<w:spacing "


def with_ending_in_place(parts: Mapping[str, bytes]) -> dict[str, bytes]:
    """The parts of a document, the last page of its text tightened where its ending does not quite fit."""
    if not _is_official(parts):
        return dict(parts)
    document = parts[_MAIN].decode()
    closer = tightened(document)
    return dict(parts) if closer is document else {**parts, _MAIN: closer.encode()}


def tightened(document: str) -> str:
    """The main part of a document in the official layout, its last page tightened if that is needed and enough."""
    blocks, end = blocks_of(document), _end_of_text(document)
    text = [block for block in blocks if block.span[0] < end]
    ending = blocks[len(text) :]
    loose, over = _overflow(text, ending) if text else ([], 0)
    lines = sum(len(block.lines) for block in (*loose, *ending))
    pitch = PITCH - math.ceil((over + _SPARE) / lines) if over > 0 else PITCH
    return _spaced(document, [*loose, *ending], pitch) if CLOSEST <= pitch < PITCH else document


def _overflow(text: Sequence[Block], ending: Sequence[Block]) -> tuple[list[Block], int]:
    """The paragraphs that begin on the last page of the text, and by how many twips the ending does not fit on it.

    By two reckonings: nothing where they disagree on the page; the worse of them, else.
    """
    few, many = placed(text, most=False), placed(text, most=True)
    page, reached = many[-1].page, many[-1].reached
    if few[-1].page != page:
        return [], 0
    begun = zip(text, few, many, strict=True)
    loose = [block for block, one, other in begun if block.is_text and one.begins == other.begins == page]
    return loose, reached + sum(block.height for block in ending) - PAGE


def _is_official(parts: Mapping[str, bytes]) -> bool:
    """Whether a document has our styles, and perhaps more; those that Word has saved are never quite the same."""
    own = _own_styles()
    return bool(own) and _MAIN in parts and parts.get(_STYLES, b"").startswith(own)


@lru_cache(maxsize=1)
def _own_styles() -> bytes:
    return (get_data("docgen.word", "official/word/styles.xml") or b"").rpartition(b"</w:styles>")[0]


def _end_of_text(document: str) -> int:
    """Where the text ends in the main part; 0 where that is not marked."""
    start = _BODY.search(document)
    return max(document.find(f'<w:bookmarkEnd w:id="{start[1]}"/>'), 0) if start else 0


def _spaced(document: str, blocks: Sequence[Block], pitch: int) -> str:
    for block in reversed(blocks):
        start, end = block.span
        document = f"{document[:start]}{_set(document[start:end], pitch)}{document[end:]}"
    return document


def _set(paragraph: str, pitch: int) -> str:
    """The paragraph with its lines so far apart."""
    stated = f'w:line="{pitch}" w:lineRule="exact"'
    if _OWN_SPACING in paragraph.partition("</w:pPr>")[0]:
        return paragraph.replace(_OWN_SPACING, f"{_OWN_SPACING}{stated} ", 1)
    whole = paragraph.replace("<w:pPr/>", "<w:pPr></w:pPr>", 1)
    following = _AFTER_SPACING.search(whole)
    at = following.start() if following else len("<w:p>")
    return f"{whole[:at]}<w:spacing {stated}/>{whole[at:]}"
