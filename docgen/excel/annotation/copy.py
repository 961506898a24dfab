"""The copy of a workbook that is being annotated: parts changed, parts added, all others as they lie in the zip."""

from __future__ import annotations

from itertools import count

from docgen.excel.annotation.elements import elements, utf8
from docgen.excel.annotation.splice import appended, prefix, spliced
from docgen.excel.annotation.written import ascii_markup, escaped
from docgen.package import CONTENT_TYPES, Package, Packed, write_package
from docgen.package.relationships import relationships_name

_NO_ARROWS = b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"/>'


class Copy:
    """Reads parts as they stand by now, and writes and adds others. All of its methods may raise PackageFault."""

    def __init__(self, package: Package) -> None:
        self.package = package
        self._stored = {name.lower(): name for name in package.names}
        self._written: dict[str, bytes] = {}
        self._declared: dict[str, None] = {}  # in order, each once
        self._arrows: dict[str, dict[str, str]] = {}

    def read(self, name: str) -> bytes:
        """The content of a part as changed so far, in an encoding that takes ASCII."""
        name = self._name(name)
        return self._written[name] if name in self._written else utf8(self.package.read(name))

    def write(self, name: str, data: bytes) -> None:
        self._written[self._name(name)] = data

    def add(self, stem: str, suffix: str, content_type: str, data: bytes) -> str:
        """The name of a new part, the first free one: stem, number, suffix. The only one of its kind has no number."""
        first = 0 if stem.endswith("styles") else 1  # openpyxl knows styles.xml by this name alone
        name = next(name for n in count(first) if self._is_free(name := f"{stem}{n or ''}{suffix}"))
        self._stored[name.lower()] = name
        self._written[name] = data
        self._declared[self._declaration(name, content_type)] = None
        return name

    def relate(self, source: str, kind: str, target: str) -> str:
        """The id of a new relationship; `kind` is its whole type."""
        added = self._arrows.setdefault(source, {})
        taken = {arrow.id for arrow in self.package.relationships(source)} | added.keys()
        identity = next(name for n in count(1) if (name := f"docgen{n}") not in taken)
        added[identity] = f'<Relationship Id="{identity}" Type="{kind}" Target="/{escaped(target)}"/>'
        return identity

    def packed(self) -> bytes:
        """The whole copy. What was not changed goes over as it is packed, byte for byte."""
        for source, arrows in self._arrows.items():
            part = relationships_name(source)
            known = self.read(part) if part in self.package else _NO_ARROWS
            self.write(part, _with(part, known, "Relationships", "".join(arrows.values())))
        if self._declared:
            types = self.read(CONTENT_TYPES)
            self.write(CONTENT_TYPES, _with(CONTENT_TYPES, types, "Types", "".join(self._declared)))
        parts: dict[str, bytes | Packed] = {name: self.package.packed(name) for name in self.package.names}
        return write_package(parts | self._written)

    def _declaration(self, name: str, content_type: str) -> str:
        """By its name; what is no XML by its extension, if that is free, as every program does with VML."""
        extension = name.rpartition(".")[2]
        if extension == "xml" or self.package.content_type(f"any.{extension}"):
            return f'<Override PartName="/{name}" ContentType="{content_type}"/>'
        return f'<Default Extension="{extension}" ContentType="{content_type}"/>'

    def _name(self, name: str) -> str:
        return self._stored.get(name.lower(), name)

    def _is_free(self, name: str) -> bool:
        """Neither there nor declared: one of another case is the same part, and two declarations are damage."""
        return name.lower() not in self._stored and b'"/%s"' % name.encode() not in self.read(CONTENT_TYPES)


def _with(part: str, data: bytes, root: str, markup: str) -> bytes:
    """The part with this markup at the end of its root."""
    (top,) = elements(part, data, lambda path, _: path == root)
    return spliced(data, appended(data, top, ascii_markup(markup, prefix(data, top))))
