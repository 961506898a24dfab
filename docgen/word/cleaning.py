"""The cleaning: a part as Word wrote it, brought to where Jinja can read its tags."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from docgen.diagnostics import Diagnostic, Phrase
from docgen.diagnostics.codes import TAG_SYNTAX, UNSAFE_TEMPLATE
from docgen.word.narrowing import narrow
from docgen.word.placing import place
from docgen.word.sample_rows import with_loops
from docgen.word.tags import words
from docgen.word.wordml import DECLARATION, W, tree_of

if TYPE_CHECKING:
    from lxml.etree import _Element

    from docgen.word.names import Repeated
    from docgen.word.styles import Styles

MAX_TAGS = 5_000  # docxtpl's cleaning is quadratic: 5,000 take 2.8 s, 20,000 take 51 s (measured)
_PAIRS = (("{{", "}}"), ("{%", "%}"), ("{#", "#}"))
_FULL_WIDTH = ("｛｛", "｝｝", "｛{", "{｛", "｝}", "}｝", "｛%", "%｝")
_WIDTH = Phrase("花括号是全角的，应是半角的 {{ }}", "its braces are full-width; they must be {{ }}")
_UNFINISHED = Phrase(
    "标签的开头和结尾不配对，或不在同一段里", "a tag lacks its beginning or its end within the paragraph"
)
_BESIDE = Phrase(
    "{{p }} 要独占一段，同一段里的其他文字不会印出",
    "{{p }} must be alone: other words in its paragraph are not printed",
)


def has_tags(content: bytes) -> bool:
    """Whether a sound part may hold tags at all: a brace, half- or full-width, is in it."""
    return b"{" in content or "｛".encode() in content


def cleaned(
    content: bytes, styles: Styles, listings: Sequence[Repeated], file: str
) -> tuple[str, tuple[Diagnostic, ...]]:
    """The part's XML with every tag in one piece, and what is wrong with how its tags are written."""
    root = tree_of(content)
    paragraphs = _paragraphs(root)
    findings = tuple(_faults([text for _, text in paragraphs], file)) or with_loops(root, listings, file)
    if findings:
        return "", findings
    for element, text in paragraphs:
        if _is_block(text):
            _free_bookmarks(element)
    place(root, styles)
    narrow(root)
    return DECLARATION + _patched(root), ()


def plain_source(content: bytes) -> str:
    """The XML of a part without runs, whose tags are in one piece as they are."""
    return DECLARATION + _written(tree_of(content))


def _written(root: _Element) -> str:
    from lxml import etree

    return etree.tostring(root, encoding="unicode")


def _paragraphs(root: _Element) -> list[tuple[_Element, str]]:
    """Every paragraph with its own words, those of text boxes within it left to their own paragraphs."""
    texts: dict[_Element, list[str]] = {}
    for element in root.iter(f"{{{W}}}p", f"{{{W}}}t"):
        if element.tag == f"{{{W}}}p":
            texts[element] = []
        else:
            owner = next(element.iterancestors(f"{{{W}}}p"), None)
            if owner is not None:
                texts[owner].append(element.text or "")
    return [(element, "".join(pieces)) for element, pieces in texts.items()]


def _faults(texts: list[str], file: str) -> Iterator[Diagnostic]:
    if sum(text.count(opening) for text in texts for opening, _ in _PAIRS) > MAX_TAGS:
        many = Phrase(f"标签超过 {MAX_TAGS} 个", f"more than {MAX_TAGS} tags")
        yield UNSAFE_TEMPLATE.at(file=file, detail=many)
        return
    for text in texts:
        if detail := _fault(text):
            yield TAG_SYNTAX.at(file=file, context=words(text), detail=detail)


def _fault(text: str) -> Phrase | None:
    if any(pair in text for pair in _FULL_WIDTH):
        return _WIDTH
    if any(text.count(opening) != text.count(closing) for opening, closing in _PAIRS):
        return _UNFINISHED
    if _is_block(text) and not _is_alone(text.strip()):
        return _BESIDE
    return None


def _is_block(text: str) -> bool:
    """Whether a tag in the text stands for its whole paragraph."""
    return "{{p " in text or "{%p " in text


def _is_alone(text: str) -> bool:
    return text.startswith(("{{p ", "{%p ")) and text.find("}") == len(text) - 2 + text.endswith("%}")


def _free_bookmarks(paragraph: _Element) -> None:
    """Nothing: moves bookmarks out of a paragraph that a narrative will replace.

    Word puts a bookmark that we set round paragraphs into the first and the last of them when it saves.
    """
    starts = list(paragraph.iter(f"{{{W}}}bookmarkStart"))
    ends = list(paragraph.iter(f"{{{W}}}bookmarkEnd"))
    for start in starts:
        paragraph.addprevious(start)
    for end in reversed(ends):
        paragraph.addnext(end)


def _patched(root: _Element) -> str:
    from docxtpl import DocxTemplate

    return str(DocxTemplate("").patch_xml(_written(root)))
