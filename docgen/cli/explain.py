"""`docgen explain`: what a code means, as text; without a code, all of them, one a line."""

from __future__ import annotations

from docgen.cli.misuse import MisuseError
from docgen.diagnostics.finding import Language
from docgen.handbook import Section, handbook, nearest_code, sections_of


def listed(language: Language) -> str:
    """Code, severity and title of every code."""
    return "".join(f"{_head(section, language)}\n" for section in handbook())


def explained(code: str, language: Language) -> str:
    """What is said of a code. MisuseError when there is none such."""
    found = sections_of(code)
    if not found:
        near = nearest_code(code)
        raise MisuseError(
            f"没有代码 {code}，最接近的是 {near}；docgen explain 列出全部代码",
            f"there is no code {code}; the nearest is {near}; `docgen explain` lists all",
        )
    return "\n".join(_told(section, language) for section in found)


def _told(section: Section, language: Language) -> str:
    parts = (f"{label}{text}\n" for label, text in section.parts(language))
    return f"{_head(section, language)}\n{''.join(parts)}"


def _head(section: Section, language: Language) -> str:
    return f"{section.code}  {section.severity(language)}  {section.title.within(language)}"
