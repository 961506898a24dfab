"""The table: a form as Word sets it, with real spans and merges, on fixed columns."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, TypeAlias

from docgen.records import dataclass
from docgen.report.form import FigureCell, Form, LabelCell
from docgen.word.chains import HEADING, PAGE, Chains, chains_of
from docgen.word.columns import Columns, columns_of
from docgen.word.fitting import LEAST_SCALE, breaks, lines_of, scale_of
from docgen.word.wordml import paragraph, run

if TYPE_CHECKING:
    from docgen.report.grid import Area
    from docgen.report.tables import Table

TEXT_WIDTH, TEXT_HEIGHT = 8845, PAGE  # twips: 156 mm x 225 mm, the type area of GB/T 9704
# In twips for each point of size: 9 pt text stands on 11 pt lines in rows of 16.5 pt. The 28 rows of 依申请公开
# then fill a page less its heading and two lines (measured).
LINE, ROW = 220 / 9, 330 / 9

_EDGES = ("top", "left", "bottom", "right", "insideH", "insideV")
_Cell: TypeAlias = LabelCell | FigureCell
_Cells: TypeAlias = Mapping[tuple[int, int], _Cell]

_BORDERS = "".join(f'<w:{edge} w:val="single" w:sz="4" w:space="0" w:color="auto"/>' for edge in _EDGES)


def table_xml(table: Table, form: Form, width: int = TEXT_WIDTH, above: float = HEADING) -> str:
    """The `w:tbl` of a form, `width` twips wide: labels word for word, each figure cell holding its tag.

    Its rows keep together in chains (see there), the first of them with the heading, which is `above` twips tall (its
    caption too); its heads repeat.
    """
    columns = columns_of(table, form, width)
    heights = [_row_height(form, columns, row) for row in range(1, form.rows + 1)]
    setting = _Setting(form, columns, chains_of(form, heights, above), heights)
    return f"<w:tbl>{properties_xml(columns)}{grid_xml(columns)}{_rows(setting)}</w:tbl>"


def rows_xml(form: Form, columns: Columns, chains: Chains) -> str:
    """The rows of a form alone, for a table that goes on below them; a label over several rows has room in them."""
    heights = [_row_height(form, columns, row) for row in range(1, form.rows + 1)]
    for cell in form.labels:
        top, bottom = cell.area.top - 1, cell.area.bottom
        needed = ((_lines(cell, columns) - 1) * LINE + ROW) * columns.size
        heights[bottom - 1] += max(0, needed - sum(heights[top:bottom]))
    return _rows(_Setting(form, columns, chains, heights))


def _rows(setting: _Setting) -> str:
    every: tuple[_Cell, ...] = (*setting.form.labels, *setting.form.figures)
    cells = {(cell.area.top, cell.area.left): cell for cell in every}
    return "".join(_row(number, cells, setting) for number in range(1, setting.form.rows + 1))


@dataclass(frozen=True, slots=True)
class _Setting:
    """What every cell of a table is set by."""

    form: Form
    columns: Columns
    chains: Chains
    heights: Sequence[float]


def _row_height(form: Form, columns: Columns, row: int) -> float:
    """How tall a row is to be: the lines of its longest label that is in this row alone, and some air."""
    labels = [cell for cell in form.labels if cell.area.top == cell.area.bottom == row]
    lines = max((_lines(cell, columns) for cell in labels), default=1)
    return ((lines - 1) * LINE + ROW) * columns.size


def _lines(cell: LabelCell, columns: Columns) -> int:
    least = LEAST_SCALE if cell.role == "stub" else 100
    return lines_of(cell.text, columns.room(cell.area), columns.size, least=least)


def properties_xml(columns: Columns, air: int = 0) -> str:
    """The `w:tblPr` of a table: on fixed columns, in a grid of lines; `air` twips above and below the words of cells."""
    above, below = (f'<w:{side} w:w="{air}" w:type="dxa"/>' if air else "" for side in ("top", "bottom"))
    left, right = _margin("left", columns.figure_margin), _margin("right", columns.figure_margin)
    return (
        f'<w:tblPr><w:tblW w:w="{sum(columns.widths)}" w:type="dxa"/><w:jc w:val="center"/>'
        f'<w:tblBorders>{_BORDERS}</w:tblBorders><w:tblLayout w:type="fixed"/>'
        f"<w:tblCellMar>{above}{left}{below}{right}</w:tblCellMar></w:tblPr>"
    )


def _margins(width: int) -> str:
    return _margin("left", width) + _margin("right", width)


def _margin(side: str, width: int) -> str:
    return f'<w:{side} w:w="{width}" w:type="dxa"/>'


def grid_xml(columns: Columns) -> str:
    """The `w:tblGrid`."""
    widths = "".join(f'<w:gridCol w:w="{width}"/>' for width in columns.widths)
    return f"<w:tblGrid>{widths}</w:tblGrid>"


def _row(number: int, cells: _Cells, setting: _Setting) -> str:
    head = "<w:tblHeader/>" if number <= setting.form.header_rows else ""
    least = round(setting.heights[number - 1])
    inner = "".join(
        _cell(cell, number, setting) for cell in _cells_across(number, cells, setting.form.columns)
    )
    return f'<w:tr><w:trPr><w:cantSplit/><w:trHeight w:val="{least}" w:hRule="atLeast"/>{head}</w:trPr>{inner}</w:tr>'


def _cells_across(row: int, cells: _Cells, columns: int) -> Iterator[_Cell]:
    """The cells that a row touches, from left to right; one that began in a row above is among them."""
    column = 1
    while column <= columns:
        cell = next(found for top in range(row, 0, -1) if (found := cells.get((top, column))))
        yield cell
        column = cell.area.right + 1


def _cell(cell: _Cell, row: int, setting: _Setting) -> str:
    area, columns = cell.area, setting.columns
    across = area.right - area.left + 1
    span = f'<w:gridSpan w:val="{across}"/>' if across > 1 else ""
    wider = isinstance(cell, LabelCell) and columns.margin != columns.figure_margin
    margins = f"<w:tcMar>{_margins(columns.margin)}</w:tcMar>" if wider else ""
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{columns.width(area)}" w:type="dxa"/>{span}{_merge(area, row, setting)}'
        f'{margins}<w:vAlign w:val="center"/></w:tcPr>{_paragraph(cell, row, setting)}</w:tc>'
    )


def _merge(area: Area, row: int, setting: _Setting) -> str:
    if area.top == area.bottom:
        return ""
    return '<w:vMerge w:val="restart"/>' if _begins(area, row, setting) else "<w:vMerge/>"


def _begins(area: Area, row: int, setting: _Setting) -> bool:
    """Whether a cell is seen from this row on: a label that is merged over pages is said again on each."""
    return row == area.top or row in setting.chains.restarts


def _paragraph(cell: _Cell, row: int, setting: _Setting) -> str:
    columns = setting.columns
    keep = "" if row in setting.chains.ends else "<w:keepNext/>"
    line = f'<w:spacing w:line="{round(LINE * columns.size)}" w:lineRule="exact"/>'
    side = '<w:jc w:val="left"/>' if _is_listed(cell, setting.form) else ""
    words = _run(cell, columns) if _begins(cell.area, row, setting) else ""
    return paragraph("TableHead" if _is_head(cell) else "TableText", words, keep + line + side)


def _run(cell: _Cell, columns: Columns) -> str:
    if isinstance(cell, LabelCell):
        return run(_label(cell, columns), f'{_scale(cell, columns)}<w:sz w:val="{round(columns.size * 2)}"/>')
    # Digits are the same whichever way Word hints: a figure's run is kept short, there are hundreds of them.
    sized = f'<w:rPr><w:sz w:val="{round(columns.size * 2)}"/></w:rPr>'
    return f"<w:r>{sized}<w:t>{{{{ {cell.path} }}}}</w:t></w:r>"


def _scale(cell: LabelCell, columns: Columns) -> str:
    """The narrowing of an item that is a little too long for its line; no character of it stands on one of its own."""
    scale = scale_of(cell.text, columns.room(cell.area), columns.size)
    alone = cell.role == "stub" and cell.area.top == cell.area.bottom
    return f'<w:w w:val="{scale}"/>' if alone and LEAST_SCALE <= scale < 100 else ""


def _label(cell: LabelCell, columns: Columns) -> str:
    """The label; a centred one that needs several lines is broken into even ones."""
    centred = cell.role == "spanner" or (cell.role == "stub" and cell.area.top < cell.area.bottom)
    return breaks(cell.text, columns.room(cell.area), columns.size) if centred else cell.text


def _is_head(cell: _Cell) -> bool:
    """Whether a cell is one of the heads; a corner of several rows is none, it holds a note."""
    if isinstance(cell, FigureCell) or cell.role == "stub":
        return False
    return cell.role != "corner" or cell.area.top == cell.area.bottom


def _is_listed(cell: _Cell, form: Form) -> bool:
    """Whether a label is an item of a stub of several levels: such items are read down their left edge."""
    if isinstance(cell, FigureCell) or cell.role != "stub":
        return False
    levels = min((figure.area.left for figure in form.figures), default=1) - 1
    return levels > 1 and cell.area.top == cell.area.bottom
