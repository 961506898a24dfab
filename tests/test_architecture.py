"""The floors of the house: who may import whom, and what a plain run may load."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from itertools import groupby
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "docgen"
FLOORS = {
    "digest": -3, "records": -2, "cache": -2, "bounds": -2, "patterns": -1, "diagnostics": 0, "package": 1, "report": 1, "excel": 2, "word": 2, "rules": 2,
    "verification": 2,
    "output": 3, "catalogue": 3, "office": 3, "templates": 4, "pdf": 4, "pipeline": 5, "handbook": 5, "rollup": 6, "desktop": 6, "cli": 7,
    "__main__": 8, "__init__": 7,
}  # fmt: skip
ONLY_IN = {
    "openpyxl": {"excel"},
    "python_calamine": {"excel"},
    "docxtpl": {"word"},
    "jinja2": {"word"},
    "lxml": {"word"},
    "docx": {"word"},
    "typer": {"cli"},
}
LONGEST_FUNCTION, LONGEST_MODULE = 40, 300
TABLE = "codes.py"  # the one table of codes has as many rows as there are codes


def room(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


ROOMS = {own: list(paths) for own, paths in groupby(sorted(PACKAGE.rglob("*.py"), key=room), room)}
of_each_room = pytest.mark.parametrize("paths", ROOMS.values(), ids=ROOMS)


@cache
def nodes(path: Path) -> list[ast.AST]:
    """All statements of a module; neither an import nor a function stands in an expression."""
    return list(statements(ast.parse(path.read_text(encoding="utf-8"))))


def statements(node: ast.AST) -> Iterator[ast.AST]:
    for part in ("body", "orelse", "finalbody", "handlers", "cases"):
        for below in getattr(node, part, ()):
            yield below
            yield from statements(below)


@cache
def imports(path: Path) -> set[str]:
    found = set()
    for node in nodes(path):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return found


@of_each_room
def test_a_room_imports_only_from_its_own_floor_and_below(paths):
    own = room(paths[0])
    for name in set().union(*map(imports, paths)):
        parts = name.split(".")
        if parts[0] == "docgen" and len(parts) > 1 and parts[1] in FLOORS:
            other = parts[1]
            assert other == own or FLOORS[other] < FLOORS[own], f"{own} imports {name}"


@of_each_room
def test_each_library_is_known_in_one_room(paths):
    for path in paths:
        for name in imports(path):
            library = name.split(".")[0]
            assert room(path) in ONLY_IN.get(library, {room(path)}), f"{path} imports {name}"


def functions(path: Path):
    for node in nodes(path):
        if isinstance(node, ast.FunctionDef):
            yield node


@of_each_room
def test_functions_and_modules_stay_small(paths):
    for path in paths:
        for function in functions(path):
            assert function.end_lineno - function.lineno < LONGEST_FUNCTION, function.name
        if path.name != TABLE:
            assert len(path.read_text(encoding="utf-8").splitlines()) <= LONGEST_MODULE, path


def loaded(*arguments: str) -> set[str]:
    program = "import sys, docgen.cli as c; c.run(sys.argv[1:]); sys.stderr.write('\\n'.join(sys.modules))"
    ran = subprocess.run([sys.executable, "-c", program, *arguments], capture_output=True, check=True)
    return set(ran.stderr.decode().split())


SAMPLE = PACKAGE.parent / "excel_inputs" / "gov-info-annual-2021" / "sample.xlsx"
HEAVY = {
    "typer",
    "dataclasses",
    "inspect",
    "zipfile",
    "tempfile",
    "traceback",
    "difflib",
    "tomllib",
    "urllib.request",
    "openpyxl",
    "docx",
    "docxtpl",
    "jinja2",
    "markupsafe",
    "lxml",
    "rich",
    "pydantic",
}


def test_a_clean_run_loads_no_library(tmp_path):
    for arguments in (("check", str(SAMPLE)), ("render", str(SAMPLE), "-o", str(tmp_path / "a.docx"))):
        names = loaded(*arguments)
        assert not (names | {name.split(".")[0] for name in names}) & HEAVY


def test_a_clean_check_hashes_without_openssl():
    names = loaded("check", str(SAMPLE))

    assert "docgen.digest" in names
    assert "_hashlib" not in names


def test_a_clean_render_loads_nothing_that_compiles_templates(tmp_path):
    compiling = {"compilation", "cleaning", "tags", "grammar", "steps", "safety", "layout", "tables"}

    names = loaded("render", str(SAMPLE), "-o", str(tmp_path / "a.docx"))

    assert "docgen.word.rendering" in names
    assert not names & {f"docgen.word.{name}" for name in compiling}
