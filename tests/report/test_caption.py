"""Captions: tables that the text may cite by name, in a report type that asks for it."""

import io
import json

import pytest
from docx import Document
from openpyxl import load_workbook

from docgen.excel.standard.blank import blank_workbook
from docgen.pipeline import Reading, read, read_back
from docgen.report.citation import check_citations
from docgen.report.compose import compose
from docgen.report.data import as_data
from docgen.report.filling import from_json
from docgen.report.load import load
from docgen.word import compile_template, names_of, official_template
from docgen.word import render as fill
from tests.test_third_type import DATA, TOML
from tests.workbooks import pruned

CAPTIONED = f"{TOML}\n[document]\ncaptions = true\n"
SAID = "见〖表：来访情况表〗，共〖合计·人次〗人次。"


@pytest.fixture
def taken(tmp_path):
    """What a report of a type says whose text is given: the workbook is written, and read by its type's folder."""

    def take(toml: str, text: str = SAID) -> Reading:
        (tmp_path / "report.toml").write_text(toml, encoding="utf-8")
        kind, faults = load(toml)
        assert kind, faults
        (tmp_path / "template.docx").write_bytes(official_template(kind))
        told = DATA | {"narratives": {"practice": [{"text": text}]}}
        filling, found = from_json(json.dumps(told), kind, "DATA.json")
        assert not found
        reading, found = read(blank_workbook(kind, filling), str(tmp_path))
        assert reading, found
        return reading

    return take


def printed(reading: Reading, *, typed: bool = False) -> bytes:
    names = names_of(reading.definition)
    template, found = compile_template(reading.kind.template.read_bytes(), names, "template.docx")
    assert template, found
    data, found = fill(template, compose(reading.report, reading.definition), typed=typed)
    assert data, found
    return data


def cited_wrongly(reading: Reading) -> list[str]:
    return [found.code for found in check_citations(reading.report, reading.definition)]


def test_a_cited_table_is_printed_as_its_number(taken):
    reading = taken(CAPTIONED)

    assert cited_wrongly(reading) == []
    texts = [paragraph.text for paragraph in Document(io.BytesIO(printed(reading, typed=True))).paragraphs]
    assert "见表1，共42人次。" in texts
    assert "表1\u3000来访情况表" in texts


def test_a_colon_of_half_width_cites_too(taken):
    reading = taken(CAPTIONED, "见〖表:来访情况表〗。")

    assert compose(reading.report, reading.definition).narratives["practice"][0].text == "见表1。"


def test_a_table_that_is_not_there_is_an_unknown_citation(taken):
    assert cited_wrongly(taken(CAPTIONED, "见〖表：来访情况〗。")) == ["E213"]


def test_without_captions_no_table_can_be_cited(taken):
    assert cited_wrongly(taken(TOML)) == ["E213"]


@pytest.mark.parametrize(("toml", "listed"), [(CAPTIONED, True), (TOML, False)])
def test_the_workbook_lists_the_mark_where_there_are_captions(toml, listed):
    kind, _ = load(toml)
    sheet = load_workbook(io.BytesIO(blank_workbook(kind)))[kind.citations]

    rows = list(sheet.iter_rows(min_row=3, max_col=3, values_only=True))
    assert (("〖表：来访情况表〗", "来访情况表的表号", "表1") in rows) is listed
    assert any(row[0].startswith("〖表：") for row in rows) is listed


@pytest.mark.parametrize("typed", [False, True], ids=["Word's numbers", "typed numbers"])
def test_a_printed_caption_is_not_read_back_as_text(taken, typed):
    reading = taken(CAPTIONED, "共42人次。")

    again, found = read_back(printed(reading, typed=typed), str(reading.kind.folder))
    assert again, found
    assert found == ()
    data = [pruned(as_data(one.report, one.definition)) for one in (again, reading)]
    assert [one["narratives"] for one in data] == [{"practice": [{"text": "共42人次。"}]}] * 2


def test_a_sentence_that_looks_like_a_caption_is_read_back(taken):
    reading = taken(CAPTIONED, "表1\u3000来访情况表")

    again, _ = read_back(printed(reading), str(reading.kind.folder))
    assert again
    assert [one.text for one in again.report.narratives["practice"]] == ["表1\u3000来访情况表"]


def test_two_tables_of_one_name_cannot_both_have_captions():
    table = CAPTIONED[
        CAPTIONED.index("[[sections.tables]]") : CAPTIONED.index('[[sections]]\nheading = "主要做法')
    ]
    other = table.replace('"visits"', '"calls"').replace('"来访情况"', '"来电情况"').replace("人次", "人数")
    twice = CAPTIONED.replace(table, table + other)

    kind, faults = load(twice)
    assert kind is None
    assert any("tables.name" in f.message.en and "captions must differ" in f.message.en for f in faults)


def test_a_caption_needs_a_name():
    nameless = CAPTIONED.replace('name = "来访情况表"\n', "").replace('heading = "基本数据"\n', "")

    kind, faults = load(nameless)
    assert kind is None
    assert any("a caption needs the table's name" in fault.message.en for fault in faults)
