"""What docgen writes into a workbook's parts: in ASCII, so that it is right in every encoding that a part may have."""

from __future__ import annotations

import re

MOST = 32_767  # characters that a cell or a comment of Excel holds

# What XML cannot hold Excel writes as _xHHHH_; a text that looks so has its own underscore escaped. A carriage
# return would come back as a line feed.
_UNWRITABLE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)|[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")
_ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"})
_TAG = re.compile(rb"<(/?)(?=[a-zA-Z])")


def escaped(text: str) -> str:
    """The text as it stands in an element or an attribute of a spreadsheet part, cut to what a cell can hold."""
    written = _UNWRITABLE.sub(lambda found: f"_x{ord(found[0]):04X}_", text[:MOST])
    return written.translate(_ESCAPES)


def ascii_markup(markup: str, prefix: bytes = b"") -> bytes:
    """The markup with all but ASCII as character references, its elements under the prefix of those around it."""
    data = markup.encode("ascii", "xmlcharrefreplace")
    return _TAG.sub(rb"<\1" + prefix, data) if prefix else data
