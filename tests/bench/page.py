"""The page: docs/performance.md and its chart, from what was measured."""

from __future__ import annotations

import os
import platform
import sys
from collections.abc import Mapping, Sequence
from datetime import date
from importlib.metadata import version
from pathlib import Path
from typing import NamedTuple

from tests.bench.measure import Run

DOCS = Path(__file__).parents[2] / "docs"
MARK = "<!-- measured -->"
_AIMS = {"docgen check": (0.35, 0.20), "docgen render": (0.50, 0.30), "docgen": (0.10, 0.04)}


class Measured(NamedTuple):
    """All of one run, and why the peers on Node are not in it ("" where they are)."""

    cold: Mapping[str, Run]
    counted: Mapping[str, float | None]
    warm: Mapping[str, Run]
    batch: Mapping[str, Run]
    growth: Mapping[str, Sequence[tuple[float, float]]]
    missing: str
    tags: int


def write(found: Measured) -> None:
    """Nothing: replaces what stands below the mark in the page, and the chart."""
    lines = [
        MARK,
        "",
        f"Measured on {date.today().isoformat()}: {_machine()}. Report: the 2021 sample, {found.tags} tags, all checks on.",
        "",
        *_cold(found.cold, found.counted),
        *_warm(found.warm, found.batch, found.missing),
        *_growth(found.growth),
    ]
    page = DOCS / "performance.md"
    above = page.read_text(encoding="utf-8").partition(MARK)[0]
    page.write_text(above + "\n".join(lines) + "\n", encoding="utf-8")
    (DOCS / "performance.svg").write_text(_chart(found.warm), encoding="utf-8")


def _machine() -> str:
    packages = ", ".join(
        f"{name} {version(name)}" for name in ("docxtpl", "openpyxl", "typer", "python-docx")
    )
    return f"{os.cpu_count()} cores ({platform.machine()}), {platform.system()}, Python {sys.version.split()[0]}, {packages}"


def _cold(cold: Mapping[str, Run], counted: Mapping[str, float | None]) -> list[str]:
    base = cold["plain script"]
    rows = ["## One call, cold", "", "| whole process | processor, ms | clock, ms | peak, MiB | million instructions | ratio to the script | at most | aim |",
            "|---|---:|---:|---:|---:|---:|---:|---:|"]  # fmt: skip
    for name, run in cold.items():
        most, aim = _AIMS.get(name, ("", ""))
        count = counted.get(name)
        rows.append(
            f"| {name} | {run.cpu:.0f} | {run.wall:.0f} | {run.peak:.0f} | {f'{count:.0f}' if count else '–'} "
            f"| {run.cpu / base.cpu:.2f} | {most} | {aim} |"
        )
    return [*rows, ""]


def _warm(warm: Mapping[str, Run], batch: Mapping[str, Run], missing: str) -> list[str]:
    base = warm["plain script"]
    rows = ["## One document among many", "", "![milliseconds a document](performance.svg)", "",
            "| in one process | processor, ms | clock, ms | peak, MiB | ratio to the script |", "|---|---:|---:|---:|---:|"]  # fmt: skip
    for name, run in (*warm.items(), *batch.items()):
        rows.append(
            f"| {name} | {run.cpu:.1f} | {run.wall:.1f} | {run.peak:.0f} | {run.cpu / base.cpu:.2f} |"
        )
    if missing:
        rows += ["", f"Carbone and docxtemplater could not be had: {missing}"]
    return [*rows, ""]


def _growth(growth: Mapping[str, Sequence[tuple[float, float]]]) -> list[str]:
    rows = ["## Growth", "", "| once is | 1× | 2× | 4× | 8× |", "|---|---:|---:|---:|---:|"]
    for name, spent in growth.items():
        cells = " | ".join(f"{milliseconds:.0f} ms, {peak:.1f} MiB" for milliseconds, peak in spent)
        rows.append(f"| {name} | {cells} |")
    return rows


def _chart(warm: Mapping[str, Run]) -> str:
    """Bars, the longest the slowest."""
    longest, left, tall = max(run.cpu for run in warm.values()), 150, 26
    bars = []
    for number, (name, run) in enumerate(warm.items()):
        top, wide = 8 + number * tall, 420 * run.cpu / longest
        colour = "#b5121b" if name == "docgen" else "#9aa0a6"
        bars.append(
            f'<text x="{left - 8}" y="{top + 14}" text-anchor="end">{name}</text>'
            f'<rect x="{left}" y="{top}" width="{wide:.1f}" height="18" fill="{colour}"/>'
            f'<text x="{left + wide + 6:.1f}" y="{top + 14}">{run.cpu:.1f} ms</text>'
        )
    height = 16 + len(bars) * tall
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="660" height="{height}" font-family="sans-serif" font-size="13">'
        f'<rect width="660" height="{height}" fill="white"/>{"".join(bars)}</svg>\n'
    )
