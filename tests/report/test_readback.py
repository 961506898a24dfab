"""Reading back: a printed document gives the workbook's report again, and so does one that anybody else has made."""

from __future__ import annotations

import io
import json
import random
import time
from collections.abc import Callable, Mapping
from copy import deepcopy
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml.ns import qn
from docx.table import Table as WordTable

from docgen.catalogue import load_type
from docgen.cli.author import data as data_of
from docgen.pipeline import Reading, read, read_back, read_either, render
from docgen.report.compose import compose
from docgen.report.data import as_data
from docgen.report.definition import Definition
from docgen.report.form import form_of
from docgen.report.paper.manuscript import Manuscript, Written
from docgen.report.paper.readback import read_document
from docgen.report.sheets import section_titles
from docgen.word import Names, Template, compile_template, names_of
from docgen.word import render as fill
from tests.samples import figures
from tests.tenth import WHOLE, few, tenth
from tests.test_third_type import TOML
from tests.workbooks import NEW, OLD, brief, clean, definition, filled, pruned

INPUTS = Path(__file__).parents[2] / "excel_inputs"
SAMPLES = [INPUTS / report / "sample.xlsx" for report in (OLD, NEW)]
PRINTED_FIELDS = ("unit", "title_unit", "year", "issued_on")


def taken(data: bytes) -> Reading:
    reading, found = read(data)
    assert reading is not None, found
    return reading


@lru_cache(maxsize=4)
def compiled(data: bytes, names: Names) -> Template:
    template, found = compile_template(data, names, "template.docx")
    assert template, found
    return template


def printed(reading: Reading, *, typed: bool = False) -> bytes:
    """The document, made whatever the rules say of the figures."""
    if typed:
        template = compiled(reading.kind.template.read_bytes(), names_of(reading.definition))
        document, found = fill(template, compose(reading.report, reading.definition), typed=True)
    else:
        document, found = render(reading)
    assert document, found
    return document


def back(document: bytes, report: str | None = None):
    """What a document says as data, and what was found on the way."""
    reading, found = read_back(document, report)
    assert reading is not None, found
    return pruned(as_data(reading.report, reading.definition)), found


def carried(reading: Reading) -> Any:
    """The workbook's data as far as paper can carry it: what is printed, as it is printed."""
    data = pruned(as_data(reading.report, reading.definition))
    data["fields"] = {key: value for key, value in data["fields"].items() if key in PRINTED_FIELDS}
    content = compose(reading.report, reading.definition)
    said = {key: [paragraph_of(one) for one in lines] for key, lines in content.narratives.items()}
    return data | {"narratives": pruned(said)}


def paragraph_of(one) -> dict[str, Any]:
    return {"level": one.level or None, "heading": one.heading, "text": one.text}


@pytest.mark.parametrize("typed", [False, True], ids=["Word's numbers", "typed numbers"])
@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.parent.name)
def test_the_samples_come_back_word_for_word(path, typed):
    reading = taken(path.read_bytes())
    data, found = back(printed(reading, typed=typed))
    assert found == ()
    assert data == carried(reading)


def test_a_sample_that_breaks_rules_comes_back_too():
    reading = taken((INPUTS / OLD / "sample-with-mistakes.xlsx").read_bytes())
    data, found = back(printed(reading))
    assert data["tables"]["disclosure"]["item_5"]["licences"]["change"] == -208
    assert data["tables"]["applications"]["total"]["total"] == 1
    assert [one.get("heading") for one in data["narratives"]["problems"]][3:5] == ["下步工作计划", "充实队伍"]
    assert brief(found) == [("F4", "表1!C18"), ("F6", "五、存在的主要问题及改进情况")]


WORDS = "公开信息平台申请答复目录规范解读机制培训监督保障"


def prose(chance: random.Random) -> list[dict[str, Any]]:
    """Paragraphs of every kind; a heading that ends in a full stop is one that paper cannot tell."""

    def words(least: int, most: int) -> str:
        return "".join(chance.choices(WORDS, k=chance.randint(least, most)))

    kinds: list[Callable[[], dict[str, Any]]] = [
        lambda: {"text": words(5, 60) + "。"},
        lambda: {"level": chance.randint(2, 4), "heading": words(2, 12)},
        lambda: {"level": chance.randint(2, 4), "heading": words(2, 12), "text": words(5, 60) + "。"},
        lambda: {"level": chance.randint(2, 4), "heading": words(2, 12) + "：", "text": words(5, 60)},
        lambda: {"text": f"（{chance.choice('一二三')}）{words(5, 20)}。"},  # a clerk's word, not a number
        lambda: {"level": 1, "heading": f"增设{words(6, 12)}"},
    ]
    return [chance.choice(kinds)() for _ in range(chance.randint(1, 8))]


def scattered(kind: Definition, chance: random.Random) -> dict[str, Any]:
    tree: dict[str, Any] = {}
    for table in kind.tables:
        for cell in form_of(table).figures:
            *branches, leaf = cell.path.split(".")
            branch = tree
            for key in branches:
                branch = branch.setdefault(key, {})
            sign = -1 if cell.measure.signed and chance.random() < 0.5 else 1
            branch[leaf] = sign * round(chance.uniform(0, 10 ** chance.randint(0, 7)), cell.measure.decimals)
    return tree


@pytest.mark.parametrize("seed", tenth(range(20)))
def test_generated_reports_come_back_figure_for_figure_and_word_for_word(seed):
    chance = random.Random(seed)
    data = clean(chance.choice([OLD, NEW]))
    data["narratives"] = {key: prose(chance) for key in data["narratives"]}
    data["narratives"]["preamble"] = [{"text": "本报告依照有关规定编制。"}]
    data["tables"] = scattered(definition(data["report"]), chance)
    reading = taken(filled(data))
    found_again, found = back(printed(reading))
    assert found_again == carried(reading)
    assert {code for code, _ in brief(found)} <= {"F6", "F7"}


def test_a_report_type_that_nobody_thought_of_comes_back(tmp_path):
    (tmp_path / "report.toml").write_text(TOML, encoding="utf-8")
    kind = load_type(tmp_path).definition
    assert kind
    lines = [
        "安南县2025年第二季度信访工作报告",
        "一、基本数据",
        "二、主要做法",
        "逐案化解。",
        "安南县信访局",
        "2025年7月3日",
    ]
    report, found = read_document(Manuscript(tuple(Written(line) for line in lines)), kind)
    assert {key: value.text for key, value in report.fields.items()} == {
        "unit": "安南县", "year": "2025", "quarter": "二", "issued_on": "2025-07-03",
    }  # fmt: skip
    assert [one.text for one in report.narratives["practice"]] == ["逐案化解。"]
    assert [finding.message.zh for finding in found] == ["文档里没有“来访情况表”这张表"]


# Anybody's: plain paragraphs, typed numbers, tables without styles.


def figure_texts(kind: Definition, tables: Mapping[str, Any]) -> dict[str, str]:
    def leaves(tree: Mapping[str, Any], path: str):
        for key, value in tree.items():
            if isinstance(value, Mapping):
                yield from leaves(value, f"{path}{key}.")
            else:
                yield f"{path}{key}", str(value)

    return dict(leaves(tables, ""))


@lru_cache
def drawn(table, *, merged: bool):
    """A table with the path of each figure in its place: python-docx takes a second to merge two hundred cells."""
    form = form_of(table)
    made = Document().add_table(form.rows, form.columns)
    grid = [row.cells for row in made.rows]  # `made.cell` would count all cells each time
    for cell in (*form.labels, *form.figures):
        top, left, bottom, right = (edge - 1 for edge in cell.area)
        one = grid[top][left]
        if merged and (top, left) != (bottom, right):
            one = one.merge(grid[bottom][right])
        one.text = cell.text if hasattr(cell, "text") else f"{{{cell.path}}}"
    return made._tbl


def draw(document, table, texts: Mapping[str, str], *, merged: bool) -> WordTable:
    copy = deepcopy(drawn(table, merged=merged))
    for words in copy.iter(qn("w:t")):
        if words.text.startswith("{"):
            words.text = texts.get(words.text[1:-1], "")
    document.element.body.insert_element_before(copy, "w:sectPr")
    return WordTable(copy, document)


PLAIN = {
    "title": "罗平县2020年政府信息公开工作年度报告",
    "preamble": ["本报告依照有关规定编制。"],
    "overview": ["（一）主动公开。全年公开信息若干。", "（二）依申请公开。全年收到申请1件。", "1.登记。逐件登记。", "（1）当日登记。"],
    "problems": ["（一）队伍不稳。交接不够充分。（二）形式单一。图表较少。"],
    "other_matters": ["无其他需要报告的事项。"],
    "ending": ["罗平县人民政府", "2021年1月20日"],
}  # fmt: skip


def saved(document) -> bytes:
    data = io.BytesIO()
    document.save(data)
    return data.getvalue()


class Office:
    """A document as an office writes it by hand; every test changes what it is about."""

    def __init__(self, report: str = OLD, tables: Mapping[str, Any] | None = None) -> None:
        self.kind = definition(report)
        self.texts = figure_texts(self.kind, tables or figures.luoping_corrected())
        self.said: dict[str, Any] = dict(PLAIN)
        self.headings = {own.section.heading: own.title for own in section_titles(self.kind)}
        self.merged = True
        self.extra: dict[str, list[str]] = {}
        self.redraw: Callable[[str, WordTable], None] = lambda *_: None
        self.document = Document()

    def written(self) -> bytes:
        self._lines([self.said["title"]] if isinstance(self.said["title"], str) else self.said["title"])
        for section in self.kind.sections:
            if section.heading and self.headings[section.heading]:
                self.document.add_paragraph(self.headings[section.heading])
            if section.narrative:
                self._lines(self.said[section.narrative.key])
            for table in section.tables:
                drawn = draw(self.document, table, self.texts, merged=self.merged)
                self.redraw(table.key, drawn)
            self._lines(self.extra.get(section.heading, []))
        self._lines(self.said["ending"])
        return saved(self.document)

    def _lines(self, lines) -> None:
        for line in lines:
            self.document.add_paragraph(line)


NARRATIVES = {
    "preamble": [{"text": "本报告依照有关规定编制。"}],
    "overview": [
        {"level": 2, "heading": "主动公开", "text": "全年公开信息若干。"},
        {"level": 2, "heading": "依申请公开", "text": "全年收到申请1件。"},
        {"level": 3, "heading": "登记", "text": "逐件登记。"},
        {"level": 4, "heading": "当日登记。"},
    ],
    "problems": [
        {"level": 2, "heading": "队伍不稳", "text": "交接不够充分。"},
        {"level": 2, "heading": "形式单一", "text": "图表较少。"},
    ],
    "other_matters": [{"text": "无其他需要报告的事项。"}],
}
LUOPING = {"unit": "罗平县人民政府", "title_unit": "罗平县", "year": 2020, "issued_on": "2021-01-20"}


@pytest.mark.parametrize("merged", [True, False], ids=["merged", "unmerged"])
def test_a_document_with_typed_numbers_and_plain_tables(merged):
    office = Office()
    office.merged = merged
    data, found = back(office.written())
    assert data == {
        "report": OLD,
        "fields": LUOPING,
        "narratives": NARRATIVES,
        "tables": figures.luoping_corrected(),
    }
    assert found == ()


def test_each_format_is_told_by_its_labels():
    assert back(Office(NEW, figures.qinghe()).written())[0]["report"] == NEW
    assert back(Office().written())[0]["report"] == OLD


def test_another_document_belongs_to_no_type():
    document = Document()
    document.add_paragraph("一、会议通知")
    reading, found = read_back(saved(document))
    assert reading is None
    assert [(finding.code, finding.message.zh) for finding in found] == [("E201", "看不出这是哪种报表的文档")]


ODD_FIGURES = {
    "an em dash": ("—208", -208, "F11"),
    "a plus sign": ("+823", 823, "F11"),
    "full-width digits": ("１２", 12, "F5"),
    "a separator": ("46,503", 46503, "F5"),
    "blanks around": (" 12 ", 12, "F5"),
    "a unit": ("609.11万元", "609.11万元", "F5"),
    "a slash": ("/", "/", "F4"),
    "a dash": ("—", "—", "F4"),
    "nothing": ("", None, "F4"),
    "plainly a number": ("-67", -67, None),
    "decimals": ("12.50", 12.5, None),
    "a long row of digits": ("12345678901234567890", "12345678901234567890", "F5"),
}


@pytest.mark.parametrize(("text", "value", "code"), ODD_FIGURES.values(), ids=ODD_FIGURES)
def test_figures_as_they_are_printed(text, value, code):
    office = Office()
    office.texts["disclosure.item_5.licences.change"] = text
    data, found = back(office.written())
    assert data["tables"]["disclosure"]["item_5"]["licences"].get("change") == value
    assert brief(found) == ([(code, "表1!C7")] if code else [])


def test_a_finding_says_where_on_paper():
    office = Office()
    office.texts["applications.total.total"] = "无"
    _, (finding,) = back(office.written())
    assert finding.places[0].address == "表2!J25"
    assert finding.places[0].path == "applications.total.total"


def widened(key: str, table: WordTable) -> None:
    """In the last two blocks of table two, the middle cell is the wide one."""
    if key == "disclosure":
        for row in (13, 14, 16, 17):
            for cell, span in zip(table.rows[row]._tr.tc_lst, (1, 2, 1), strict=True):
                cell.grid_span = span


def test_whichever_cell_of_a_row_is_the_wide_one():
    office = Office()
    office.redraw = widened
    data, found = back(office.written())
    assert data["tables"] == figures.luoping_corrected()
    assert found == ()


def relabelled(key: str, table: WordTable) -> None:
    if key == "disclosure":
        table.cell(2, 0).text = "规范"
        table.cell(1, 1).text = "本年新\n制作数量"


def test_a_changed_label_is_found_and_a_broken_one_is_not():
    office = Office()
    office.redraw = relabelled
    data, found = back(office.written())
    assert data["tables"] == figures.luoping_corrected()
    assert brief(found) == [("F2", "表1!A3")]


def test_a_missing_table_is_named():
    office = Office()
    office.redraw = lambda key, table: table._tbl.getparent().remove(table._tbl) if key == "reviews" else None
    data, found = back(office.written())
    assert set(data["tables"]) == {"disclosure", "applications"}
    assert [finding.message.zh for finding in found] == [
        "文档里没有“政府信息公开行政复议、行政诉讼情况”这张表"
    ]


PROBLEMS, MATTERS, REVIEWS = (
    "存在的主要问题及改进情况",
    "其他需要报告的事项",
    "政府信息公开行政复议、行政诉讼情况",
)


def test_long_forms_and_short_ones_are_the_sections_they_mean():
    office = Office()
    office.headings[REVIEWS] = "四、因政府信息公开工作被申请行政复议、提起行政诉讼的情况"
    office.headings[PROBLEMS] = "五、政府信息公开工作存在的主要问题及改进情况"
    office.headings[MATTERS] = "六、其他事项"
    data, found = back(office.written())
    assert data["narratives"] == NARRATIVES
    assert brief(found) == [("F6", f"四、{REVIEWS}"), ("F6", f"五、{PROBLEMS}"), ("F6", f"六、{MATTERS}")]


def test_seven_sections_and_two_points_three():
    """The shape of a county's real report of 2020; the sentences are ours."""
    office = Office(tables=figures.LUOPING_AS_FOUND)
    office.said["overview"] = [f"（{number}）要点。已经落实。" for number in "一二三三"]
    office.headings[PROBLEMS] = "五、存在的问题"
    office.headings[MATTERS] = "七、其他需要报告的事项"
    office.said["other_matters"] = ["无"]
    office.extra[PROBLEMS] = ["六、下步工作计划", "（一）充实队伍。开展轮训。"]
    office.said["title"], office.said["ending"] = [], []
    data, found = back(office.written())
    assert "fields" not in data
    assert [one["level"] for one in data["narratives"]["problems"]] == [2, 2, 1, 2]
    assert data["narratives"]["problems"][2] == {"level": 1, "heading": "下步工作计划"}
    assert data["narratives"]["other_matters"] == [{"text": "无"}]
    assert data["tables"]["disclosure"]["item_9"]["procurement"]["amount"] == "609.11万元"
    assert brief(found) == [
        ("F11", "表1!C7"), ("F11", "表1!C11"), ("F5", "表1!C18"),
        ("F7", "一、总体情况"), ("F6", f"五、{PROBLEMS}"), ("F6", f"五、{PROBLEMS}"),
    ]  # fmt: skip


def test_sections_left_out_out_of_order_or_there_twice():
    office = Office()
    office.headings[MATTERS] = ""
    _, found = back(office.written())
    assert [finding.message.zh for finding in found] == ["文档里没有“六、其他需要报告的事项”这一部分"]
    office = Office()
    office.extra[PROBLEMS] = ["一、总体情况"]
    _, found = back(office.written())
    assert {code for code, _ in brief(found)} == {"F6", "F7"}


def test_words_beside_a_table_are_not_lost_without_a_word():
    office = Office()
    office.extra[REVIEWS] = ["以上数据由司法局提供。"]
    _, (finding,) = back(office.written())
    assert (finding.code, finding.severity) == ("E222", "warning")
    assert "以上数据由司法局提供。" in finding.message.zh


def test_headings_without_numbers_are_known_by_their_words():
    office = Office()
    office.headings = {heading: heading for heading in office.headings}
    data, found = back(office.written())
    assert (data["narratives"], found) == (NARRATIVES, ())


def test_headings_in_styles_of_the_programs_own():
    document = Document(io.BytesIO(Office().written()))
    style = document.styles.add_style("一级标题", WD_STYLE_TYPE.PARAGRAPH)
    style.base_style = document.styles["Heading 1"]
    for paragraph in document.paragraphs:
        number, _, heading = paragraph.text.partition("、")
        if number in tuple("一二三四五六"):
            paragraph.text, paragraph.style = heading, style
    data, found = back(saved(document))
    assert (data["narratives"], found) == (NARRATIVES, ())


FRAMES = {
    "in one piece": ("罗平县2020年政府信息公开工作年度报告", ["罗平县人民政府", "2021年1月20日"], LUOPING),
    "broken into lines": (["罗平县人民政府", "2020年政府信息公开", "工作年度报告"], ["2021年1月20日"], LUOPING | {"title_unit": None}),
    "broken in the line": ("罗平县\n2020年政府信息公开工作年度报告", ["罗平县人民政府 2021年1月20日"], LUOPING),
    "in wide digits": ("罗平县２０２０年政府信息公开工作年度报告", ["罗平县人民政府", "２０２１年１月２０日"], LUOPING),
    "in numerals": ("罗平县二〇二〇年政府信息公开工作年度报告", ["罗平县人民政府", "二〇二一年一月二十日"], LUOPING),
    "in other words": ("罗平县2020年度政府信息公开年度报告", ["罗平县人民政府", "2021年1月20日"], LUOPING),
    "dated below the title": (["罗平县2020年政府信息公开工作年度报告", "（2021年1月20日）"], [], {"unit": "罗平县", "year": 2020, "issued_on": "2021-01-20"}),
    "below a head": (["罗平县人民政府文件", "罗政发〔2021〕3号", "罗平县2020年政府信息公开工作年度报告"], ["罗平县人民政府", "2021年1月20日", "（此件公开发布）"], LUOPING),
    "not dated": ("罗平县2020年政府信息公开工作年度报告", [], {"unit": "罗平县", "year": 2020}),
    "not titled": ([], ["罗平县人民政府", "2021年1月20日"], {"unit": "罗平县人民政府", "issued_on": "2021-01-20"}),
    "on no day": ("罗平县2020年政府信息公开工作年度报告", ["2021年2月30日。"], {"unit": "罗平县", "year": 2020}),
}  # fmt: skip


@pytest.mark.parametrize(("title", "ending", "fields"), FRAMES.values(), ids=FRAMES)
def test_title_signature_and_date_however_they_are_set(title, ending, fields):
    office = Office()
    office.said |= {"title": title, "ending": ending}
    data, _ = back(office.written())
    assert data["fields"] == pruned(fields)
    assert data["narratives"]["preamble"] == NARRATIVES["preamble"]
    assert data["narratives"]["overview"] == NARRATIVES["overview"]


def test_the_one_word_of_the_last_section_is_no_signature():
    office = Office()
    office.said |= {"other_matters": ["没有其他事项"], "ending": ["2021年1月20日"]}
    data, _ = back(office.written())
    assert data["fields"] == {"unit": "罗平县", "year": 2020, "issued_on": "2021-01-20"}
    assert data["narratives"]["other_matters"] == [{"text": "没有其他事项"}]


def test_what_stands_around_an_official_document_is_no_narrative():
    data = clean(NEW)
    data["fields"] |= {
        "issue_form": "文件格式", "document_number": "青政办发〔2025〕5号", "issuer": "青禾市人民政府文件", "seal": "加盖印章",
        "addressees": "省人民政府", "attachments": "明细表、名词解释", "copies_to": "市委办公室", "printed_on": "2025-01-23",
    }  # fmt: skip
    reading = taken(filled(data))
    found_again, found = back(printed(reading))
    assert found == ()
    assert found_again["narratives"] == carried(reading)["narratives"]
    told = {"addressees": "省人民政府", "attachments": "明细表\n名词解释"}
    assert found_again["fields"] == carried(reading)["fields"] | told


def test_an_announcement_below_the_title_is_text():
    office = Office()
    office.said["preamble"] = ["现将有关情况报告如下："]
    assert back(office.written())[0]["narratives"]["preamble"] == [{"text": "现将有关情况报告如下："}]


def test_a_heading_ends_where_its_face_does():
    office = Office()
    written = Document(io.BytesIO(office.written()))
    paragraph = next(one for one in written.paragraphs if one.text.startswith("（二）依申请"))
    paragraph.text = ""
    paragraph.add_run("（二）依申请公开").bold = True
    paragraph.add_run("全年收到申请1件。")
    assert back(saved(written))[0]["narratives"]["overview"][1] == {
        "level": 2,
        "heading": "依申请公开",
        "text": "全年收到申请1件。",
    }


def test_paragraphs_have_their_section_and_path():
    reading, _ = read_back(Office().written())
    assert reading
    second = reading.report.narratives["overview"][1]
    assert (second.place.sheet, second.place.path) == ("一、总体情况", "narratives.overview.1")
    assert second.place.value == "（二）依申请公开。全年收到申请1件。"


def test_a_manuscript_of_headings_alone_is_read_in_time():
    many = tuple(Written(f"增设的部分{number}", 1) for number in range(few(20_000)))
    start = time.process_time()
    report, found = read_document(Manuscript(many), definition())
    assert time.process_time() - start < (10 if WHOLE else 1)
    assert report.figures == {}
    assert {finding.code for finding in found} == {"E202", "F6"}


def test_the_command_takes_a_document_by_its_bytes(tmp_path):
    reading = taken(SAMPLES[1].read_bytes())
    file = tmp_path / "年报.xlsx"  # a name says nothing
    file.write_bytes(printed(reading))
    entry, text = data_of(str(file), None)
    assert (entry.exit_code, entry.unit) == (0, "青禾市人民政府")
    assert pruned(json.loads(text)) == carried(reading)
    workbook, _ = read_either(SAMPLES[1].read_bytes())
    assert workbook
    assert pruned(as_data(workbook.report, workbook.definition))["tables"] == json.loads(text)["tables"]
