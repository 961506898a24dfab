"""Bombs, and files that are merely too big."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from functools import partial

from tests.hostile import standard
from tests.hostile.case import Case, read, refused, same
from tests.packages import MAIN, zipped

MEGABYTE = 1 << 20
SHEET = standard.part(standard.TABLE)
TYPES, BOOK, CUSTOM = "[Content_Types].xml", "xl/workbook.xml", "docProps/custom.xml"
LAUGHS = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))
DOCTYPES = {
    "billion-laughs": f'<!DOCTYPE x [<!ENTITY e0 "lol">{LAUGHS}]>',
    "quadratic": f'<!DOCTYPE x [<!ENTITY e "{"a" * 50_000}">]>',
    "file-entity": '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>',
    "parameter-entity": '<!DOCTYPE x [<!ENTITY % e SYSTEM "file:///etc/passwd"> %e;]>',
    "external-dtd": '<!DOCTYPE worksheet SYSTEM "http://127.0.0.1:9/x.dtd">',
    "bare": "<!DOCTYPE worksheet>",
    "behind-a-comment": f"<!--{'x' * 65_536}--><!DOCTYPE worksheet>",
}


def deflated(pattern: bytes, count: int, before: bytes = b"", after: bytes = b"") -> bytes:
    """A deflate stream of `count` times the pattern, made without inflating it: a flushed block is repeated."""
    deflater = zlib.compressobj(9, zlib.DEFLATED, -15)
    first = deflater.compress(before) + deflater.flush(zlib.Z_FULL_FLUSH)
    block = deflater.compress(pattern) + deflater.flush(zlib.Z_FULL_FLUSH)
    return first + block * count + deflater.compress(after) + deflater.flush(zlib.Z_FINISH)


def bomb(size: int, stated: int | None = None) -> bytes:
    """The workbook whose table sheet has so many bytes of blanks in it, or states another size."""
    opened, closed = standard.parts()[SHEET].split(b"<sheetData>")
    packed = deflated(b" " * MEGABYTE, size // MEGABYTE, opened + b"<sheetData>", closed)
    data = zipped({name: part for name, part in standard.parts().items() if name != SHEET})
    return _with_entry(
        data, packed, (size + len(opened + closed) + 11 if stated is None else stated) & 0xFFFF_FFFF
    )


def _with_entry(data: bytes, packed: bytes, size: int) -> bytes:
    """The zip with one more entry, its check sum left at nought."""
    at = data.rfind(b"PK\x05\x06")
    count, _, length, offset = struct.unpack_from("<HHLL", data, at + 8)
    facts = struct.pack("<HHHHHLLLHH", 20, 0, 8, 0, 33, 0, len(packed), size, len(SHEET), 0)
    local = b"PK\x03\x04" + facts + SHEET.encode() + packed
    entry = (
        b"PK\x01\x02"
        + struct.pack("<H", 20)
        + facts
        + struct.pack("<HHHLL", 0, 0, 0, 0, offset)
        + SHEET.encode()
    )
    directory = data[offset : offset + length] + entry
    end = struct.pack(
        "<4sHHHHLLH", b"PK\x05\x06", 0, 0, count + 1, count + 1, len(directory), offset + len(local), 0
    )
    return data[:offset] + local + directory + end


def with_doctype(doctype: str, name: str = SHEET, encoding: str = "utf-8") -> bytes:
    text = standard.parts()[name].decode().removeprefix('<?xml version="1.0"?>')
    head = '<?xml version="1.0" encoding="UTF-16"?>' if encoding == "utf-16" else ""
    return standard.with_parts(**{name: (head + doctype + text).encode(encoding)})


def used(entity: str) -> bytes:
    """The entity stands in a cell: what docxtpl's parser left out without a word."""
    text = standard.parts()[standard.part(standard.OVERVIEW)].decode()
    doctype = f'<!DOCTYPE x [<!ENTITY e SYSTEM "{entity}">]>'
    return standard.with_parts(
        **{standard.part(standard.OVERVIEW): doctype + text.replace("</t>", "&e;</t>", 1)}
    )


def merges(*references: str) -> bytes:
    merged = "".join(f'<mergeCell ref="{reference}"/>' for reference in references)
    return standard.with_sheet(
        f'<worksheet xmlns="{MAIN}"><sheetData/><mergeCells>{merged}</mergeCells></worksheet>'
    )


def strings(content: str) -> bytes:
    return standard.with_strings(f'<sst xmlns="{MAIN}">{content}</sst>')


def sheets(count: int) -> bytes:
    """So many empty sheets behind those of the form, all different parts."""
    arrows = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    tabs = "".join(
        f'<sheet xmlns:r="{arrows}" name="空{n}" sheetId="{n + 20}" r:id="x{n}"/>' for n in range(count)
    )
    related = "".join(
        f'<Relationship Id="x{n}" Type="{arrows}/worksheet" Target="/xl/e{n}.xml"/>' for n in range(count)
    )
    books = standard.replaced(BOOK, ("</sheets>", f"{tabs}</sheets>"))
    both = standard.replaced(
        "xl/_rels/workbook.xml.rels", ("</Relationships>", f"{related}</Relationships>"), data=books
    )
    empty = f'<worksheet xmlns="{MAIN}"><sheetData/></worksheet>'
    return standard.packed_with(both, {f"xl/e{n}.xml": empty for n in range(min(count, 1950))})


def behind(sheet: str, before: str, one: str, count: int, after: str) -> bytes:
    items = "".join(one.replace("#", str(n)) for n in range(count))
    return standard.replaced(standard.part(sheet), ("</worksheet>", f"{before}{items}{after}</worksheet>"))


def in_part(name: str, closing: str, one: str, count: int) -> bytes:
    items = "".join(one.replace("#", str(n)) for n in range(count))
    return standard.replaced(name, (closing, f"{items}{closing}"))


def nested(depth: int) -> bytes:
    return standard.replaced(
        SHEET, ("</worksheet>", f"<extLst>{'<a>' * depth}{'</a>' * depth}</extLst></worksheet>")
    )


def cases() -> Iterator[Case]:
    yield refused("bombs/300-mebibytes-of-blanks", partial(bomb, 300 * MEGABYTE), 7, "E111", SHEET)
    yield refused(
        "bombs/4-gibibytes-of-blanks", partial(bomb, 4096 * MEGABYTE, 0xFFFF_FFF0), 7, "E111", SHEET
    )
    yield refused("bombs/64-mebibytes-that-say-1000", partial(bomb, 64 * MEGABYTE, 1000), 3, "E107", SHEET)
    yield refused("bombs/30-mebibytes-within-limits", partial(bomb, 30 * MEGABYTE), 7, "E111", SHEET)
    for name, doctype in DOCTYPES.items():
        yield refused(f"bombs/doctype-{name}", partial(with_doctype, doctype), 3, "E110", SHEET)
    for name in (BOOK, TYPES, "_rels/.rels", "xl/_rels/workbook.xml.rels", "xl/styles.xml", CUSTOM):
        yield refused(
            f"bombs/doctype-in-{name.replace('/', '-')}",
            partial(with_doctype, DOCTYPES["bare"], name),
            3,
            "E110",
            name,
        )
    yield refused(
        "bombs/doctype-utf16",
        partial(with_doctype, DOCTYPES["billion-laughs"], SHEET, "utf-16"),
        3,
        "E110",
        SHEET,
    )
    yield refused("bombs/entity-used-in-a-cell", partial(used, "file:///etc/passwd"), 3, "E110")
    yield refused(
        "bombs/string-of-60-mebibytes", lambda: strings(f"<si><t>{'字a甲' * 9_000_000}</t></si>"), 7, "E111"
    )
    yield refused(
        "bombs/text-of-32768",
        partial(standard.with_text, standard.WORDS, "字" * 32_768),
        7,
        "E111",
        standard.WORDS,
    )
    yield read(
        "bombs/text-of-32767",
        partial(standard.with_text, standard.WORDS, "字" * 32_767),
        "E228",
        prints=("字" * 32_767,),
    )
    yield refused("bombs/5-million-strings", lambda: strings("<si><t/></si>" * 5_000_000), 7, "E111")
    yield refused(
        "bombs/100000-merges", lambda: merges(*(f"A{n}:B{n}" for n in range(1, 100_001))), 7, "E111"
    )
    yield refused("bombs/merged-sheet", partial(merges, "A1:XFD1048576"), 7, "E111", "A1:XFD1048576")
    yield refused("bombs/merged-column", partial(merges, "A20:A1048576"), 7, "E111", "A20:A1048576")
    yield same("bombs/merged-row", partial(merges, "A5:XFD5"))
    validation = '<dataValidation type="whole" sqref="A#"><formula1>0</formula1></dataValidation>'
    yield same(
        "bombs/50000-validations", partial(behind, standard.OVERVIEW, "<x>", validation, 50_000, "</x>")
    )
    yield same(
        "bombs/50000-names",
        partial(in_part, BOOK, "</definedNames>", '<definedName name="n#">开头!$A$1</definedName>', 50_000),
    )
    yield same(
        "bombs/65000-styles", partial(in_part, "xl/styles.xml", "</cellXfs>", '<xf numFmtId="0"/>', 65_000)
    )
    yield same(
        "bombs/40000-number-formats",
        partial(in_part, "xl/styles.xml", "</numFmts>", '<numFmt numFmtId="9#" formatCode="0.#"/>', 40_000),
    )
    yield same("bombs/1500-sheets", partial(sheets, 1500))
    yield refused("bombs/3001-sheets", partial(sheets, 3001), 7, "E111", "3,000")
    yield refused("bombs/100000-nested", partial(nested, 100_000), 7, "E111", SHEET)
    yield same("bombs/200-nested", partial(nested, 200))
    yield same(
        "bombs/million-column-ranges",
        partial(behind, standard.OVERVIEW, "<cols>", '<col min="1" max="16384"/>', 200_000, "</cols>"),
    )
    yield same(
        "bombs/12-mebibytes-of-comment",
        lambda: standard.replaced(SHEET, ("</worksheet>", f"<!--{'注释 ' * 1_700_000}--></worksheet>")),
    )
    yield same(
        "bombs/an-attribute-of-10-megabytes",
        lambda: standard.replaced(SHEET, ("</worksheet>", f'<x a="{"值" * 3_300_000}"/></worksheet>')),
    )
    attributes = " ".join(f'a{n}=""' for n in range(100_000))
    yield same(
        "bombs/100000-attributes",
        lambda: standard.replaced(SHEET, ("</worksheet>", f"<x {attributes}/></worksheet>")),
    )
    yield same("bombs/200000-instructions", partial(behind, standard.OVERVIEW, "", "<?x y?>", 200_000, ""))
    arrow = '<Relationship Id="y#" Type="http://x/image" Target="a#.png"/>'
    yield same(
        "bombs/50000-relationships",
        partial(in_part, "xl/_rels/workbook.xml.rels", "</Relationships>", arrow, 50_000),
    )
    yield same(
        "bombs/50000-content-types",
        partial(in_part, TYPES, "</Types>", '<Override PartName="/x#" ContentType="a/b"/>', 50_000),
    )
    prop = '<property fmtid="{D5CDD505-2E9C-101B-9397-08002B2CF9AE}" pid="9#" name="p#"><lpwstr xmlns="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes">x</lpwstr></property>'
    yield same("bombs/50000-properties", partial(in_part, CUSTOM, "</Properties>", prop, 50_000))
    yield same(
        "bombs/format-code-of-a-megabyte",
        partial(
            in_part,
            "xl/styles.xml",
            "</numFmts>",
            f'<numFmt numFmtId="999" formatCode="{"[&lt;=" * 300_000}"/>',
            1,
        ),
    )
