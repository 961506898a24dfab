"""The shapes of comments: the VML that Excel and WPS draw them by.

What is there is never parsed: honest VML is not always well-formed (`<br>` in the caption of a button, as Excel
writes it), and a shape that declares its own namespaces can be put before the end of any.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from docgen.report.grid import Position

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.vmlDrawing"
_FIRST_NUMBER = 1025  # where Excel begins to number the shapes of a sheet
_NAMES = (
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    'xmlns:x="urn:schemas-microsoft-com:office:excel"'
)
_FRESH = f'<xml {_NAMES}><o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="1"/></o:shapelayout></xml>'
_TYPE = (
    f'<v:shapetype {_NAMES} id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe">'
    '<v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>'
)
# Without an anchor Excel takes the size from the style: an anchor in cells would grow with wide columns.
_SHAPE = (
    '<v:shape {names} id="_x0000_s{number}" type="#_x0000_t202" style="position:absolute;margin-left:59.25pt;'
    'margin-top:1.5pt;width:{width}px;height:{height}px;z-index:1;visibility:hidden" fillcolor="#ffffe1" '
    'o:insetmode="auto"><v:fill color2="#ffffe1"/><v:shadow color="black" obscured="t"/>'
    '<v:path o:connecttype="none"/><v:textbox style="mso-direction-alt:auto"><div style="text-align:left"/></v:textbox>'
    '<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/><x:AutoFill>False</x:AutoFill>'
    "<x:Row>{row}</x:Row><x:Column>{column}</x:Column></x:ClientData></v:shape>"
)
_WIDTH, _LINE_HEIGHT, _ALONG, _HIGHEST = 300, 17, 23, 420  # pixels, but for the Han characters along a line

_END = re.compile(rb"</xml\s*>\s*\Z")
_NUMBER = re.compile(rb"_x0000_s(\d{1,9})\b")
_HAS_TYPE = re.compile(rb"""<\w+:shapetype[^>]*\sid\s*=\s*["']_x0000_t202["']""")


def fresh_shapes() -> bytes:
    """A drawing without shapes."""
    return _FRESH.encode()


def with_shapes(data: bytes, notes: Mapping[Position, Sequence[str]]) -> bytes | None:
    """The drawing with a hidden box for each cell that has notes; None when it is no VML drawing at all."""
    end = _END.search(data)
    if end is None:
        return None
    number = max((int(found) for found in _NUMBER.findall(data)), default=_FIRST_NUMBER - 1) + 1
    kind = "" if _HAS_TYPE.search(data) else _TYPE
    shapes = [_shape(at, place, notes[place]) for at, place in enumerate(sorted(notes), number)]
    return data[: end.start()] + (kind + "".join(shapes)).encode() + data[end.start() :]


def _shape(number: int, at: Position, notes: Sequence[str]) -> str:
    lines = sum(1 + len(line) // _ALONG for note in notes for line in f"{note}\n".split("\n"))
    height = min(_LINE_HEIGHT * (lines + 1), _HIGHEST)
    return _SHAPE.format(
        names=_NAMES, number=number, width=_WIDTH, height=height, row=at.row - 1, column=at.column - 1
    )
