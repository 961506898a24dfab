"""What may stand in a cell that should hold a figure, a date or a choice."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial

from tests.hostile import standard
from tests.hostile.case import INPUT, Case, read, refused
from tests.hostile.standard import APPLICATIONS, COVER, FIGURE, REVIEWS, TABLE

ERRORS = (
    "#REF!",
    "#DIV/0!",
    "#VALUE!",
    "#NAME?",
    "#N/A",
    "#NUM!",
    "#NULL!",
    "#SPILL!",
    "#CALC!",
    "#GETTING_DATA",
)
# What is typed as text: how it is read with a warning (code, figure), or why not.
EVIDENT = {
    "1234": ("F5", "1234"), " 1234 ": ("F5", "1234"), "１２３４": ("F5", "1234"), "1,234": ("F5", "1234"),
    "1，234": ("F5", "1234"), "+1234": ("F11", "1234"), "1234\n": ("F5", "1234"), "\u30001234\u00a0": ("F5", "1234"),
}  # fmt: skip
UNCLEAR = (
    "1.2万", "1O0", "100 200", "l00", "十二", "12件", "约12", "12%", "¥12", "NaN", "inf", "-inf", "1_000", "²", "٣", "1e3", "0x10", "1.2.3",
    "1,23", "12,34,567", "1/2", "½", "Ⅳ", "①", "TRUE", "(208)", "（208）", "=1+1", "+", "1234567890123456", "00012",
    "2021-01-20", "12\u202e34", "1\u200b2", "'12",
)  # fmt: skip
NUMBERS = {
    "0.30000000000000004": "0.3", "2.6749999999999998": "2.675", "0.125": "0.125", "1E3": "1000", "1e-6": "0.000001",
    "18604.369999999999": "18604.37", "123456789012345": "123456789012345", "-0": "0", "1.0": "1", " 7 ": "7", "+7": "7",
}  # fmt: skip
FEES = f"{TABLE}!B16"  # an amount: decimals are allowed
NO_NUMBERS = ("1e400", "NaN", "Infinity", "0x1F", "1,5", "１２", "1_000", "abc", "--1", "1 2", "٣")


def error(value: str) -> bytes:
    return standard.with_cell(FIGURE, f'<c r="@" t="e"><v>{value}</v></c>')


def cell(markup: str, place: str = FIGURE) -> bytes:
    return standard.with_cell(place, markup)


def dated(code: str, value: str) -> bytes:
    """The figure in a format of dates or other disguise."""
    index = (
        standard.parts()["xl/styles.xml"]
        .decode()
        .partition("<cellXfs")[2]
        .partition("</cellXfs>")[0]
        .count("<xf ")
    )
    return standard.replaced(
        "xl/styles.xml",
        ("</numFmts>", f'<numFmt numFmtId="777" formatCode="{code}"/></numFmts>'),
        ("</cellXfs>", '<xf numFmtId="777" applyNumberFormat="1"/></cellXfs>'),
        data=standard.with_cell(FIGURE, f'<c r="@" s="{index}"><v>{value}</v></c>'),
    )


def workbook(name: str, make: object, code: int, codes: tuple[str, ...], place: str) -> Case:
    return Case(f"values/{name}", {INPUT: make}, exit=code, codes=codes, place=place)  # type: ignore[dict-item]


def cases() -> Iterator[Case]:
    for value in ERRORS:
        yield workbook(
            f"error-{value.strip('#!?').replace('/', '')}", partial(error, value), 4, ("E208",), FIGURE
        )
    for text, (code, figure) in EVIDENT.items():
        name = f"values/evident-{text!a}"
        yield read(
            name, partial(standard.with_text, FIGURE, text), code, place=FIGURE, prints=(f"\n{figure}\n",)
        )
    yield read(
        "values/evident-fraction",
        partial(standard.with_text, FEES, "１２３４．５"),
        "F5",
        place=FEES,
        prints=("\n1234.5\n",),
    )
    for text in UNCLEAR:
        yield workbook(f"unclear-{text!a}", partial(standard.with_text, FIGURE, text), 4, ("F5",), FIGURE)
    for dash in "-–—−－":
        yield workbook(
            f"dash-alone-{ord(dash):x}", partial(standard.with_text, FIGURE, dash), 4, ("F4",), FIGURE
        )
        codes = ("R5", "F5") if dash == "-" else ("R5", "F11")
        negative = partial(standard.with_text, FIGURE, f"{dash}208")
        yield workbook(f"dash-before-{ord(dash):x}", negative, 4, codes, FIGURE)
    for text, figure in NUMBERS.items():
        yield read(
            f"values/number-{text!a}", partial(standard.with_number, FEES, text), prints=(f"\n{figure}\n",)
        )
    for text in NO_NUMBERS:
        yield refused(
            f"values/no-number-{text!a}", partial(standard.with_number, FIGURE, text), 3, "E109", FIGURE
        )
    yield from _cells()
    yield from _dates()
    yield from _totals()


def _cells() -> Iterator[Case]:
    for name, markup, code, codes in (
        ("boolean", '<c r="@" t="b"><v>1</v></c>', 4, ("F5",)),
        ("boolean-of-2", '<c r="@" t="b"><v>2</v></c>', 3, ("E109",)),
        ("formula-of-text", '<c r="@" t="str"><f>"a"&amp;"b"</f><v>ab</v></c>', 4, ("F5",)),
        ("dispimg", '<c r="@" t="str"><f>_xlfn.DISPIMG("ID_1",1)</f><v>=DISPIMG("ID_1",1)</v></c>', 4, ("F5",)),
        ("formula-never-calculated", '<c r="@"><f>1+1</f></c>', 4, ("E209",)),
        ("formula-with-empty-result", '<c r="@"><f>1+1</f><v></v></c>', 4, ("E209",)),
        ("formula-of-empty-text", '<c r="@" t="str"><f>IF(1,"")</f><v></v></c>', 4, ("F4",)),
        ("error-of-a-formula", '<c r="@" t="e"><f>1/0</f><v>#DIV/0!</v></c>', 4, ("E208",)),
        ("words-like-an-error", '<c r="@" t="str"><v>#REF!</v></c>', 4, ("F5",)),
        ("blank", '<c r="@"/>', 4, ("F4",)),
        ("type-q", '<c r="@" t="q"><v>1</v></c>', 3, ("E109",)),
        ("string-out-of-range", '<c r="@" t="s"><v>9</v></c>', 3, ("E109",)),
        ("string-minus-1", '<c r="@" t="s"><v>-1</v></c>', 3, ("E109",)),
        ("twice", '<c r="@"><v>1</v></c><c r="@"><v>2</v></c>', 3, ("E109",)),
        ("iso-date-type", '<c r="@" t="d"><v>2021-01-20</v></c>', 4, ("F13",)),
        ("iso-date-type-wrong", '<c r="@" t="d"><v>20th May</v></c>', 3, ("E109",)),
        ("decimal", '<c r="@"><v>1.5</v></c>', 4, ("R5",)),
        ("negative", '<c r="@"><v>-1</v></c>', 4, ("R5",)),
        ("negative-nought", '<c r="@"><v>-1E-300</v></c>', 4, ("R5",)),
        ("placeholder", '<c r="@" t="str"><v>/</v></c>', 4, ("F4",)),
        ("none-in-words", '<c r="@" t="str"><v>无</v></c>', 4, ("F4",)),
    ):  # fmt: skip
        yield workbook(name, partial(cell, markup), code, codes, FIGURE)
    external = '<c r="@"><f>[1]Sheet1!$A$1</f><v>1234</v></c>'
    yield read("values/formula-on-another-file", partial(cell, external), prints=("\n1234\n",))
    rich = '<c r="@" t="inlineStr"><is><r><rPr><b/></rPr><t>全年</t></r><r><t>甲&amp;乙</t></r><rPh sb="0" eb="1"><t>jia</t></rPh></is></c>'
    yield read("values/rich-text", partial(cell, rich, standard.WORDS), prints=("全年甲&乙",), hides=("jia",))


def _dates() -> Iterator[Case]:
    for name, code, value in (
        ("date", "yyyy-mm-dd", "44000"), ("time", "h:mm", "0.5"), ("chinese-date", "yyyy&quot;年&quot;m&quot;月&quot;", "44000"),
        ("date-of-serial-60", "yyyy-mm-dd", "60"), ("negative-date", "yyyy-mm-dd", "-5"), ("date-too-late", "yyyy-mm-dd", "99999999"),
    ):  # fmt: skip
        yield workbook(f"shown-as-{name}", partial(dated, code, value), 4, ("F13",), FIGURE)
    for name, code, value in (("percent", "0%", "5"), ("thousands", "0,", "5000"), ("rounded", "0", "5000"), ("hidden", ";;;", "5000"), ("other-words", "&quot;3&quot;", "5000")):  # fmt: skip
        codes = () if name == "rounded" else ("F13",)
        yield read(f"values/shown-as-{name}", partial(dated, code, value), *codes, prints=(f"\n{value}\n",))
    for name, text, codes in (
        ("in-words", "2025年1月22日", ()), ("with-points", "2025.1.22", ()), ("of-13-months", "2025-13-01", ("E205",)),
        ("of-february-30", "2025-2-30", ("E205",)), ("of-two-digits", "25-1-22", ("E205",)), ("of-words", "年底", ("E205",)),
    ):  # fmt: skip
        place = f"{COVER}!B7"
        yield workbook(
            f"cover-date-{name}",
            partial(standard.with_text, place, text),
            4 if codes else 0,
            codes,
            place if codes else "",
        )
    for name, number, code in (
        ("60", "60", 4),
        ("negative", "-1", 4),
        ("too-late", "99999999", 4),
        ("fraction", "45679.5", 4),
    ):
        dates = partial(
            standard.with_cell, f"{COVER}!B7", f'<c r="@" {_style(f"{COVER}!B7")}><v>{number}</v></c>'
        )
        yield workbook(f"cover-date-serial-{name}", dates, code, ("E205",), f"{COVER}!B7")


def _style(place: str) -> str:
    sheet, _, address = place.partition("!")
    found = re.search(rf'<c r="{address}" (s="[0-9]+")', standard.parts()[standard.part(sheet)].decode())
    assert found
    return found[1]


def _totals() -> Iterator[Case]:
    wrong = partial(standard.with_number, f"{APPLICATIONS}!J6", "289")
    yield workbook("total-that-disagrees", wrong, 4, ("R1", "R2"), f"{APPLICATIONS}!J6")
    stale = partial(standard.with_cell, f"{REVIEWS}!E6", '<c r="@"><f>SUM(A6:D6)</f><v>17</v></c>')
    yield workbook("stale-total", stale, 4, ("R4",), f"{REVIEWS}!E6")
