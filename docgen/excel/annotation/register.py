"""The register of findings: the sheet 问题清单, one row a finding, each with a link to its cell."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import count
from types import MappingProxyType
from typing import NamedTuple

from docgen.diagnostics import Diagnostic, Severity
from docgen.diagnostics.finding import Language
from docgen.excel.annotation.dialect import Dialect
from docgen.excel.annotation.marks import COLOURS
from docgen.excel.annotation.palette import Palette
from docgen.excel.annotation.written import ascii_markup, escaped
from docgen.records import dataclass
from docgen.report.grid import position_of

TITLE = "问题清单"
MOST = 2_000  # rows: nobody works through more, and each is a comment besides
_HEADS: Mapping[Language, Sequence[str]] = MappingProxyType({
    "zh": ("序号", "级别", "代码", "位置", "问题", "怎么改", "应为", "现为"),
    "en": ("No.", "Severity", "Code", "Where", "What is wrong", "What to do", "Expected", "Found"),
})  # fmt: skip
_SEVERITY: Mapping[Language, Mapping[Severity, str]] = MappingProxyType({
    "zh": {"error": "错误", "warning": "警告", "info": "提示"},
    "en": {"error": "error", "warning": "warning", "info": "info"},
})  # fmt: skip
_MORE: Mapping[Language, str] = MappingProxyType({"zh": "另有 {} 条", "en": "{} more"})
_WIDTHS = (6, 8, 8, 34, 56, 46, 12, 18)
_WHERE = 3  # the column of the links, from 0
_LETTERS = "ABCDEFGH"
_LINE, _HIGHEST = 14, 400  # points; Excel has no row above 409
_LONGEST = 300  # characters of one cell

_FONT = '<font>{}<sz val="10.5"/>{}<name val="宋体"/><charset val="134"/></font>'
_EDGE = '<{0} style="thin"><color rgb="FFA6A6A6"/></{0}>'
_BORDER = f"<border>{''.join(_EDGE.format(side) for side in ('left', 'right', 'top', 'bottom'))}<diagonal/></border>"
# 49 is the format of text: a text that begins with an equals sign stays one when its cell is edited.
_STYLE = (
    '<xf numFmtId="{format}" fontId="{font}" fillId="{fill}" borderId="{border}" xfId="0" applyNumberFormat="1" '
    'applyFont="1" applyFill="1" applyBorder="1" applyAlignment="1"{quoted}>'
    '<alignment vertical="top"{centred} wrapText="1"/></xf>'
)
_PLAIN = '<xf numFmtId="0" fontId="{}" fillId="0" borderId="0" xfId="0" applyFont="1"/>'
_SHEET = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<worksheet xmlns="{main}">'
    '<sheetPr><tabColor rgb="FFC00000"/><pageSetUpPr fitToPage="1"/></sheetPr><dimension ref="{area}"/>'
    '<sheetViews><sheetView tabSelected="1" workbookViewId="0"><pane ySplit="1" topLeftCell="A2" '
    'activePane="bottomLeft" state="frozen"/><selection pane="bottomLeft" activeCell="A2" sqref="A2"/></sheetView>'
    '</sheetViews><sheetFormatPr defaultRowHeight="15"/><cols>{columns}</cols><sheetData>{rows}</sheetData>'
    '<autoFilter ref="{area}"/>{links}<pageMargins left="0.5" right="0.5" top="0.6" bottom="0.6" header="0.3" '
    'footer="0.3"/><pageSetup paperSize="9" orientation="landscape" fitToWidth="1" fitToHeight="0"/>'
    "<headerFooter><oddFooter>&amp;C&amp;P / &amp;N</oddFooter></headerFooter></worksheet>"
)


@dataclass(frozen=True, slots=True)
class Register:
    """The sheet: its name, its part, the area that it covers."""

    title: str
    data: bytes
    area: str

    @property
    def names(self) -> Mapping[str, str]:
        """The names that Excel keeps for a sheet with a filter, and whose heads are printed on every page."""
        corner, _, last = self.area.partition(":")
        area = ":".join(f"${cell[0]}${cell[1:]}" for cell in (corner, last))
        own = quoted(self.title)
        return {"_xlnm._FilterDatabase": f"{own}!{area}", "_xlnm.Print_Titles": f"{own}!$1:$1"}


def register(
    findings: Sequence[Diagnostic],
    tabs: Sequence[str],
    palette: Palette,
    dialect: Dialect,
    language: Language,
) -> Register:
    """The register of these findings for a workbook with these sheets; beyond 2,000 their number is all it says."""
    looks = _Looks(palette)
    listed = findings[:MOST]
    rows = [[_Said(head, looks.head) for head in _HEADS[language]]]
    rows += [_said(at, finding, looks, language) for at, finding in enumerate(listed, 1)]
    area = f"A1:{_LETTERS[-1]}{len(rows)}"
    if len(findings) > len(listed):
        rows.append([_Said(_MORE[language].format(len(findings) - len(listed)), looks.more)])
    links = "".join(_links(listed, tabs))
    whole = _SHEET.format(
        main=dialect.main,
        area=area,
        columns="".join(_column(number, width) for number, width in enumerate(_WIDTHS, 1)),
        rows="".join(_row(number, row) for number, row in enumerate(rows, 1)),
        links=f"<hyperlinks>{links}</hyperlinks>" if links else "",
    )
    return Register(free_title(tabs), ascii_markup(whole), area)


def free_title(tabs: Iterable[str]) -> str:
    """The name of the sheet; with a number when one is called so. Excel tells no case apart."""
    taken = {tab.lower() for tab in tabs}
    return next(name for n in count(1) if (name := f"{TITLE}{n if n > 1 else ''}").lower() not in taken)


def quoted(sheet: str) -> str:
    """The sheet's name as a reference has it."""
    return "'{}'".format(sheet.replace("'", "''"))


class _Looks:
    """The styles of the register, by their numbers in the workbook's palette."""

    def __init__(self, palette: Palette) -> None:
        self._border = palette.entry("borders", _BORDER)
        self._palette = palette
        plain = palette.entry("fonts", _FONT.format("", ""))
        bold = palette.entry("fonts", _FONT.format("<b/>", ""))
        blue = palette.entry("fonts", _FONT.format("<u/>", '<color rgb="FF0563C1"/>'))
        self.head = self._style(bold, fill=palette.fill("EDEDED"), centred=' horizontal="center"')
        self.body = self._style(plain)
        self.number = self._style(plain, code=0)
        self.link = self._style(blue)
        self.more = palette.entry("cellXfs", _PLAIN.format(plain))
        self._quoted = self._style(plain, quoted=' quotePrefix="1"')

    def of(self, text: str) -> int:
        """The style of a text; one that could be taken for a formula is marked as none, for when it is edited."""
        return self._quoted if text.startswith(("=", "+", "-", "@")) else self.body

    def severity(self, severity: Severity) -> int:
        return self.body if severity == "info" else self._palette.shaded(self.body, COLOURS[severity])

    def _style(self, font: int, *, fill: int = 0, code: int = 49, quoted: str = "", centred: str = "") -> int:
        markup = _STYLE.format(
            format=code, font=font, fill=fill, border=self._border, quoted=quoted, centred=centred
        )
        return self._palette.entry("cellXfs", markup)


class _Said(NamedTuple):
    """What a cell of the register says, in which style; its texts are no shared strings, so that none is touched."""

    text: str
    style: int
    is_number: bool = False

    @property
    def markup(self) -> str:
        """The cell from its style on. A text never becomes a formula, whatever it begins with."""
        if self.is_number or not self.text:
            return f' s="{self.style}"><v>{self.text}</v></c>' if self.text else f' s="{self.style}"/>'
        text = f'<t xml:space="preserve">{escaped(self.text)}</t>'
        return f' s="{self.style}" t="inlineStr"><is>{text}</is></c>'

    def lines(self, width: int) -> int:
        """How many lines it takes in a column: Han characters and their punctuation are two digits wide."""
        paragraphs = self.text.split("\n")
        return sum(1 + sum(1 + (c > "\u00ff") for c in line) // (width - 1) for line in paragraphs)


def _said(number: int, finding: Diagnostic, looks: _Looks, language: Language) -> list[_Said]:
    place = next(iter(finding.places), None)
    actual = place.value if finding.actual is None and place else finding.actual
    words = (finding.message.within(language), finding.hint.within(language), finding.expected, actual)
    return [
        _Said(str(number), looks.number, is_number=True),
        _Said(_SEVERITY[language][finding.severity], looks.severity(finding.severity)),
        _Said(finding.code, looks.body),
        _Said(place.title if place else "", looks.link if place else looks.body),
        *(_Said(text, looks.of(text)) for text in map(_shortened, words)),
    ]


def _shortened(text: str | None) -> str:
    """The text, or the beginning of a paragraph: it is in its cell, where the link leads."""
    text = text or ""
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"


def _row(number: int, cells: Sequence[_Said]) -> str:
    """The row, with a height of its own: LibreOffice gives wrapped text of others' files one line (seen in 7.4)."""
    written = (f'<c r="{letter}{number}"{cell.markup}' for letter, cell in zip(_LETTERS, cells, strict=False))
    lines = max(cell.lines(width) for cell, width in zip(cells, _WIDTHS, strict=False))
    height = min(lines * _LINE + 3, _HIGHEST)
    return f'<row r="{number}" ht="{height}" customHeight="1">{"".join(written)}</row>'


def _column(number: int, width: int) -> str:
    return f'<col min="{number}" max="{number}" width="{width}" customWidth="1"/>'


def _links(findings: Sequence[Diagnostic], tabs: Sequence[str]) -> Iterable[str]:
    """A link to the first place of each finding, to the top of the sheet where no single cell is meant."""
    for row, finding in enumerate(findings, 2):
        place = next(iter(finding.places), None)
        if place and place.sheet in tabs:
            cell = place.cell if position_of(place.cell) else "A1"
            location = escaped(f"{quoted(place.sheet)}!{cell}")
            yield f'<hyperlink ref="{_LETTERS[_WHERE]}{row}" location="{location}"/>'
