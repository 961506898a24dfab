"""DATA.json from hosts, for `docgen workbook --data`."""

from __future__ import annotations

import json
from collections.abc import Iterator

from tests.hostile.case import Case, Make
from tests.workbooks import NEW, clean

NAME, TARGET = "data.json", "out.xlsx"


def with_value(path: str, value: object) -> bytes:
    data = clean(NEW)
    *above, last = path.split(".")
    place: object = data
    for key in above:
        place = place[int(key)] if isinstance(place, list) else place[key]  # type: ignore[index]
    place[last] = value  # type: ignore[index]
    return json.dumps(data).encode()


def raw(text: str) -> bytes:
    return json.dumps(clean(NEW)).encode().replace(b"128455", text.encode())


FIGURE = "tables.disclosure.item_5.licences.decisions"
NOT_JSON: dict[str, Make] = {
    "empty": b"", "nothing": b" ", "cut-off": json.dumps(clean(NEW)).encode()[:500], "single-quotes": b"{'report': 1}", "comment": b'{} // x',
    "trailing-comma": b'{"fields": {},}', "two-documents": b"{}{}", "nan": raw("NaN"), "infinity": raw("-Infinity"), "hexadecimal": raw("0x1F"),
    "leading-nought": raw("007"), "nested-100000-deep": b"[" * 100_000 + b"]" * 100_000, "key-twice": b'{"fields": {}, "fields": {}}',
    "control-character": b'{"fields": {"unit": "a\x01b"}}', "xml": b"<a/>", "workbook": b"PK\x03\x04",
}  # fmt: skip
WRONG_SHAPE: dict[str, tuple[Make, str, str]] = {
    "list": (b"[]", "E219", "{…}"), "number": (b"5", "E219", "{…}"), "text": (b'"x"', "E219", "{…}"),
    "unknown-part": (b'{"field": {}}', "E218", "field"), "unknown-field": (with_value("fields.unti", "x"), "E218", "fields.unti"),
    "unknown-table": (with_value("tables.nothing", {}), "E218", "tables.nothing"),
    "unknown-figure": (with_value("tables.disclosure.item_5.licences.x", 1), "E218", "tables.disclosure.item_5.licences.x"),
    "other-report": (with_value("report", "another"), "E219", "report"),
    "object-for-figure": (with_value(FIGURE, {"x": 1}), "E219", FIGURE), "list-for-figure": (with_value(FIGURE, [1]), "E219", FIGURE),
    "boolean-for-figure": (with_value(FIGURE, True), "E219", FIGURE), "figure-for-table": (with_value("tables.disclosure", 1), "E219", "tables.disclosure"),
    "number-of-a-million-digits": (raw("9" * 1_000_000), "E219", FIGURE),
    "20-digits": (raw("12345678901234567890"), "E219", FIGURE), "exponent-of-400": (raw("1e400"), "E219", FIGURE),
    "exponent-of-a-billion": (raw("1e999999999"), "E219", FIGURE), "minus-exponent": (raw("1e-999999999"), "E219", FIGURE),
    "text-for-paragraphs": (with_value("narratives.overview", "甲"), "E219", "narratives.overview"),
    "text-for-paragraph": (with_value("narratives.overview", ["甲"]), "E219", "narratives.overview.0"),
    "level-9": (with_value("narratives.overview", [{"level": 9, "heading": "甲"}]), "E219", "narratives.overview.0.level"),
    "number-for-text": (with_value("narratives.overview", [{"text": 5}]), "E219", "narratives.overview.0.text"),
    "text-too-long": (with_value("narratives.overview", [{"text": "字" * 32_768}]), "E220", "narratives.overview.0.text"),
}  # fmt: skip
ODD: dict[str, Make] = {
    "clean": json.dumps(clean(NEW)).encode(), "byte-order-mark": b"\xef\xbb\xbf" + json.dumps(clean(NEW)).encode(),
    "nulls": with_value(FIGURE, None), "formula-like-text": with_value(FIGURE, "=1+1"), "error-like-text": with_value(FIGURE, "#REF!"),
    "control-characters": with_value("narratives.overview", [{"text": "甲\x00\x07\ud800乙_x000D_"}]), "empty-object": b"{}",
    "wrong-figures": with_value(FIGURE, -1.5), "exponent": raw("1e3"), "negative-nought": raw("-0"),
}  # fmt: skip


def case(name: str, make: Make, code: int, *codes: str, place: str = "") -> Case:
    arguments = ("workbook", NEW, "-o", f"{{}}/{TARGET}", "--data", f"{{}}/{NAME}", "--force", "--json")
    return Case(f"data/{name}", {NAME: make}, arguments, code, codes, place, output=TARGET)


def cases() -> Iterator[Case]:
    for name, make in NOT_JSON.items():
        yield case(name, make, 3, "E120", place=NAME)
    yield case("gbk", '{"fields": {"unit": "县"}}'.encode("gbk"), 3, "E102", place=NAME)
    for name, (make, code, place) in WRONG_SHAPE.items():
        yield case(name, make, 4, code, place=place)
    for name, make in ODD.items():
        yield case(name, make, 0)
