"""The floors of the house: who may import whom, and what a plain run may load."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "docgen"
FLOORS = {
    "diagnostics": 0, "package": 1, "report": 1, "excel": 2, "word": 2, "rules": 2,
    "output": 3, "catalogue": 3, "office": 3, "pdf": 4, "pipeline": 4, "desktop": 5, "cli": 6, "__main__": 7,
    "__init__": 6,
}  # fmt: skip
ONLY_IN = {
    "openpyxl": {"excel"},
    "docxtpl": {"word"},
    "jinja2": {"word"},
    "lxml": {"word"},
    "docx": {"word"},
    "typer": {"cli"},
}
LONGEST_FUNCTION, LONGEST_MODULE = 40, 300


def modules() -> list[Path]:
    return sorted(PACKAGE.rglob("*.py"))


def room(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imports(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return found


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_room_imports_only_from_its_own_floor_and_below(path):
    own = room(path)
    for name in imports(path):
        parts = name.split(".")
        if parts[0] == "docgen" and len(parts) > 1 and parts[1] in FLOORS:
            other = parts[1]
            assert other == own or FLOORS[other] < FLOORS[own], f"{own} imports {name}"


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_each_library_is_known_in_one_room(path):
    for name in imports(path):
        library = name.split(".")[0]
        assert room(path) in ONLY_IN.get(library, {room(path)}), f"{path} imports {name}"


def functions(path: Path):
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef):
            yield node


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_functions_and_modules_stay_small(path):
    for function in functions(path):
        assert function.end_lineno - function.lineno < LONGEST_FUNCTION, function.name
    assert len(path.read_text(encoding="utf-8").splitlines()) <= LONGEST_MODULE


def loaded(*arguments: str) -> set[str]:
    program = "import sys, docgen.cli as c; c.run(sys.argv[1:]); sys.stderr.write('\\n'.join(sys.modules))"
    ran = subprocess.run([sys.executable, "-c", program, *arguments], capture_output=True, check=True)
    return {name.split(".")[0] for name in ran.stderr.decode().split()}


def test_a_check_loads_no_library_but_typer():
    sample = PACKAGE.parent / "excel_inputs" / "gov-info-annual-2021" / "sample.xlsx"
    assert not loaded("check", str(sample)) & {
        "openpyxl",
        "docx",
        "docxtpl",
        "jinja2",
        "lxml",
        "rich",
        "pydantic",
    }
