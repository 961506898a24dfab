"""The red head (版头) of GB/T 9704-2012, 7.2, and that of a letter (信函格式, 10.1), as paragraphs of their own styles.

Everything stands in the flow of the first page but a letter's name and its two double lines, which stand on the paper.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from docgen.report.elements import DOCUMENT, FORM, LETTER
from docgen.word.fitting import ems, scale_of
from docgen.word.wordml import paragraph, run, run_text

Elements = Mapping[str, tuple[str, ...]]

_WIDTH, _LINE, _EM = (
    8845,
    579,
    314,
)  # twips: the type area, a line, a character of 三号 as the styles tighten it
_RED = '<w:color w:val="FF0000"/>'
_MARK, _LEAST_MARK = 50, 26  # points: the 发文机关标志 is as large as one line allows, less than 22 mm high
_FILE = "文件"
_AIR = 80  # twips between the top of a line and the ink of a 标志 in it (measured in LibreOffice)
# 35 mm from the top of the type area, less the three lines of 份号, 密级 and 紧急程度.
_ABOVE_MARK = 1984 - 3 * _LINE - _AIR
# 170 mm wide; the name 30 mm from the top of the paper, the second double line 20 mm from its foot.
_LETTER_WIDTH, _LETTER_TOP, _LETTER_FOOT = 9638, 1701 - _AIR, 16838 - 1134
_INK, _BELOW_MARK, _SPECK = 0.83, 227, 20  # ems of ink in a character of the 标志; 4 mm; a point
_NO_BORDERS = "".join(
    f'<w:{edge} w:val="nil"/>' for edge in ("top", "left", "bottom", "right", "insideH", "insideV")
)


def red_head(elements: Elements) -> str:
    """What stands above the title, with the two empty lines before it; nothing where no head was chosen."""
    form = elements.get(FORM, ("",))[0]
    if form == DOCUMENT:
        marks = [*_marks(elements), "", "", ""][:3]
        lines = "".join(paragraph("Marks", run(mark)) for mark in marks)
        return lines + _mark(elements.get("issuer", ())) + _empty(2) + _number(elements) + _empty(2)
    if form == LETTER:
        return _letterhead(elements.get("issuer", ())) + _letter_marks(elements) + _empty(2)
    return ""


def is_letter(elements: Elements) -> bool:
    return elements.get(FORM) == (LETTER,)


def _marks(elements: Elements) -> list[str]:
    """份号, 密级和保密期限, 紧急程度: those that are there, in this order, one a line."""
    return [_only(elements, name) for name in ("copy_number", "secrecy", "urgency") if name in elements]


def _only(elements: Elements, name: str) -> str:
    return elements.get(name, ("",))[0]


def _empty(count: int) -> str:
    return paragraph("", "", "<w:keepNext/>") * count


def _mark(bodies: Sequence[str]) -> str:
    """The 发文机关标志; of several bodies one a line, the first on top, with 文件 beside them."""
    space = f'<w:spacing w:line="{_ABOVE_MARK}" w:lineRule="exact"/>'
    above = paragraph("", "", f"<w:keepNext/>{space}")
    if len(bodies) < 2:
        return above + _mark_line(bodies[0] if bodies else "", _WIDTH)
    names = [body.removesuffix(_FILE) for body in bodies]
    return above + _joint(names)


def _mark_line(text: str, width: int, framed: str = "") -> str:
    size = _fitting(text, width)
    scale = scale_of(text, width, size)
    narrowed = f'<w:w w:val="{scale}"/>' if scale < 100 else ""
    return paragraph(
        "RedMark", run(text, f'{narrowed}<w:sz w:val="{size * 2}"/>'), f"{framed}{_exactly(size)}"
    )


def _fitting(text: str, width: float) -> int:
    """The size in points at which the text fills the width at most."""
    return max(_LEAST_MARK, min(_MARK, int(width / 20 / max(ems(text), 1))))


def _exactly(size: int) -> str:
    return f'<w:spacing w:line="{round(size * 21)}" w:lineRule="exact"/>'


def _joint(names: Sequence[str]) -> str:
    """The names of several bodies, spread over one width, and 文件 in the middle of their right."""
    size = _fitting(max(names, key=ems), _WIDTH * 0.72)
    right = 2 * size * 20 + 240
    left = _WIDTH - right
    rows = "".join(_joint_row(name, number, size, (left, right)) for number, name in enumerate(names))
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{_WIDTH}" w:type="dxa"/><w:jc w:val="center"/>'
        f'<w:tblBorders>{_NO_BORDERS}</w:tblBorders><w:tblLayout w:type="fixed"/></w:tblPr>'
        f'<w:tblGrid><w:gridCol w:w="{left}"/><w:gridCol w:w="{right}"/></w:tblGrid>{rows}</w:tbl>'
    )


def _joint_row(name: str, number: int, size: int, widths: tuple[int, int]) -> str:
    sized = f'<w:sz w:val="{size * 2}"/>'
    spread = f'{_exactly(size)}<w:jc w:val="distribute"/>'
    merge = "<w:vMerge/>" if number else '<w:vMerge w:val="restart"/>'
    left = paragraph("RedMark", run(name, sized), spread)
    right = paragraph("RedMark", "" if number else run(_FILE, sized), _exactly(size))
    return (
        f'<w:tr><w:trPr><w:cantSplit/></w:trPr><w:tc><w:tcPr><w:tcW w:w="{widths[0]}" w:type="dxa"/></w:tcPr>{left}</w:tc>'
        f'<w:tc><w:tcPr><w:tcW w:w="{widths[1]}" w:type="dxa"/>{merge}<w:vAlign w:val="center"/></w:tcPr>{right}</w:tc></w:tr>'
    )


def _number(elements: Elements) -> str:
    """The 发文字号 above the red line: centred, or left with the 签发人 to its right when the document goes upwards."""
    number, signers = _only(elements, "number"), elements.get("signer", ())
    if not signers:
        return paragraph("RedLine", run(number), '<w:jc w:val="center"/>')
    # Two names a line, each pair below the first; the number stands on the line of the last.
    pairs = [signers[at : at + 2] for at in range(0, len(signers), 2)]
    lines = [_signers(pair, first=not at) for at, pair in enumerate(pairs)]
    tabs = _tabs(len(signers))
    above = "".join(paragraph("", line, f"<w:keepNext/>{tabs}{_INSET}") for line in lines[:-1])
    return above + paragraph("RedLine", run(number) + lines[-1], f"{tabs}{_INSET}")


# Of the first line: a left indent would shorten the red line too.
_INSET = f'<w:ind w:firstLine="{_EM}"/>'


def _signers(names: Sequence[str], *, first: bool) -> str:
    tab = "<w:r><w:tab/></w:r>"
    persons = "".join(f"{tab if number else ''}{_person(name)}" for number, name in enumerate(names))
    return f"{tab}{run('签发人：') if first else ''}{tab if not first else ''}{persons}"


def _person(name: str) -> str:
    kai = '<w:rFonts w:hint="eastAsia" w:eastAsia="楷体_GB2312"/>'
    return f'<w:r><w:rPr>{kai}</w:rPr><w:t xml:space="preserve">{run_text(name)}</w:t></w:r>'


def _tabs(count: int) -> str:
    """One name ends a character from the right; several stand in two columns of four characters."""
    if count == 1:
        return f'<w:tabs><w:tab w:val="right" w:pos="{27 * _EM}"/></w:tabs>'
    places = "".join(f'<w:tab w:val="left" w:pos="{at * _EM}"/>' for at in (15, 19, 23))
    return f"<w:tabs>{places}</w:tabs>"


def _letterhead(bodies: Sequence[str]) -> str:
    """The name of the body and the two red double lines, each at its place on the paper."""
    name = "　".join(bodies)
    below = _LETTER_TOP + _AIR + _INK * _fitting(name, _WIDTH) * 20 + _BELOW_MARK
    return (
        _mark_line(name, _WIDTH, _framed(_LETTER_TOP))
        + _double(round(below), "thickThinSmallGap")
        + _double(_LETTER_FOOT, "thinThickSmallGap")
    )


def _double(at: int, kind: str) -> str:
    """Two lines at a height of the paper, under a speck of a paragraph; both kinds name the upper line first.

    Not under the name itself: LibreOffice 7.4 counts a border's distance within a frame twice (measured).
    """
    border = f'<w:bottom w:val="{kind}" w:sz="24" w:space="0" w:color="FF0000"/>'
    speck = f'<w:spacing w:line="{_SPECK}" w:lineRule="exact"/>'
    return paragraph("", "", f"{_framed(at - _SPECK)}<w:pBdr>{border}</w:pBdr>{speck}")


def _framed(top: int) -> str:
    return (
        f'<w:framePr w:w="{_LETTER_WIDTH}" w:wrap="around" w:vAnchor="page" w:hAnchor="page" '
        f'w:xAlign="center" w:y="{top}"/>'
    )


def _letter_marks(elements: Elements) -> str:
    """The number at the right edge, the marks at the left one, from the first line under the double line."""
    marks = _marks(elements) or [""]
    tab = f'<w:tabs><w:tab w:val="right" w:pos="{_WIDTH}"/></w:tabs>'
    # The first line stands seven eighths of a character below the double line.
    below = '<w:spacing w:before="100"/>'
    first = (
        run(marks[0])
        + "<w:r><w:tab/></w:r>"
        + run(_only(elements, "number"), "", '<w:rStyle w:val="Plain"/>')
    )
    lines = paragraph("Marks", first, f"{tab}{below}")
    return lines + "".join(paragraph("Marks", run(mark)) for mark in marks[1:])
