"""The page and the chart: which measure stands where, and beside what it was to be."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from string import Template

from docgen.pipeline import read
from tests.bench.chart import Bar, chart
from tests.bench.inputs import SAMPLE
from tests.bench.machine import machine
from tests.bench.subjects import DOCUMENTS, LINES, MANY, PARAGRAPHS, ROWS, TIMES, WORKBOOKS
from tests.bench.timing import Runs, counter

DOCS = Path(__file__).parents[2] / "docs"
Cell = str | float


class Page:
    """What is told of a run: the runs of every subject, and millions of instructions of each work, P's and docgen's."""

    def __init__(
        self, runs: Mapping[str, Runs], counted: Mapping[str, tuple[float, float]], missing: str
    ) -> None:
        self.runs, self.counted, self.missing = runs, counted, missing

    def write(self) -> None:
        words = Template(Path(__file__).with_name("page.md").read_text(encoding="utf-8"))
        page = words.substitute(
            date=date.today().isoformat(), figures=_figures(), counter=counter() or "not counted: there is no valgrind",
            targets=_rows(self._targets()), instructions=_rows(self._instructions()), cold=_rows(self._cold()),
            warm=_rows(self._warm()), growth=_rows(self._growth()), machine=_rows(machine()),
            cold_runs=self._runs("cold render"), runs=self._runs("rows 1"), documents=DOCUMENTS * self._runs("warm plain"),
            skipped=f"\ndocxtemplater and Carbone were left out: {self.missing}.\n" if self.missing else "",
        )  # fmt: skip
        (DOCS / "performance.md").write_text(page, encoding="utf-8")
        (DOCS / "performance.svg").write_text(chart(self._charts()), encoding="utf-8")

    def _runs(self, name: str) -> int:
        return len(self.runs[name].measures)

    def _targets(self) -> Iterable[tuple[Cell, ...]]:
        runs, warm = self.runs, self.runs["warm plain"].each
        cold = runs["cold plain"].cpu
        yield _target("cold: one `docgen render`", "ms", (cold, runs["cold render"].cpu), 0.50, 0.30)
        yield _target("cold: one `docgen check`", "ms", (cold, runs["cold check"].cpu), 0.35, 0.20)
        yield _target("warm: a document of a loop", "ms", (warm, runs["warm docgen"].each), 0.10, 0.04)
        yield from self._beside_docxtemplater()
        many = (runs["many plain"].cpu / 1000, runs["many docgen"].cpu / 1000)
        yield _target(f"{MANY} reports, one process", "s", many, 0.10, 0.04)
        yield from self._lists()
        peaks = (runs["cold plain"].peak, runs["cold render"].peak)
        yield "peak memory of a cold render", *map(_mebibytes, (*peaks, "", 40, 30)), _met(peaks[1], 40, 30)

    def _beside_docxtemplater(self) -> Iterable[tuple[Cell, ...]]:
        """docxtemplater's render alone in P's column: it reads no workbook and checks nothing either."""
        if peer := self.runs.get("warm docxtemplater"):
            costs = (peer.each, self.runs["warm docgen"].each)
            yield _target("the loop, P being docxtemplater's render alone", "ms", costs, 1.0, None)

    def _lists(self) -> Iterable[tuple[Cell, ...]]:
        """docxtpl's and Carbone's whole processes in P's column: they get the lines as JSON."""
        own, lines = self.runs[f"lines {TIMES[-1]}"].cpu, f"{TIMES[-1] * LINES:,} lines of 8 cells"
        yield _target(f"{lines}, P being docxtpl", "ms", (self.runs["list docxtpl"].cpu, own), 0.20, 0.10)
        if peer := self.runs.get("list carbone"):
            yield _target(f"{lines}, P being Carbone", "ms", (peer.cpu, own), 1.0, None)

    def _instructions(self) -> Iterable[tuple[Cell, ...]]:
        for work, (plain, own) in self.counted.items():
            yield work, f"{plain:,.0f}", f"{own:,.0f}", f"{own / plain:.2f}"

    def _cold(self) -> Iterable[tuple[Cell, ...]]:
        for name, words in COLD.items():
            yield words, self.runs[name].cpu, f"{self.runs[name].peak:.0f}"

    def _warm(self) -> Iterable[tuple[Cell, ...]]:
        found = [(*words, self.runs[name].each) for name, words in WARM.items() if name in self.runs]
        return sorted(found, key=lambda row: -row[-1])

    def _growth(self) -> Iterable[tuple[Cell, ...]]:
        for name, unit in GROWTH.items():
            runs = [self.runs[f"{name} {times}"] for times in TIMES]
            steps = [run.cpu for run in runs]
            yield f"{name}, ms", unit, *(f"{cpu:,.0f}" for cpu in steps), _step(steps)
            yield (
                f"{name}, MiB",
                unit,
                *(f"{run.peak:.1f}" for run in runs),
                _step([run.peak for run in runs]),
            )

    def _charts(self) -> dict[str, list[Bar]]:
        cold = [Bar(words, self.runs[name].cpu, "docgen" in words) for name, words in COLD.items()]
        warm = [Bar(f"{row[0]}: {row[1]}", row[2], "docgen" in row[0]) for row in self._warm()]
        return {"Cold: one process, CPU ms": cold, "Warm: one document, CPU ms": warm}


COLD = {
    "cold plain": "P",
    "first render": "docgen render, the very first",
    "cold render": "docgen render",
    "cold check": "docgen check",
    "python": "python -c pass",
}
WARM = {
    "warm plain": ("P", "workbook read, filled, written"),
    "warm docxtpl": ("docxtpl", "filled, written"),
    "warm by_hand": ("python-docx by hand", "filled, written"),
    "warm carbone": ("Carbone", "filled, written"),
    "warm docxtemplater": ("docxtemplater", "filled, written"),
    "warm docgen": ("docgen", "workbook read, checked, filled, package checked, written"),
}
GROWTH = {
    "lines": f"{LINES:,} lines of 8 cells, a list",
    "rows": f"{ROWS} rows of 8 cells, a form",
    "paragraphs": f"{PARAGRAPHS} paragraphs",
    "workbooks": f"{WORKBOOKS} workbooks",
}


def _figures() -> int:
    reading, _ = read(SAMPLE.read_bytes())
    return len(reading.report.figures) if reading else 0


def _target(
    work: str, unit: str, costs: tuple[float, float], most: float, aim: float | None
) -> tuple[Cell, ...]:
    plain, own = costs
    ratio = own / plain
    return work, f"{plain:.1f} {unit}", f"{own:.1f} {unit}", ratio, most, aim or "", _met(ratio, most, aim)


def _mebibytes(size: Cell) -> str:
    return f"{size:.0f} MiB" if size else ""


def _met(value: float, most: float, aim: float | None) -> str:
    return "aim met" if aim and value <= aim else "met" if value <= most else "**not met**"


def _step(sizes: list[float]) -> str:
    _, two, four, eight = sizes
    return f"{(eight - four) / (four - two):.1f}" if four > two else "–"


def _rows(rows: Iterable[tuple[Cell, ...]]) -> str:
    return "\n".join("| " + " | ".join(map(_cell, row)) + " |" for row in rows)


def _cell(cell: Cell) -> str:
    return cell if isinstance(cell, str) else f"{cell:.2f}" if cell < 10 else f"{cell:.0f}"
