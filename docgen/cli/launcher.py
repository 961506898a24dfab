"""`docgen install` and `docgen uninstall`: what was written or taken away on stdout, one a line."""

from __future__ import annotations

from collections.abc import Sequence

from docgen.cli import streams
from docgen.cli.result import Entry
from docgen.desktop.launcher import install as system
from docgen.diagnostics import Diagnostic, worst
from docgen.diagnostics.finding import Language


def install(language: Language) -> int:
    """Puts the launcher where people find it. Reports: E401, E402, E410, E411."""
    return _said(*system.install(), language)


def uninstall(language: Language) -> int:
    """Takes away what was installed. Reports: E401."""
    return _said(*system.uninstall(), language)


def _said(paths: Sequence[str], found: tuple[Diagnostic, ...], language: Language) -> int:
    code = worst(found)
    entry = Entry("", "failed" if code else "written", found, exit_code=code)
    return streams.report([entry], language, as_data=False, result=None, paths=paths)
