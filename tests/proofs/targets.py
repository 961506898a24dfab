"""What is fuzzed, and the invariant: a result or named errors, bounded."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from typing import NamedTuple

from docgen.diagnostics import Diagnostic
from docgen.excel import open_workbook
from docgen.package import open_package
from docgen.package.fault import PackageFault
from docgen.report.load import load
from docgen.word.safety import dangers
from tests.packages import sheet, strings, styles, workbook, workbook_parts, zipped

WORDS = (
    b"<", b"</c>", b"<c>", b"<f>", b"<v>", b"<is><t>", b"<mergeCell ref=\"A1:B2\"/>", b"<row r=\"", b"&#x0;", b"&amp;", b"<![CDATA[", b"]]>", b"<!--",
    b"<!DOCTYPE x>", b"xmlns=\"\"", b" t=\"e\"", b" s=\"1\"", b"XFD1048576", b"1e400", b"NaN", b"_x0000_", b"_xD800_", b"\xff\xfe", b"\xef\xbb\xbf",
    b"PK\x01\x02", b"PK\x05\x06", b"PK\x03\x04", b"\xff\xff\xff\xff", b"\0\0\0\0", b"[[rules]]", b"[[sections.tables]]", b"rows = [", b"{", b"}", b"[", b"]",
    b'formula = "a = b"', b"each(", b"last.", b".*", b"key = ", b'"', b"'''", b"1979-05-27", b"-1", b"99999999999", b"inf", b"\\u0000",
)  # fmt: skip
_SHEET = (
    '<cols><col min="1" max="3" hidden="1"/></cols>',
    '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" s="1"><v>44000</v></c><c r="C1" t="e"><f>A1</f><v>#REF!</v></c></row>'
    '<row r="2" hidden="1"><c r="A2" t="inlineStr"><is><r><t>甲_x000D_</t></r></is></c><c t="b"><v>1</v></c><c t="d"><v>2021-01-20</v></c></row>',
    '<mergeCells><mergeCell ref="A3:B4"/></mergeCells>',
)
_STYLES, _STRINGS = (
    styles("yyyy-mm-dd", '0.0"万"', "[>=1]0;[Red]-0;;@", 14),
    strings("甲&amp;乙", "<r><t>丙</t></r>"),
)
_DEFINITION = """
id = "small"
name = "小表"
title = "{unit}{year}年"
[ending]
date = "day"
[[fields]]
key = "unit"
label = "单位"
[[fields]]
key = "year"
label = "年度"
kind = "year"
[[fields]]
key = "day"
label = "日期"
kind = "date"
[[sections]]
heading = "数据"
[[sections.tables]]
key = "t"
sheet = "表"
columns = [{ key = "a", label = "甲" }, { key = "b", label = "乙", decimals = 2, span = 2 }]
rows = [{ label = "子", rows = [{ key = "x", label = "寅" }] }, { key = "y", label = "丑", signed = true }]
[[rules]]
code = "Z1"
table = "t"
each = "row"
formula = "each(a, b) <= (a + b * 2) / 3"
"""


class Target(NamedTuple):
    """`holds` raises when the invariant breaks."""

    holds: Callable[[bytes], None]
    seeds: Callable[[], list[bytes]]


def bounded(work: Callable[[bytes], tuple[object | None, Iterable[Diagnostic]]]) -> Callable[[bytes], None]:
    """The work with its invariant: errors if and only if there is no result, all in words, a second per 100 KB."""

    def holds(data: bytes) -> None:
        started = time.process_time()
        value, found = work(data)
        found = tuple(found)
        assert (value is None) == any(finding.is_error for finding in found), found
        assert all(finding.code and finding.message.zh and finding.message.en for finding in found)
        assert time.process_time() - started < 1 + len(data) / 100_000, "too slow"

    return holds


def _package(data: bytes) -> tuple[object | None, tuple[Diagnostic, ...]]:
    """The look at a package, all of its parts and arrows read."""
    package, found = open_package(data)
    if package is None:
        return None, found
    try:
        contents = [package.read(name) for name in package.names]
        tuple(dangers(package))
    except PackageFault as fault:
        return None, (fault.diagnostic,)
    return contents, found


def _parts(data: bytes) -> tuple[object | None, tuple[Diagnostic, ...]]:
    """A workbook one of whose parts is the data; its first byte says which."""
    names = (
        "xl/worksheets/sheet1.xml",
        "xl/sharedStrings.xml",
        "xl/styles.xml",
        "xl/workbook.xml",
        "xl/_rels/workbook.xml.rels",
        "[Content_Types].xml",
    )
    parts = workbook_parts(sheet(_SHEET[1]), strings=_STRINGS, styles=_STYLES)
    return open_workbook(zipped({**parts, names[data[0] % len(names)] if data else names[0]: data[1:]}, 0))


def _definition(data: bytes) -> tuple[object | None, tuple[Diagnostic, ...]]:
    return load(data.decode("utf-8", "replace"))


def _workbooks() -> list[bytes]:
    page = sheet(_SHEET[1], before=_SHEET[0], after=_SHEET[2])
    return [
        workbook(page, strings=_STRINGS, styles=_STYLES),
        zipped(workbook_parts(page), 0),
        zipped({"a": "b"}),
    ]


def _sheets() -> list[bytes]:
    parts = workbook_parts(sheet(_SHEET[1], before=_SHEET[0], after=_SHEET[2]))
    others = (
        _STRINGS,
        _STYLES,
        parts["xl/workbook.xml"],
        parts["xl/_rels/workbook.xml.rels"],
        parts["[Content_Types].xml"],
    )
    texts = (parts["xl/worksheets/sheet1.xml"], *others)
    return [bytes([number]) + str(text).encode() for number, text in enumerate(texts)]


TARGETS = {
    "package": Target(bounded(_package), _workbooks),
    "sheet": Target(bounded(_parts), _sheets),
    "definition": Target(bounded(_definition), lambda: [_DEFINITION.encode()]),
}
