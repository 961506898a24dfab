"""The signature: what a file is by its first bytes, for those that are no zip. Its name is never asked."""

from __future__ import annotations

import codecs
import re
from collections.abc import Mapping
from types import MappingProxyType

from docgen.diagnostics.codes import DAMAGED, EMPTY_FILE, OLD_FORMAT, PASSWORD
from docgen.diagnostics.finding import Diagnostic, Kind, Phrase

COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MAGIC = (
    (b"%PDF-", Phrase("PDF 文件", "a PDF")),
    (b"Rar!\x1a\x07", Phrase("RAR 压缩包", "a RAR archive")),
    (b"7z\xbc\xaf\x27\x1c", Phrase("7z 压缩包", "a 7z archive")),
    (b"\x1f\x8b", Phrase("gzip 压缩包", "a gzip archive")),
    (b"\x89PNG\r\n", Phrase("图片", "a picture")),
    (b"\xff\xd8\xff", Phrase("图片", "a picture")),
    (b"{\\rtf", Phrase("RTF 文档", "an RTF document")),
)
# Excel 2 to 4 wrote the BIFF records bare, each file beginning with one of these (BOF) records.
_BARE_BIFF = (b"\x09\x00\x04\x00", b"\x09\x02\x06\x00", b"\x09\x04\x06\x00", b"\x09\x08\x10\x00")
_STREAMS: Mapping[str, Kind | Phrase] = MappingProxyType({
    "EncryptionInfo": PASSWORD,
    "EncryptedPackage": PASSWORD,
    "Workbook": OLD_FORMAT,
    "Book": OLD_FORMAT,
    "WordDocument": Phrase("旧格式的 Word 文档（.doc）", "a Word document in the old format (.doc)"),
    "PowerPoint Document": Phrase("旧格式的演示文稿（.ppt）", "a presentation in the old format (.ppt)"),
})  # fmt: skip
_MARKUP = (
    ("urn:schemas-microsoft-com:office:spreadsheet", Phrase("XML 表格（2003）", "an XML 2003 spreadsheet")),
    ("schemas.microsoft.com/office/word/2003", Phrase("Word 2003 XML 文档", "a Word 2003 XML document")),
    ("<html", Phrase("网页（HTML）", "an HTML page")),
    ("<table", Phrase("网页表格（HTML）", "an HTML table")),
    ("mime-version:", Phrase("网页（MHTML）", "a web archive (MHTML)")),
    ("<?xml", Phrase("XML 文件", "an XML file")),
)
_OWNER = Phrase(
    "Excel 或 Word 打开文件时留下的临时文件（~$ 开头）",
    "the owner file (~$…) that Excel or Word keeps while open",
)
_UNKNOWN = Phrase("认不出的文件", "of no known format")
_CUT_OFF = Phrase("后半部分缺失", "its end is missing")
_HEADLESS = Phrase("开头部分缺失", "its beginning is missing")
_ZEROS = Phrase("里面全是空字节", "it consists of zero bytes")
_LOOKED_AT = 4096


def foreign(data: bytes, wrong_type: Kind) -> Diagnostic | None:
    """The finding for a file that must not be looked at as a zip, else None.

    Asked before the zip directory: an .xls or .doc with a workbook embedded near its end would open as that zip.
    """
    if not data:
        return EMPTY_FILE.at()
    if data.startswith(COMPOUND):
        return _compound(data, wrong_type)
    if data.startswith(_BARE_BIFF):
        return OLD_FORMAT.at()
    kind = next((kind for magic, kind in _MAGIC if data.startswith(magic)), None)
    return wrong_type.at(kind=kind) if kind else None


def no_zip(data: bytes, wrong_type: Kind) -> Diagnostic:
    """The finding for a file in which no zip directory can be found: part of a zip, or something else."""
    if data.startswith(b"PK\x03\x04"):
        return DAMAGED.at(detail=_CUT_OFF)
    if not data.strip(b"\0"):
        return DAMAGED.at(detail=_ZEROS)
    if b"PK\x05\x06" in data[-65_557:]:
        return DAMAGED.at(detail=_HEADLESS)
    return wrong_type.at(kind=_loose_kind(data))


def _compound(data: bytes, wrong_type: Kind) -> Diagnostic:
    """OLE2: told by the stream that its directory names first; later ones belong to embedded objects."""
    places = {name: _directory_entry(data, name) for name in _STREAMS}
    named = [name for name in _STREAMS if places[name] >= 0]
    first = min(named, key=places.__getitem__, default="")
    kind = _STREAMS.get(first, _UNKNOWN)
    return kind.at() if isinstance(kind, Kind) else wrong_type.at(kind=kind)


def _directory_entry(data: bytes, name: str) -> int:
    """Where the directory names the stream, -1 where it does not; its entries are 128 bytes long and aligned."""
    words = f"{name}\0".encode("utf-16-le")
    at = data.find(words)
    while at >= 0 and at % 128:
        at = data.find(words, at + 1)
    return at


def _loose_kind(data: bytes) -> Phrase:
    if _is_owner_file(data):
        return _OWNER
    text = _text(data[:_LOOKED_AT])
    if text is None:
        return _UNKNOWN
    start = text.lstrip().lower()
    named = next((kind for words, kind in _MARKUP if words in start), None)
    return named or _plain_text(start)


def _is_owner_file(data: bytes) -> bool:
    """Excel's owner files have 165 bytes, Word's 162: the length of the user's name, then the name."""
    return len(data) in (162, 165) and 0 < data[0] <= 54


def _text(data: bytes) -> str | None:
    """The words, when the bytes are words in UTF-8, UTF-16 or GB 18030; the last character may be cut."""
    encodings = (
        ("utf-16",)
        if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
        else ("utf-8-sig", "gb18030")
    )
    for encoding in encodings:
        try:
            text = codecs.getincrementaldecoder(encoding)().decode(data)
        except UnicodeDecodeError:
            continue
        return None if re.search(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]", text) else text
    return None


def _plain_text(text: str) -> Phrase:
    if text.startswith(("{", "[")):
        return Phrase("JSON 数据", "JSON data")
    first_line = text.partition("\n")[0]
    if any(separator in first_line for separator in ",\t;"):
        return Phrase("CSV 文本", "a CSV text")
    return Phrase("纯文本", "plain text")
