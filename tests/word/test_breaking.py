"""How many lines a paragraph takes, reckoned."""

import random

import pytest

from docgen.word import breaking
from docgen.word.breaking import line_counts

LINE = 28.17


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("", (1, 1)),
        ("国" * 20, (1, 1)),
        ("国" * 26, (1, 2)),  # it fits, but hardly
        ("国" * 27, (1, 2)),  # it does not, but nearly
        ("国" * 40, (2, 2)),
        ("12345678" * 6, (1, 1)),  # digits are half as wide
        ("12345678，" * 8, (2, 2)),
        ("国" * 26 * 3, (3, 3)),
    ],
)
def test_lines_are_counted_with_a_doubt_where_the_last_one_begins_or_ends(text, lines):
    assert line_counts(text, LINE - 2, LINE) == lines


def test_marks_stay_with_what_they_belong_to():
    assert line_counts("国" * 9 + "（" + "国" * 5, 10, 10)[0] == 2
    assert line_counts("国" * 10 + "》" + "国" * 18, 10, 10) == (3, 4)
    assert line_counts("国" * 10 + "。" + "国" * 15, 10, 10) == (3, 3), "a full stop hangs"


def test_digits_have_a_gap_to_characters_and_none_to_marks():
    assert line_counts("国1" * 13, 21, 21)[1] == 2
    assert line_counts("，1" * 13, 21, 21)[1] == 1


def test_characters_in_a_row_are_counted_as_one_by_one(monkeypatch):
    chance = random.Random(7)
    words = [
        "国",
        "国家机关",
        "，",
        "。",
        "（",
        "）",
        "《",
        "》",
        "12",
        "3.5%",
        "https://example.cn/a/very/long/address",
        "、",
        " ",
    ]
    texts = ["".join(chance.choices(words, k=chance.randrange(1, 60))) for _ in range(400)]
    rooms = [(chance.uniform(0.5, 30), chance.uniform(0.5, 30)) for _ in texts]
    together = [line_counts(text, *room) for text, room in zip(texts, rooms, strict=True)]

    monkeypatch.setattr(
        breaking,
        "_UNIT",
        breaking.re.compile("(?P<run>(?!))|" + breaking._UNIT.pattern.partition(")|")[2], breaking.re.DOTALL),
    )

    assert together == [line_counts(text, *room) for text, room in zip(texts, rooms, strict=True)]
