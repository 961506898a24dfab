"""The headings of a document that is being made: paragraphs in their styles, and faces that begin a paragraph."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from docgen.word.wordml import W

if TYPE_CHECKING:
    from lxml.etree import _Element

    from docgen.word.styles import Styles


class Heading(NamedTuple):
    """A heading: which paragraph of the part it is, its level, its words with their number if that is typed."""

    paragraph: int
    level: int
    words: str


def headings_of(root: _Element, styles: Styles, deepest: int) -> Iterator[Heading]:
    """The headings of a part down to a level, run-in ones too, in order."""
    levels = {style.paragraph: level for level, style in enumerate(styles.headings[:deepest], 1)}
    faces = {style.character: level for level, style in enumerate(styles.headings[:deepest], 1)}
    for number, element in enumerate(root.iter(_w("p"))):
        style = element.find(f"{_w('pPr')}/{_w('pStyle')}")
        level = 0 if style is None else levels.get(style.get(_w("val"), ""), 0)
        runs = [(_said(found), _face(found)) for found in element.iter(_w("r"))]
        whole = "".join(words for words, _ in runs)
        if level and whole.strip():
            yield Heading(number, level, whole)
        elif not level and runs and runs[0][1] and runs[0][1] in faces:
            words = "".join(words for words, face in runs if face == runs[0][1])
            yield Heading(number, faces[runs[0][1]], words.rstrip("。"))


def _face(element: _Element) -> str:
    style = element.find(f"{_w('rPr')}/{_w('rStyle')}")
    return "" if style is None else style.get(_w("val"), "")


def _said(element: _Element) -> str:
    return "".join(text.text or "" for text in element.iter(_w("t")))


def _w(name: str) -> str:
    return f"{{{W}}}{name}"
