"""The chains of a table: which of its rows stay together on a page, decided without knowing where the page ends.

Word and LibreOffice both keep a row with the next when its paragraphs say so (keepNext). A table of a third of a page
or less is one chain, and stands whole. Of a longer one,

- stacked blocks make chains of whole blocks, each up to a third of a page: it breaks between blocks only, and what it
  leaves empty at the foot of a page is less than the first chain;
- items without a common label break between any two rows, but two stay with the heads and two at the end;
- items under common labels (a merged stub) break only between those labels while these are short; else the table
  stays whole on one page, and one that is taller still fills pages from the top, each with its labels said again.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from docgen.records import dataclass
from docgen.report.form import Form

PAGE, HEADING = (
    12756,
    579,
)  # twips: the height of the type area, and of the heading that stays with the first rows
THIRD = PAGE / 3
_TOGETHER = 2  # rows that stay with the heads, and at the end


@dataclass(frozen=True, slots=True)
class Chains:
    """`ends` are the rows after which a page may end; at `restarts` a page does begin, and labels are said again."""

    ends: frozenset[int]
    restarts: frozenset[int] = frozenset()


def chains_of(form: Form, heights: Sequence[float], above: float = HEADING) -> Chains:
    """The chains of a form whose rows are so tall, in twips; `above` is what stays with the first of them."""
    total = sum(heights) + above
    if total <= THIRD:
        return Chains(frozenset({form.rows}))
    cuts = sorted({*_cuts(form), form.rows})
    longest = max(_tall(heights, start, end) for start, end in zip([0, *cuts], cuts, strict=False))
    if not form.header_rows:
        return Chains(frozenset(_grouped(cuts, heights, above)))
    if longest <= THIRD:
        return Chains(frozenset(cuts))
    if total <= PAGE:
        return Chains(frozenset({form.rows}))
    pages = frozenset(_pages(form, heights, above))
    return Chains(pages | {form.rows}, frozenset(row + 1 for row in pages))


def _cuts(form: Form) -> Iterator[int]:
    """The rows after which a table may break: before a block's band, or where no label spans the gap."""
    if not form.header_rows:
        yield from (row - 1 for row in _block_tops(form) if row > 1)
        return
    spanned = {
        row
        for label in form.labels
        if label.role == "stub"
        for row in range(label.area.top, label.area.bottom)
    }
    first, last = form.header_rows + _TOGETHER, form.rows - _TOGETHER
    yield from (row for row in range(first, last + 1) if row not in spanned)


def _block_tops(form: Form) -> list[int]:
    """The first rows of blocks: their bands or, where they have none, their corners."""
    bands = [label.area.top for label in form.labels if label.role == "band"]
    return bands or [label.area.top for label in form.labels if label.role == "corner"]


def _grouped(cuts: Sequence[int], heights: Sequence[float], above: float) -> Iterator[int]:
    """The cuts that are left when neighbours are joined up to a third of a page."""
    start, tall = 0, above
    for before, cut in zip([0, *cuts], cuts, strict=False):
        block = _tall(heights, before, cut)
        if before > start and tall + block > THIRD:
            yield before
            start, tall = before, 0.0
        tall += block
    yield cuts[-1]


def _pages(form: Form, heights: Sequence[float], above: float) -> Iterator[int]:
    """The last row of each page but the last, of a table that begins on a page of its own."""
    heads = _tall(heights, 0, form.header_rows)
    tall = above
    for row, height in enumerate(heights, 1):
        if tall + height > PAGE:
            yield row - 1
            tall = heads
        tall += height


def _tall(heights: Sequence[float], start: int, end: int) -> float:
    return sum(heights[start:end])
