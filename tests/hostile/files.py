"""Files that are not what their name says."""

from __future__ import annotations

import io
import random
from collections.abc import Iterator
from functools import partial

from docx import Document

from tests.hostile import standard
from tests.hostile.case import INPUT, RENDER, Case, read, refused, same
from tests.packages import content_types, relationships, zipped

OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MAIN = "application/vnd.openxmlformats-officedocument"


def compound(*streams: str) -> bytes:
    """The beginning of an OLE2 file whose directory names these streams."""
    names = b"".join(f"{name}\0".encode("utf-16-le").ljust(128, b"\0") for name in ("Root Entry", *streams))
    return OLE2 + bytes(504) + names.ljust(1024, b"\0")


def word() -> bytes:
    stream = io.BytesIO()
    Document().save(stream)
    return stream.getvalue()


def macros(content_type: str) -> bytes:
    typed = standard.replaced(
        "[Content_Types].xml",
        ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml", content_type),
    )
    return standard.packed_with(typed, {"xl/vbaProject.bin": compound("VBA")})


def binary() -> bytes:
    kind = "application/vnd.ms-excel.sheet.binary.macroEnabled.main"
    return zipped({
        "[Content_Types].xml": content_types({"/xl/workbook.bin": kind}),
        "_rels/.rels": relationships(("officeDocument", "xl/workbook.bin")),
        "xl/workbook.bin": b"\x83\x01",
    })  # fmt: skip


def _ods() -> bytes:
    return zipped({"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": "<a/>"})


def without_types() -> bytes:
    return standard.with_parts(**{"[Content_Types].xml": None})


def in_a_folder() -> bytes:
    return zipped({f"年报/{name}": content for name, content in standard.parts().items()})


WRONG = {
    "csv-gbk": ("单位,件数\n罗平县,3\n".encode("gbk"), "CSV"),
    "csv-utf8-bom": ("\ufeff单位,件数\n罗平县,3\n".encode(), "CSV"),
    "tsv-utf16": ("单位\t件数\n罗平县\t3\n".encode("utf-16"), "CSV"),
    "html-table": (b"<html><body><table><tr><td>1</td></tr></table></body></html>", "HTML"),
    "html-fragment": ("<table><tr><td>件数</td></tr></table>".encode("gbk"), "HTML"),
    "xml-2003": (b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>', "2003"),
    "mhtml": (b"MIME-Version: 1.0\r\nContent-Type: multipart/related\r\n", "MHTML"),
    "pdf": (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj", "PDF"),
    "rar": (b"Rar!\x1a\x07\x01\x00" + bytes(60), "RAR"),
    "7z": (b"7z\xbc\xaf\x27\x1c\x00\x04" + bytes(60), "7z"),
    "gzip": (b"\x1f\x8b\x08" + bytes(60), "gzip"),
    "png": (b"\x89PNG\r\n\x1a\n" + bytes(60), "图片"),
    "rtf": (b"{\\rtf1\\ansi hello}", "RTF"),
    "json": (b'{"report": "x"}', "JSON"),
    "plain-text": ("本年度无数据".encode(), "纯文本"),
    "random-bytes": (random.Random(1).randbytes(5000), "认不出"),
    "owner-file": (b"\x06abcdef" + b" " * 48 + b"\x06\x00" + "abcdef".encode("utf-16-le") + b" \0" * 48, "临时文件"),
    "doc-in-ole2": (compound("WordDocument"), ".doc"),
    "ole2-of-nobody": (compound("Something"), "认不出"),
    "docx-renamed": (word, "Word 文档"),
    "xlsb-renamed": (binary, ".xlsb"),
    "ofd-renamed": (lambda: zipped({"OFD.xml": "<a/>"}), "OFD"),
    "no-content-types": (without_types, "[Content_Types].xml"),
    "zipped-folder": (in_a_folder, "文件夹"),
    "zip-around-it": (lambda: zipped({"年报.xlsx": standard.workbook()}), "先解压"),
    "empty-zip": (lambda: zipped({}), "空的压缩包"),
    "other-zip": (lambda: zipped({"a.txt": "a"}), "普通的压缩包"),
}  # fmt: skip


def cases() -> Iterator[Case]:
    for name, (make, place) in WRONG.items():
        yield refused(f"files/{name}", make, 3, "E104", place)
    yield refused("files/ods-of-rubbish", _ods, 3, "E107")
    yield refused("files/xls-of-rubbish", compound("Workbook"), 3, "E107")
    yield refused("files/empty", b"", 3, "E103")
    yield refused("files/zero-bytes", bytes(4096), 3, "E107")
    for name in ("EncryptedPackage", "EncryptionInfo"):
        yield refused(f"files/password-{name}", partial(compound, name), 3, "E105")
    yield refused("files/bare-biff", b"\x09\x08\x10\x00\x00\x06\x05\x00" + bytes(60), 3, "E106")
    yield Case("files/missing", {}, exit=3, codes=("E101",), place=INPUT)
    yield Case(
        "files/folder-without-workbooks", {"in.xlsx/a.txt": b"a"}, exit=3, codes=("E115",), place=INPUT
    )
    yield Case(
        "files/question-marks",
        {"??.xlsx": b""},
        (*RENDER[:1], "{}/????.xlsx", *RENDER[2:]),
        3,
        ("E114",),
        "????",
    )
    yield Case(
        "files/name-of-300", {}, (*RENDER[:1], "{}/" + "长" * 300 + ".xlsx", *RENDER[2:]), 3, ("E101",), "长"
    )
    enabled = "application/vnd.ms-excel.sheet.macroEnabled.main+xml"
    yield same("files/xlsm", partial(macros, enabled), "E113")
    yield same(
        "files/macros-without-the-type", partial(macros, f"{_MAIN}.spreadsheetml.sheet.main+xml"), "E113"
    )
    yield same(
        "files/template-xltx",
        lambda: standard.replaced("[Content_Types].xml", ("sheet.main", "template.main")),
    )
    protection = '<sheetProtection password="CC1A" sheet="1" objects="1" scenarios="1"/>'
    yield read(
        "files/locked-again",
        lambda: standard.after_data(standard.OVERVIEW, protection),
        prints=("全年公开信息若干。",),
    )
