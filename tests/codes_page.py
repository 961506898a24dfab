"""Writes `docs/codes.md` and `docs/codes.en.md`: a section for every code, from the explanations that `docgen explain` tells.

Run it after a code or its explanation changes: python -m tests.codes_page
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from docgen.catalogue import every_type, shipped
from docgen.diagnostics.finding import Language
from docgen.handbook import Section, handbook

DOCS = Path(__file__).parents[1] / "docs"
PAGES: dict[Language, str] = {"zh": "codes.md", "en": "codes.en.md"}
_SOURCE = "<!-- written by `python -m tests.codes_page` from docgen/diagnostics/explanations.toml and those of the report types -->"
_INTRODUCTION: dict[Language, str] = {
    "zh": """# 代码

每一条检查结果都有一个代码。这里按代码说：是什么意思，为什么要紧，怎么改，举一个例子。`docgen explain F5` 说的是一样的话，`docgen explain` 列出全部代码。[English](codes.en.md)

- **E** 开头：E0 命令，E1 文件，E2 工作簿的内容，E3 报表类型，E4 写输出，E9 docgen 自己。
- **F** 开头：格子、表式和文字的写法。**R** 开头：表里的数。**N** 开头：文字里的数。**X** 开头：两年之间。**Y** 开头：年份和日期。
- 写明了报表的，是这种报表自己的规则，在它的 `report.toml` 里。别的报表有自己的代码。

同一个代码可以有轻有重：警告和提示，文档照写；错误，不写文档。""",
    "en": """# Codes

Every finding has a code. This page says of each what it means, why it matters, what to do, and gives an example;
`docgen explain F5 --lang en` says the same, and `docgen explain` lists all codes. [中文](codes.md)

- **E**: E0 the command line, E1 files, E2 what the workbook holds, E3 report types, E4 outputs, E9 docgen itself.
- **F**: cells, form and wording. **R**: figures. **N**: numbers in the text. **X**: between two years. **Y**: years and dates.
- Where reports are named, the rule is theirs, stated in `report.toml`; other reports have codes of their own.

One code may be mild or grave: with warnings and information the document is written, with errors it is not.""",
}


def page(language: Language) -> str:
    """The whole page of the codes that docgen and the shipped report types have."""
    types = [kind for kind in every_type() if kind.folder.parent == shipped()]
    sections = (_section(section, language) for section in handbook(types))
    return "\n\n".join((_INTRODUCTION[language], _SOURCE, *sections)) + "\n"


def _section(section: Section, language: Language) -> str:
    return "\n\n".join((f"## {section.code} {section.title.within(language)}", *_lines(section, language)))


def _lines(section: Section, language: Language) -> Iterator[str]:
    exits = ("退出", "exit")[language == "en"]
    ending = f" · {exits} {section.exit_code}" if "error" in section.severities else ""
    yield f"*{section.severity(language)}{ending}*"
    for label, text in section.parts(language):
        yield f"**{label.strip()}** {_plain(text)}"


def _plain(text: str) -> str:
    """Text as Markdown shows it word for word."""
    return "".join(f"\\{character}" if character in "*_[]<>`\\|" else character for character in text)


if __name__ == "__main__":
    for language, name in PAGES.items():
        (DOCS / name).write_text(page(language), encoding="utf-8")
        sys.stdout.write(f"{DOCS / name}\n")
