"""Damaged and odd zips."""

from __future__ import annotations

import io
import struct
import warnings
import zipfile
from collections.abc import Iterator
from functools import partial

from tests.hostile import standard
from tests.hostile.case import Case, refused, same
from tests.packages import zipped

ENTRY, LOCAL, END = b"PK\x01\x02", b"PK\x03\x04", b"PK\x05\x06"
SHEET = standard.part(standard.TABLE)


def header(data: bytes, signature: bytes, name: str) -> int:
    """Where the header of a part begins: its local one or that of the directory."""
    at = data.find(signature)
    length = 26 if signature == LOCAL else 28
    behind = 30 if signature == LOCAL else 46
    while at >= 0:
        (size,) = struct.unpack_from("<H", data, at + length)
        if data[at + behind : at + behind + size] == name.encode():
            return at
        at = data.find(signature, at + 4)
    raise ValueError(name)


def patched(signature: bytes, offset: int, fmt: str, value: int, name: str = SHEET) -> bytes:
    """The workbook with a number in a header of one part overwritten."""
    data = bytearray(standard.workbook())
    struct.pack_into(fmt, data, header(bytes(data), signature, name) + offset, value)
    return bytes(data)


def flipped() -> bytes:
    """One digit of a stored sheet changed: another figure, and a check sum that tells."""
    data = zipped(standard.parts(), zipfile.ZIP_STORED)
    assert data.count(b"<v>128455</v>") >= 1
    return data.replace(b"<v>128455</v>", b"<v>128465</v>", 1)


def deflate_damaged() -> bytes:
    data = bytearray(standard.workbook())
    at = header(bytes(data), LOCAL, SHEET) + 30 + len(SHEET)
    data[at + 20 : at + 40] = b"\xff" * 20
    return bytes(data)


def twice(second: str) -> bytes:
    pairs = [*standard.parts().items(), (second, standard.parts()[SHEET].replace(b"128455", b"1"))]
    return zipped(pairs)


def respelt(old: str, new: str, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Every part's name written otherwise."""
    return zipped({name.replace(old, new): content for name, content in standard.parts().items()}, method)


def zip64() -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in standard.parts().items():
            with archive.open(name, "w", force_zip64=True) as part:
                part.write(content)
    return stream.getvalue()


class _Pipe(io.BytesIO):
    """A stream that cannot go back, so that sizes come after the parts."""

    def seekable(self) -> bool:
        return False

    def seek(self, *_: object) -> int:
        raise io.UnsupportedOperation

    def tell(self) -> int:
        raise io.UnsupportedOperation


def described_afterwards() -> bytes:
    stream = _Pipe()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in standard.parts().items():
            archive.writestr(name, content)
    return stream.getvalue()


def crowded(count: int) -> bytes:
    stream = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(stream, "w") as archive:
        warnings.simplefilter("ignore")
        for name, content in standard.parts().items():
            archive.writestr(name, content)
        for number in range(count):
            archive.writestr(f"x/{number}", "")
    return stream.getvalue()


def overlapping() -> bytes:
    """Two entries of the directory on one local header, each with its own name."""
    data = zipped({**standard.parts(), "xl/zzzz.xml": b"<a/>"})
    first = header(data, LOCAL, SHEET)
    spoilt = bytearray(data)
    struct.pack_into("<L", spoilt, header(data, ENTRY, "xl/zzzz.xml") + 42, first)
    return bytes(spoilt)


def miscounted() -> bytes:
    """The length of a comment has a wrong bit: two entries are taken for that comment, and the styles are gone."""
    data = standard.workbook()
    return patched(ENTRY, 32, "<H", 46 + len("xl/styles.xml"), _before(data, "xl/styles.xml"))


def _before(data: bytes, name: str) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = archive.namelist()
    return names[names.index(name) - 1]


def renamed() -> bytes:
    """The name of the styles has a wrong bit in the directory: under their own they are not there."""
    data = bytearray(standard.workbook())
    data[header(bytes(data), ENTRY, "xl/styles.xml") + 46 + 3] ^= 4
    return bytes(data)


def overlapping_sheet() -> bytes:
    spoilt = bytearray(standard.workbook())
    other = header(bytes(spoilt), LOCAL, standard.part(standard.REVIEWS))
    struct.pack_into("<L", spoilt, header(bytes(spoilt), ENTRY, SHEET) + 42, other)
    return bytes(spoilt)


def with_comment(comment: bytes) -> bytes:
    stream = io.BytesIO(standard.workbook())
    with zipfile.ZipFile(stream, "a") as archive:
        archive.comment = comment
    return stream.getvalue()


def cases() -> Iterator[Case]:
    whole = standard.workbook()
    cuts = {
        "cut-half": whole[: len(whole) // 2], "cut-directory": whole[:-400], "cut-last-byte": whole[:-1],
        "cut-end-record": whole[: whole.rfind(END)], "cut-head": whole[300:], "only-signature": LOCAL,
        "only-end": END + bytes(18 - 1),
    }  # fmt: skip
    for name, data in cuts.items():
        yield refused(f"zips/{name}", data, 3, "E107")
    yield refused("zips/flipped-digit", flipped, 3, "E107", SHEET)
    yield refused("zips/wrong-crc-of-directory", partial(patched, ENTRY, 16, "<L", 7), 3, "E107", SHEET)
    yield refused("zips/damaged-deflate", deflate_damaged, 3, "E107", SHEET)
    yield refused("zips/method-99", partial(patched, ENTRY, 10, "<H", 99), 3, "E107", SHEET)
    yield refused("zips/method-lzma", partial(respelt_lzma), 3, "E107")
    yield refused("zips/password", partial(patched, ENTRY, 8, "<H", 1), 3, "E105")
    yield refused("zips/size-understated", partial(patched, ENTRY, 24, "<L", 1000), 3, "E107", SHEET)
    yield refused("zips/size-overstated", partial(patched, ENTRY, 24, "<L", 100_000), 3, "E107", SHEET)
    yield refused("zips/packed-size-beyond-the-file", partial(patched, ENTRY, 20, "<L", 1 << 30), 3, "E107")
    yield refused("zips/offset-beyond-the-file", partial(patched, ENTRY, 42, "<L", 1 << 30), 3, "E107")
    yield refused("zips/two-parts-of-one-name", partial(twice, SHEET), 3, "E108", SHEET)
    yield refused("zips/two-parts-equal-but-for-case", partial(twice, SHEET.upper()), 3, "E108")
    yield refused("zips/two-parts-equal-but-for-slashes", partial(twice, SHEET.replace("/", "\\")), 3, "E108")
    yield refused("zips/entry-on-another-part", overlapping_sheet, 3, "E107", SHEET)
    yield refused("zips/entry-on-another-part-but-unused", overlapping, 3, "E107", "xl/zzzz.xml")
    yield refused("zips/directory-that-miscounts", miscounted, 3, "E107")
    yield refused("zips/name-with-a-wrong-bit", renamed, 3, "E107")
    yield refused("zips/20000-entries", partial(crowded, 20_000), 7, "E111", "2000")
    yield same(
        "zips/climbing-entry", lambda: standard.with_parts(**{"../../etc/cron.d/x": b"* * * * * root x"})
    )
    yield same("zips/absolute-entry", lambda: standard.with_parts(**{"/etc/x": b"x"}))
    yield same("zips/backslashes", partial(respelt, "/", "\\"))
    yield same(
        "zips/leading-slashes", lambda: zipped({f"/{name}": data for name, data in standard.parts().items()})
    )
    yield same(
        "zips/names-in-capitals",
        lambda: zipped({name.upper(): data for name, data in standard.parts().items()}),
    )
    yield same("zips/stored", partial(respelt, "", "", zipfile.ZIP_STORED))
    yield same("zips/zip64", zip64)
    yield same("zips/data-descriptors", described_afterwards)
    yield same("zips/comment", partial(with_comment, "上报".encode()))
    yield refused(
        "zips/comment-that-looks-like-an-end", partial(with_comment, END + bytes(20)), 3, "E104", "空的压缩包"
    )
    yield same("zips/leading-bytes", lambda: b"HTTP/1.1 200 OK\r\n\r\n" + whole)
    yield same("zips/trailing-bytes", lambda: whole + b"\r\n--boundary--")
    yield same("zips/folder-entries", lambda: zipped([("xl/", b""), *standard.parts().items()]))


def respelt_lzma() -> bytes:
    return zipped(standard.parts(), zipfile.ZIP_LZMA)
