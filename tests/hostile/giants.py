"""Giants: files at and beyond the limits that take seconds to make or to read. Long proofs only."""

from __future__ import annotations

import random
from collections.abc import Iterator
from functools import partial

from tests.hostile import standard, templates
from tests.hostile.bombs import MEGABYTE, strings
from tests.hostile.case import INPUT, Case, read, refused, same
from tests.packages import MAIN


def numbers(rows: int, columns: int, *, alike: bool = False) -> bytes:
    """A sheet of distinct numbers, as a clerk's export of a whole database has."""
    letters = [_letters(column) for column in range(columns)]
    lines = (
        f'<row r="{row}">'
        + "".join(f'<c r="{letter}{row}"><v>{1 if alike else row * columns + at}</v></c>' for at, letter in enumerate(letters))
        + "</row>"
        for row in range(1, rows + 1)
    )  # fmt: skip
    return standard.with_sheet(
        f'<worksheet xmlns="{MAIN}"><sheetData>{"".join(lines)}</sheetData></worksheet>'
    )


def ghosts(rows: int, columns: int) -> bytes:
    """Formatted cells that hold nothing."""
    letters = [_letters(column) for column in range(columns)]
    lines = "".join(
        f'<row r="{row}" s="1" customFormat="1">' + "".join(f'<c r="{letter}{row}" s="1"/>' for letter in letters) + "</row>"
        for row in range(1000, 1000 + rows)
    )  # fmt: skip
    return standard.with_rows(lines)


def emoji(row: int) -> str:
    """A row with one long text in which one character makes all of them four bytes wide in memory."""
    noise = random.Random(row).randbytes(16_000).hex()
    return f'<row r="{row}"><c r="A{row}" t="inlineStr"><is><t>😀{noise}</t></is></c></row>'


def elements() -> str:
    """Elements of four bytes that do not deflate beyond the ratio."""
    chance = random.Random(2)
    return "".join("<c/>" * chance.randrange(9) + "<c />" for _ in range(3_000_000))


def media(size: int, count: int = 1) -> bytes:
    """Pictures that do not deflate beyond the ratio."""
    noise = random.Random(1).randbytes(MEGABYTE)
    return standard.with_parts(**{f"xl/media/i{n}.emf": noise * size for n in range(count)})


def _letters(column: int) -> str:
    return (chr(64 + column // 26) if column >= 26 else "") + chr(65 + column % 26)


def crowd() -> bytes:
    """Many parts, each below the limit of one."""
    noise = random.Random(4)
    return standard.packed_with(
        standard.template(),
        {
            f"word/x{n}.xml": "<a>" + "".join("<b/>" * noise.randrange(9) for _ in range(50_000)) + "</a>"
            for n in range(40)
        },
    )


def pictures() -> bytes:
    noise = random.Random(5).randbytes(1 << 20)
    return standard.packed_with(standard.template(), {f"word/media/p{n}.png": noise * 14 for n in range(5)})


def paragraphs(count: int) -> bytes:
    texts = (
        f'<c r="C{row}" t="inlineStr"><is><t>第{row}段，全年公开信息{row}条。</t></is></c>'
        for row in range(64, 64 + count)
    )
    return standard.with_rows("".join(f'<row r="{row}">{text}</row>' for row, text in enumerate(texts, 64)))


def ledgers(count: int) -> bytes:
    text = "全年公开信息128条，比上年增加3件。" * 1700
    rows = (
        f'<row r="{row}"><c r="C{row}" t="inlineStr"><is><t>{text}</t></is></c></row>'
        for row in range(64, 64 + count)
    )
    return standard.with_rows("".join(rows))


def cases() -> Iterator[Case]:
    yield refused(
        "giants/13-million-elements",
        lambda: standard.with_rows(elements()),
        7,
        "E111",
        standard.part(standard.OVERVIEW),
    )
    yield refused("giants/1600000-distinct-numbers", partial(numbers, 100_000, 16), 7, "E111")
    yield refused("giants/2200000-equal-numbers", partial(numbers, 110_000, 20, alike=True), 7, "E111")
    yield read("giants/200000-distinct-numbers", partial(numbers, 20_000, 10), prints=("128455",))
    yield refused("giants/pictures-in-excess", partial(media, 40, 5), 7, "E111")
    yield same("giants/ghost-cells", partial(ghosts, 60_000, 16))
    yield read(
        "giants/500000-strings",
        lambda: strings("".join(f"<si><t>{n}</t></si>" for n in range(500_000))),
        prints=("128455",),
    )
    yield refused(
        "giants/million-characters-of-four-bytes",
        lambda: standard.with_rows("".join(emoji(row) for row in range(2000, 2600))),
        7,
        "E111",
        standard.OVERVIEW,
    )
    yield same("giants/ghost-rows", partial(ghosts, 200_000, 1))
    yield Case(
        "giants/100000-paragraphs",
        {INPUT: partial(paragraphs, 100_000)},
        exit=7,
        codes=("E111", "E228"),
        place="10,000",
    )
    yield read("giants/9000-paragraphs", partial(paragraphs, 9_000), "E228", prints=("第9000段",))
    yield read("giants/15-ledgers", partial(ledgers, 15), "E228")
    yield templates.case("giants/40-parts-of-elements", crowd, 5, "E303", place="word/")
    yield templates.case("giants/70-mebibytes-of-pictures", pictures, 5, "E303", place="展开")
