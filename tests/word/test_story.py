"""The story of a part: tables known by their shape are the tables walked through, sound or not."""

import random
import re
from xml.parsers import expat

import pytest

from docgen.word import compile_template, render
from docgen.word.shapes import _by_blocks, story_of
from docgen.word.story import read_story

from .conftest import unpacked


@pytest.fixture(scope="module")
def body(official, names, content) -> bytes:
    template, _ = compile_template(official, names, "t.docx")
    return unpacked(render(template, content)[0])["word/document.xml"]


def said(read, content: bytes):
    try:
        story = read(content)
    except expat.ExpatError:
        return "ill-formed"
    return story.faults or (story.styles, story.lists, story.relations, story.marks)


def test_a_sound_document_is_known_by_its_tables(body):
    assert body.count(b"<w:tbl>") == 2
    assert said(_by_blocks, body) == said(read_story, body)
    assert _by_blocks(re.sub(rb"(?<=<w:t>)[0-9]+", b"77", body))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"</w:tbl>", b"<w:tbl><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl></w:tbl>"),
        (b"<w:tc>", b"<w:tc>words"),
        (b'<w:t xml:space="preserve">', b'<w:t xml:space="preserve">\x01'),
        (b'<w:t xml:space="preserve">', b'<w:t xml:space="preserve">&nbsp;'),
        (b"<w:tr>", b'<w:tr><w:bookmarkStart w:id="1" w:name="docgen_title"/>'),
        (b"<w:vMerge/>", b""),
        (b'<w:sz w:val="18"/>', b'<w:sz w:val="18"/><w:rStyle w:val="Nowhere"/>'),
    ],
)
def test_what_is_wrong_within_a_table_is_seen(body, old, new):
    last = body.rindex(b"<w:tbl>")
    at = body.index(old, last)
    harmed = body[:at] + new + body[at + len(old) :]

    assert said(story_of, harmed) == said(read_story, harmed) != said(read_story, body)


def test_damaged_documents_say_the_same_either_way(body):
    chance = random.Random(5)
    tags = sorted(set(re.findall(rb"<[^>]+>", body)))
    for _ in range(120):
        at = chance.choice(
            [found.start() for found in re.finditer(rb"<", body[: chance.randrange(500, len(body))])]
        )
        cut = body.find(b">", at) + 1 if chance.random() < 0.5 else at
        harmed = body[:at] + (chance.choice(tags) if chance.random() < 0.7 else b"") + body[cut:]

        assert said(story_of, harmed) == said(read_story, harmed)
