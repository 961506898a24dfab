"""Definitions of report types from strangers."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from docgen.catalogue import shipped
from tests.hostile import standard
from tests.hostile.case import INPUT, OUTPUT, Case, Make
from tests.workbooks import NEW, definition

SMALL = """
id = "small"
name = "小表"
title = "{unit}{year}年小表"
[ending]
date = "day"
[[fields]]
key = "unit"
label = "单位"
[[fields]]
key = "year"
label = "年度"
kind = "year"
[[fields]]
key = "day"
label = "日期"
kind = "date"
[[sections]]
heading = "数据"
[[sections.tables]]
key = "t"
sheet = "表"
corner = "类"
columns = [{ key = "a", label = "甲" }, { key = "b", label = "乙" }]
rows = [{ key = "x", label = "子" }, { key = "y", label = "丑" }]
"""
RULE = '[[rules]]\ncode = "Z1"\ntable = "t"\neach = "row"\nformula = "{}"\n'


def shipped_text() -> str:
    return (shipped() / definition(NEW).id / "report.toml").read_text(encoding="utf-8")


def changed(old: str, new: str) -> bytes:
    assert old in SMALL
    return SMALL.replace(old, new, 1).encode()


def ruled(formula: str) -> bytes:
    return (SMALL + RULE.format(formula)).encode()


def wide(rows: int, columns: int) -> bytes:
    lines = ", ".join(f'{{ key = "r{n}", label = "行{n}" }}' for n in range(rows))
    heads = ", ".join(f'{{ key = "c{n}", label = "列{n}" }}' for n in range(columns))
    text = SMALL.replace('{ key = "a", label = "甲" }, { key = "b", label = "乙" }', heads)
    return text.replace('{ key = "x", label = "子" }, { key = "y", label = "丑" }', lines).encode()


def deep(levels: int) -> bytes:
    head = '{ key = "z", label = "底" }'
    for n in range(levels):
        head = f'{{ key = "k{n}", label = "层{n}", rows = [{head}] }}'
    return changed('{ key = "x", label = "子" }', head)


WRONG: dict[str, tuple[Make, str]] = {
    "empty": (b"", "title"),
    "not-toml": (b"id = \xe5\xb9", "report.toml"),
    "not-utf-8": ("id = '表'".encode("gbk"), "report.toml"),
    "cut-off": (SMALL[:200].encode(), "report.toml"),
    "json": (b'{"id": "small"}', "report.toml"),
    "nul": (SMALL.encode() + b"\0", "report.toml"),
    "duplicate-key": (b'id = "a"\nid = "b"', "report.toml"),
    "too-long": (SMALL.encode() + b"#" * 2_000_000, "1048576"),
    "nested-5000-deep": (b"a = " + b"[" * 5000 + b"]" * 5000, "deep"),
    "tables-5000-deep": (b"[" + b"a." * 5000 + b"a]\nb = 1", "report.toml"),
    "number-of-a-million-digits": (b"version = " + b"9" * 900_000, "report.toml"),
    "unknown-key": (changed('sheet = "表"', 'sheet = "表"\nsheeet = "x"'), "sections[0].tables[0].sheeet"),
    "wrong-type": (changed('id = "small"', "id = 5"), "id"),
    "key-of-python": (changed('key = "unit"', 'key = "__class__"'), "__class__"),
    "attribute-in-the-title": (changed("{unit}{year}", "{unit.__class__}"), "unit.__class__"),
    "width-in-the-title": (changed("{unit}{year}", "{unit:>999999999}"), "title"),
    "index-in-the-title": (changed("{unit}{year}", "{unit[0]}"), "title"),
    "brace-in-the-title": (changed("{unit}{year}", "{unit"), "title"),
    "two-keys-alike": (changed('key = "y"', 'key = "x"'), "x"),
    "two-labels-no-matter": (changed('label = "乙"', "label = 3"), "columns[1].label"),
    "sheet-name-of-path": (changed('sheet = "表"', 'sheet = "../表"'), "../表"),
    "sheet-name-too-long": (changed('sheet = "表"', f'sheet = "{"表" * 40}"'), "表表"),
    "no-rows": (changed('[{ key = "x", label = "子" }, { key = "y", label = "丑" }]', "[]"), "rows"),
    "rows-nine-deep": (deep(9), "8"),
    "span-of-a-million": (changed('key = "a", label', 'span = 1000000, key = "a", label'), "63"),
    "span-beyond": (changed('key = "a", label', 'span = 99999999999, key = "a", label'), "span"),
    "form-of-a-million": (wide(1000, 1000), "20,000"),
    "code-of-docgen": (ruled("a = b").replace(b"Z1", b"F5"), "F5"),
    "formula-of-python": (ruled("__import__('os').system('id')"), "formula"),
    "formula-call": (ruled("open(1) = a"), "formula"),
    "formula-power": (ruled("9**9**9 = a"), "formula"),
    "formula-brackets": (ruled("(" * 100 + "a" + ")" * 100 + " = b"), "brackets"),
    "formula-of-nothing": (ruled("1 = 1"), "formula"),
    "formula-unknown": (ruled("a = c"), "c"),
    "formula-minus-signs": (ruled("a = " + "-" * 100 + "b"), "brackets"),
    "formula-of-20000-terms": (ruled("a = b" + " + b" * 20_000), "longer than 1000"),
    "rule-message-attribute": (ruled("a = b") + b'message = "{left.__class__}"\n', "message"),
    "date-nowhere": (changed('date = "day"', 'date = "nowhere"'), "nowhere"),
    "element-nowhere": (SMALL.encode() + b'[document]\nseal = "nowhere"\n', "seal"),
}  # fmt: skip


def case(name: str, make: Make, code: int, *codes: str, place: str = "", **files: Make) -> Case:
    given = {
        INPUT: standard.workbook,
        "type/report.toml": make,
        **{f"type/{key}.docx": value for key, value in files.items()},
    }
    arguments = ("render", f"{{}}/{INPUT}", "-o", f"{{}}/{OUTPUT}", "--report", "{}/type", "--json")
    return Case(f"definitions/{name}", given, arguments, code, codes, place)


def cases() -> Iterator[Case]:
    for name, (make, place) in WRONG.items():
        yield case(name, make, 5, "E301", place=place)
    text = shipped_text().encode()
    yield case("the-shipped-one-elsewhere", text, 0, template=standard.template)
    yield case("with-byte-order-mark", b"\xef\xbb\xbf" + text, 0, template=standard.template)
    yield case("form-of-20000", partial(wide, 400, 50), 4, "E202", "E205", "F2")
    yield case("with-crlf", text.replace(b"\n", b"\r\n"), 0, template=standard.template)
    yield case("without-template", text, 5, "E303", place="template.docx")
    yield case("of-another-form", SMALL.encode(), 4, "E202", "E205", "F2", place="数据")
    many = b"".join(RULE.format("a = b").replace("Z1", f"Z{n}").encode() for n in range(2000))
    yield case("2000-rules", partial(bytes.__add__, SMALL.encode(), many), 4, "E202", "E205", "F2")
    sums = ruled("a = " + " + ".join(["b"] * 300))
    yield case("formula-of-300-terms", sums, 4, "E202", "E205", "F2")
