"""Writes `docs/acceptance.docx`, to be looked at in Word and WPS with `docs/acceptance.md`: run it after the layout changes."""

from __future__ import annotations

import sys
from pathlib import Path

from docgen.catalogue import load_type, shipped
from docgen.report.content import Content, Printed
from docgen.word import compile_template, names_of, render

DOCS = Path(__file__).parents[2] / "docs"
ELEMENTS = {
    "form": ("文件格式",),
    "seal": ("加盖印章",),
    "issuer": ("青禾市人民政府文件",),
    "number": ("青政发〔2025〕3号",),
    "copy_number": ("000001",),
    "urgency": ("特急",),
    "addressees": ("省人民政府",),
    "attachments": ("政府信息公开申请办理情况统计表", "政府信息公开行政复议、行政诉讼情况统计表及其编制说明"),
    "copies_to": ("市委办公室，市人大常委会办公室，市政协办公室，市中级人民法院，市人民检察院",),
    "printer": ("青禾市人民政府办公室",),
    "printed_on": ("2025年1月23日",),
}
FIELDS = {
    "title": "青禾市人民政府2024年政府信息公开工作年度报告",
    "signature": "青禾市人民政府",
    "date": "2025年1月22日",
}
LEVELS = (
    Printed(
        "标题和正文在同一段，标题是楷体，正文是仿宋。全年收到2024年度申请288件，办结率98.5%。", 2, "二级标题"
    ),
    Printed("", 2, "单独成段的二级标题"),
    Printed("三级标题后面接着写正文。", 3, "三级标题"),
    Printed("四级标题后面接着写正文。", 4, "四级标题"),
    Printed("这一段看换行：年份与“年”不分在两行，" + "2021年、2022年、2023年、2024年，" * 6 + "完。"),
    Printed("", 2, "又一个二级标题"),
    Printed("序号应是（三）。"),
)


def acceptance() -> bytes:
    """The document: a red head, a page of one character, every level, long figures, attachments, seal and imprint."""
    kind = load_type(shipped() / "gov-info-annual-2021")
    assert kind.definition, kind.findings
    names = names_of(kind.definition)
    template, found = compile_template(kind.template.read_bytes(), names, "template.docx")
    assert template, found
    narratives = {
        "preamble": (Printed("国" * (26 + 28 * 35)),),
        "overview": LEVELS,
        "problems": (Printed("问题与改进。"),),
        "other_matters": (Printed("无其他需要报告的事项。"),),
    }
    figures = {
        path: "123456" if path.startswith("reviews") else "123456789" if number % 3 else "-208"
        for number, path in enumerate(names.figures)
    }
    data, found = render(
        template, Content(dict.fromkeys(names.fields, "") | FIELDS, figures, narratives, ELEMENTS)
    )
    assert data, found
    return data


if __name__ == "__main__":
    target = DOCS / "acceptance.docx"
    target.write_bytes(acceptance())
    sys.stdout.write(f"{target}\n")
