"""docgen installed where there is no network and nothing else: the wheels and the program, built and run.

    python -m tests.proofs.offline [FOLDER]

Builds all of docs/offline.md (needs the network), then runs the Linux results in an empty environment without one, and
prints sizes and start times. Some four minutes.
"""

import importlib.util
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

ROOT = Path(__file__).parents[2]
GOOD = ROOT / "excel_inputs/gov-info-annual-2021/sample.xlsx"
BAD = ROOT / "excel_inputs/gov-info-annual-2019/sample-with-mistakes.xlsx"
RUNS = 7


def builder() -> ModuleType:
    """docs/offline/build.py, which is no part of a package."""
    spec = importlib.util.spec_from_file_location("offline_build", ROOT / "docs/offline/build.py")
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module  # its dataclasses look themselves up
    spec.loader.exec_module(module)
    return module


@dataclass
class Empty:
    """A home with nothing in it, on a machine without a network and with no variable set but the two."""

    home: Path

    def run(self, *words: object, code: int = 0) -> bytes:
        alone = ["unshare", "-n"] if can_unshare() else []
        names = ["env", "-i", f"HOME={self.home}", "PATH=/usr/local/bin:/usr/bin:/bin", "PIP_NO_INDEX=1"]
        ran = subprocess.run(
            [*alone, *names, *map(str, words)], capture_output=True, timeout=300, check=False
        )
        assert ran.returncode == code, (words, ran.returncode, ran.stderr.decode())
        return ran.stdout

    def seconds(self, *words: object) -> float:
        """The shortest of some runs, `unshare` and `env` included: what else the machine does only adds to it."""
        taken = []
        for _ in range(RUNS):
            started = time.perf_counter()
            self.run(*words)
            taken.append(time.perf_counter() - started)
        return min(taken)


def can_unshare() -> bool:
    return subprocess.run(["unshare", "-n", "true"], capture_output=True, check=False).returncode == 0


def size(folder: Path) -> str:
    held = sum(file.lstat().st_size for file in folder.rglob("*") if not file.is_dir())
    return f"{held / 1e6:.0f} MB"


def tried(docgen: Path, home: Path) -> bytes:
    """The document of a workbook, after everything that a new user would do has gone well."""
    empty, good, bad = Empty(home), home / "年报 (终稿).xlsx", home / "有错.xlsx"
    shutil.copy(GOOD, good)
    shutil.copy(BAD, bad)
    assert "完好  gov-info-annual-2021" in empty.run(docgen, "doctor").decode()
    empty.run(docgen, good)
    document = good.with_suffix(".docx").read_bytes()
    empty.run(docgen, "drop", bad, code=4)
    assert bad.with_name("有错.批注.xlsx").exists()
    empty.run(docgen, "workbook", "gov-info-annual-2021", "-o", home / "空白.xlsx")
    empty.run(docgen, "template", "gov-info-annual-2021", "-o", home / "模板.docx")
    many = home / "各单位"
    many.mkdir()
    for number in range(20):  # more than one process takes
        shutil.copy(GOOD, many / f"{number}.xlsx")
    assert len(empty.run(docgen, many).splitlines()) == 20
    empty.run(docgen, "install")
    entry = (home / ".local/share/applications/docgen.desktop").read_text(encoding="utf-8")
    assert str(docgen.parent) in entry
    empty.run(docgen, "uninstall")
    assert not (home / ".local/share/applications").exists()
    return document


def row(name: str, handed: Path, on_disk: Path, docgen: Path, home: Path) -> str:
    empty, workbook = Empty(home), home / "年报 (终稿).xlsx"
    times = [empty.seconds(docgen, *words) for words in (("--version",), ("check", workbook), (workbook,))]
    cells = [name, size(handed), size(on_disk), *(f"{taken:.2f} s" for taken in times)]
    return f"| {' | '.join(cells)} |"


def prove(folder: Path) -> list[str]:
    """The rows of the page's table, when all of it holds."""
    build = builder()
    houses = {name: build.wheelhouse(name, folder) for name in build.TARGETS}
    for name, house in houses.items():
        for python in build.PYTHONS:
            assert build.missing(house / "wheels", build.TARGETS[name], python) == [], (name, python)
    program = build.program(folder)
    # As long as these are not there, nothing of the checkout can be what runs.
    homes = [folder / "张 三 (wheels)", folder / "张 三 (program)"]
    for home in homes:
        home.mkdir()
    wheels = houses["linux-x86_64"]
    Empty(homes[0]).run("sh", wheels / "install.sh")
    installed = homes[0] / ".local/share/docgen/program"
    documents = [tried(installed / "bin/docgen", homes[0]), tried(program / "docgen", homes[1])]
    assert documents[0] == documents[1], "the two give different documents"
    return [
        row("wheels, linux-x86_64", wheels, installed, installed / "bin/docgen", homes[0]),
        row("program, linux-x86_64", program, program, program / "docgen", homes[1]),
        *(f"| wheels, {name} | {size(house)} | | | | |" for name, house in houses.items() if house != wheels),
    ]


def main() -> None:
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(sys.argv[1] if sys.argv[1:] else scratch)
        sys.stdout.write(
            "\n".join(["| what | handed over | on disk | --version | check | render |", *prove(folder), ""])
        )


if __name__ == "__main__":
    main()
