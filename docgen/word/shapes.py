"""The shapes of blocks: the tables of a report are those of every report of its type, its paragraphs are of few kinds, and
each is walked through only once.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from xml.parsers import expat

from docgen.digest import digest_of
from docgen.word.story import Story, read_story

_BODY = re.compile(rb"[^<]*(?:<\?[^<]*)?<w:document[^<]*<w:body>")
_END = b"</w:body></w:document>"
_TABLE, _TABLE_END = b"<w:tbl>", b"</w:tbl>"
_PARAGRAPH, _PARAGRAPH_END = b"<w:p>", b"</w:p>"
_WORDS, _SCALE = b'<w:t xml:space="preserve">', b'<w:w w:val="'
_OUTWARD = (b"<w:bookmark", b"<w:comment", b"<w:fldChar", b":docPr")
_ENTITIES = (b"&amp;", b"&lt;", b"&gt;", b"&quot;")
_CONTROLS = bytes({*range(0x20)} - {*b"\t\n\r"})
_FEW = 512


def story_of(content: bytes) -> Story:
    """The faults and references of a part, as `read_story`. Raises expat.ExpatError when it is not well-formed."""
    return _by_blocks(content) or read_story(content)


def _by_blocks(content: bytes) -> Story | None:
    """The story of a sound document, blocks that were seen before but for their words passed over; None for any other.

    Words within `w:t`, and how narrow they are set, do not matter to the structure, as long as they are words; all else
    must be the same, byte for byte.
    """
    body = _BODY.match(content)
    if body is None or not content.endswith(_END) or not _has_words_only(content):
        return None
    try:
        rest, shapes = _divided(content)
        stories = [_shaped(body[0] + shape + _END) for shape in dict.fromkeys(shapes)]
        stories.append(_plain_story(rest))
    except (_OddError, expat.ExpatError):
        return None
    return None if any(story.faults for story in stories) else _joined(stories)


def _has_words_only(content: bytes) -> bool:
    """Whether all that stands between tags is text that XML may hold."""
    if b"]]>" in content or len(content.translate(None, _CONTROLS)) < len(content):
        return False
    references = content.count(b"&")
    if references and references != sum(map(content.count, _ENTITIES)):
        return False
    try:
        text = content.decode()
    except UnicodeDecodeError:
        return False
    return "\ufffe" not in text and "\uffff" not in text


class _OddError(Exception):
    """A block stands within another one, or there is a comment or a section that may hide some."""


def _divided(content: bytes) -> tuple[bytes, list[bytes]]:
    """The document without the blocks that nothing refers to, and the shapes of these. Paragraphs leave empty ones behind.

    Raises _OddError.
    """
    rest: list[bytes] = []
    shapes: list[bytes] = []
    first, *tables = content.split(_TABLE)
    _outside(first, rest, shapes)
    for table, end, after in (table.partition(_TABLE_END) for table in tables):
        if not end:
            raise _OddError
        if any(mark in table for mark in _OUTWARD):
            rest += (_TABLE, table, end)
        else:
            shapes.append(_TABLE + _shape(table) + end)
        _outside(after, rest, shapes)
    return b"".join(rest), shapes


def _outside(content: bytes, rest: list[bytes], shapes: list[bytes]) -> None:
    """Divides what stands outside of tables."""
    first, *paragraphs = content.split(_PARAGRAPH)
    rest.append(first)
    for paragraph, end, after in (paragraph.partition(_PARAGRAPH_END) for paragraph in paragraphs):
        if not end:
            raise _OddError
        if any(mark in paragraph for mark in _OUTWARD):
            rest += (_PARAGRAPH, paragraph, end, after)
        else:
            rest += (b"<w:p/>", after)
            shapes.append(_PARAGRAPH + _shape(paragraph) + end)


def _shape(block: bytes) -> bytes:
    """The block without its words, and without the scale of those that are set narrower."""
    first, *runs = block.split(_WORDS)
    bare = _WORDS.join((first, *(run[run.find(b"<") :] for run in runs)))
    first, *scales = bare.split(_SCALE)
    return first + b"".join(map(_unscaled, scales))


def _unscaled(after: bytes) -> bytes:
    scale, end, rest = after.partition(b'"/>')
    return rest if end and scale.isdigit() else _SCALE + after


_known: dict[bytes, Story] = {}


def _shaped(shape: bytes) -> Story:
    """What a document of one block says; kept by its digest, for a few forms at a time."""
    digest = digest_of(shape)
    if digest not in _known:
        if len(_known) >= _FEW:
            _known.clear()
        _known[digest] = _plain_story(shape)
    return _known[digest]


def _plain_story(content: bytes) -> Story:
    if b"<!" in content:
        raise _OddError
    return read_story(content)


def _joined(stories: Sequence[Story]) -> Story:
    whole = Story()
    for story in stories:
        whole.styles |= story.styles
        whole.lists |= story.lists
        whole.relations |= story.relations
        for kind, marks in story.marks.items():
            whole.marks[kind] = whole.marks.get(kind, set()) | marks
    return whole
