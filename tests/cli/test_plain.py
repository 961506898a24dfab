"""The plain command line: what it understands, typer understands alike; all else it leaves to typer."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from docgen.cli import dispatch, verbs
from docgen.cli.commands import commands
from docgen.cli.plain import plain
from docgen.cli.streams import Shell
from tests.tenth import few

PLAIN = [
    "a.xlsx",
    "年报.xlsx 附件/b.xlsx",
    "check a.xlsx",
    "render a",
    "check - --json",
    "render a.xlsx -o b.docx",
    "render --output - a.xlsx",
    "--json a.xlsx",
    "render a.xlsx --report r --template t.docx --result r.json --against last.xlsx --strict --recursive --annotate --pdf --draft",
    "check a.xlsx --report r --result r.json --against last.xlsx --strict --recursive --annotate --fix",
    "check --strict a.xlsx --strict --report x --report y",
    "--lang en check a.xlsx",
    "check a.xlsx --lang zh",
    "render render check",
    "check check",
]
LEFT = [
    "",
    "a",
    "check",
    "render --json",
    "data a.xlsx",
    "--version",
    "--help",
    "check --help",
    "check a.xlsx --pdf",
    "render a.xlsx --fix",
    "check a.xlsx --jobs 2",
    "render a.xlsx --timeout 3",
    "render a.xlsx --numbering text",
    "check a.xlsx --report=r",
    "check a.xlsx --report",
    "check a.xlsx --report --json",
    "check -- a.xlsx",
    "render a.xlsx -ob.docx",
    "render a.xlsx --out b.docx",
    "check a.xlsx -x",
    "--lang fr check a.xlsx",
    "--lang",
    "worker",
    "--request r.json",
]
WORDS = st.sampled_from(
    ["render", "check", "data", "a.xlsx", "b", "-", "--", "-o", "--output", "--report", "--result", "--against", "--template",
     "--json", "--strict", "--recursive", "--annotate", "--pdf", "--draft", "--fix", "--lang", "en", "zh", "--jobs", "2", "-x", "",
     "--report=r", "--numbering", "text", "--help"]
)  # fmt: skip


@pytest.fixture
def understood(monkeypatch):
    """What a command line comes to: the verb and what is asked of it, by either way."""
    told = []
    monkeypatch.setattr(verbs, "render", lambda asked, _: told.append(("render", asked)) or 0)
    monkeypatch.setattr(verbs, "check", lambda asked, _: told.append(("check", asked)) or 0)

    def by_typer(words: list[str]):
        told.clear()
        code = dispatch._by_typer(dispatch.lang_first(words), Shell("en"))
        return (code, *told)

    def plainly(words: list[str]):
        told.clear()
        found = plain(dispatch.lang_first(words))
        if found is None:
            return None
        verb, asked = found
        return (verb(asked, Shell("en")), *told)

    return plainly, by_typer


@pytest.mark.parametrize("line", PLAIN)
def test_what_is_plain_is_understood_as_typer_does(understood, line):
    plainly, by_typer = understood
    words = line.split()

    found = plainly(words)

    assert found is not None
    assert found == by_typer(words)


@pytest.mark.parametrize("line", LEFT)
def test_what_is_not_plain_is_left_to_typer(line):
    assert plain(dispatch.lang_first(line.split())) is None


@settings(max_examples=few(1000), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(WORDS, max_size=7))
def test_whatever_is_taken_for_plain_means_the_same_to_typer(understood, words):
    plainly, by_typer = understood

    found = plainly(words)

    assert found is None or found == by_typer(words)


def test_no_command_could_be_taken_for_a_path():
    assert not any("." in name or name.startswith("-") for name in commands())
    for name in commands():
        if name not in {"render", "check"}:
            assert plain([name, "a.xlsx"]) is None
