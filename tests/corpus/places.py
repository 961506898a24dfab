"""Where the standard workbook holds a figure: counted from the official form, for faults that lie in the sheet itself."""

from __future__ import annotations

from tests.corpus.tables import DISCLOSURE, OUTCOMES, result_rows
from tests.samples.figures import APPLICANTS, REVIEWS

SHEETS = {"disclosure": "二、主动公开", "applications": "三、依申请公开", "reviews": "四、复议诉讼"}
NARRATIVES = {
    "preamble": "开头", "overview": "一、总体情况", "problems": "五、问题及改进", "other_matters": "六、其他事项",
}  # fmt: skip
FIRST_ROW, FIRST_PARAGRAPH = 3, 3


def cell_of(report: str, path: str) -> tuple[str, str]:
    """Sheet and cell of a figure."""
    table, *keys = path.split(".")
    place = {"disclosure": _disclosure, "applications": _applications, "reviews": _reviews}[table]
    return SHEETS[table], place(report, keys)


def _disclosure(report: str, keys: list[str]) -> str:
    row = FIRST_ROW
    for block, (rows, columns) in DISCLOSURE[report].items():
        if block == keys[0]:
            return f"{'BCD'[columns.index(keys[2])]}{row + 2 + rows.index(keys[1])}"
        row += 2 + len(rows)
    raise KeyError(keys)


def _applications(report: str, keys: list[str]) -> str:
    rows = ["received", "carried_in", *result_rows(report), "total", "carried_out"]
    column = "DEFGHIJ"[[*APPLICANTS, "total"].index(keys[-1])]
    return f"{column}{FIRST_ROW + 3 + rows.index('.'.join(keys[:-1]))}"


def _reviews(_report: str, keys: list[str]) -> str:
    column = 5 * REVIEWS.index(keys[1]) + [*OUTCOMES, "total"].index(keys[2])
    return f"{'ABCDEFGHIJKLMNO'[column]}{FIRST_ROW + 3}"
