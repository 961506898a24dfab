"""A workbook that the clerk of the tests fills in reads just as the one that docgen draws."""

import json
from io import BytesIO
from itertools import count

import pytest
from openpyxl import load_workbook

from docgen.records import replace
from tests.corpus.source import sources
from tests.corpus.write import as_json
from tests.report.test_filling import TEXTS, VALUES, with_figures
from tests.tenth import tenth
from tests.workbooks import NEW, OLD, clean, drawn, edited, filled, opened


def held(workbook):
    """What a workbook holds; its print areas follow how much there is to print."""
    book = opened(workbook)
    names = {name: where for name, where in book.names.items() if "Print_Area" not in name}
    grids = [replace(grid, merges=tuple(sorted(grid.merges))) for grid in book.grids]
    return grids, book.properties, names


def test_an_edit_is_made_as_if_the_workbook_had_just_been_loaded():
    def edit(book):
        book["封面"].row_dimensions[70].hidden = True
        book["封面"].column_dimensions["Z"].hidden = True
        book["三、依申请公开"].insert_rows(8)
        book["三、依申请公开"].row_dimensions[9].height = 40

    data = filled(clean(NEW))
    book, target = load_workbook(BytesIO(data)), BytesIO()
    edit(book)
    book.save(target)
    assert held(edited(data, edit)) == held(target.getvalue())


@pytest.mark.parametrize("report", [OLD, NEW])
def test_figures_of_every_kind(report):
    kinds = [*VALUES, lambda _: None, lambda _: "", lambda _: " 甲 "]
    data = with_figures(report, (kinds[n % len(kinds)](n) for n in count()))
    assert held(filled(data)) == held(drawn(data))


@pytest.mark.parametrize("day", ["2025年1月22日", "2025-02-30", None])
def test_days_as_they_are_typed(day):
    data = clean(NEW)
    data["fields"]["issued_on"] = day
    assert held(filled(data)) == held(drawn(data))


def test_texts_of_every_kind_and_at_every_level():
    data = clean(NEW)
    data["fields"]["title_unit"] = TEXTS[0]
    texts = [{"level": at % 4 + 1, "heading": text, "text": text} for at, text in enumerate(TEXTS)]
    data["narratives"] = {"overview": texts, "problems": [{"text": text} for text in TEXTS * 4]}
    assert held(filled(data)) == held(drawn(data))


@pytest.mark.parametrize(
    "source", tenth(sources(), lambda source: [source.report]), ids=lambda source: source.name
)
def test_whole_reports(source):
    data = json.loads(as_json(source.data()))
    assert held(filled(data)) == held(drawn(data))
