"""How many lines a paragraph takes, reckoned."""

import pytest

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
