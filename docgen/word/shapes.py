"""The shapes of tables: most of a report is tables, the same in every report of a type, and walked through only once."""

from __future__ import annotations

import re
from collections.abc import Sequence
from hashlib import blake2b
from xml.parsers import expat

from docgen.word.story import Story, read_story

_BODY = re.compile(rb"[^<]*(?:<\?[^<]*)?<w:document[^<]*<w:body>")
_END = b"</w:body></w:document>"
_TABLE, _TABLE_END = b"<w:tbl>", b"</w:tbl>"
_WORDS, _SCALE = b'<w:t xml:space="preserve">', b'<w:w w:val="'
_OUTWARD = (b"<w:bookmark", b"<w:comment", b"<w:fldChar", b":docPr")
_FEW = 256


def story_of(content: bytes) -> Story:
    """The faults and references of a part, as `read_story`. Raises expat.ExpatError when it is not well-formed."""
    return _by_tables(content) or read_story(content)


def _by_tables(content: bytes) -> Story | None:
    """The story of a sound document whose tables were seen before but for their words; None for any other.

    Most of a report is tables, and every report of a type has the same. Words within `w:t`, and how narrow they are
    set, do not matter to the structure; all else must be the same, byte for byte.
    """
    body = _BODY.match(content)
    if body is None or not content.endswith(_END):
        return None
    first, *others = content.split(_TABLE)
    rest, stories = [first], []
    for table, end, after in (other.partition(_TABLE_END) for other in others):
        if not end:  # a table within a table
            return None
        if any(mark in table for mark in _OUTWARD):
            rest += (_TABLE, table, end, after)
        else:
            rest.append(after)
            stories.append(_shaped(body[0] + _TABLE + _shape(table) + end + _END))
    expat.ParserCreate(namespace_separator=" ").Parse(content, True)  # words too must be well-formed
    stories.append(read_story(b"".join(rest)))
    return None if any(story.faults for story in stories) else _joined(stories)


def _shape(table: bytes) -> bytes:
    """The table without the words in its cells, and without the scale of those that are set narrower."""
    first, *runs = table.split(_WORDS)
    bare = _WORDS.join((first, *(run[run.find(b"<") :] for run in runs)))
    first, *scales = bare.split(_SCALE)
    return first + b"".join(map(_unscaled, scales))


def _unscaled(after: bytes) -> bytes:
    scale, end, rest = after.partition(b'"/>')
    return rest if end and scale.isdigit() else _SCALE + after


_known: dict[bytes, Story] = {}


def _shaped(shape: bytes) -> Story:
    """What a document of one table says; kept by its digest, for a few forms at a time."""
    digest = blake2b(shape, digest_size=16).digest()
    if digest not in _known:
        if len(_known) >= _FEW:
            _known.clear()
        _known[digest] = read_story(shape)
    return _known[digest]


def _joined(stories: Sequence[Story]) -> Story:
    whole = Story()
    for story in stories:
        whole.styles |= story.styles
        whole.lists |= story.lists
        whole.relations |= story.relations
        for kind, marks in story.marks.items():
            whole.marks[kind] = whole.marks.get(kind, set()) | marks
    return whole
