"""`python -m tests.hostile DIR` writes every case with its files and `manifest.json`; `--judge GROUP…` judges groups."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from pathlib import Path

from tests.hostile.case import Case
from tests.hostile.judge import docgen, judged, plain_program
from tests.hostile.manifest import GROUPS, LONG, cases, some


def write(folder: Path) -> None:
    manifest = {}
    for group in (*GROUPS, *LONG):
        for case in cases(group):
            for name, make in case.files.items():
                file = folder / case.name / name
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_bytes(make if isinstance(make, bytes) else make())
            manifest[case.name] = case.expectation()
    (folder / "manifest.json").write_text(
        json.dumps(manifest, ensure_ascii=False, indent=1), encoding="utf-8"
    )


def judge(given: Iterable[Case], *, plain: bool) -> None:
    """A verdict a line, as JSON: the judge forks, and a test's own process has threads."""
    for verdict in judged(given, plain_program if plain else docgen):
        print(json.dumps(verdict), flush=True)


if sys.argv[1] == "--judge":
    groups = [word for word in sys.argv[2:] if not word.startswith("--")]
    every = [case for group in groups for case in cases(group)]
    judge(some(groups) if "--some" in sys.argv else every, plain="--plain" in sys.argv)
else:
    write(Path(sys.argv[1]))
