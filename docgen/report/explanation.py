"""The explanation of a code: what it means, why it matters, what to do, an example; read from a TOML of its own.

Not in `report.toml`: that is read at every check, and these texts only when somebody asks for them.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping

from docgen.diagnostics import Phrase
from docgen.diagnostics.finding import NOTHING
from docgen.records import dataclass
from docgen.report.entry import Entry, Fault


@dataclass(frozen=True, slots=True)
class Explanation:
    """The texts of one code, each in both languages; `title` is "" where the rule's own is meant."""

    title: Phrase = NOTHING
    means: Phrase = NOTHING
    why: Phrase = NOTHING
    remedy: Phrase = NOTHING
    example: Phrase = NOTHING


def load_explanations(text: str) -> tuple[Mapping[str, Explanation], tuple[Fault, ...]]:
    """The explanations by code, each a table with texts of the form [Chinese, English]; and what is wrong with them."""
    faults: list[Fault] = []
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        return {}, (Fault("", str(error)),)
    root = Entry(tables, "", faults)
    found = {code: _explanation(root.entry(code)) for code in tables}
    return found, tuple(faults)


def _explanation(entry: Entry) -> Explanation:
    texts = (_pair(entry, key) for key in ("title", "means", "why", "remedy", "example"))
    explanation = Explanation(*texts)
    entry.done()
    return explanation


def _pair(entry: Entry, key: str) -> Phrase:
    texts = entry.texts(key)
    if len(texts) not in {0, 2}:
        entry.fault(key, "must be two texts: Chinese and English")
    return Phrase(*texts) if len(texts) == 2 else NOTHING
