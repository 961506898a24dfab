"""The kind of a package: what it is in words, for saying that it is not what was wanted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docgen.diagnostics.finding import Phrase
from docgen.package.container import CONTENT_TYPES

if TYPE_CHECKING:
    from docgen.package.container import Package

# The first that occurs in the content type of the main part; the binary workbook before the other workbooks.
_BY_CONTENT_TYPE = (
    ("sheet.binary", Phrase("二进制工作簿（.xlsb）", "a binary workbook (.xlsb)")),
    ("spreadsheetml", Phrase("Excel 工作簿", "an Excel workbook")),
    ("ms-excel", Phrase("带宏的 Excel 工作簿", "an Excel workbook with macros")),
    ("wordprocessingml", Phrase("Word 文档", "a Word document")),
    ("ms-word", Phrase("带宏的 Word 文档", "a Word document with macros")),
    ("presentationml", Phrase("演示文稿", "a presentation")),
    ("ms-powerpoint", Phrase("带宏的演示文稿", "a presentation with macros")),
    ("visio", Phrase("Visio 绘图", "a Visio drawing")),
)
_BY_MIMETYPE = (
    (b"opendocument.spreadsheet", Phrase("ODS 表格", "an ODS spreadsheet")),
    (b"opendocument.text", Phrase("ODT 文档", "an ODT document")),
    (b"opendocument.presentation", Phrase("ODP 演示文稿", "an ODP presentation")),
)
_OTHER_OFFICE_FILE = Phrase("别的 Office 文件", "some other Office file")
_EMPTY = Phrase("空的压缩包", "an empty zip")
_ZIP = Phrase("普通的压缩包（zip）", "a plain zip")
_FOLDER = Phrase("多套了一层文件夹的压缩包", "a zip with one more folder around the file's parts")
_AROUND = Phrase(
    "里面装着 Office 文件的压缩包（zip），请先解压", "a zip around an Office file; unpack it first"
)
_OFD = Phrase("OFD 版式文件", "an OFD document")
_UNTYPED = Phrase(f"缺少 {CONTENT_TYPES} 的压缩包", f"a zip without {CONTENT_TYPES}")


def described(package: Package) -> Phrase:
    """What the package is, as a noun phrase in both languages; never empty. May raise PackageFault."""
    if CONTENT_TYPES in package:
        content_type = package.content_type(package.main_part)
        return next((kind for word, kind in _BY_CONTENT_TYPE if word in content_type), _OTHER_OFFICE_FILE)
    if "mimetype" in package:
        mimetype = package.read("mimetype")[:200]
        return next((kind for word, kind in _BY_MIMETYPE if word in mimetype), _ZIP)
    return _by_names([name.lower() for name in package.names])


def is_spreadsheet(package: Package) -> bool:
    """Whether it is an OpenDocument spreadsheet (.ods). May raise PackageFault."""
    return "mimetype" in package and _BY_MIMETYPE[0][0] in package.read("mimetype")[:200]


def _by_names(names: list[str]) -> Phrase:
    clues = (
        (not names, _EMPTY),
        ("ofd.xml" in names, _OFD),
        (any(name.endswith(f"/{CONTENT_TYPES.lower()}") for name in names), _FOLDER),
        (any(name.endswith((".xlsx", ".xlsm", ".xls", ".et", ".docx", ".doc")) for name in names), _AROUND),
        (any(name.startswith(("xl/", "word/", "ppt/")) for name in names), _UNTYPED),
    )
    return next((kind for holds, kind in clues if holds), _ZIP)
