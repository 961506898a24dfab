"""The body of a document: its paragraphs and tables in order, as they stand on paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docgen.diagnostics import Phrase
from docgen.diagnostics.codes import TOO_LARGE
from docgen.package import PackageFault, parse
from docgen.report.grid import Grid
from docgen.report.paper.manuscript import Written
from docgen.word.levels import Levels, Properties
from docgen.word.lists import value_of
from docgen.word.rows import Rows
from docgen.word.runs import Runs, lead_of
from docgen.word.unprinted import Unprinted

if TYPE_CHECKING:
    from collections.abc import Callable

    from docgen.package.markup import Attributes, Ends, Starts

# A report of thirty pages has some 200 paragraphs of its own and 1,000 in its tables; lists have up to 150,000 cells.
MAX_PARAGRAPHS, MAX_CELLS = 250_000, 190_000
MAX_ELEMENTS = 2_000_000  # 4 s; a cell of ours has ten
_CONTENTS = "toc "  # the styles of a table of contents, which repeats the headings


def read_body(part: str, data: bytes, levels: Levels) -> tuple[Written | Grid, ...]:
    """The blocks of a document part. PackageFault: malformed, no document, or beyond all measure."""
    body, unprinted = _Body(levels), Unprinted()
    starts, ends = unprinted.starts(body.starts), unprinted.ends(body.ends)
    parse(part, data, starts=starts, ends=ends, most=MAX_ELEMENTS)
    return tuple(body.blocks)


class _Body:
    """Hears the document part. Content controls and smart tags are seen through: only what they hold is heard."""

    def __init__(self, levels: Levels) -> None:
        self.blocks: list[Written | Grid] = []
        self._levels = levels
        self._runs = Runs()
        self._own = Properties()
        self._within = ""  # pPr or trPr, in which a deletion is that of the paragraph's end or of the row
        self._goes_on = False  # the paragraph's end was deleted: the next one continues it
        self._open: list[Rows] = []  # the tables around, the outermost first
        self._paragraphs = self._cells = self._tables = 0

    @property
    def starts(self) -> Starts:
        return {
            **self._runs.starts,
            **{name: self._noting(key) for name, key in _NOTES.items()},
            "pPr": self._entering("pPr"),
            "trPr": self._entering("trPr"),
            "del": self._deleted,
            "moveFrom": self._deleted,
            "tbl": self._table_opened,
            "tr": lambda _: self._rows.row_opened(),
            "tc": self._cell_opened,
            "gridBefore": lambda attributes: self._rows.skipped(_count(attributes)),
            "gridSpan": lambda attributes: self._rows.spanned(_count(attributes)),
            "vMerge": lambda attributes: self._rows.merged(value_of(attributes)),
        }

    @property
    def ends(self) -> Ends:
        return {
            **self._runs.ends,
            "pPr": self._left,
            "trPr": self._left,
            "p": self._paragraph_closed,
            "tc": self._cell_closed,
            "tr": lambda _: self._rows.row_closed(),
            "tbl": self._table_closed,
        }

    @property
    def _rows(self) -> Rows:
        """The innermost table; what stands outside of any is not kept."""
        return self._open[-1] if self._open else Rows("")

    def _entering(self, properties: str) -> Callable[[Attributes], None]:
        def entered(_: Attributes) -> None:
            self._within = properties

        return entered

    def _left(self, _: str) -> None:
        self._within = ""

    def _noting(self, key: str) -> Callable[[Attributes], None]:
        def note(attributes: Attributes) -> None:
            self._own = self._own._replace(**{key: value_of(attributes)})

        return note

    def _deleted(self, _: Attributes) -> None:
        if self._within == "pPr":
            self._goes_on = True
        elif self._within == "trPr":
            self._rows.row_deleted()

    def _table_opened(self, _: Attributes) -> None:
        self._end_paragraph()
        self._tables += not self._open
        self._open.append(Rows(f"表{self._tables}"))

    def _table_closed(self, _: str) -> None:
        """A table within a cell only adds its words to it."""
        grid = self._open.pop().grid()
        if self._open:
            self._rows.said("\n".join(cell.text for cell in grid.cells.values()))
        else:
            self.blocks.append(grid)

    def _cell_opened(self, _: Attributes) -> None:
        self._cells += 1
        if self._cells > MAX_CELLS:
            raise PackageFault(TOO_LARGE.at(detail=_TOO_MANY_CELLS))
        self._rows.cell_opened()

    def _cell_closed(self, _: str) -> None:
        self._end_paragraph()
        self._rows.cell_closed()

    def _paragraph_closed(self, _: str) -> None:
        self._paragraphs += 1
        if self._paragraphs > MAX_PARAGRAPHS:
            raise PackageFault(TOO_LARGE.at(detail=_TOO_MANY_PARAGRAPHS))
        if not self._goes_on:
            self._end_paragraph()
        self._own, self._goes_on = Properties(), False

    def _end_paragraph(self) -> None:
        """Puts what was said since the last paragraph where it belongs; an empty paragraph is layout."""
        pieces = self._runs.taken()
        text = "".join(piece.text for piece in pieces)
        style = self._levels.name(self._own.style)
        if not text.strip() or style.startswith(_CONTENTS):
            return
        if self._open:
            self._rows.said(text)
        else:
            level, automatic = self._levels.level(self._own)
            lead = lead_of(pieces, self._levels)
            self.blocks.append(Written(text, level or lead.level, automatic, lead.words, style))


_NOTES = {"pStyle": "style", "numId": "list_id", "ilvl": "depth", "outlineLvl": "outline"}
_TOO_MANY_PARAGRAPHS = Phrase(
    f"文档的段落多于 {MAX_PARAGRAPHS:,} 个", f"the document has more than {MAX_PARAGRAPHS:,} paragraphs"
)
_TOO_MANY_CELLS = Phrase(
    f"文档里表格的单元格多于 {MAX_CELLS:,} 个", f"its tables have more than {MAX_CELLS:,} cells"
)


def _count(attributes: Attributes) -> int:
    """A number of columns, 1 where none is stated; how many there may be, the table knows."""
    stated = value_of(attributes)
    return int(stated) if stated.isascii() and stated.isdigit() and len(stated) < 10 else 1
