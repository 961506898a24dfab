"""Whether every engine's document says in its tables what docgen's says.

python -m tests.bench.alike DOCUMENT...
"""

from __future__ import annotations

import re
import sys
import zipfile

_CELL = re.compile(r"<w:tc>.*?</w:tc>", re.DOTALL)
_TEXT = re.compile(r"<w:t(?: [^>]*)?>([^<]*)</w:t>")


def cells(document: str) -> list[str]:
    """The text of every cell, whatever runs it is cut into."""
    with zipfile.ZipFile(document) as package:
        body = package.read("word/document.xml").decode()
    return ["".join(_TEXT.findall(cell)) for cell in _CELL.findall(body)]


def main(first: str, *others: str) -> None:
    wanted = cells(first)
    assert len(wanted) > 200, first
    for other in others:
        assert cells(other) == wanted, other


if __name__ == "__main__":
    main(*sys.argv[1:])
