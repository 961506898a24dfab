"""Packages: what a file is, which zips are refused and why, and that written ones are even."""

from __future__ import annotations

import io
import random
import struct
import time
import tracemalloc
import zipfile
import zlib

import pytest

from docgen.package import (
    PackageFault,
    Packed,
    described,
    open_package,
    packed,
    packed_pieces,
    parse,
    write_package,
)
from docgen.package.directory import entries_of
from docgen.records import replace
from tests.packages import ARROWS, content_types, relationships, workbook, workbook_parts, zipped

OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
PARTS = {
    "[Content_Types].xml": content_types({"/word/document.xml": "x/document.main+xml"}),
    "word/document.xml": "<d/>" * 100,
}


def compound(*streams: str) -> bytes:
    """An OLE2 file whose directory names these streams."""
    return OLE2 + b"".join(name.encode("utf-16-le").ljust(128, b"\0") for name in streams)


def finding_of(data: bytes):
    package, findings = open_package(data)
    assert package is None
    assert len(findings) == 1
    return findings[0]


def opened(data: bytes):
    package, findings = open_package(data)
    assert package is not None, findings
    return package


def patched(data: bytes, signature: bytes, offset: int, layout: str, value: int) -> bytes:
    """The zip with a field of its first local header or directory entry overwritten."""
    changed = bytearray(data)
    struct.pack_into(layout, changed, data.index(signature) + offset, value)
    return bytes(changed)


LOCAL, ENTRY = b"PK\x03\x04", b"PK\x01\x02"


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"%PDF-1.7\n", "PDF"),
        (b"Rar!\x1a\x07\x01\x00", "RAR"),
        (b"7z\xbc\xaf\x27\x1c\x00\x04", "7z"),
        (b"\x89PNG\r\n\x1a\n", "图片"),
        (b"{\\rtf1", "RTF"),
        ("单位,件数\n罗平县,3\n".encode("gbk"), "CSV"),
        ("\ufeff单位,件数\n".encode(), "CSV"),
        ("单位\t件数\n".encode("utf-16"), "CSV"),
        ("单位名称".encode(), "纯文本"),
        (b'{"report": 1}', "JSON"),
        (b"<html><body><table>", "网页"),
        (b"\r\n<table border=1><tr>", "网页表格"),
        (b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">', "XML 表格"),
        (b'<?xml version="1.0"?><a/>', "XML 文件"),
        (b"\x05admin".ljust(55, b" ") + bytes(110), "临时文件"),
        (random.Random(1).randbytes(5000), "认不出"),
        (compound("WordDocument", "Workbook"), "Word 文档（.doc）"),
        (compound("PowerPoint Document"), "演示文稿"),
        (compound("Something"), "认不出"),
    ],
)
def test_a_file_that_is_no_zip_is_told_by_its_bytes(data, words):
    finding = finding_of(data)
    assert finding.code == "E104"
    assert words in finding.message.zh


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "E103"),
        (compound("EncryptionInfo", "EncryptedPackage"), "E105"),
        (compound("Workbook", "WordDocument"), "E106"),
        (compound("Book"), "E106"),
        (b"\x09\x04\x06\x00" + bytes(100), "E106"),
        (bytes(3000), "E107"),
    ],
)
def test_empty_protected_old_and_wiped_files_have_codes_of_their_own(data, code):
    assert finding_of(data).code == code


def test_an_old_workbook_with_a_new_one_embedded_is_still_an_old_workbook():
    assert finding_of(compound("Workbook") + workbook()).code == "E106"


@pytest.mark.parametrize("cut", [slice(None, 400), slice(None, -1), slice(None, -30), slice(200, None)])
def test_a_zip_that_is_cut_off_at_either_end_is_damaged(cut):
    assert finding_of(zipped(PARTS)[cut]).code == "E107"


def test_bytes_before_and_after_a_zip_do_no_harm():
    package = opened(b"\xef\xbb\xbf" + zipped(PARTS) + b"\r\n")
    assert package.read("word/document.xml") == b"<d/>" * 100


def test_stored_parts_data_descriptors_and_zip64_are_read():
    class Unseekable(io.BytesIO):
        def seekable(self):
            return False

        def tell(self):
            raise OSError

    stream = Unseekable()
    with zipfile.ZipFile(stream, "w") as archive:
        with archive.open("a.xml", "w", force_zip64=True) as part:
            part.write(b"<a/>")
        archive.writestr("b.xml", b"<b/>", zipfile.ZIP_DEFLATED)
    package = opened(stream.getvalue())
    assert (package.read("a.xml"), package.read("b.xml")) == (b"<a/>", b"<b/>")


def test_a_flipped_bit_is_noticed_in_stored_and_in_deflated_parts():
    for method in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        data = bytearray(zipped({"a.xml": "<a>208</a>" * 20}, method))
        data[40] ^= 1
        with pytest.raises(PackageFault) as caught:
            opened(bytes(data)).read("a.xml")
        assert caught.value.diagnostic.code == "E107"


def test_a_lying_size_is_noticed_and_never_inflated_beyond():
    content = zlib.compressobj(wbits=-15)
    bomb = content.compress(bytes(64 << 20)) + content.flush()
    data = zipped({"a.xml": bomb}, zipfile.ZIP_STORED)
    for signature, method, size in ((LOCAL, 8, 22), (ENTRY, 10, 24)):
        data = patched(patched(data, signature, method, "<H", 8), signature, size, "<L", 1000)
    package = opened(data)
    tracemalloc.start()
    with pytest.raises(PackageFault):
        package.read("a.xml")
    assert tracemalloc.get_traced_memory()[1] < 1 << 20
    tracemalloc.stop()


def test_a_part_with_a_password_says_so():
    data = patched(zipped({"a.xml": "<a/>"}), ENTRY, 8, "<H", 1)
    assert finding_of(data).code == "E105"


def test_an_unknown_compression_is_damage_to_whoever_reads_that_part():
    package = opened(patched(zipped({"a.xml": "<a/>"}), ENTRY, 10, "<H", 99))
    with pytest.raises(PackageFault) as caught:
        package.read("a.xml")
    assert "99" in caught.value.diagnostic.message.zh


@pytest.mark.parametrize(
    "names",
    [
        ("xl/a.xml", "xl/a.xml"),
        ("xl/a.xml", "XL/A.xml"),
        ("xl/a.xml", "xl\\a.xml"),
        ("xl/a.xml", "/xl/a.xml"),
    ],
)
def test_two_parts_of_one_name_are_refused(names):
    assert finding_of(zipped([(name, "<a/>") for name in names])).code == "E108"


def test_a_part_whose_local_header_has_another_name_is_refused():
    assert finding_of(zipped({"a.xml": "<a/>"}).replace(b"a.xml", b"b.xml", 1)).code == "E107"


def test_entries_that_point_outside_are_names_and_nothing_more():
    assert opened(zipped({"../../etc/passwd": "x"})).names == ("../../etc/passwd",)


def test_a_bomb_of_four_gigabytes_is_refused_before_inflating():
    data = patched(zipped({"a.xml": bytes(4_000_000)}), ENTRY, 24, "<L", 0xFFFF_FFF0)
    tracemalloc.start()
    started = time.process_time()
    finding = finding_of(data)
    assert time.process_time() - started < 0.5
    assert tracemalloc.get_traced_memory()[1] < 1 << 20
    tracemalloc.stop()
    assert (finding.code, finding.exit_code) == ("E111", 7)


@pytest.mark.parametrize(
    "parts",
    [
        {f"{at}.xml": "" for at in range(2001)},
        {"a.xml": bytes((64 << 20) + 1)},
        {"a.xml": bytes(17 << 20)},
        {f"{at}.xml": random.Random(at).randbytes(60) * (1 << 18) for at in range(13)},
    ],
    ids=["too many parts", "too large a part", "too high a ratio", "too much in all"],
)
def test_a_zip_beyond_a_limit_is_refused(parts):
    assert finding_of(zipped(parts)).code == "E111"


def test_a_hundred_thousand_entries_cost_nothing():
    entry = ENTRY + bytes(42)
    started = time.process_time()
    assert finding_of(LOCAL + entry * 500_000).code == "E111"
    assert time.process_time() - started < 0.5


def test_honest_pictures_compress_well_and_are_read():
    assert opened(zipped({"a.emf": bytes(1 << 20)})).read("a.emf") == bytes(1 << 20)


def test_names_are_looked_up_without_regard_to_case_or_kind_of_slash():
    package = opened(zipped({"XL\\Workbook.xml": "<a/>"}))
    assert package.names == ("XL/Workbook.xml",)
    assert "xl/workbook.xml" in package
    assert package.read("xl/workbook.xml") == b"<a/>"


def test_a_part_that_is_not_there_is_a_fault_with_its_name():
    with pytest.raises(PackageFault) as caught:
        opened(zipped(PARTS)).read("word/lost.xml")
    assert "word/lost.xml" in caught.value.diagnostic.message.zh


@pytest.mark.parametrize(
    "target",
    ["media/a b.png", "/word/media/a b.png", "../word/media/a b.png", "media\\a b.png", "media/a%20b.png"],
)
def test_targets_are_resolved_however_they_are_written(target):
    parts = {
        "word/document.xml": "",
        "word/media/a b.png": "",
        "word/_rels/document.xml.rels": relationships(("image", target)),
    }
    (arrow,) = opened(zipped(parts)).relationships("word/document.xml")
    assert (arrow.id, arrow.kind, arrow.target, arrow.external) == (
        "rId1",
        "image",
        "word/media/a b.png",
        False,
    )


def test_external_targets_are_left_as_they_are():
    row = f'<Relationship Id="a" Type="{ARROWS}/hyperlink" Target="http://x/../y" TargetMode="External"/>'
    (arrow,) = opened(zipped({"_rels/.rels": f"<Relationships>{row}</Relationships>"})).relationships()
    assert (arrow.target, arrow.external) == ("http://x/../y", True)


def test_a_part_without_relationships_has_none():
    assert opened(zipped(PARTS)).relationships("word/document.xml") == ()


def test_content_types_go_by_part_then_by_extension():
    package = opened(zipped(PARTS))
    assert package.content_type("Word/Document.xml") == "x/document.main+xml"
    assert package.content_type("word/styles.xml") == "application/xml"
    assert package.content_type("word/picture.png") == ""
    assert package.main_part == "word/document.xml"


@pytest.mark.parametrize(
    ("parts", "words"),
    [
        ({}, "空的压缩包"),
        ({"mimetype": "application/vnd.oasis.opendocument.spreadsheet"}, "ODS"),
        ({"年报/[Content_Types].xml": "", "年报/xl/workbook.xml": ""}, "多套了一层文件夹"),
        ({"年报.xlsx": ""}, "里面装着"),
        ({"xl/workbook.xml": ""}, "缺少 [Content_Types].xml"),
        ({"OFD.xml": ""}, "OFD"),
        ({"a.txt": ""}, "普通的压缩包"),
        ({"[Content_Types].xml": content_types({})}, "别的 Office 文件"),
        (workbook_parts(), "Excel 工作簿"),
    ],
)
def test_a_zip_is_described_by_what_is_in_it(parts, words):
    assert words in described(opened(zipped(parts))).zh


def test_a_written_package_is_the_same_on_any_day_and_reads_back():
    parts = {
        "word/b.xml": b"<b/>" * 50,
        "_rels/.rels": b"<r/>",
        "word/中文.xml": b"",
        "[Content_Types].xml": b"<Types/>",
    }
    data = write_package(parts)
    assert data == write_package(dict(reversed(parts.items())))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        assert archive.namelist() == ["[Content_Types].xml", "_rels/.rels", "word/b.xml", "word/中文.xml"]
        assert {(entry.date_time, entry.create_system) for entry in archive.infolist()} == {
            ((1980, 1, 1, 0, 0, 0), 0)
        }
    assert {name: opened(data).read(name) for name in parts} == parts


def test_an_unchanged_part_is_copied_as_it_lies_there():
    package = opened(zipped({"a.xml": "<a/>" * 1000, "b.png": b"\x01\x02"}))
    copy = opened(write_package({"a.xml": package.packed("a.xml"), "b.png": packed(b"\x01\x02")}))
    assert copy.packed("a.xml") == package.packed("a.xml")
    assert copy.read("a.xml") == b"<a/>" * 1000


def test_what_does_not_deflate_is_stored():
    assert packed(b"\x01").method == 0
    assert packed(bytes(100)).unpacked() == bytes(100)


def texts_of(data: bytes, element: str = "t") -> list[str]:
    heard: list[str] = []
    parse("a.xml", data, starts={}, ends={element: heard.append})
    return heard


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_markup_is_read_in_the_encodings_of_office_files(encoding):
    declared = encoding.removesuffix("-sig")
    assert texts_of(
        f'<?xml version="1.0" encoding="{declared}"?><a><t>甲&amp;乙</t></a>'.encode(encoding)
    ) == ["甲&乙"]


def test_namespaces_are_resolved_and_foreign_elements_not_mistaken():
    ours = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    data = f'<x:a xmlns:x="{ours}" xmlns:y="urn:other"><x:t>1</x:t><y:t>2</y:t></x:a>'
    assert texts_of(data.encode()) == ["1"]


def test_text_is_what_stands_directly_before_the_end_tag():
    assert texts_of(b"<a> <t>1<!-- -->2</t> </a>", "t") == ["12"]
    assert texts_of(b"<a>x<t>1</t>y</a>", "a") == ["y"]


@pytest.mark.parametrize(
    "data",
    [
        b"<!DOCTYPE a><a/>",
        b'<!DOCTYPE a [<!ENTITY x "ha"><!ENTITY y "&x;&x;">]><a>&y;</a>',
        b'<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>',
        b"<!--" + b" " * 70_000 + b"--><!DOCTYPE a><a/>",
        "<!DOCTYPE a><a/>".encode("utf-16"),
    ],
)
def test_a_document_type_is_refused_wherever_it_hides(data):
    with pytest.raises(PackageFault) as caught:
        texts_of(data)
    assert caught.value.diagnostic.code == "E110"


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"<a>",
        b"<a></b>",
        b"<a>&x;</a>",
        b"\xff<a/>",
        b'<?xml version="1.0" encoding="gb2312"?><a/>',
        b"<a:b/>",
        b"<a>\0</a>",
    ],
)
def test_malformed_markup_names_its_part(data):
    with pytest.raises(PackageFault) as caught:
        texts_of(data)
    assert caught.value.diagnostic.code == "E109"
    assert "a.xml" in caught.value.diagnostic.message.zh


def test_markup_may_be_256_deep_and_no_deeper():
    assert texts_of(b"<t>" * 256 + b"</t>" * 256)[0] == ""
    with pytest.raises(PackageFault) as caught:
        texts_of(b"<t>" * 100_000)
    assert caught.value.diagnostic.code == "E111"


def readable(package, name: str) -> bool:
    try:
        package.read(name)
    except PackageFault:
        return False
    return True


def test_no_cut_and_no_flipped_byte_brings_anything_but_a_finding():
    data = zipped(PARTS)
    flips = [bytes([*data[:at], data[at] ^ 0xFF, *data[at + 1 :]]) for at in range(len(data))]
    cuts = [data[:length] for length in range(len(data))]
    unharmed = 0
    for damaged in (*flips, *cuts):
        package, findings = open_package(damaged)
        assert (package is None) == bool(findings)
        unharmed += package is not None and all(readable(package, name) for name in PARTS)
    assert unharmed < len(data) / 2, "only dates, modes and the like may be overwritten unnoticed"


def _as_zipfile_reads(data: bytes) -> list[tuple[object, ...]] | None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return [
                (
                    e.filename,
                    e.orig_filename,
                    e.flag_bits,
                    e.compress_type,
                    e.CRC,
                    e.compress_size,
                    e.file_size,
                    e.header_offset,
                )
                for e in archive.infolist()
            ]
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError, OverflowError, struct.error):
        return None


def _as_we_read(data: bytes) -> list[tuple[object, ...]] | None:
    try:
        return [tuple(entry) for entry in entries_of(data)]
    except ValueError:
        return None


def _zips() -> list[bytes]:
    plain = io.BytesIO()
    with zipfile.ZipFile(plain, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.comment = b"a comment"
        archive.writestr("a/中文.xml", "x" * 100)
        archive.writestr("b.xml", "y")
        archive.writestr("folder/", "")
    large = io.BytesIO()
    with zipfile.ZipFile(large, "w") as archive, archive.open("big", "w", force_zip64=True) as part:
        part.write(b"z")
    far = bytearray(large.getvalue())
    entry = far.index(b"PK\x01\x02")
    extra = struct.pack("<HHQQQ", 1, 24, 1, 1, 0)
    far[entry + 20 : entry + 28] = b"\xff" * 8
    far[entry + 42 : entry + 46] = b"\xff" * 4
    far[entry + 30 : entry + 32] = struct.pack("<H", len(extra))
    far[entry + 46 + 3 : entry + 46 + 3] = extra
    end = far.index(b"PK\x05\x06")
    far[end + 12 : end + 16] = struct.pack("<L", end - entry)
    record = struct.pack("<4sQ2H2L4Q", b"PK\x06\x06", 44, 45, 45, 0, 0, 1, 1, end - entry, entry)
    locator = struct.pack("<4sLQL", b"PK\x06\x07", 0, end, 1)
    sixty_four = bytes(far[:end]) + record + locator + bytes(far[end:])
    return [plain.getvalue(), b"#!/bin/sh\n" + plain.getvalue(), bytes(far), sixty_four]


def test_the_directory_is_read_as_zipfile_reads_it():
    for data in _zips():
        assert _as_we_read(data) == _as_zipfile_reads(data) is not None


def test_damaged_directories_are_read_as_zipfile_reads_them():
    chance = random.Random(7)
    agreed = 0
    for data in _zips():
        begin = data.index(b"PK\x01\x02")
        cut = [data[:length] for length in range(begin, len(data))]
        flipped = []
        for _ in range(1500):
            harmed = bytearray(data)
            for _ in range(chance.choice((1, 1, 2, 5))):
                harmed[chance.randrange(begin, len(data))] = chance.choice(
                    (0, 1, 0x7F, 0xFF, chance.randrange(256))
                )
            flipped.append(bytes(harmed))
        for harmed in (*cut, *flipped):
            theirs = _as_zipfile_reads(harmed)
            assert _as_we_read(harmed) == theirs
            agreed += theirs is not None
    assert agreed > 1000, "the damage must leave something to be read"


@pytest.mark.parametrize("content", [b"", b"a", b"ab" * 400_000, bytes(range(256)) * 3_000])
def test_a_part_comes_in_pieces_as_it_comes_whole(content):
    for part in (
        packed(content),
        packed_pieces([content[:7], content[7:]]),
        Packed(content, 0, zlib.crc32(content), len(content)),
    ):
        assert b"".join(part.pieces()) == part.unpacked() == content


def test_a_part_that_is_not_what_was_said_is_refused_in_pieces_too():
    part = packed(b"ab" * 400_000)
    for wrong in (
        replace(part, size=part.size - 1),
        replace(part, size=part.size + 1),
        replace(part, crc=part.crc ^ 1),
    ):
        with pytest.raises(zlib.error):
            list(wrong.pieces())
