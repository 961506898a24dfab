"""The styles of a workbook: of all that a style is, the number format."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docgen.excel.digits import whole_number
from docgen.excel.formats import BUILT_IN
from docgen.package import once, parse

if TYPE_CHECKING:
    from docgen.package.markup import Attributes


def read_formats(part: str, data: bytes) -> tuple[str, ...]:
    """The code of the number format of each cell style, by its index; "" is General, and unknown numbers are."""
    return once(_read, part, data)


def _read(part: str, data: bytes) -> tuple[str, ...]:
    styles = _Styles()
    parse(
        part,
        data,
        starts={"numFmt": styles.number_format, "cellXfs": styles.enter, "xf": styles.style},
        ends={"cellXfs": styles.leave},
    )
    return tuple(styles.codes.get(number) or BUILT_IN.get(number, "") for number in styles.numbers)


class _Styles:
    """Hears styles.xml."""

    def __init__(self) -> None:
        self.codes: dict[int, str] = {}
        self.numbers: list[int] = []
        self._among_cells = False

    def number_format(self, attributes: Attributes) -> None:
        """The first of a number counts: conditional formats, which come later, number theirs on their own."""
        number = whole_number(attributes.get("numFmtId"))
        if number is not None:
            self.codes.setdefault(number, attributes.get("formatCode", ""))

    def enter(self, _: Attributes) -> None:
        self._among_cells = True

    def leave(self, _: str) -> None:
        self._among_cells = False

    def style(self, attributes: Attributes) -> None:
        """Only those in `cellXfs`: `cellStyleXfs` holds what named styles start from."""
        if self._among_cells:
            self.numbers.append(whole_number(attributes.get("numFmtId")) or 0)
