"""The watermark: a word across every page, behind the text, as Word itself puts one into the headers."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from docgen.word.wiring import arrows, free_name, main_part, with_part
from docgen.word.wordml import DECLARATION, R, W, content_of, element_of, escaped, tree_of

if TYPE_CHECKING:
    from lxml.etree import _Element

_KINDS = ("default", "first", "even")
_TYPES = ("application/vnd.openxmlformats-officedocument.wordprocessingml.header+xml", "header")
_V, _O = "urn:schemas-microsoft-com:vml", "urn:schemas-microsoft-com:office:office"
_LINE = '<w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/>'
# By the name of the shape Word finds it again (设计 → 水印 → 删除水印) and LibreOffice knows what it is.
_NAME = "PowerPlusWaterMarkObject"
_FORMULAS = "".join(
    f'<v:f eqn="{formula}"/>'
    for formula in ("sum #0 0 10800", "prod #0 2 1", "sum 21600 0 @1", "sum 0 0 @2", "sum 21600 0 @3",
                    "if @0 @3 0", "if @0 21600 @1", "if @0 0 @2", "if @0 @4 21600", "mid @5 @6", "mid @8 @5",
                    "mid @7 @8", "mid @6 @7", "sum @6 0 @5")
)  # fmt: skip
_TYPE = (
    '<v:shapetype id="_x0000_t136" coordsize="21600,21600" o:spt="136" adj="10800" '
    f'path="m@7,l@8,m@5,21600l@6,21600e"><v:formulas>{_FORMULAS}</v:formulas>'
    '<v:path textpathok="t" o:connecttype="custom" o:connectlocs="@9,0;@10,10800;@11,21600;@12,10800" '
    'o:connectangles="270,180,90,0"/><v:textpath on="t" fitshape="t"/></v:shapetype>'
)
_STYLE = (
    "position:absolute;margin-left:0;margin-top:0;width:{width}pt;height:190pt;rotation:315;z-index:-251658752;"
    "mso-position-horizontal:center;mso-position-horizontal-relative:margin;"
    "mso-position-vertical:center;mso-position-vertical-relative:margin"
)


def with_watermark(parts: Mapping[str, bytes], word: str) -> dict[str, bytes]:
    """The parts with the word across every page: in each header that there is, and in those that there are not yet.

    A section without a header of its own has that of the section before it, so that only the first section is given
    what it lacks.
    """
    main = main_part(parts)
    marked = dict(parts)
    headers = {arrow.target: None for arrow in arrows(main, parts) if arrow.kind == _TYPES[1]}
    for number, name in enumerate(headers, 1):
        marked[name] = _in_header(marked[name], _shape(word, number))
    root = tree_of(parts[main])
    section = _first_section(root)
    for number, kind in enumerate(_lacking(section), len(headers) + 1):
        name = free_name(posixpath.join(posixpath.dirname(main), "header"), marked)
        marked, identity = with_part(marked, main, name, _header(_shape(word, number)), _TYPES)
        reference = {f"{{{W}}}type": kind, f"{{{R}}}id": identity}
        section.insert(0, section.makeelement(f"{{{W}}}headerReference", reference))
    return {**marked, main: content_of(root)}


def _first_section(root: _Element) -> _Element:
    """The properties of the first section; a document without any is given some."""
    for section in root.iter(f"{{{W}}}sectPr"):
        return section
    body = next(root.iter(f"{{{W}}}body"))
    body.append(body.makeelement(f"{{{W}}}sectPr"))
    return body[-1]


def _lacking(section: _Element) -> Iterator[str]:
    there = {reference.get(f"{{{W}}}type") for reference in section.iter(f"{{{W}}}headerReference")}
    return (kind for kind in _KINDS if kind not in there)


def _header(shape: str) -> bytes:
    """A header that takes up no room: a line of one point that the shape is anchored to."""
    line = f"<w:p><w:pPr>{_LINE}</w:pPr>{shape}</w:p>"
    return f'{DECLARATION}<w:hdr xmlns:w="{W}" xmlns:r="{R}">{line}</w:hdr>'.encode()


def _in_header(header: bytes, shape: str) -> bytes:
    """A header with the shape anchored to its first paragraph, so that it is no taller than before."""
    root = tree_of(header)
    line = root.find(f"{{{W}}}p")
    if line is None:
        root.insert(0, element_of(f"<w:p><w:pPr>{_LINE}</w:pPr>{shape}</w:p>"))
    else:
        line.append(element_of(shape))
    return content_of(root)


def _shape(word: str, number: int) -> str:
    style = _STYLE.format(width=190 * len(word))
    return (
        f'<w:r xmlns:v="{_V}" xmlns:o="{_O}"><w:rPr><w:noProof/></w:rPr><w:pict>{_TYPE}'
        f'<v:shape id="{_NAME}{number}" o:spid="_x0000_s9{number:03}" type="#_x0000_t136" style="{style}" '
        'o:allowincell="f" fillcolor="silver" stroked="f"><v:fill opacity=".5"/>'
        f'<v:textpath style="font-family:&quot;宋体&quot;;font-size:1pt" string="{escaped(word)}"/></v:shape>'
        "</w:pict></w:r>"
    )
