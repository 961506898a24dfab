"""The custom properties of a file, where docgen notes which report a workbook holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docgen.excel.strings import unescaped
from docgen.package import parse

if TYPE_CHECKING:
    from docgen.package.markup import Attributes

_VALUES = ("lpwstr", "lpstr", "bstr", "i1", "i2", "i4", "i8", "int", "ui1", "ui2", "ui4", "ui8", "uint", "r4", "r8",
           "decimal", "bool", "date", "filetime")  # fmt: skip


def read_properties(part: str, data: bytes) -> dict[str, str]:
    """The custom properties by name, each value as its text whatever its type."""
    found: dict[str, str] = {}
    name = ""

    def named(attributes: Attributes) -> None:
        nonlocal name
        name = attributes.get("name", "")

    def valued(text: str) -> None:
        found[name] = unescaped(text)

    parse(part, data, starts={"property": named}, ends=dict.fromkeys(_VALUES, valued))
    return found
