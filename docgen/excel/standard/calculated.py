"""The results of formulas, stored beside them as Excel does: readers that do not calculate (docgen, previews) see them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal

from openpyxl import Workbook

from docgen.report.digits import printed

Results = Mapping[str, Mapping[str, Decimal]]
"""The result of each formula by the title of its sheet and its cell."""

_FORMULA = re.compile(rb'(<c r="([A-Z]+[0-9]+)"[^>]*><f>[^<]*</f>)<v(?: ?/>|></v>)')


def with_results(parts: Mapping[str, bytes], book: Workbook, results: Results) -> dict[str, bytes]:
    """The parts of a workbook as openpyxl wrote them, which leaves every result empty, with these filled in."""
    names = {f"xl/worksheets/sheet{n}.xml": sheet.title for n, sheet in enumerate(book.worksheets, 1)}
    return {
        name: _filled(part, results[names[name]]) if names.get(name) in results else part
        for name, part in parts.items()
    }


def _filled(part: bytes, results: Mapping[str, Decimal]) -> bytes:
    def filled(found: re.Match[bytes]) -> bytes:
        value = results.get(found[2].decode())
        return found[0] if value is None else b"%s<v>%s</v>" % (found[1], printed(value).encode())

    return _FORMULA.sub(filled, part)
