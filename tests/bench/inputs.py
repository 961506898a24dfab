"""What is worked on: the annual report's sample, 200 agencies' of it, its template in every peer's words, and larger reports.

python -m tests.bench.inputs SCRATCH
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from decimal import Decimal
from functools import partial
from itertools import product
from pathlib import Path

from docgen.pipeline import Reading, read
from docgen.report.compose import compose
from tests.bench import lists
from tests.bench.subjects import LINES, MANY, PARAGRAPHS, ROWS, TIMES

ROOT = Path(__file__).parents[2]
REPORT = "gov-info-annual-2021"
SAMPLE = ROOT / "excel_inputs" / REPORT / "sample.xlsx"
TEMPLATE = ROOT / "word_templates" / REPORT / "template.docx"
COLUMNS = 8
NAME = "青禾"
STYLES = ("BodyText", "Heading1", "Heading2", "Heading3", "Heading4")
_FIGURE = re.compile(r"<v>([0-9.]+)</v>")
_TAG = re.compile(r"\{\{(p?) *([\w.]+) *\}\}")
Change = Callable[[str], str]


def prepare(scratch: Path) -> None:
    shutil.copy(SAMPLE, scratch / "one.xlsx")
    shutil.copy(TEMPLATE, scratch / "template.docx")
    reading, _ = read(SAMPLE.read_bytes())
    assert reading
    _save(scratch / "places.json", _places(reading))
    _save(scratch / "data.json", _data(reading))
    _copied(TEMPLATE, scratch / "docxtemplater.docx", _retagged("{{{}}}", "{{@{}}}"))
    _copied(TEMPLATE, scratch / "carbone.docx", _retagged("{{d.{}}}", "{{d.{}}}"))
    _agencies(scratch)
    for times in TIMES:
        _listing(scratch, times * LINES)
        _rows(scratch, times * ROWS)
        _paragraphs(scratch, times * PARAGRAPHS)


def _save(file: Path, data: object) -> None:
    file.write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")


def _places(reading: Reading) -> dict[str, object]:
    """Where everything stands, which a plain script has in its text."""
    report = reading.report
    texts = {key: lines[0].place.sheet for key, lines in report.narratives.items() if lines}
    figures = {key: (figure.place.sheet, figure.place.cell) for key, figure in report.figures.items()}
    fields = {key: (value.place.sheet, value.place.cell) for key, value in report.fields.items()}
    return {"figures": figures, "texts": texts, "fields": fields}


def _data(reading: Reading) -> dict[str, object]:
    """The same as it is printed, for engines that read no workbook."""
    content = compose(reading.report, reading.definition)
    texts = {
        key: [(STYLES[line.level], line.heading + line.text) for line in lines]
        for key, lines in content.narratives.items()
    }
    return {"values": {**content.fields, **content.figures}, "texts": texts}


def _retagged(value: str, block: str) -> Change:
    return lambda xml: _TAG.sub(lambda tag: (block if tag[1] else value).format(tag[2]), xml)


def _copied(source: Path, copy: Path, change: Change) -> None:
    """A package with every part of XML changed."""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(copy, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, change(old.read(name).decode()))


def _agencies(scratch: Path) -> None:
    """The sample of so many agencies, no two alike in names and figures, so that nothing is gained by remembering a workbook."""
    names = (
        "".join(pair) for pair in product("青安永新泰临平和昌宁嘉东", "州阳山川溪城源江林水田河乡浦岭泉宁")
    )
    for number, name in zip(range(MANY), names, strict=False):
        workbook = scratch / "many" / f"{number:03}.xlsx"
        workbook.parent.mkdir(exist_ok=True)
        _copied(SAMPLE, workbook, partial(_agency, name=name, factor=2 + number))


def _agency(xml: str, name: str, factor: int) -> str:
    """A part with another agency's name and, but for the cover, so many times the figures: then they add up as before."""
    if "成文日期" not in xml:
        xml = _FIGURE.sub(lambda figure: f"<v>{factor * Decimal(figure[1])}</v>", xml)
    return xml.replace(NAME, name).replace(_references(NAME), _references(name))


def _references(text: str) -> str:
    return "".join(f"&#{ord(character)};" for character in text)


def _listing(scratch: Path, count: int) -> None:
    """A report type with a list, its templates, a workbook with so many lines, and their data."""
    folder = scratch / f"list-{count}"
    folder.mkdir(exist_ok=True)
    (folder / "report.toml").write_text(lists.definition(count), encoding="utf-8")
    _save(folder / "data.json", lists.data(count))
    _save(folder / "values.json", lists.values(count))
    _docgen("template", folder, "-o", folder / "template.docx", "--force")
    _docgen("workbook", folder, "--data", folder / "data.json", "-o", folder / "in.xlsx", "--force")
    _copied(
        folder / "template.docx",
        folder / "carbone.docx",
        lambda xml: lists.in_carbone(xml) if "{%tr for" in xml else xml,
    )


def _rows(scratch: Path, count: int) -> None:
    """A report type with one table of so many rows, its template and a filled-in workbook."""
    folder = scratch / f"rows-{count}"
    folder.mkdir(exist_ok=True)
    (folder / "report.toml").write_text("\n".join(_definition(count)), encoding="utf-8")
    table = {f"r{row}": {f"c{column}": row * column for column in range(COLUMNS)} for row in range(count)}
    _save(folder / "data.json", {"fields": lists.FIELDS, "tables": {"figures": table}})
    _docgen("template", folder, "-o", folder / "template.docx", "--force")
    _docgen("workbook", folder, "--data", folder / "data.json", "-o", folder / "in.xlsx", "--force")


def _definition(count: int) -> Iterator[str]:
    yield f'id = "rows-{count}"\nname = "台账"\ntitle = "台账"'
    yield '[[fields]]\nkey = "unit"\nlabel = "单位"'
    yield '[[fields]]\nkey = "issued_on"\nlabel = "成文日期"\nkind = "date"'
    yield '[[sections]]\nheading = "台账"\n[[sections.tables]]\nkey = "figures"\nsheet = "台账"\ncorner = "项目"'
    yield from _lines("columns", "c", "第{}列", COLUMNS)
    yield from _lines("rows", "r", "第{}行", count)


def _lines(name: str, key: str, label: str, count: int) -> Iterator[str]:
    yield f"{name} = ["
    yield from (f'{{ key = "{key}{n}", label = "{label.format(n)}" }},' for n in range(count))
    yield "]"


def _paragraphs(scratch: Path, count: int) -> None:
    """The sample with so many paragraphs more in its first part."""
    data = json.loads(_docgen("data", SAMPLE))
    lines = [{"level": 3, "heading": f"第{n}项工作", "text": TEXT} for n in range(count)]
    data["narratives"]["overview"] += lines
    _save(scratch / "data-long.json", data)
    workbook = scratch / f"paragraphs-{count}.xlsx"
    _docgen("workbook", REPORT, "--data", scratch / "data-long.json", "-o", workbook, "--force")


TEXT = "信息发布前经过起草、审核、签发三道程序，各部门按职责分工抓好落实，群众查询和办事更加方便。"


def _docgen(*arguments: object) -> bytes:
    command = [sys.executable, "-m", "docgen", *map(str, arguments)]
    return subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout


if __name__ == "__main__":
    prepare(Path(sys.argv[1]))
