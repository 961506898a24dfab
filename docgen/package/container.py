"""The package: its parts by name, each read whole with its check sum, under limits set before inflating."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Collection, Iterable, Iterator, Mapping

from docgen.diagnostics.codes import AMBIGUOUS_PACKAGE, DAMAGED, MALFORMED, PASSWORD, TOO_LARGE, WRONG_TYPE
from docgen.diagnostics.finding import Diagnostic, Kind, Phrase
from docgen.package.directory import Entry, entries_of, stated_count
from docgen.package.fault import PackageFault
from docgen.package.packed import DEFLATED, STORED, Packed
from docgen.package.relationships import (
    ContentTypes,
    Relationship,
    read_content_types,
    read_relationships,
    relationships_name,
)
from docgen.package.signature import foreign, no_zip
from docgen.records import dataclass, replace

CONTENT_TYPES = "[Content_Types].xml"

# Of 2,563 public packages none comes near: most entries 340, largest part 54 MiB, largest total 57 MiB. A ratio
# alone would refuse honest pictures and string tables (170:1), so it counts for big parts only.
MAX_ENTRIES = 2_000
MAX_PART = 64 << 20
MAX_TOTAL = 192 << 20
MAX_RATIO, RATIO_FROM = 200, 16 << 20

_ENCRYPTED = 0x1
_UTF8_NAME = 0x800
_HEADER = struct.Struct("<4s22xHH")


def open_package(
    data: bytes, *, wrong_type: Kind = WRONG_TYPE, most: int = MAX_TOTAL
) -> tuple[Package | None, tuple[Diagnostic, ...]]:
    """The package, or None with the finding that says what the data is instead or what is wrong with it.

    `wrong_type` is the kind of finding (with the fact `kind`) for what is no package at all, `most` the bytes that all
    parts may have when inflated. Nothing but the
    content types has been inflated afterwards; the methods of the package raise PackageFault.
    """
    try:
        return _opened(data, wrong_type, most), ()
    except PackageFault as fault:
        return None, (fault.diagnostic,)


@dataclass(frozen=True, slots=True)
class Package:
    """An opened package. Names are as stored, with slashes; they are looked up without regard to case."""

    names: tuple[str, ...]
    _data: bytes
    _entries: Mapping[str, Entry]
    _types: ContentTypes

    def __contains__(self, name: object) -> bool:
        return isinstance(name, str) and name.lower() in self._entries

    def read(self, name: str) -> bytes:
        """The content of a part, whole. PackageFault when it is missing, damaged or packed in an unknown way."""
        try:
            return self.packed(name).unpacked()
        except zlib.error as error:
            raise PackageFault(DAMAGED.at(detail=_changed(name))) from error

    def pieces(self, name: str) -> Iterator[bytes]:
        """The content of a part piece by piece. PackageFault as for `read`, of what is damaged at the end."""
        try:
            yield from self.packed(name).pieces()
        except zlib.error as error:
            raise PackageFault(DAMAGED.at(detail=_changed(name))) from error

    def packed(self, name: str) -> Packed:
        """A part as it lies in the zip, its check sum not yet verified; for copying into another package."""
        entry = self._entries.get(name.lower())
        if entry is None:
            raise PackageFault(
                MALFORMED.at(part=name, detail=Phrase("文件里没有它", "it is not in the file"))
            )
        if entry.method not in (STORED, DEFLATED):
            method = Phrase(
                f"其中的 {name} 用了别的压缩方式（{entry.method}）",
                f"part {name} is compressed by the unknown method {entry.method}",
            )
            raise PackageFault(DAMAGED.at(detail=method))
        return Packed(self._stored(entry), entry.method, entry.crc, entry.size)

    def relationships(self, part: str = "") -> tuple[Relationship, ...]:
        """The relationships of a part, in order; without a name those of the package. None is no fault."""
        name = relationships_name(part)
        return read_relationships(part, self.read(name), self) if name in self else ()

    def content_type(self, part: str) -> str:
        """The declared content type of a part, or ""."""
        return self._types.of(part)

    @property
    def main_part(self) -> str:
        """The part that a program opens first (`xl/workbook.xml`, `word/document.xml`), or ""."""
        arrows = (arrow.target for arrow in self.relationships() if arrow.kind == "officeDocument")
        by_type = (name for name in self.names if ".main" in self.content_type(name))
        return next(arrows, "") or next(by_type, "")

    def _stored(self, entry: Entry) -> bytes:
        """The packed bytes: the local header says where they begin, the directory how many they are."""
        begin = _begin(self._data, entry)
        stored = self._data[begin : begin + entry.packed]
        if len(stored) < entry.packed:
            raise PackageFault(DAMAGED.at(detail=_misplaced(entry.name)))
        return stored


def _opened(data: bytes, wrong_type: Kind, most: int) -> Package:
    if finding := foreign(data, wrong_type):
        raise PackageFault(finding)
    entries = _by_name(_directory(data, wrong_type))
    _check_sizes(entries.values(), most)
    # Also of parts that nobody asks for: one whose name has a wrong bit is missing under its own, and where styles
    # are missing every date is a number.
    for entry in entries.values():
        _begin(data, entry)
    names = tuple(_name(entry) for entry in entries.values())
    package = Package(names, data, entries, ContentTypes({}, {}))
    if CONTENT_TYPES not in package:
        return package
    return replace(package, _types=read_content_types(CONTENT_TYPES, package.read(CONTENT_TYPES)))


def _directory(data: bytes, wrong_type: Kind) -> list[Entry]:
    """The entries of the zip but for its folders."""
    # Counted in the bytes, before there is an object of each of a hundred thousand entries.
    if data.count(b"PK\x01\x02") > MAX_ENTRIES:
        raise PackageFault(TOO_LARGE.at(detail=_too_many()))
    try:
        entries, count = entries_of(data), stated_count(data)
    except ValueError as error:
        raise PackageFault(no_zip(data, wrong_type)) from error
    # A wrong bit in the length of a comment makes the next entries part of it; 65,535 stands for more than that.
    if len(entries) != count < 0xFFFF:
        raise PackageFault(DAMAGED.at(detail=_miscounted(len(entries), count)))
    return [entry for entry in entries if not entry.name.endswith(("/", "\\"))]


def _begin(data: bytes, entry: Entry) -> int:
    """Where the packed bytes begin. PackageFault when the local header is not that of the directory's entry."""
    begin = entry.offset + _HEADER.size
    header = data[entry.offset : begin]
    name_length: int
    extra_length: int
    signature, name_length, extra_length = _HEADER.unpack(header.ljust(_HEADER.size))
    name = data[begin : begin + name_length]
    same_name = name.decode(_name_encoding(entry), "replace") == entry.stored_name
    if signature != b"PK\x03\x04" or not same_name:
        raise PackageFault(DAMAGED.at(detail=_misplaced(entry.name)))
    return begin + name_length + extra_length


def _by_name(entries: Iterable[Entry]) -> dict[str, Entry]:
    """The entries by name in lower case, as parts are equal but for case; two that are equal are refused."""
    found: dict[str, Entry] = {}
    for entry in entries:
        name = _name(entry)
        if found.setdefault(name.lower(), entry) is not entry:
            raise PackageFault(AMBIGUOUS_PACKAGE.at(part=name))
        if entry.flags & _ENCRYPTED:
            raise PackageFault(PASSWORD.at())
    return found


def _name(entry: Entry) -> str:
    return entry.name.replace("\\", "/").lstrip("/")


def _check_sizes(entries: Collection[Entry], most: int) -> None:
    """The sizes of the directory may be trusted: nothing is ever inflated beyond them."""
    for entry in entries:
        if entry.size > MAX_PART or _is_bomb(entry):
            raise PackageFault(TOO_LARGE.at(detail=_too_big(entry)))
    if sum(entry.size for entry in entries) > most:
        raise PackageFault(TOO_LARGE.at(detail=_too_much(most)))


def _is_bomb(entry: Entry) -> bool:
    return entry.size > RATIO_FROM and entry.size > MAX_RATIO * entry.packed


def _name_encoding(entry: Entry) -> str:
    return "utf-8" if entry.flags & _UTF8_NAME else "cp437"


def _changed(part: str) -> Phrase:
    return Phrase(f"其中的 {part} 与保存时不同", f"the check sum of part {part} does not match")


def _miscounted(found: int, stated: int) -> Phrase:
    return Phrase(
        f"目录里有 {found} 份，记的却是 {stated} 份", f"its directory lists {found} parts and says {stated}"
    )


def _misplaced(part: str) -> Phrase:
    return Phrase(f"其中的 {part} 不在目录说的地方", f"part {part} is not where the directory says")


def _too_many() -> Phrase:
    return Phrase(f"里面的内容多于 {MAX_ENTRIES} 份", f"more than {MAX_ENTRIES:,} parts")


def _too_big(entry: Entry) -> Phrase:
    packed_size, size = f"{entry.packed:,}", f"{entry.size:,}"
    return Phrase(
        f"其中的 {entry.name} 展开后有 {size} 字节（压缩后 {packed_size}）",
        f"part {entry.name} has {size} bytes when inflated (packed {packed_size})",
    )


def _too_much(most: int) -> Phrase:
    return Phrase(f"展开后共超过 {most:,} 字节", f"its parts exceed {most:,} bytes when inflated")
