"""`docgen explain`: one code told, all codes listed, and the likeliest named for one that is not there."""

from pathlib import Path

import pytest

from docgen.catalogue import shipped
from docgen.diagnostics import CODES
from tests.command import docgen


@pytest.mark.parametrize("code", ["R3", "r3", "F5", "e101"])
def test_a_code_is_told_whole(code):
    ran = docgen("explain", code)
    told = ran.stdout.decode()
    assert (ran.returncode, ran.stderr) == (0, b"")
    assert told.startswith(f"{code.upper()}  错误")
    assert all(label in told for label in ("什么意思：", "为什么要紧：", "怎么改：", "例如："))


def test_it_is_told_in_english():
    told = docgen("explain", "F5", "--lang", "en").stdout.decode()
    assert told.startswith("F5  error, warning  ")
    assert "What to do: " in told
    assert "怎么改" not in told


def test_without_a_code_all_are_listed_one_a_line():
    lines = docgen("explain").stdout.decode().splitlines()
    heads = [line.split("  ") for line in lines]
    assert all(len(head) == 3 and all(head) for head in heads)
    assert set(CODES) | {"R1", "R2", "R3", "R3b", "R4"} <= {code for code, *_ in heads}


def test_a_code_that_is_not_there_is_a_wrong_command_and_the_nearest_is_named():
    ran = docgen("explain", "R33")
    assert (ran.returncode, ran.stdout) == (2, b"")
    assert "最接近的是 R3" in ran.stderr.decode()


@pytest.fixture
def reports(tmp_path) -> Path:
    """A folder with a report type of an office's own."""
    folder = tmp_path / "own"
    folder.mkdir()
    definition = (shipped() / "gov-info-annual-2021" / "report.toml").read_text(encoding="utf-8")
    text = definition.replace("gov-info-annual-2021", "own").replace('code = "R4"', 'code = "Z9"')
    (folder / "report.toml").write_text(text, encoding="utf-8")
    (folder / "explanations.toml").write_text('[Z9]\nmeans = ["本处的规矩", "our own"]\n', encoding="utf-8")
    return tmp_path


def test_the_codes_of_an_office_s_own_type_are_told_too(reports):
    told = docgen("explain", "Z9", DOCGEN_REPORTS=str(reports)).stdout.decode()
    assert "什么意思：本处的规矩" in told
    assert "报表：政府信息公开工作年度报告（2021 年格式）" in told


def test_a_broken_type_does_not_keep_others_from_being_told(reports):
    (reports / "own" / "report.toml").write_text("id = ", encoding="utf-8")
    assert docgen("explain", "R3", DOCGEN_REPORTS=str(reports)).returncode == 0


def test_explanations_of_rules_that_are_not_there_are_a_fault_of_the_type(reports):
    (reports / "own" / "explanations.toml").write_text('[Z8]\nmeans = ["甲", "a"]\n', encoding="utf-8")
    ran = docgen("reports", "own", DOCGEN_REPORTS=str(reports))
    assert ran.returncode == 5
    assert "explanations.toml 的 Z8" in ran.stderr.decode()
