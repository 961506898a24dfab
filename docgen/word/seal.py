"""The seal: the hash by which docgen knows a document of its own that nobody has changed since."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping
from typing import TypeAlias

from docgen.package import PackageFault, Packed, open_package, packed_pieces, parse
from docgen.word.wordml import DECLARATION, escaped

PART = "docProps/custom.xml"
CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
RELATIONSHIP = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/custom-properties"
_END_RECORD = 22  # bytes that a zip without a comment ends with
_HASH, _REPORT = "docgen.sha256", "docgen.report"
_SET = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"  # the one property set that Word shows as custom properties


Made: TypeAlias = "bytes | Iterable[bytes]"
"""A part as it is, or in pieces, to be made while it is packed."""


def sealed(parts: Mapping[str, Made], report: str) -> dict[str, bytes | Packed]:
    """The parts with the seal among them: the hash of all the others, and the report type.

    What comes in pieces is made once, for the hash and for the zip alike, and comes back packed.
    """
    found: dict[str, bytes | Packed] = {}
    digest = hashlib.sha256()
    for name in sorted(parts.keys() - {PART}):
        digest.update(name.encode() + b"\0")
        found[name] = _heard(parts[name], digest.update)
    others = {name: found[name] for name in parts if name != PART}
    return {**others, PART: _properties({_HASH: digest.hexdigest(), _REPORT: report})}


def _heard(part: Made, heard: Callable[[bytes], None]) -> bytes | Packed:
    if not isinstance(part, bytes):
        return packed_pieces(part, heard)
    heard(part)
    return part


def is_untouched(data: bytes) -> bool:
    """Whether docgen wrote this document and every part of it is still as it was, with nothing appended."""
    try:
        return data[-_END_RECORD:].startswith(b"PK\x05\x06") and _holds(data)
    except PackageFault:
        return False


def _holds(data: bytes) -> bool:
    package, _ = open_package(data)
    if package is None or PART not in package:
        return False
    digest = hashlib.sha256()
    for name in sorted(package.names):
        if name != PART:
            digest.update(name.encode() + b"\0")
            for piece in package.pieces(name):
                digest.update(piece)
    return _stated(package.read(PART)) == digest.hexdigest()


def _stated(content: bytes) -> str:
    names: list[str] = []
    values: dict[str, str] = {}
    parse(
        PART,
        content,
        starts={"property": lambda attributes: names.append(attributes.get("name", ""))},
        ends={"lpwstr": lambda text: values.update({names[-1] if names else "": text})},
    )
    return values.get(_HASH, "")


def _properties(values: Mapping[str, str]) -> bytes:
    """The custom properties part; Word wants their ids to begin with 2."""
    properties = "".join(
        f'<property fmtid="{_SET}" pid="{number}" name="{name}"><vt:lpwstr>{escaped(value)}</vt:lpwstr></property>'
        for number, (name, value) in enumerate(values.items(), 2)
    )
    return (
        f'{DECLARATION}<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties" '
        'xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes">'
        f"{properties}</Properties>"
    ).encode()
