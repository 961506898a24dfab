"""The ending: the addressees and attachments that frame the text, room for a seal, and the imprint (版记)."""

from __future__ import annotations

from docgen.report.elements import (
    DOCUMENT,
    FORM,
    SEAL,
    SEALED,
    addressee_lines,
    attachment_lines,
    is_issued,
)
from docgen.word.redhead import Elements
from docgen.word.wordml import paragraph, run

_EM, _SMALL_EM, _WIDTH = 314, 280, 8845  # twips: a character of 三号 as tightened, one of 四号, the type area
_LEFT = 1587  # twips: the left margin
_KEEP = "<w:keepNext/>"
_THICK, _THIN = 8, 6  # eighths of a point: 0.35 mm and 0.26 mm


def is_sealed(elements: Elements) -> bool:
    return elements.get(SEAL) == (SEALED,)


def addressee_line(elements: Elements) -> str:
    """主送机关, flush left, with its colon."""
    return "".join(paragraph("", run(line), _KEEP) for line in addressee_lines(elements))


def attachment_note(elements: Elements) -> str:
    """附件说明, a line below the text: its names aligned, numbered when they are several, without a stop behind."""
    texts = attachment_lines(elements)
    if not texts:
        return ""
    number = 0.75 if len(texts) > 1 else 0  # a digit and a full stop
    hangs = [3 + number, *([number] * (len(texts) - 1))]
    left = round((5 + number) * _EM)
    note = (
        paragraph("", run(text), f'{_KEEP}<w:ind w:left="{left}" w:hanging="{round(hang * _EM)}"/>')
        for text, hang in zip(texts, hangs, strict=True)
    )
    return paragraph("", "", _KEEP) + "".join(note)


def seal_room(elements: Elements) -> str:
    """One more empty line above the 署名: a seal of 42 mm on it and the date then begins a line below the text."""
    return paragraph("", "", _KEEP) if is_sealed(elements) else ""


def imprint(elements: Elements) -> str:
    """版记: the floating table at the foot of the type area of the last page, and the speck that it is anchored to."""
    below = paragraph("", "") if is_sealed(elements) else ""
    rows = _rows(elements)
    if not rows:
        return below
    speck = paragraph("", "", '<w:spacing w:line="20" w:lineRule="exact"/>')
    return f"{below}{_table(rows)}{speck}"


def _rows(elements: Elements) -> list[str]:
    if not is_issued(elements):
        return []
    copies = elements.get("copies_to", ())
    rows = [_copies(copies[0])] if copies else []
    if ("printer" in elements or "printed_on" in elements) and elements.get(FORM) == (DOCUMENT,):
        rows.append(_printed(elements.get("printer", ("",))[0], elements.get("printed_on", ("",))[0]))
    lined = elements.get(FORM) == (DOCUMENT,)  # a letter has neither lines nor 印发 (10.1)
    return [_row(row, at, len(rows), lined=lined) for at, row in enumerate(rows)]


def _copies(names: str) -> str:
    """抄送, drawn in a character at both sides, its lines aligned behind the colon, with a full stop."""
    text = "抄送：" + names.removeprefix("抄送：").rstrip("。") + "。"
    indent = f'<w:ind w:left="{4 * _SMALL_EM}" w:right="{_SMALL_EM}" w:hanging="{3 * _SMALL_EM}"/>'
    return paragraph("Imprint", run(text), indent)


def _printed(printer: str, day: str) -> str:
    tab = f'<w:tabs><w:tab w:val="right" w:pos="{_WIDTH - _SMALL_EM}"/></w:tabs>'
    date = run(f"{day}印发") if day else ""
    indent = f'<w:ind w:left="{_SMALL_EM}" w:right="{_SMALL_EM}"/>'
    return paragraph("Imprint", f"{run(printer)}<w:r><w:tab/></w:r>{date}", f"{tab}{indent}")


def _row(content: str, at: int, count: int, *, lined: bool) -> str:
    top = _line("top", _THIN if at else _THICK) if lined else ""
    foot = _line("bottom", _THIN if at < count - 1 else _THICK) if lined else ""
    borders = f"<w:tcBorders>{top}{foot}</w:tcBorders>" if lined else ""
    return (
        "<w:tr><w:trPr><w:cantSplit/></w:trPr><w:tc><w:tcPr>"
        f'<w:tcW w:w="{_WIDTH}" w:type="dxa"/>{borders}</w:tcPr>{content}</w:tc></w:tr>'
    )


def _line(edge: str, eighths: int) -> str:
    return f'<w:{edge} w:val="single" w:sz="{eighths}" w:space="0" w:color="auto"/>'


def _table(rows: list[str]) -> str:
    # Across, its place is counted from the paper: LibreOffice 7.4 lets no table float that is as wide as the type area
    # and placed by it (measured). No margins: the lines, and what stands between them, count from the edges of the type area.
    margins = '<w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/>'
    return (
        '<w:tbl><w:tblPr><w:tblpPr w:leftFromText="0" w:rightFromText="0" w:vertAnchor="margin" w:horzAnchor="page" '
        f'w:tblpX="{_LEFT}" w:tblpYSpec="bottom"/><w:tblOverlap w:val="never"/>'
        f'<w:tblW w:w="{_WIDTH}" w:type="dxa"/><w:tblLayout w:type="fixed"/><w:tblCellMar>{margins}</w:tblCellMar></w:tblPr>'
        f'<w:tblGrid><w:gridCol w:w="{_WIDTH}"/></w:tblGrid>{"".join(rows)}</w:tbl>'
    )
