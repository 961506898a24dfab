"""Lists of open length on paper against those of the workbook."""

from __future__ import annotations

import io
from copy import deepcopy
from typing import Any

import pytest
from docx import Document

from docgen.diagnostics import Diagnostic
from docgen.verification.differences import differences
from docgen.word.open import open_document
from tests.penalties import LINES, data, definition, document, report_of, workbook
from tests.verification.edits import retype, saved


def found(written: bytes, made: bytes) -> tuple[Diagnostic, ...]:
    manuscript, unread = open_document(written)
    assert manuscript, unread
    return differences(manuscript, report_of(made)[0], definition())


@pytest.mark.parametrize(
    "more", [{}, {"reviews": [{"applicant": "甲", "result": "维持"}], "exhibits": [{"thing": "秤"}]}]
)
def test_an_unchanged_list_differs_in_nothing(more):
    made = workbook(data(**more))
    assert found(document(made), made) == ()


def rows(opened: Any) -> list[Any]:
    """The rows of the list of penalties, its head and total too."""
    return opened.tables[1]._tbl.tr_lst


def test_a_cell_changed_is_named_on_both_sides():
    made = workbook()
    opened = Document(io.BytesIO(document(made)))
    retype(rows(opened)[-2].tc_lst[-1], "九九")
    (finding,) = found(saved(opened), made)
    assert (finding.code, finding.actual) == ("E252", "九九")
    assert finding.places[0].path.startswith("penalties.")
    assert finding.places[1].sheet == "表2"


def test_a_line_deleted_added_or_moved_is_one_finding():
    apart = [{**line, "office": f"第{n}局", "matter": f"案由{n}"} for n, line in enumerate(LINES)]
    made = workbook(data(apart))  # no cell of a line is merged with that of the next
    lost, more, moved = (Document(io.BytesIO(document(made))) for _ in range(3))
    line = rows(lost)[-2]
    line.getparent().remove(line)
    assert [finding.code for finding in found(saved(lost), made)] == ["E253"]
    line = rows(more)[-2]
    copy = deepcopy(line)
    for cell in copy.tc_lst[1:]:
        retype(cell, "7")
    line.addnext(copy)
    assert [finding.code for finding in found(saved(more), made)] == ["E253"]
    rows(moved)[-2].addnext(rows(moved)[-3])
    assert [finding.code for finding in found(saved(moved), made)] == ["E258"]
