"""What docgen says of the machine, and when that is a fault."""

import json
import re
import shutil
import zipfile
from functools import cache

import pytest

from docgen.catalogue import shipped
from docgen.cli import author
from docgen.desktop.fonts import FONTS, families, find

RECONCILED = cache(author.reconciled)


@pytest.fixture(autouse=True)
def types_reconciled_once(monkeypatch):
    """What is found of a report type is kept: it is the same on every machine, and takes longer than all else."""
    monkeypatch.setattr("docgen.cli.doctor.reconciled", RECONCILED)


def doctor(screen, *arguments, **environment):
    ran = screen.docgen("doctor", *arguments, **environment)
    return ran.returncode, ran.stdout.decode()


def fonts(*names):
    return {found.font.name: (found.is_there, found.instead) for found in find(names)}


def test_it_names_versions_fonts_office_and_report_types(screen):
    screen.has("soffice", says="LibreOffice 7.4.7.2 40(Build:2)")
    screen.has("fc-list", says="FangSong_GB2312,仿宋_GB2312\nKaiTi,楷体\n")
    code, said = doctor(screen, "--json")
    told = json.loads(said)
    assert (code, told["exit_code"]) == (0, 0)
    assert [(entry["report"], entry["status"]) for entry in told["results"]] == [
        ("gov-info-annual-2019", "checked"),
        ("gov-info-annual-2021", "checked"),
    ]
    machine = told["machine"]
    assert machine["libreoffice"] == {"program": str(screen.programs / "soffice"), "version": "7.4.7.2"}
    assert all(machine["packages"].values())
    by_name = {font["name"]: font for font in machine["fonts"]}
    assert (by_name["仿宋_GB2312"]["present"], by_name["仿宋_GB2312"]["instead"]) == (True, None)
    assert all(font["source"] for font in machine["fonts"])


def test_without_office_it_can_work_all_the_same(screen):
    code, said = doctor(screen)
    assert code == 0
    assert "LibreOffice：没有（只有 --pdf 要用）" in said.splitlines()


def test_a_report_type_at_fault_is_named(screen, tmp_path):
    broken = tmp_path / "types" / "broken"
    shutil.copytree(shipped() / "gov-info-annual-2021", broken)
    (broken / "template.docx").write_bytes(b"no template")
    (broken / "report.toml").write_text(
        (broken / "report.toml").read_text(encoding="utf-8").replace("gov-info-annual-2021", "broken"),
        encoding="utf-8",
    )
    code, said = doctor(screen, DOCGEN_REPORTS=str(tmp_path / "types"))
    assert code == 5
    assert f"  有错  broken  {broken}" in said.splitlines()


@pytest.mark.parametrize(
    ("cache", "line"), [("", "关着"), ("/proc/nowhere", "写不了"), ("kept", "缓存：kept（可写，有 ")]
)
def test_the_state_of_the_cache_is_tried(screen, cache, line):
    assert line in doctor(screen, DOCGEN_CACHE=cache)[1]


@pytest.mark.parametrize(
    ("name", "known"),
    [
        ("仿宋_GB2312", "仿宋_GB2312"), ("仿宋_GB2312", "FangSong_GB2312"), ("方正小标宋简体", "FZXBSJW.TTF"),
        ("方正小标宋简体", r"FZXiaoBiaoSong\-B05S"), ("黑体", "SimHei"), ("宋体", "simsun.ttc"),
    ],
)  # fmt: skip
def test_a_font_is_known_by_each_of_its_names_and_its_file(name, known):
    assert fonts(known)[name] == (True, None)


def test_a_font_that_looks_alike_is_no_substitute_for_the_name_but_is_said():
    assert fonts("仿宋", "KaiTi", "Liberation Serif") == {
        "方正小标宋简体": (False, None),
        "仿宋_GB2312": (False, "仿宋"),
        "楷体_GB2312": (False, "KaiTi"),
        "黑体": (False, None),
        "宋体": (False, None),
        "Times New Roman": (False, "Liberation Serif"),
    }


def test_windows_names_two_families_in_one_value():
    assert families("SimSun & NSimSun (TrueType)") == ["SimSun", "NSimSun"]
    assert fonts(*families("仿宋_GB2312 (TrueType)"))["仿宋_GB2312"] == (True, None)


def test_every_font_that_the_templates_ask_for_is_looked_for():
    asked = set()
    for template in shipped().glob("*/template.docx"):
        with zipfile.ZipFile(template) as archive:
            for part in ("word/styles.xml", "word/document.xml"):
                asked |= set(re.findall(r'w:(?:eastAsia|ascii)="([^"]*)"', archive.read(part).decode()))
    assert asked - {"zh-CN"} == {font.name for font in FONTS}
