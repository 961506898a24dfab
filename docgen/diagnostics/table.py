"""How a row of the table of codes is written: code, severity, words and hint in both languages, exit code."""

from __future__ import annotations

from docgen.diagnostics.finding import Kind, Phrase, Severity

_EXITS = {"E0": 2, "E1": 3, "E2": 4, "E3": 5, "E4": 6, "E9": 70}


def kind(  # noqa: PLR0917 - the columns of the table below, read in order
    code: str, severity: Severity, zh: str, en: str, hint_zh: str, hint_en: str, exit_code: int | None = None
) -> Kind:
    family_exit = _EXITS.get(code[:2], 4)
    return Kind(code, severity, Phrase(zh, en), Phrase(hint_zh, hint_en), exit_code or family_exit)
