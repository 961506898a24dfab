"""Documentation that fails: what the pages say is what the code has, and their examples run."""

import json
import re
import shutil
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import pytest
import typer
from docx import Document
from openpyxl import load_workbook

from docgen import pipeline
from docgen.catalogue import load_type, shipped
from docgen.cli.app import app
from docgen.diagnostics import CODES, Diagnostic
from docgen.excel.standard.blank import blank_workbook
from docgen.report.definition import Definition
from docgen.report.entry import Entry
from docgen.report.filling import from_json
from docgen.report.load import load
from docgen.rules import check
from tests import codes_page
from tests.command import BAD, ROOT, docgen
from tests.units import office, unit, write_units
from tests.workbooks import NEW, clean, edited, filled, read_in

DOCS = ROOT / "docs"
PAGES = [ROOT / "README.md", *sorted(DOCS.glob("*.md"))]
GUIDES = ["clerk", "rollup", "report-author", "data", "commands", "codes"]
_FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)
_LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
_TYPE = "petition-quarterly"


def page(name: str) -> str:
    return (DOCS / f"{name}.md").read_text(encoding="utf-8")


def prose(text: str) -> str:
    return _FENCE.sub("", text)


def fences(text: str, language: str) -> list[str]:
    return [body for kind, body in _FENCE.findall(text) if kind == language]


def sections(text: str) -> dict[str, str]:
    """What stands under each heading of a page, down to the next heading of whatever level."""
    plain = prose(text)
    heads = list(_HEADING.finditer(plain))
    ends = [*(head.start() for head in heads[1:]), len(plain)]
    return {head[1]: plain[head.end() : end] for head, end in zip(heads, ends, strict=True)}


# codes


@pytest.mark.parametrize("language", codes_page.PAGES)
def test_the_pages_of_codes_are_those_that_the_explanations_make(language):
    written = (DOCS / codes_page.PAGES[language]).read_text(encoding="utf-8")
    assert written == codes_page.page(language), "python -m tests.codes_page"


# commands


def commands() -> dict[str, list[str]]:
    """Every option of every command, as it is typed; `""` is docgen without a command."""
    root = typer.main.get_command(app)
    every = {"": root, **root.commands}
    return {
        name: [word for option in command.params for word in option.opts if word.startswith("-")]
        for name, command in every.items()
    }


def test_every_option_of_every_command_is_named_under_its_command():
    told = sections(page("commands"))
    for name, options in commands().items():
        lead = f"`docgen {name} " if name else "`docgen --version`"
        (text,) = (text for heading, text in told.items() if heading.startswith(lead))
        missing = [word for word in options if not re.search(rf"`{word}[ `]", text) and word != "--help"]
        assert not missing, (name, missing)


def test_no_option_is_named_that_a_command_does_not_have():
    known = commands()
    for heading, text in sections(page("commands")).items():
        command = re.match(r"`docgen ([a-z]+) ", heading)
        if command:
            named = re.findall(r"^\| (.+?) \|", text, re.MULTILINE)
            words = {word for cell in named for word in re.findall(r"`(--?[a-z]+(?:-[a-z]+)*)", cell)}
            assert words <= set(known[command[1]]), command[1]


def test_every_command_line_of_a_page_names_a_command_and_options_that_exist():
    known = commands()
    for name in GUIDES:
        for line in "".join(fences(page(name), "sh")).splitlines():
            first, *words = line.partition("#")[0].split()
            assert first == "docgen", line
            command = words[0] if words[0] in known else "render"
            options = {word for word in words if re.fullmatch(r"-o|--[a-z-]+", word)}
            assert options <= set(known[command]), line


def test_every_environment_variable_and_exit_code_is_told():
    source = "".join(file.read_text(encoding="utf-8") for file in (ROOT / "docgen").rglob("*.py"))
    told = page("commands")
    assert all(f"`{name}`" in told for name in set(re.findall(r'"(DOCGEN_[A-Z]+)"', source)))
    exits = {kind.exit_code for kinds in CODES.values() for kind in kinds} | {0, 130, 143}
    assert exits == {int(code) for code in re.findall(r"^\| (\d+) \|", told, re.MULTILINE)}


# the TOML keys


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> set[tuple[str, str]]:
    """Every key that the loader asks for, with the last word of the path that it stands at."""
    seen: set[tuple[str, str]] = set()

    def noting(method):
        def noted(self, key, *arguments, **options):
            place = re.sub(r"\[\d+\]", "", self.path).rpartition(".")[2]
            if place != "where":  # its keys are the report's own fields
                seen.add((place, key))
            return method(self, key, *arguments, **options)

        return noted

    for name in ("_value", "has"):
        monkeypatch.setattr(Entry, name, noting(getattr(Entry, name)))
    return seen


def test_every_key_that_the_loader_asks_for_is_in_the_table_of_its_place(asked):
    texts = [file.read_text(encoding="utf-8") for file in sorted(shipped().glob("*/report.toml"))]
    for text in (*texts, example("toml"), with_a_list()):
        definition, found = load(text)
        assert definition, found
    told = sections(page("report-author"))
    for place, key in sorted(asked):
        heading = next(head for head in told if (f"`{place}`" in head if place else head == "文件开头"))
        assert f"\n| `{key}` |" in told[heading], f"{place or 'root'}.{key}"


def test_no_key_is_told_that_the_loader_does_not_ask_for(asked):
    for file in shipped().glob("*/report.toml"):
        load(file.read_text(encoding="utf-8"))
    load(with_a_list())
    known = {key for _, key in asked}
    places = {place for place, _ in asked} - {""}
    for heading, text in sections(page("report-author")).items():
        if heading == "文件开头" or any(f"`{place}`" in heading for place in places):
            assert set(re.findall(r"^\| `(\w+)` \|", text, re.MULTILINE)) <= known, heading


# the worked example


def example(language: str) -> str:
    return fences(page("report-author"), language)[0]


def with_a_list() -> str:
    """The worked example with the list that the page describes."""
    (listing,) = [text for text in fences(page("report-author"), "ini") if 'key = "penalties"' in text]
    lead, section, rest = example("toml").rpartition('[[sections]]\nheading = "主要做法"')
    return f"{lead}{listing}\n{section}{rest}"


def test_the_list_that_the_page_describes_goes_from_data_to_document(tmp_path):
    kind = tmp_path / _TYPE
    kind.mkdir()
    (kind / "report.toml").write_text(with_a_list(), encoding="utf-8")
    data = json.loads(example("json"))
    (lines,) = [json.loads(text) for text in fences(page("data"), "json") if '"penalties"' in text]
    data["tables"]["penalties"] = lines["tables"]["penalties"]
    (tmp_path / "d.json").write_text(json.dumps(data), encoding="utf-8")
    for words in (["template", _TYPE, "-o", f"{_TYPE}/template.docx"], ["workbook", _TYPE, "--data", "d.json", "-o", "a.xlsx"],
                  ["render", "a.xlsx", "--report", _TYPE, "--strict"]):  # fmt: skip
        ran = docgen(*words, cwd=tmp_path)
        assert ran.returncode == 0, ran.stderr.decode()
    table = Document(str(tmp_path / "a.docx")).tables[1]
    assert [cell.text for cell in table.rows[2].cells] == [
        "1",
        "市场监督管理局",
        "甲商贸有限公司",
        "法人",
        "2025年4月8日",
        "1.5",
    ]
    assert table.rows[-1].cells[-1].text == "3.5"


def example_lines() -> Iterator[list[str]]:
    for block in fences(page("report-author"), "sh"):
        yield from (line.split()[1:] for line in block.splitlines())


@pytest.fixture(scope="module")
def worked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which the page has been followed up to its last step, just as it stands."""
    folder = tmp_path_factory.mktemp("worked")
    (folder / _TYPE).mkdir()
    (folder / _TYPE / "report.toml").write_text(example("toml"), encoding="utf-8")
    (folder / "二季度.json").write_text(example("json"), encoding="utf-8")
    for words in example_lines():
        ran = docgen(*words, cwd=folder)
        assert ran.returncode == 0, (words, ran.stderr.decode())
        if words[0] == "reports":
            assert ran.stdout.decode() == example("text")
    return folder


def test_the_worked_example_goes_from_definition_to_document(worked):
    document = Document(str(worked / "二季度.docx"))
    texts = [paragraph.text for paragraph in document.paragraphs]
    assert texts[0] == "青禾县2025年第二季度信访工作报告"
    assert "领导接访。全季受理42件，办结35件。" in texts
    assert texts[-2:] == ["青禾县信访局", "2025年7月3日"]
    assert [cell.text for cell in document.tables[0].rows[3].cells] == ["合计", "42", "35", "7"]


def test_what_the_page_says_of_the_document_is_what_it_says(worked):
    said = page("report-author")
    texts = {paragraph.text for paragraph in Document(str(worked / "二季度.docx")).paragraphs}
    assert "“青禾县2025年第二季度信访工作报告”" in said
    assert any("全季受理42件，办结35件。" in text for text in texts)
    assert "“全季受理42件，办结35件。”" in said


def test_the_blank_workbook_of_the_example_can_be_filled_in_by_hand(worked):
    def fill(book):
        cover, table, practice = book["封面"], book["一、基本情况"], book["二、主要做法"]
        for row, value in enumerate(("青禾县", 2025, "二", "2025年7月3日"), 4):
            cover.cell(row, 2).value = value
        for row, figures in enumerate(((12, 10, 2), (30, 24, 5)), 4):
            for column, figure in enumerate(figures, 2):
                table.cell(row, column).value = figure
        practice["C3"] = "（一）领导接访。全季受理〖合计·受理〗件。"

    (worked / "手填.xlsx").write_bytes(edited((worked / "季报.xlsx").read_bytes(), fill))
    ran = docgen("check", "手填.xlsx", "--json", DOCGEN_REPORTS=str(worked), cwd=worked)
    (entry,) = json.loads(ran.stdout)["results"]
    errors = [finding for finding in entry["diagnostics"] if finding["severity"] == "error"]
    assert entry["report"] == _TYPE
    assert [(finding["code"], finding["cells"][0]["cell"]) for finding in errors] == [
        ("P2", "B5"),
        ("P2", "B6"),
    ]


@pytest.mark.parametrize(
    ("said", "codes"),
    [
        ("本季度共受理信访事项42件。", []),
        ("本季度共受理信访事项40件。", [("P3", "error")]),
        ("本季度受理42份。", [("N6", "info")]),
        ("全季受理四十余件。", []),
        ("未受理信访事项。", [("P3", "error")]),
        ("下季度将增设窗口。", [("P4", "warning")]),
        ("下季度的安排另行通知。", []),
    ],
)
def test_the_rules_over_the_text_of_the_example_raise_and_stay_silent(worked, said, codes):
    found = [finding for finding in findings_on(said, worked / _TYPE) if finding.places[0].cell == "C3"]
    assert [(finding.code, finding.severity) for finding in found] == codes
    if any(code == "P3" for code, _ in codes) and "40件" in said:
        assert found[0].message.zh in page("report-author")


def findings_on(said: str, folder: Path) -> tuple[Diagnostic, ...]:
    """What is found on the example's data with such a text."""
    data = json.loads(example("json"))
    data["narratives"]["practice"] = [{"text": said}]
    kind = load_type(folder)
    assert kind.definition, kind.findings
    filling, faults = from_json(json.dumps(data), kind.definition, "DATA.json")
    assert not faults
    reading, _ = pipeline.read(blank_workbook(kind.definition, filling), str(folder))
    assert reading
    return pipeline.check(reading)[1]


def bound() -> Definition:
    """The type of 2021 with no claim but the one that the page explains."""
    (claim,) = [text for text in fences(page("report-author"), "ini") if 'name = "received"' in text]
    text = (shipped() / NEW / "report.toml").read_text(encoding="utf-8")
    head, _, tail = text.partition("[[claims]]")
    definition, faults = load(f"{head}{claim}[[wordings]]{tail.partition('[[wordings]]')[2]}")
    assert definition, faults
    return definition


_OUTCOMES = re.compile(r"^\| (.+) \| (\d+) \| (对|N1|不管|只是警告)(.*) \|$", re.MULTILINE)


def test_what_the_page_says_of_a_claim_is_what_becomes_of_each_sentence():
    rows = _OUTCOMES.findall(page("report-author"))
    assert len(rows) == 10
    outcomes = {"N1": [("N1", "error")], "只是警告": [("N1", "warning")]}
    for said, stated, outcome, more in rows:
        data = clean()
        data["narratives"]["overview"] = [{"text": f"{said}。"}]
        report = read_in(filled(data))
        path = "applications.received.total"
        figure = replace(report.figures[path], value=Decimal(stated))
        found = check(replace(report, figures={**report.figures, path: figure}), bound())
        codes = [(d.code, d.severity) for d in found if d.code in {"N1", "N6"}]
        assert codes == outcomes.get(outcome, [("N6", "info")] if "N6" in more else []), said
        if "写的是" in more:
            assert any(more.strip("：“”") in d.message.zh for d in found), (said, more)


# real output


def test_the_findings_that_the_clerk_is_shown_are_the_real_ones(tmp_path):
    shutil.copy(BAD, tmp_path / "年报.xlsx")
    ran = docgen("check", "年报.xlsx", cwd=tmp_path)
    assert ran.returncode == 4
    assert ran.stderr.decode() in fences(page("clerk"), "text")


@pytest.fixture
def county(tmp_path):
    """The county of docs/rollup.md: three bureaus and the office."""
    write_units(tmp_path / "各局", ["财政局", "教育局", "住建局"])
    (tmp_path / "县政府办.xlsx").write_bytes(filled(office()))
    return tmp_path


def test_what_is_said_of_units_that_cannot_be_summed_is_real(county):
    units = county / "各局"
    data = unit("青禾县教育局", 2)
    data["fields"]["year"] = 2023
    (units / "教育局.xlsx").write_bytes(filled(data))
    odd = edited(
        (units / "财政局.xlsx").read_bytes(), lambda book: book["四、复议诉讼"].__setitem__("E6", 99)
    )
    (units / "财政局.xlsx").write_bytes(odd)
    shutil.copy(units / "住建局.xlsx", units / "住建局（新）.xlsx")
    ran = docgen("rollup", "各局", "-o", "全县.xlsx", "--own", "县政府办.xlsx", cwd=county)
    assert (ran.returncode, ran.stdout) == (4, b"")
    assert ran.stderr.decode() == fences(page("rollup"), "text")[0]


def test_what_is_said_of_a_sum_is_real_and_the_page_leads_to_the_document(county):
    (line,) = [line for line in fences(page("rollup"), "sh") if line.startswith("docgen rollup ")]
    ran = docgen(*line.split()[1:], cwd=county)
    assert (ran.returncode, ran.stdout.decode()) == (0, "全县.xlsx\n")
    assert ran.stderr.decode() == fences(page("rollup"), "text")[1]
    sheet = load_workbook(county / "全县.xlsx")["汇总明细"]
    (heads,) = re.findall(r"^\| (项目 .+?) \| 财政局", page("rollup"), re.MULTILINE)
    assert [cell.value for cell in sheet[3]][:6] == heads.split(" | ")
    rows = {row[0].value: [cell.value for cell in row] for row in sheet.iter_rows(min_row=5)}
    assert rows["行政规范性文件，本年制发件数"][5] == "U2"
    assert "| 行政规范性文件，本年制发件数 | B6 | 16 | 16 | 0 | U2 | 2 | 5 |" in page("rollup")
    assert docgen("render", "全县.xlsx", cwd=county).returncode == 0


def test_the_sheets_that_the_clerk_is_told_of_are_there():
    book = load_workbook(BytesIO(BAD.read_bytes()), read_only=True)
    assert {"填报说明", "封面", "数据引用"} <= set(book.sheetnames)


def is_part(some: object, whole: object) -> bool:
    """Whether a shortened example says nothing that the whole does not say at the same place."""
    if isinstance(some, dict) and isinstance(whole, dict):
        return all(key in whole and is_part(value, whole[key]) for key, value in some.items())
    if isinstance(some, list) and isinstance(whole, list):
        return all(any(is_part(item, other) for other in whole) for item in some)
    return some == whole


def test_the_data_shown_is_real(tmp_path):
    real, filled = [json.loads(text) for text in fences(page("data"), "json") if '"penalties"' not in text]
    ran = docgen("data", BAD, cwd=tmp_path)
    assert is_part(real, json.loads(ran.stdout))
    (tmp_path / "d.json").write_text(json.dumps(filled), encoding="utf-8")
    made = docgen("workbook", filled["report"], "--data", "d.json", "-o", "a.xlsx", cwd=tmp_path)
    assert made.returncode == 0, made.stderr.decode()
    back = docgen("data", "a.xlsx", cwd=tmp_path)
    assert is_part(filled, json.loads(back.stdout))


def test_every_json_example_parses():
    examples = [text for file in PAGES for text in fences(file.read_text(encoding="utf-8"), "json")]
    assert len(examples) >= 4
    for text in examples:
        json.loads(text)


# links


def slug(heading: str) -> str:
    """The anchor that a heading gets: lower case, without punctuation, blanks as hyphens."""
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


@pytest.mark.parametrize("file", PAGES, ids=lambda file: file.name)
def test_links_between_pages_resolve(file):
    for link in _LINK.findall(prose(file.read_text(encoding="utf-8"))):
        if "://" in link:
            continue
        path, _, anchor = link.partition("#")
        target = (file.parent / path).resolve() if path else file
        assert target.exists(), link
        if anchor:
            headings = _HEADING.findall(prose(target.read_text(encoding="utf-8")))
            assert anchor in map(slug, headings), link


def test_every_page_that_a_message_sends_people_to_is_there():
    words = [text for kinds in CODES.values() for kind in kinds for text in (*kind.message, *kind.hint)]
    named = {name for text in words for name in re.findall(r"docs/[\w-]+\.md", text)}
    assert named
    assert all((ROOT / name).exists() for name in named)
