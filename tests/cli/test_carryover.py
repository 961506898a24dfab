"""`docgen workbook --carry-over` as a command: what is written, what is said, and when nothing is written."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import jsonschema
import pytest

from tests.cli.test_verify import ROOT, SCHEMA, docgen_
from tests.test_third_type import TOML

NEW = "gov-info-annual-2021"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for report, name in (("gov-info-annual-2019", "old.xlsx"), (NEW, "last.xlsx")):
        shutil.copy(ROOT / "excel_inputs" / report / "sample.xlsx", tmp_path / name)
    (tmp_path / "text.docx").write_text("文字", "utf-8")
    return tmp_path


@pytest.mark.parametrize("last", ["last.xlsx", "old.xlsx"])
def test_this_years_workbook_is_written_and_each_cell_named(folder, last):
    ran = docgen_("workbook", NEW, "-o", "this.xlsx", "--carry-over", last, cwd=folder)
    assert (ran.returncode, ran.stdout.decode().strip()) == (0, "this.xlsx")
    lines = ran.stderr.decode().splitlines()
    assert len(lines) == 10
    assert all("提示[E245]" in line for line in lines)
    data = json.loads(docgen_("data", "this.xlsx", cwd=folder).stdout)
    before = json.loads(docgen_("data", last, cwd=folder).stdout)
    assert data["fields"]["year"] == before["fields"]["year"] + 1
    into, out = (
        d["tables"]["applications"][key] for d, key in ((data, "carried_in"), (before, "carried_out"))
    )
    assert {**into, "total": 0} == {**out, "total": 0}
    assert into["total"] is None


def test_a_printed_document_is_as_good_and_may_come_from_stdin(folder):
    assert docgen_("last.xlsx", cwd=folder).returncode == 0
    document = (folder / "last.docx").read_bytes()
    ran = docgen_("workbook", NEW, "-o", "this.xlsx", "--carry-over", "-", cwd=folder, stdin=document)
    assert ran.returncode == 0
    assert "来自去年的 落款" in ran.stderr.decode()


def test_json_has_the_cells(folder):
    ran = docgen_("workbook", NEW, "-o", "this.xlsx", "--carry-over", "old.xlsx", "--json", cwd=folder)
    answer = json.loads(ran.stdout)
    jsonschema.validate(answer, SCHEMA)
    (entry,) = answer["results"]
    assert (entry["status"], entry["exit_code"], entry["output"]) == ("written", 0, "this.xlsx")
    assert {finding["severity"] for finding in entry["diagnostics"]} == {"info"}
    cells = {finding["cells"][0]["path"]: finding["cells"][0]["value"] for finding in entry["diagnostics"]}
    assert cells["fields.year"] == "2021"
    assert "applications.carried_in.natural_person" in cells


def test_data_of_another_year_is_warned_of(folder):
    (folder / "d.json").write_text('{"fields": {"year": 2030}}', "utf-8")
    words = ("workbook", NEW, "-o", "this.xlsx", "--carry-over", "last.xlsx", "--data", "d.json")
    ran = docgen_(*words, cwd=folder)
    assert ran.returncode == 0
    assert "警告[E223] 拿来对照的报告是2024年的，不是2029年的" in ran.stderr.decode()


@pytest.mark.parametrize(
    ("last", "code", "said"),
    [
        ("none.xlsx", 3, "[E224] 要结转的 none.xlsx 读不了"),
        ("text.docx", 3, "[E224] 要结转的 text.docx 读不了"),
        ("petitions.xlsx", 4, "[E247] 去年的报告是“信访工作季度报告”"),
        ("notice.docx", 4, "[E201] 去年的报告 notice.docx：看不出"),
    ],
)
def test_what_cannot_be_carried_over_leaves_nothing(folder, last, code, said):
    from docx import Document

    notice = Document()
    notice.add_paragraph("会议通知")
    notice.save(str(folder / "notice.docx"))
    types = folder / "types" / "petition-quarterly"
    types.mkdir(parents=True)
    (types / "report.toml").write_text(TOML, "utf-8")
    docgen_("workbook", types, "-o", "petitions.xlsx", cwd=folder)
    words = ("workbook", NEW, "-o", "this.xlsx", "--carry-over", last)
    ran = docgen_(*words, cwd=folder, reports=str(types))
    assert ran.returncode == code
    assert said in ran.stderr.decode()
    assert not (folder / "this.xlsx").exists()


def test_an_existing_workbook_is_not_replaced(folder):
    (folder / "this.xlsx").write_bytes(b"mine")
    assert (
        docgen_("workbook", NEW, "-o", "this.xlsx", "--carry-over", "last.xlsx", cwd=folder).returncode == 6
    )
    assert (folder / "this.xlsx").read_bytes() == b"mine"


def test_data_and_last_year_cannot_both_come_from_stdin(folder):
    ran = docgen_("workbook", NEW, "-o", "this.xlsx", "--carry-over", "-", "--data", "-", cwd=folder)
    assert ran.returncode == 2


def test_last_years_workbook_is_never_written_over(folder):
    before = (folder / "last.xlsx").read_bytes()
    ran = docgen_("workbook", NEW, "-o", "last.xlsx", "--carry-over", "last.xlsx", "--force", cwd=folder)
    assert (ran.returncode, "[E409]" in ran.stderr.decode()) == (6, True)
    assert (folder / "last.xlsx").read_bytes() == before
