"""What is measured: every command, by name. Which name stands where on the page is the page's matter."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

from tests.bench.timing import Subject

HERE = Path(__file__).parent
PACKAGES = ("docxtemplater@3.71.0", "pizzip@3.3.0", "carbone@3.8.2")
MANY, TIMES = 200, (1, 2, 4, 8)
LINES, ROWS, PARAGRAPHS, WORKBOOKS = 1_250, 75, 100, 25
"""How much is 1×. A line or row has eight cells; a form's template may have 5,000 tags."""
DOCUMENTS = 20
"""Documents that a warm process makes in a round; docxtemplater and Carbone are given more, for V8 to warm up."""


class Subjects:
    """The commands on what lies in a folder, each to be run so many times."""

    def __init__(self, scratch: Path, rounds: int) -> None:
        self.scratch, self.rounds = scratch, rounds
        self.one = scratch / "one.xlsx"

    def every(self, *, npm: bool) -> dict[str, Subject]:
        peers = (self.npm() | self.list_npm()) if npm else {}
        return self.cold() | self.warm() | peers | self.many() | self.list() | self.growth()

    def cold(self) -> dict[str, Subject]:
        rounds = 3 * self.rounds
        render = self.docgen("render", self.one, "-o", self.scratch / "cold.docx")
        return {
            "python": Subject((sys.executable, "-c", "pass"), rounds),
            "cold plain": Subject(self.plain(self.one), rounds),
            "cold check": Subject(self.docgen("check", self.one), rounds),
            "cold render": Subject(render, rounds),
            "first render": Subject(render, self.rounds, fresh=True),
        }

    def warm(self) -> dict[str, Subject]:
        engines = ("plain", "docxtpl", "by_hand", "docgen")
        commands = {
            engine: self._python("tests.bench.warm", engine, *self._output(engine)) for engine in engines
        }
        return {f"warm {engine}": Subject(command, self.rounds) for engine, command in commands.items()}

    def npm(self) -> dict[str, Subject]:
        return {
            f"warm {engine}": Subject(self._node(engine, *self._output(engine, 3 * DOCUMENTS)), self.rounds)
            for engine in ("docxtemplater", "carbone")
        }

    def list_npm(self) -> dict[str, Subject]:
        folder = self._list(TIMES[-1])
        return {
            "list carbone": Subject(self._node("list", folder, folder / "by-carbone.docx", 1), self.rounds)
        }

    def list(self) -> dict[str, Subject]:
        """The longest list, whole processes; docgen's also reads the workbook, and is one of those that show its growth."""
        folder = self.longest_list
        command = self._python("tests.bench.lists", folder, folder / "by-docxtpl.docx")
        return {"list docxtpl": Subject(command, self.rounds)}

    def many(self) -> dict[str, Subject]:
        return {
            "many plain": Subject(self.plain(*self._agencies(MANY)), 1),
            "many docgen": Subject(self.batch(MANY), self.rounds),
        }

    def growth(self) -> dict[str, Subject]:
        found = {}
        for times in TIMES:
            rows = self.scratch / f"rows-{times * ROWS}"
            paragraphs = self.scratch / f"paragraphs-{times * PARAGRAPHS}.xlsx"
            found |= {
                f"lines {times}": self._rendered(self._list(times)),
                f"rows {times}": self._rendered(rows),
                f"paragraphs {times}": self.docgen("render", paragraphs, "-o", self.scratch / "long.docx"),
                f"workbooks {times}": self.batch(times * WORKBOOKS),
            }
        return {name: Subject(command, self.rounds) for name, command in found.items()}

    def _rendered(self, folder: Path) -> tuple[str, ...]:
        return self.docgen("render", folder / "in.xlsx", "--report", folder, "-o", folder / "by-docgen.docx")

    @property
    def longest_list(self) -> Path:
        return self._list(TIMES[-1])

    def _list(self, times: int) -> Path:
        return self.scratch / f"list-{times * LINES}"

    def _node(self, *arguments: object) -> tuple[str, ...]:
        prefix = ("env", f"NODE_PATH={self.scratch / 'npm/node_modules'}", "node", str(HERE / "peers.cjs"))
        return (*prefix, *map(str, arguments))

    def docgen(self, *arguments: object) -> tuple[str, ...]:
        return self._python("docgen", *arguments)

    def plain(self, *workbooks: Path) -> tuple[str, ...]:
        return self._python("tests.bench.plain", self.scratch, self._folder("plain"), *workbooks)

    def batch(self, count: int) -> tuple[str, ...]:
        return self.docgen("render", *self._agencies(count), "--jobs", 1, "-o", self._folder("docgen"))

    def _python(self, module: str, *arguments: object) -> tuple[str, ...]:
        return (sys.executable, "-m", module, *map(str, arguments))

    def _output(self, engine: str, documents: int = DOCUMENTS) -> tuple[str, str, str]:
        return str(self.scratch), str(self.scratch / f"by-{engine}.docx"), str(documents)

    def _folder(self, name: str) -> Path:
        folder = self.scratch / f"out-{name}"
        folder.mkdir(exist_ok=True)
        return folder

    def _agencies(self, count: int) -> list[Path]:
        return sorted((self.scratch / "many").glob("*.xlsx"))[:count]


def npm_fault(scratch: Path) -> str:
    """Installs the peers of npm into the folder; why that cannot be, or nothing."""
    if not shutil.which("npm"):
        return "there is no npm on this machine"
    (scratch / "npm").mkdir(parents=True, exist_ok=True)
    command = [
        "npm",
        "install",
        "--silent",
        "--no-audit",
        "--no-fund",
        "--prefix",
        str(scratch / "npm"),
        *PACKAGES,
    ]
    done = subprocess.run(command, stdout=subprocess.DEVNULL, check=False)
    return f"npm could not install {' '.join(PACKAGES)}" if done.returncode else ""
