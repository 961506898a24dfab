"""The shipped JSON Schema: what hosts validate against is what `--json` and `--result` write."""

import json
import re
import shutil
from importlib.resources import files
from pathlib import Path
from typing import get_args

import pytest
from jsonschema import Draft202012Validator

from docgen.cli.result import SCHEMA, Status
from docgen.diagnostics import CODES
from docgen.diagnostics.finding import SEVERITIES
from tests.command import BAD, GOOD, INPUTS, ROOT, docgen

BLANK = INPUTS / "gov-info-annual-2021/blank.xlsx"
REPORT = "gov-info-annual-2021"
NO_SUCH = "nosuch.xlsx"


@pytest.fixture(scope="module")
def schema() -> dict:
    return json.loads(files("docgen.cli").joinpath("result.schema.json").read_text(encoding="utf-8"))


def validated(text: bytes | str, schema: dict) -> dict:
    result = json.loads(text)
    faults = [
        f"{error.json_path}: {error.message}" for error in Draft202012Validator(schema).iter_errors(result)
    ]
    assert faults == []
    return result


def test_it_is_a_schema_and_its_enums_are_the_code_s(schema):
    Draft202012Validator.check_schema(schema)
    defined = schema["$defs"]
    assert defined["entry"]["properties"]["status"]["enum"] == list(get_args(Status))
    assert defined["diagnostic"]["properties"]["severity"]["enum"] == list(SEVERITIES)
    assert schema["properties"]["schema"]["const"] == SCHEMA
    assert {kind.exit_code for kinds in CODES.values() for kind in kinds} <= set(defined["exit_code"]["enum"])


def test_no_object_of_it_is_open(schema):
    objects = [schema, *(part for part in schema["$defs"].values() if part.get("type") == "object")]
    assert len(objects) == 7
    for part in objects:
        assert part["additionalProperties"] is False


@pytest.mark.parametrize(
    ("arguments", "code", "status"),
    [
        (("check", GOOD), 0, ["checked"]),
        (("年报.xlsx",), 0, ["written"]),
        (("check", BAD), 4, ["failed"]),
        (("check", BAD, "--lang", "en"), 4, ["failed"]),
        (("check", BLANK), 4, ["failed"]),
        (("check", NO_SUCH), 3, ["failed"]),
        (("check", ROOT / "README.md"), 3, ["failed"]),
        (("check", "--nonsense"), 2, ["failed"]),
        ((), 2, ["failed"]),
        (("check", GOOD, BAD, NO_SUCH), 4, ["checked", "failed", "failed"]),
        (("check", GOOD, "--report", "nosuch"), 5, ["failed"]),
        (("render", GOOD, "-o", "/proc/a.docx"), 6, ["failed"]),
        (("workbook", REPORT, "-o", "a.xlsx"), 0, ["written"]),
        (("workbook", REPORT, "-o", "年报.xlsx"), 6, ["failed"]),
        (("template", REPORT, "-o", "a.docx"), 0, ["written"]),
        (("reports", REPORT), 0, ["checked"]),
        (("reports", "nosuch"), 5, ["failed"]),
        (("doctor",), 0, ["checked", "checked"]),
    ],
    ids=lambda value: " ".join(Path(str(word)).name for word in value) if isinstance(value, tuple) else "",
)
def test_real_results_keep_to_it(tmp_path, schema, arguments, code, status):
    shutil.copy(GOOD, tmp_path / "年报.xlsx")
    ran = docgen(*arguments, "--json", cwd=tmp_path)
    result = validated(ran.stdout, schema)
    assert (ran.returncode, result["exit_code"]) == (code, code)
    assert [entry["status"] for entry in result["results"]] == status


def test_a_result_cut_short_says_so_and_the_file_is_whole(tmp_path, schema):
    ran = docgen("check", BLANK, BAD, "--json", "--result", "r.json", cwd=tmp_path)
    short, whole = validated(ran.stdout, schema), validated((tmp_path / "r.json").read_bytes(), schema)
    assert short["truncated"] is True
    assert "truncated" not in whole
    kept = sum(len(entry["diagnostics"]) for entry in short["results"])
    left = sum(entry["omitted"] for entry in short["results"])
    assert kept + left == sum(len(entry["diagnostics"]) for entry in whole["results"])


def test_a_type_at_fault_keeps_to_it(tmp_path, schema):
    (tmp_path / "report.toml").write_text('id = "x"\n', encoding="utf-8")
    ran = docgen("reports", ".", "--json", cwd=tmp_path)
    assert ran.returncode == 5
    assert validated(ran.stdout, schema)["results"][0]["diagnostics"][0]["code"] == "E301"


def test_the_example_in_the_documentation_keeps_to_it(schema):
    text = (ROOT / "docs/commands.md").read_text(encoding="utf-8")
    *_, example = re.findall(r"^```json\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
    validated(example, schema)


def test_every_key_of_it_is_told_in_the_documentation(schema):
    text = (ROOT / "docs/commands.md").read_text(encoding="utf-8")
    told = text.partition("## JSON")[2]
    parts = [schema, *(schema["$defs"][name] for name in ("entry", "diagnostic", "cell", "machine", "font"))]
    for key in {key for part in parts for key in part["properties"]}:
        assert f"`{key}`" in told or f'"{key}":' in told, key


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("schema",), 2), (("exit_code",), 1), (("results", 0, "status"), "ok"), (("results", 0, "exit_code"), 0),
        (("results", 0, "extra"), 1), (("results", 0, "diagnostics", 0, "severity"), "fatal"),
        (("results", 0, "diagnostics", 0, "cells", 0, "cell"), "27D"), (("truncated",), False),
    ],
)  # fmt: skip
def test_what_is_not_a_result_is_refused(schema, path, value):
    result = json.loads(docgen("check", BAD, "--json").stdout)
    inner = result
    for key in path[:-1]:
        inner = inner[key]
    inner[path[-1]] = value
    assert not Draft202012Validator(schema).is_valid(result)
