"""The machine that was measured on, and the versions of what was measured."""

from __future__ import annotations

import os
import platform
import re
import subprocess
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

from tests.bench.subjects import PACKAGES

OURS = ("docxtpl", "python-docx", "jinja2", "lxml", "openpyxl", "typer")


def machine() -> Iterator[tuple[str, str]]:
    yield (
        "processor",
        f"{_stated('/proc/cpuinfo', 'model name') or platform.machine()}, {os.cpu_count()} cores",
    )
    yield "memory", _memory()
    yield "system", f"{platform.system()} {platform.release()}"
    yield "Python", f"{platform.python_implementation()} {platform.python_version()}"
    yield "packages", ", ".join(f"{name} {version(name)}" for name in OURS)
    yield "Node.js", f"{_node()}: {', '.join(name.replace('@', ' ') for name in PACKAGES)}"
    yield (
        "load while measuring",
        "{:.1f}, {:.1f}, {:.1f} (the last 1, 5 and 15 minutes)".format(*os.getloadavg()),
    )


def _memory() -> str:
    return f"{os.sysconf('SC_PAGE_SIZE') * os.sysconf('SC_PHYS_PAGES') / 2**30:.0f} GiB"


def _stated(file: str, name: str) -> str:
    found = (
        re.search(rf"^{name}\s*: (.+)$", Path(file).read_text(), re.MULTILINE)
        if Path(file).exists()
        else None
    )
    return found[1] if found else ""


def _node() -> str:
    try:
        return subprocess.run(
            ["node", "--version"], capture_output=True, text=True, check=True
        ).stdout.strip()
    except OSError:
        return "none"
