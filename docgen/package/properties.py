"""The custom properties of a file, where docgen notes which report a workbook or a document holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docgen.diagnostics.codes import DOCTYPE
from docgen.package.fault import PackageFault
from docgen.package.markup import once, parse

if TYPE_CHECKING:
    from docgen.package.container import Package
    from docgen.package.markup import Attributes

_KINDS = ("custom-properties", "customProperties")  # transitional and Strict

_VALUES = ("lpwstr", "lpstr", "bstr", "i1", "i2", "i4", "i8", "int", "ui1", "ui2", "ui4", "ui8", "uint", "r4", "r8",
           "decimal", "bool", "date", "filetime")  # fmt: skip


def custom_properties(package: Package) -> dict[str, str]:
    """The custom properties by name; a file is read without them when they are broken, unless they look hostile."""
    try:
        arrows = package.relationships()
        part = next((arrow.target for arrow in arrows if arrow.kind in _KINDS and not arrow.external), "")
        return once(_read, part, package.read(part)) if part in package else {}
    except PackageFault as fault:
        if fault.diagnostic.code == DOCTYPE.code:
            raise
        return {}


def _read(part: str, data: bytes) -> dict[str, str]:
    """The properties, each value as its text whatever its type."""
    found: dict[str, str] = {}
    name = ""

    def named(attributes: Attributes) -> None:
        nonlocal name
        name = attributes.get("name", "")

    def valued(text: str) -> None:
        found[name] = text

    parse(part, data, starts={"property": named}, ends=dict.fromkeys(_VALUES, valued))
    return found
