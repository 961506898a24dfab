"""A report type to be summed that nobody thought of: money with decimals, changes, a rank that no sum makes, a quarter."""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path
from random import Random
from typing import Any

from docgen.excel.standard.blank import blank_workbook
from docgen.report.definition import Definition
from docgen.report.filling import from_json
from docgen.report.load import load
from docgen.word import official_template

TOML = """
id = "water-projects"
version = 2
name = "水利工程季度报告"
title = "{unit}{year}年第{quarter}季度水利工程报告"

[rollup]
own = ["projects.*.rank"]
sum = ["staff"]
same = ["quarter"]

[[cautions]]
code = "W2"
severity = "warning"
figures = ["projects.canals.count"]
title = "跨乡镇的渠道只计一次"

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

[[fields]]
key = "staff"
label = "管护人数"
kind = "number"

[[sections]]
heading = "工程情况"

[[sections.tables]]
key = "projects"
sheet = "工程情况"
corner = "类别"
columns = [
  { key = "count", label = "处数" },
  { key = "invested", label = "投资", decimals = 6, unit = "万元" },
  { key = "change", label = "比上季增减", signed = true, decimals = 2 },
  { key = "rank", label = "全市名次" },
]
rows = [
  { key = "reservoirs", label = "水库" },
  { key = "canals", label = "渠道" },
  { key = "total", label = "合计" },
]

[[sections]]
heading = "主要做法"
narrative = { key = "practice", sheet = "主要做法" }

[[rules]]
code = "W1"
table = "projects"
each = "column"
only = ["count", "invested", "change"]
formula = "total = reservoirs + canals"
fills = true
explainable = true
title = "合计等于水库、渠道之和"
"""


@lru_cache
def projects() -> Definition:
    definition, found = load(TOML)
    assert definition, found
    return definition


def town(name: str, seed: int) -> dict[str, Any]:
    """A town's report as data; its totals are left to the formulas."""
    chance = Random(seed)
    rows = {
        key: {
            "count": chance.randint(0, 40),
            "invested": round(chance.uniform(0, 9000), 6),
            "change": round(chance.uniform(-300, 300), 2),
            "rank": chance.randint(1, 9),
        }
        for key in ("reservoirs", "canals")
    }
    fields = {"unit": name, "year": 2024, "quarter": "二", "issued_on": "2024-07-03", "staff": seed}
    texts = [{"level": 2, "heading": "管护", "text": f"{name}落实了管护人员。"}]
    tables = {"projects": {**rows, "total": {"rank": chance.randint(1, 9)}}}
    return {"report": "water-projects", "fields": fields, "narratives": {"practice": texts}, "tables": tables}


def workbook(data: dict[str, Any]) -> bytes:
    filling, found = from_json(json.dumps(data), projects(), "DATA.json")
    assert not found, [finding.message.en for finding in found]
    return blank_workbook(projects(), filling)


def write_type(folder: Path) -> Path:
    """The type as a folder that `--report` names."""
    folder.mkdir()
    (folder / "report.toml").write_text(TOML, encoding="utf-8")
    (folder / "template.docx").write_bytes(official_template(projects()))
    return folder
