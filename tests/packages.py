"""Packages written out by hand, so that an odd workbook can be read in the test that is about it."""

from __future__ import annotations

import io
import warnings
import zipfile
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
ARROWS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STRICT_MAIN = "http://purl.oclc.org/ooxml/spreadsheetml/main"
STRICT_ARROWS = "http://purl.oclc.org/ooxml/officeDocument/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
WORKBOOK_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"


def zipped(
    parts: Mapping[str, str | bytes] | Iterable[tuple[str, str | bytes]], method: int = zipfile.ZIP_DEFLATED
) -> bytes:
    """A zip of these parts; as pairs, a name may come twice."""
    buffer = io.BytesIO()
    pairs = parts.items() if hasattr(parts, "items") else parts
    with zipfile.ZipFile(buffer, "w", method, compresslevel=1) as archive, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # that a name comes twice
        for name, content in pairs:
            archive.writestr(name, content)
    return buffer.getvalue()


def content_types(overrides: Mapping[str, str]) -> str:
    rows = "".join(f'<Override PartName="{part}" ContentType="{kind}"/>' for part, kind in overrides.items())
    return f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="xml" ContentType="application/xml"/>{rows}</Types>'


def relationships(*arrows: tuple[str, str], base: str = ARROWS) -> str:
    """A relationships part; the arrows (kind, target) are rId1, rId2, …"""
    rows = "".join(
        f'<Relationship Id="rId{at}" Type="{base}/{kind}" Target="{target}"/>'
        for at, (kind, target) in enumerate(arrows, 1)
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{rows}</Relationships>'


def sheet(rows: str = "", *, before: str = "", after: str = "", main: str = MAIN) -> str:
    """A worksheet part."""
    return f'<worksheet xmlns="{main}">{before}<sheetData>{rows}</sheetData>{after}</worksheet>'


def strings(*texts: str) -> str:
    """A shared strings part; a text that begins with `<` is taken as markup."""
    items = "".join(f"<si>{text if text.startswith('<') else f'<t>{text}</t>'}</si>" for text in texts)
    return f'<sst xmlns="{MAIN}">{items}</sst>'


def styles(*codes: str | int) -> str:
    """A styles part with one cell style for each number format, by its code or by the number of a built-in one."""
    custom = "".join(
        f'<numFmt numFmtId="{200 + at}" formatCode="{_escaped(code)}"/>'
        for at, code in enumerate(codes)
        if isinstance(code, str)
    )
    xfs = "".join(
        f'<xf numFmtId="{200 + at if isinstance(code, str) else code}"/>' for at, code in enumerate(codes)
    )
    return f'<styleSheet xmlns="{MAIN}"><numFmts>{custom}</numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs>{xfs}</cellXfs></styleSheet>'


def workbook_parts(
    *sheets: str, settings: str = "", after: str = "", states: str = "", **others: str
) -> dict[str, str | bytes]:
    """The parts of a workbook with these worksheet parts, named 表1, 表2, …; `strings=` and `styles=` as further parts."""
    tabs = "".join(
        f'<sheet name="表{at}" sheetId="{at}" {states} r:id="rId{at}"/>' for at in range(1, len(sheets) + 1)
    )
    extra = {"strings": ("sharedStrings", "sharedStrings.xml"), "styles": ("styles", "styles.xml")}
    arrows = [("worksheet", f"worksheets/sheet{at}.xml") for at in range(1, len(sheets) + 1)]
    return {
        "[Content_Types].xml": content_types({"/xl/workbook.xml": WORKBOOK_TYPE}),
        "_rels/.rels": relationships(("officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{ARROWS}">{settings}<sheets>{tabs}</sheets>{after}</workbook>',
        "xl/_rels/workbook.xml.rels": relationships(*arrows, *(extra[name] for name in others)),
        **{f"xl/worksheets/sheet{at}.xml": content for at, content in enumerate(sheets, 1)},
        **{f"xl/{extra[name][1]}": content for name, content in others.items()},
    }


def workbook(*sheets: str, **others: str) -> bytes:
    """A workbook with these worksheet parts; see `workbook_parts`."""
    return zipped(workbook_parts(*sheets, **others))


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace('"', "&quot;").replace("<", "&lt;").replace(">", "&gt;")
