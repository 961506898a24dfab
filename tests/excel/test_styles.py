"""Number formats: a number reads as stored, or it is said what the screen shows instead."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from docgen.excel import open_workbook
from docgen.excel.appearance import appearance, places_shown
from docgen.excel.digits import is_number
from docgen.excel.legend import Cells, Legend
from docgen.excel.serial import iso_date
from docgen.excel.styles import read_formats
from docgen.report.digits import significant
from tests.packages import MAIN, sheet, styles, workbook
from tests.tenth import few

PLAIN = ("plain", "")
steady = settings(max_examples=few(300), deadline=None, derandomize=True)


def shown(code: str, text: str, *, date1904: bool = False):
    return appearance(code, text, date1904=date1904)


def cell_in_style(style: str | int, text: str, **others: str):
    page = sheet(f'<row><c r="A1" s="1"><v>{text}</v></c></row>')
    book, findings = open_workbook(workbook(page, styles=styles("General", style), **others))
    assert book is not None, findings
    (cell,) = book.grids[0].cells.values()
    return cell.shown_as, cell.shown


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("", "0.57999999999999996"),
        ("General", "12345678901"),
        ("G/通用格式", "0.5"),
        ("@", "3"),
        ("0", "208"),
        ("0", "-208"),
        ("#,##0", "1234567"),
        ("#,##0.00", "0.57999999999999996"),
        ("0.0", "1.5E+1"),
        ("0.000", "2.5"),
        ("0000", "42"),
        ('#,##0"元"', "1200"),
        ('0"件/年"', "3"),
        ("[$¥-804]#,##0.00", "12.5"),
        ("[红色]0", "3"),
        ("[DBNum1][$-804]0", "3"),
        ("0.00_);[Red]\\(0.00\\)", "-3.25"),
        ("#,##0;[Red]#,##0", "-3"),
        ("0_ ", "7"),
        ("*-0", "7"),
        ("General;-General;", "5"),
        ('0"第1次"', "3"),
        ('"第1季度"0', "3"),
        ("[>=100]0;[<100]0.0", "99.5"),
        ("0%", "0"),
        ('0!.0,"万"', "0"),
        ("# ?/?", "5"),
        ("0;-0", "-5"),
    ],
)
def test_separators_units_signs_and_colours_leave_a_number_plain(code, text):
    assert shown(code, text) == PLAIN


@pytest.mark.parametrize(
    ("code", "text", "words"),
    [
        ("0", "2.5", "3"),
        ("0.00", "2.675", "2.68"),
        ("0.00", "-1.005", "-1.01"),
        ("0.0#", "1.267", "1.27"),
        ("#,##0", "1234.5", "1,235"),
        ('#,##0"元"', "0.4", "0元"),
        (".00", "12.345", "12.35"),
        ("0;-0;;@", "0", ""),
        ("#", "0", ""),
        (";;;", "12", ""),
        ('"已填"', "12", "已填"),
        ('_ * #,##0_ ;_ * \\-#,##0_ ;_ * "-"_ ;_ @_ ', "0", "-"),
        ("0;0", "-5", "5"),
        ("[>100]0", "50", "########"),
        ("000-0000", "5551234", "555-1234"),
        ('0"0"', "5", "50"),
        ("0!.0", "123", "12.3"),
        ("0.00E+00", "123456", "1.23E+05"),
        ("0.0E+0", "0.00025", "2.5E-4"),
        ("# ?/?", "5.25", "5 1/4"),
        ("# ??/??", "0.3333", "1/3"),
        ("?/8", "0.5", "4/8"),
    ],
)
def test_fewer_digits_or_none_are_called_rounded(code, text, words):
    assert shown(code, text) == ("rounded", words)


@pytest.mark.parametrize(
    ("code", "text", "words"),
    [("0%", "0.5", "50%"), ("0.0%", "0.1234", "12.3%"), ("0%;-0%", "-0.07", "-7%"), ("%0", "1", "%100")],
)
def test_per_cent_is_named_with_what_is_shown(code, text, words):
    assert shown(code, text) == ("percent", words)


@pytest.mark.parametrize(
    ("code", "text", "words"),
    [
        ("#,##0,", "1234567", "1,235"),
        ("0.0,,", "1500000", "1.5"),
        ("0,.0", "1500", "1.5"),
        ('0!.0,"万"', "12345", "1.2万"),
        ('#,##0,"千元"', "-2600", "-3千元"),
    ],
)
def test_thousands_cut_off_are_called_scaled(code, text, words):
    assert shown(code, text) == ("scaled", words)


@pytest.mark.parametrize(
    ("code", "text", "words"),
    [
        ("yyyy-m-d", "44216", "2021-01-20"),
        ("yyyy/m/d;@", "44216", "2021-01-20"),
        ('yyyy"年"m"月"', "44216", "2021-01-20"),
        ("[$-F800]dddd, mmmm dd, yyyy", "44216", "2021-01-20"),
        ("m/d", "3", "1900-01-03"),
        ("yyyy-m-d h:mm", "44216.354166666664", "2021-01-20T08:30:00"),
        ("h:mm", "0.25", "06:00:00"),
        ("h:mm", "0", "00:00:00"),
        ("[h]:mm", "0.5", "12:00:00"),
        ("mm:ss.0", "0.5", "12:00:00"),
        ('上午/下午h"时"', "0.75", "18:00:00"),
        ("yyyy-m-d", "0", "1900-01-00"),
        ("yyyy-m-d", "59", "1900-02-28"),
        ("yyyy-m-d", "60", "1900-02-29"),
        ("yyyy-m-d", "61", "1900-03-01"),
        ("yyyy-m-d", "2958465", "9999-12-31"),
        ("yyyy-m-d", "2958466", "########"),
        ("yyyy-m-d", "2958465.9999999", "########"),
        ("yyyy-m-d", "1e300", "########"),
        ("yyyy-m-d", "-1", "########"),
        ("[>=36526]yyyy-m-d;0", "44216", "2021-01-20"),
    ],
)
def test_dates_are_shown_in_iso_form(code, text, words):
    assert shown(code, text) == ("date", words)


def test_dates_may_count_from_1904():
    assert shown("yyyy-m-d", "0", date1904=True) == ("date", "1904-01-01")
    assert shown("yyyy-m-d", "42754", date1904=True) == ("date", "2021-01-20")
    assert shown("yyyy-m-d", "2957003", date1904=True) == ("date", "9999-12-31")
    assert shown("yyyy-m-d", "2957004", date1904=True) == ("date", "########")
    assert cell_in_style(14, "42754", settings='<workbookPr date1904="1"/>') == ("date", "2021-01-20")


@pytest.mark.parametrize("code", ['0"yd"', "0\\d", "[Red]0", "0_d", "0*s", "[$day-804]0", "General"])
def test_letters_in_quotes_escapes_and_brackets_make_no_date(code):
    assert shown(code, "5") == PLAIN


@pytest.mark.parametrize("number", [*range(14, 23), *range(27, 37), 45, 46, 47, *range(50, 59)])
def test_built_in_dates_are_known_by_number(number):
    assert cell_in_style(number, "44216")[0] == "date"


@pytest.mark.parametrize(
    ("number", "expected"),
    [(0, PLAIN), (1, ("rounded", "3")), (2, PLAIN), (4, PLAIN), (5, ("rounded", "¥3")), (9, ("percent", "250%")), (10, ("percent", "250.00%")),
     (11, PLAIN), (12, ("rounded", "2 1/2")), (38, ("rounded", "3")), (41, ("rounded", "3")), (44, PLAIN), (48, PLAIN), (49, PLAIN), (99, PLAIN)],
)  # fmt: skip
def test_other_built_in_formats_are_known_by_number(number, expected):
    assert cell_in_style(number, "2.5") == expected


def test_styles_of_styles_and_of_conditions_are_not_those_of_cells():
    page = f"""<styleSheet xmlns="{MAIN}"><numFmts><numFmt numFmtId="176" formatCode="0.00"/></numFmts>
      <cellStyleXfs><xf numFmtId="14"/><xf numFmtId="14"/></cellStyleXfs>
      <cellXfs><xf numFmtId="176"/><xf/><xf numFmtId="rubbish"/><xf numFmtId="14"/><xf numFmtId="9999"/></cellXfs>
      <dxfs><dxf><numFmt numFmtId="176" formatCode="yyyy"/></dxf></dxfs></styleSheet>"""
    assert read_formats("xl/styles.xml", page.encode()) == ("0.00", "", "", "yyyy/m/d", "")


def test_sixty_five_thousand_styles_are_read():
    assert len(read_formats("xl/styles.xml", styles(*[14] * 65_000).encode())) == 65_000


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("0.57999999999999996", "0.58"),
        ("0.30000000000000004", "0.3"),
        ("2.6749999999999998", "2.675"),
        ("208", "208"),
        ("1E+2", "100"),
        ("1234567890123456789", "1234567890123460000"),
        ("-0", "0"),
        ("5.10", "5.1"),
        ("1e-400", "0"),
    ],
)
def test_a_number_is_what_was_typed_at_15_digits(text, expected):
    assert f"{significant(text):f}" == expected


@pytest.mark.parametrize(
    "text",
    ["", ".", "1e", "1e400", "-1e400", "NaN", "inf", "1_000", "１", "٣", "0x1", "1,000", "1 2", "--1", "²"],
)
def test_what_is_no_number(text):
    assert not is_number(text)


@pytest.mark.parametrize(
    "text", ["0", "-1", "+1", "1.", ".5", "1E5", "1e-400", "007", "1.7976931348623157E+308"]
)
def test_what_is_a_number(text):
    assert is_number(text)


@steady
@given(st.decimals(allow_nan=False, allow_infinity=False, places=4, min_value=-(10**10), max_value=10**10))
def test_what_was_typed_with_up_to_15_digits_comes_back(typed):
    assert significant(repr(float(typed))) == typed


@steady
@given(
    st.text(alphabet='0#?.,%/;@_*-+!\\"[]()$<>=EGymdhse年万 General', max_size=30),
    st.floats(allow_nan=False, allow_infinity=False),
)
@example("0" * 255, 1.7976931348623157e308)
@example("0." + "0" * 250 + "%%", 1.7976931348623157e308)
@example("0.0E+0", 0.0)
@example("?/99999999999", 5e-324)
@example("?/00016", 0.5)
def test_no_format_and_no_number_fail(code, number):
    manner, words = shown(code, repr(number))
    assert manner != "plain" or words == ""


@steady
@given(st.decimals(allow_nan=False, allow_infinity=False), st.booleans())
def test_every_serial_has_words(serial, date1904):
    assert iso_date(serial, date1904=date1904)


@steady
@given(st.integers(0, 10**9), st.integers(0, 4))
def test_a_number_is_plain_just_when_its_decimals_fit(units, places):
    number = Decimal(units).scaleb(-4).normalize()
    fits = number == number.quantize(Decimal(1).scaleb(-places))
    assert (shown("#,##0" + "." * bool(places) + "0" * places, f"{number:f}")[0] == "plain") == fits


CODES = (
    "",
    "General",
    "0",
    "0.00",
    "#,##0.00",
    "0.00_ ",
    '#,##0.00"万元"',
    "0.00_);[Red]\\(0.00\\)",
    "0%",
    "0,",
    "#.##",
    '"A1"0',
)
NUMBERS = st.one_of(
    st.floats(allow_nan=False, allow_infinity=False).map(repr),
    st.decimals(allow_nan=False, allow_infinity=False, places=2, min_value=-(10**6), max_value=10**12).map(
        str
    ),
    st.floats(-1000, 1000).map(lambda number: f"{number:.17g}"),
    st.from_regex(r"-?[0-9]{1,16}(\.[0-9]{1,4})?", fullmatch=True),
)


@settings(steady, max_examples=600)
@given(st.sampled_from(CODES) | st.text(alphabet='0#.,_ "元1-(;万', max_size=10), NUMBERS)
@example("0.00", "973195.4300000001")
@example("0.00", "0.57999999999999996")
@example("0.00;;", "0")
@example("0.0", "0.25")
@example("0.00", "1e-05")
def test_what_is_plain_to_see_is_what_a_closer_look_gives(code, text):
    legend = Legend(formats=("", code))
    assert Cells(legend)["n", "1", text] == legend.read("n", "1", text)


@pytest.mark.parametrize(
    ("code", "decimals"),
    [
        ("0", 0),
        ("#,##0.00", 2),
        ('0.0"元"_ ;-0.0', 1),
        ("0%", None),
        ("0,", None),
        ("yyyy", None),
        ("[>9]0.0;0", None),
        ('0.0"1"', None),
    ],
)
def test_so_many_decimals_are_shown_of_any_number(code, decimals):
    assert places_shown(code) == decimals
