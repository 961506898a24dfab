"""The table of a listing in the official layout: its head, a loop round one sample row, its total."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from docgen.report.listing import columns_of, figure_cells, head_of
from docgen.word.chains import Chains
from docgen.word.columns import Columns, fixed_columns
from docgen.word.fitting import ems
from docgen.word.tables import LINE, ROW, TEXT_WIDTH, grid_xml, properties_xml, rows_xml
from docgen.word.wordml import EAST_ASIAN, paragraph, run

if TYPE_CHECKING:
    from docgen.report.listing import ListColumn
    from docgen.report.tables import ColumnKind, Listing, Total

WORDS, FIGURES = "ListingText", "ListingFigure"
_WIDE: Mapping[ColumnKind, float] = {"number": 4.5, "date": 8.0, "choice": 2.0, "index": 2.0}
"""Ems that columns of a kind need; columns of words share what is left."""
_USUAL = 10.5  # points
_LEAST, _HEAD_EMS, _MARGIN_EMS = 4.0, 4.0, 0.6


def listing_xml(listing: Listing, width: int = TEXT_WIDTH) -> str:
    """The `w:tbl` of a listing, `width` twips wide; its head repeats, and no row breaks."""
    form = head_of(listing)
    columns = fixed_columns(_widths(listing, width), width, listing.size)
    head = rows_xml(form, columns, Chains(frozenset()))
    rows = "".join(_rows(listing, columns))
    return f"<w:tbl>{properties_xml(columns, _air(listing.size))}{grid_xml(columns)}{head}{rows}</w:tbl>"


def _air(size: float) -> int:
    """The room above and below the words of a cell, of which a long one has several lines."""
    return round((ROW - LINE) / 2 * size)


def _widths(listing: Listing, width: int) -> Sequence[float]:
    """The columns by what they hold: as wide as figures and dates need, the rest for words."""
    if listing.widths:
        return listing.widths
    columns = columns_of(listing)
    needed = [_needed(column) for column in columns]
    free = width / 20 / listing.size - sum(filter(None, needed))
    words = [column for column, ems_needed in zip(columns, needed, strict=True) if ems_needed is None]
    share = max(free / len(words), _LEAST) if words else 0
    return [share if one is None else one for one in needed]


def _needed(column: ListColumn) -> float | None:
    """The ems that a column needs, None for one of words."""
    kind = column.column.kind
    if kind == "text":
        return None
    longest = max((ems(choice) for choice in column.column.choices), default=0)
    return max(_WIDE[kind], longest, min(ems(column.label), _HEAD_EMS)) + _MARGIN_EMS


def _rows(listing: Listing, columns: Columns) -> Iterator[str]:
    """The rows below the head, those of tags among them."""
    if listing.empty:
        yield _tag(columns, f"{{%tr if not {listing.key} %}}")
        yield _row(columns, _across(columns, run(listing.empty)))
        yield _tag(columns, "{%tr endif %}")
    total = _total(listing, listing.total, columns) if listing.total else ""
    if listing.total and listing.total.above:
        yield total
    yield _tag(columns, f"{{%tr for item in {listing.key} %}}")
    yield _row(columns, "".join(_cells(listing, columns)))
    yield _tag(columns, "{%tr endfor %}")
    if listing.total and not listing.total.above:
        yield total


def _row(columns: Columns, cells: str) -> str:
    least = round(ROW * columns.size)
    return (
        f'<w:tr><w:trPr><w:cantSplit/><w:trHeight w:val="{least}" w:hRule="atLeast"/></w:trPr>{cells}</w:tr>'
    )


def _tag(columns: Columns, tag: str) -> str:
    return f"<w:tr>{_across(columns, run(tag))}</w:tr>"


def _across(columns: Columns, content: str) -> str:
    return _cell(sum(columns.widths), _style(FIGURES, columns.size), content, span=len(columns.widths))


def _cells(listing: Listing, columns: Columns) -> Iterator[str]:
    """The sample row."""
    for column in columns_of(listing):
        words = column.column.kind == "text"
        left = words and not column.column.merge
        tag = f"{{{{ item.{column.key} }}}}"
        yield _cell(
            columns.widths[column.at - 1], WORDS if left else FIGURES, _run(tag, columns, words=words)
        )


def _run(tag: str, columns: Columns, *, words: bool) -> str:
    """A run that prints a tag; figures have their size stated, by which long ones are narrowed."""
    properties = EAST_ASIAN if words else f'<w:sz w:val="{round(columns.size * 2)}"/>'
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t>{tag}</w:t></w:r>"


def _total(listing: Listing, total: Total, columns: Columns) -> str:
    sums = {cell.area.left: cell.path for cell in figure_cells(listing)}
    keep = "<w:keepNext/>" if total.above else ""
    first, style = min(sums) - 1, _style(FIGURES, columns.size)
    label = _cell(sum(columns.widths[:first]), style, run(total.label), span=first, keep=keep)
    others = (
        _cell(
            columns.widths[at - 1],
            style,
            _run(f"{{{{ {sums[at]} }}}}", columns, words=False) if at in sums else "",
            keep=keep,
        )
        for at in range(first + 1, len(columns.widths) + 1)
    )
    return _row(columns, label + "".join(others))


def _cell(width: int, style: str, content: str, *, span: int = 1, keep: str = "") -> str:
    across = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{across}<w:vAlign w:val="center"/></w:tcPr>'
        f"{paragraph(style, content, keep)}</w:tc>"
    )


def _style(name: str, size: float) -> str:
    """The style of what stands in listings of a size; that of the usual size has the plain name."""
    return name if size == _USUAL else f"{name}{round(size * 2)}"


def with_listing_styles(parts: Mapping[str, bytes], listings: Sequence[Listing]) -> dict[str, bytes]:
    """The parts of the official layout with the styles of what stands in these listings."""
    styles = parts["word/styles.xml"].decode()
    own = "".join(_styles_xml(size) for size in dict.fromkeys(listing.size for listing in listings))
    return {**parts, "word/styles.xml": styles.replace("</w:styles>", f"{own}</w:styles>").encode()}


def _styles_xml(size: float) -> str:
    return _style_xml(WORDS, "Listing Text", "left", size) + _style_xml(
        FIGURES, "Listing Figure", "center", size
    )


def _style_xml(style: str, name: str, side: str, size: float) -> str:
    line, points = round(LINE * size), round(size * 2)
    called = name if size == _USUAL else f"{name} {size:g}"
    return (
        f'<w:style w:type="paragraph" w:customStyle="1" w:styleId="{_style(style, size)}"><w:name w:val="{called}"/>'
        '<w:basedOn w:val="TableText"/><w:uiPriority w:val="8"/><w:qFormat/>'
        f'<w:pPr><w:spacing w:line="{line}" w:lineRule="exact"/><w:jc w:val="{side}"/></w:pPr>'
        f'<w:rPr><w:sz w:val="{points}"/><w:szCs w:val="{points}"/></w:rPr></w:style>'
    )
