"""A report type that nobody thought of: a folder with a definition and a template drawn by hand, no Python."""

import json
from functools import cache
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document
from openpyxl import load_workbook

from tests import command
from tests.command import Ran

TOML = """
id = "petition-quarterly"
version = 3
name = "信访工作季度报告"
title = "{unit}{year}年第{quarter}季度信访工作报告"

[cover]
sheet = "基本情况"

[ending]
signature = "{unit}信访局"
date = "issued_on"

[[fields]]
key = "unit"
label = "单位"
required = true

[[fields]]
key = "year"
label = "年度"
kind = "year"
required = true

[[fields]]
key = "quarter"
label = "季度"
kind = "choice"
choices = ["一", "二", "三", "四"]
required = true

[[fields]]
key = "issued_on"
label = "日期"
kind = "date"
required = true

[[sections]]
heading = "基本数据"

[[sections.tables]]
key = "visits"
name = "来访情况表"
sheet = "来访情况"
corner = "类别"
columns = [
  { key = "people", label = "人次" },
  { label = "金额", columns = [
    { key = "claimed", label = "诉求", decimals = 2, unit = "元" },
    { key = "paid", label = "兑付", decimals = 2, unit = "元" },
  ] },
]
rows = [
  { label = "来访", rows = [
    { key = "single", label = "个访" },
    { key = "group", label = "群访" },
  ] },
  { key = "sum", label = "合计" },
]

[[sections]]
heading = "主要做法"
narrative = { key = "practice", sheet = "主要做法" }

[[rules]]
code = "V1"
table = "visits"
each = "column"
formula = "sum = single + group"
fills = true
title = "合计等于各类之和"

[[rules]]
code = "V2"
severity = "warning"
table = "visits"
each = "row"
formula = "paid <= claimed"
title = "兑付不超过诉求"

[[claims]]
code = "V3"
value = "visits.sum.people"
says = ["[接待|接访][来访|]群众{n}人次"]
near = ["来访"]
unless = ["去年"]
measure = "人次"

[[wordings]]
code = "V4"
severity = "warning"
never = ["高度重视"]
title = "不写空话"
"""


@cache
def drawn() -> bytes:
    """A template as a designer draws it in Word: other styles, another order, a table with two figures only."""
    document, target = Document(), BytesIO()
    document.add_paragraph("{{ title }}", style="Title")
    document.add_paragraph("一、主要做法")
    document.add_paragraph("{{p practice }}")
    document.add_paragraph("二、数据。来访{{ visits.sum.people }}人次，诉求{{ visits.sum.claimed }}元。")
    table = document.add_table(2, 3)
    table.cell(0, 0).merge(table.cell(0, 2)).text = "兑付情况（{{ year }}年）"
    for column, key in enumerate(("single", "group", "sum")):
        table.cell(1, column).text = "{{ visits.%s.paid }}" % key  # noqa: UP031 - braces
    document.add_paragraph("{{ signature }}")
    document.add_paragraph("{{ date }}")
    document.save(target)
    return target.getvalue()


DATA = {
    "report": "petition-quarterly",
    "fields": {"unit": "安南县", "year": 2025, "quarter": "二", "issued_on": "2025-07-03"},
    "narratives": {
        "practice": [{"text": "领导接访。"}, {"level": 2, "heading": "包案", "text": "逐案化解。"}]
    },
    "tables": {
        "visits": {
            "single": {"people": 12, "claimed": 1500.5, "paid": 1000},
            "group": {"people": 30, "claimed": 200, "paid": 200},
        }
    },
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    kind = tmp_path / "types" / "petition-quarterly"
    kind.mkdir(parents=True)
    (kind / "report.toml").write_text(TOML, encoding="utf-8")
    (kind / "template.docx").write_bytes(drawn())
    (tmp_path / "data.json").write_text(json.dumps(DATA), encoding="utf-8")
    return tmp_path


def docgen(folder: Path, *arguments: str, **environment: str) -> Ran:
    return command.docgen(*arguments, cwd=folder, **{"DOCGEN_REPORTS": str(folder / "types"), **environment})


def test_it_goes_from_data_to_workbook_to_document(folder):
    made = docgen(folder, "workbook", "petition-quarterly", "--data", "data.json", "-o", "季报.xlsx")
    assert (made.returncode, made.stderr) == (0, b"")
    ran = docgen(folder, "季报.xlsx", "--json")
    entry = json.loads(ran.stdout)["results"][0]
    assert (ran.returncode, entry["report"], entry["unit"]) == (0, "petition-quarterly", "安南县")
    document = Document(str(folder / "季报.docx"))
    texts = [paragraph.text for paragraph in document.paragraphs]
    assert texts[0] == "安南县2025年第二季度信访工作报告"
    assert {"领导接访。", "包案。逐案化解。", "二、数据。来访42人次，诉求1700.5元。"} <= set(texts)
    assert texts[-2:] == ["安南县信访局", "2025年7月3日"]
    assert [cell.text for cell in document.tables[0].rows[1].cells] == ["1000", "200", "1200"]


def test_a_table_of_contents_has_page_numbers_only_where_libreoffice_is(folder):
    kind = folder / "types" / "petition-quarterly"
    (kind / "report.toml").write_text(f"{TOML}\n[document]\ncontents = true\n", encoding="utf-8")
    docgen(folder, "template", "petition-quarterly", "-o", str(kind / "template.docx"), "--force")
    docgen(folder, "workbook", "petition-quarterly", "--data", "data.json", "-o", "a.xlsx")
    ran = docgen(folder, "a.xlsx", "--json", "--lang", "en", PATH=str(folder))
    entry = json.loads(ran.stdout)["results"][0]
    assert (ran.returncode, entry["status"]) == (0, "written")
    (unpaged,) = [found["message"] for found in entry["diagnostics"] if found["code"] == "E311"]
    assert "no LibreOffice" in unpaged
    texts = [paragraph.text for paragraph in Document(str(folder / "a.docx")).paragraphs]
    assert texts[2:6] == ["目\u3000录", "一、基本数据", "二、主要做法", "（一）包案"]


def test_its_own_rules_are_checked(folder):
    docgen(folder, "workbook", "petition-quarterly", "--data", "data.json", "-o", "a.xlsx")
    book = load_workbook(folder / "a.xlsx")
    book["来访情况"]["E6"] = 250
    book["来访情况"]["C7"] = 41
    book.save(folder / "a.xlsx")
    found = json.loads(docgen(folder, "check", "a.xlsx", "--json").stdout)["results"][0]["diagnostics"]
    assert [(f["code"], f["severity"], f["cells"][0]["cell"]) for f in found if f["severity"] != "info"] == [
        ("V1", "error", "C7"),
        ("V2", "warning", "E6"),
    ]


@pytest.mark.parametrize(
    ("said", "codes"),
    [
        ("本季度接待来访群众41人次。", [("V3", "error")]),
        ("本季度接待来访群众42人次。", []),
        ("本季度接待群众41人次。", []),
        ("去年接待来访群众41人次。", []),
        ("县委高度重视。", [("V4", "warning")]),
    ],
)
def test_its_rules_over_the_text_are_checked(folder, said, codes):
    data = {**DATA, "narratives": {"practice": [{"text": said}]}}
    (folder / "data.json").write_text(json.dumps(data), encoding="utf-8")
    docgen(folder, "workbook", "petition-quarterly", "--data", "data.json", "-o", "a.xlsx")
    found = json.loads(docgen(folder, "check", "a.xlsx", "--json").stdout)["results"][0]["diagnostics"]
    assert [(f["code"], f["severity"]) for f in found if f["severity"] != "info"] == codes
    assert all(f["cells"][0]["sheet"] == "主要做法" for f in found if f["severity"] != "info")


def test_it_is_found_by_its_folder_too(folder):
    docgen(folder, "workbook", "types/petition-quarterly", "--data", "data.json", "-o", "a.xlsx")
    ran = command.docgen("check", "a.xlsx", "--report", "types/petition-quarterly", cwd=folder)
    assert ran.returncode == 0, ran.stderr.decode()


@pytest.mark.parametrize(
    ("old", "new", "path"),
    [
        ('code = "V1"', 'code = "R5"', "rules[0].code"),
        ("sum = single + group", "sum = single + grp", "rules[0].formula"),
        ("sum = single + group", "sum = single +", "rules[0].formula"),
        ('kind = "year"', 'kind = "yaer"', "fields[1].kind"),
        ("required = true", "requierd = true", "fields[0].requierd"),
        ('"{unit}信访局"', '"{unti}信访局"', "ending.signature"),
        ('{ key = "sum", label = "合计" }', '{ key = "single", label = "合计" }', "rules[0].formula"),
        ('{ key = "people", label = "人次" }', '{ label = "人次" }', "sections[0].tables[0].columns[0].key"),
        ('value = "visits.sum.people"', 'value = "visits.sum.poeple"', "claims[0].value"),
        ('near = ["来访"]', 'naer = ["来访"]', "claims[0].naer"),
        ('unless = ["去年"]', 'after = ["all"]', "claims[0].after"),
        ('unless = ["去年"]', 'where = { quater = ["一"] }', "claims[0].where.quater"),
        ('unless = ["去年"]', 'where = { quarter = ["五"] }', "claims[0].where.quarter"),
        ('never = ["高度重视"]', 'narratives = ["practise"]\nnever = ["高度"]', "wordings[0].narratives"),
        ('id = "petition-quarterly"', 'id = "petition-quarterly', "—"),
    ],
)
def test_a_fault_of_the_definition_is_exit_5_and_named_by_its_key_path(folder, old, new, path):
    file = folder / "types" / "petition-quarterly" / "report.toml"
    file.write_text(TOML.replace(old, new, 1), encoding="utf-8")
    ran = docgen(folder, "reports", "types/petition-quarterly", "--lang", "en")
    assert ran.returncode == 5
    assert path in ran.stderr.decode()


def test_a_fault_of_the_template_is_exit_5_and_names_the_nearest_name(folder):
    file = folder / "types" / "petition-quarterly" / "template.docx"
    document = Document(str(file))
    document.add_paragraph("{{ visits.sum.poeple }}")
    document.save(str(file))
    docgen(folder, "workbook", "petition-quarterly", "--data", "data.json", "-o", "a.xlsx")
    ran = docgen(folder, "a.xlsx")
    assert ran.returncode == 5
    assert "visits.sum.people" in ran.stderr.decode()
    assert not (folder / "a.docx").exists()


@pytest.mark.parametrize(
    ("old", "new", "detail"),
    [
        ("sum = single + group", "sum = single - group", "can fill cells"),
        ("sum = single + group", "sum = single + single", "one part twice"),
        ("sum = single + group", "sum = sum + group", "a part of itself"),
        ("sum = single + group", "1 = 2", "names no key"),
        ('title = "合计等于各类之和"', 'message = "{left:d}"', "only plain {names}"),
        ('title = "合计等于各类之和"', 'first = "people"', "is not in the formula"),
        ('key = "visits"', 'key = ""', "is not a key"),
        ('sheet = "来访情况"', 'sheet = "填报说明"', "used twice"),
        ('table = "visits"\neach = "column"', 'each = "column"', "needs a table"),
        ('key = "quarter"', 'key = "title"', "used twice"),
        ("{n}人次", "若干人次", "must stand in it once"),
        ("[接待|接访]", "[接待|接访", "is not closed"),
        ("[接待|接访]", "接待|接访", "stands outside of"),
        ("{n}人次", "{n}人次{m}", "is not one of: n, d"),
        ('never = ["高度重视"]', 'never = ["…"]', "says nothing"),
        ('never = ["高度重视"]', 'never = ["重视{n}次"]', "has no meaning here"),
        ('says = ["[接待|接访][来访|]群众{n}人次"]', "", "at least one pattern"),
        ('never = ["高度重视"]', "", "one of must, never and alike"),
        ('measure = "人次"', 'message = "{left}"', "{left} is not one of: actual, cells"),
    ],
)
def test_a_definition_that_contradicts_itself_is_named_not_met_by_a_crash_later(folder, old, new, detail):
    file = folder / "types" / "petition-quarterly" / "report.toml"
    file.write_text(TOML.replace(old, new, 1), encoding="utf-8")
    ran = docgen(folder, "reports", "types/petition-quarterly", "--lang", "en")
    assert ran.returncode == 5
    assert detail in ran.stderr.decode()
