"""Who asked for a command: somebody at a shell, or a host through the worker."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from docgen.cli.result import Entry
from docgen.diagnostics.finding import Language


class Caller(Protocol):
    """Whoever is told what became of a command, in the language that he reads."""

    @property
    def language(self) -> Language: ...

    def report(
        self,
        entries: Sequence[Entry],
        *,
        as_data: bool = False,
        result: Path | None = None,
        paths: Sequence[str] = (),
    ) -> int:
        """Tells the entries, with `paths` those for whom files are the answer; returns the exit code."""

    def data(self, entry: Entry, text: str) -> int:
        """Tells a report as data, JSON text, or the entry that says why there is none."""
