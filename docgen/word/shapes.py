"""The shapes of blocks: the tables of a report are those of every report of its type, its paragraphs are of few kinds, and
each is walked through only once.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
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
        blocks = _Blocks(body[0], content)
        stories = [*blocks.stories, _plain_story(b"".join(blocks.rest))]
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


class _Blocks:
    """The blocks of a document: the stories of those whose shapes stand by themselves, and all the rest.

    Such a paragraph leaves an empty one behind in the rest. Raises _OddError.
    """

    def __init__(self, head: bytes, content: bytes) -> None:
        self.rest: list[bytes] = []
        self._head = head
        self._stories: dict[int, Story] = {}
        first, *tables = content.split(_TABLE)
        self._outside(first)
        for table in tables:
            self._outside(self._after(table, _TABLE, _TABLE_END, b""))

    @property
    def stories(self) -> Iterable[Story]:
        return self._stories.values()

    def _outside(self, content: bytes) -> None:
        """Takes what stands outside of tables."""
        first, *paragraphs = content.split(_PARAGRAPH)
        self.rest.append(first)
        for paragraph in paragraphs:
            self.rest.append(self._after(paragraph, _PARAGRAPH, _PARAGRAPH_END, b"<w:p/>"))

    def _after(self, content: bytes, begin: bytes, end: bytes, left: bytes) -> bytes:
        """Takes the block that the content begins with; what follows it."""
        block, closed, after = content.partition(end)
        if not closed:
            raise _OddError
        story = _shaped(b"".join((self._head, begin, _shape(block), end, _END)))
        if story:
            self._stories[id(story)] = story
            self.rest.append(left)
        else:
            self.rest += (begin, block, end)
        return after


def _shape(block: bytes) -> bytes:
    """The block without its words, and without the scale of those that are set narrower."""
    first, *runs = block.split(_WORDS)
    bare = _WORDS.join((first, *[run[run.find(b"<") :] for run in runs]))
    if _SCALE not in bare:
        return bare
    first, *scales = bare.split(_SCALE)
    return first + b"".join(map(_unscaled, scales))


def _unscaled(after: bytes) -> bytes:
    scale, end, rest = after.partition(b'"/>')
    return rest if end and scale.isdigit() else _SCALE + after


_known: dict[bytes, Story | None] = {}


def _shaped(shape: bytes) -> Story | None:
    """What a document of one block says, None where that refers to others; kept by its digest, for a few forms at a time."""
    digest = digest_of(shape)
    if digest not in _known:
        if len(_known) >= _FEW:
            _known.clear()
        _known[digest] = None if any(mark in shape for mark in _OUTWARD) else _plain_story(shape)
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
