"""The comments of a draft: each note as a native Word comment, where its marks stand in the body of the document.

Without a date: the same workbook gives the same bytes on any day.
"""

from __future__ import annotations

import posixpath
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from docgen.word.anchors import anchor
from docgen.word.wiring import arrows, free_name, main_part, with_part
from docgen.word.wordml import DECLARATION, EAST_ASIAN, W, content_of, element_of, run_text, tree_of

if TYPE_CHECKING:
    from lxml.etree import _Element

AUTHOR, INITIALS = "docgen", "D"
_TYPES = (
    "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml",
    "comments",
)
_FRESH = f'{DECLARATION}<w:comments xmlns:w="{W}"/>'.encode()
# Of its own look, since the styles are the template's: in its balloon no indent, no grid of 29 pt lines, 9 pt.
_SETTING = '<w:snapToGrid w:val="0"/><w:spacing w:line="240" w:lineRule="auto"/><w:ind w:firstLine="0"/><w:jc w:val="left"/>'
_SIZE = '<w:spacing w:val="0"/><w:sz w:val="18"/><w:szCs w:val="18"/>'


def with_comments(parts: Mapping[str, bytes], texts: Sequence[str]) -> dict[str, bytes]:
    """The parts with a comment for each text: at the marks of its number, else at the title. Its lines are paragraphs.

    Comments that the template has stay as they are. Marks that became no anchor are left for `unmarked`.
    """
    name = main_part(parts)
    root = tree_of(parts[name])
    source, wired = _comments_part(parts, name)
    comments = tree_of(wired[source])
    first = 1 + max((int(comment.get(f"{{{W}}}id", "0")) for comment in comments), default=-1)
    anchor(root, first, len(texts))
    for number, text in enumerate(texts, first):
        comments.append(_comment(number, text))
    return {**wired, name: content_of(root), source: content_of(comments)}


def _comments_part(parts: Mapping[str, bytes], main: str) -> tuple[str, dict[str, bytes]]:
    known = next((arrow.target for arrow in arrows(main, parts) if arrow.kind == _TYPES[1]), "")
    if known:
        return known, dict(parts)
    name = posixpath.join(posixpath.dirname(main), "comments.xml")
    name = free_name(name.removesuffix(".xml"), parts) if name in parts else name
    return name, with_part(parts, main, name, _FRESH, _TYPES)[0]


def _comment(number: int, text: str) -> _Element:
    lead = "<w:r><w:annotationRef/></w:r>"
    lines = (
        f"<w:p><w:pPr>{_SETTING}</w:pPr>{'' if at else lead}{_words(line)}</w:p>"
        for at, line in enumerate(text.split("\n"))
    )
    return element_of(
        f'<w:comment w:id="{number}" w:author="{AUTHOR}" w:initials="{INITIALS}">{"".join(lines)}</w:comment>'
    )


def _words(line: str) -> str:
    return f'<w:r><w:rPr>{EAST_ASIAN}{_SIZE}</w:rPr><w:t xml:space="preserve">{run_text(line)}</w:t></w:r>'
