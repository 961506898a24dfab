"""The finding: one fault, with its code, its cells and what to do about it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import PurePath
from typing import Literal, NamedTuple

from docgen.patterns import regex
from docgen.records import dataclass

Severity = Literal["error", "warning", "info"]
Language = Literal["zh", "en"]
SEVERITIES: tuple[Severity, ...] = ("error", "warning", "info")


class Phrase(NamedTuple):
    """The same words in both languages; `{name}` places are filled by `filled`."""

    zh: str
    en: str

    def filled(self, facts: dict[str, Phrase | str]) -> Phrase:
        return Phrase(
            self.zh.format_map({k: v.zh if isinstance(v, Phrase) else v for k, v in facts.items()}),
            self.en.format_map({k: v.en if isinstance(v, Phrase) else v for k, v in facts.items()}),
        )

    def within(self, language: Language) -> str:
        return self.zh if language == "zh" else self.en


NOTHING = Phrase("", "")
SEVERITY_WORDS: Mapping[Severity, Phrase] = {
    "error": Phrase("错误", "error"),
    "warning": Phrase("警告", "warning"),
    "info": Phrase("提示", "info"),
}
QUOTED, FACT = 60, 500  # characters of a cell, and of any other fact, that a message repeats
_CONTROLS = regex(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")


@dataclass(frozen=True, slots=True)
class Place:
    """A cell (or, with `cell` empty, a whole sheet or file) that a finding is about.

    `path` is the key path of the value there (contract, section 4), `value` what stands there as typed,
    `label` what the form calls the place (“（七）总计，自然人”), `file` the workbook where it is another than the one judged.
    """

    sheet: str
    cell: str = ""
    path: str = ""
    value: str | None = None
    label: str = ""
    file: str = ""

    @property
    def address(self) -> str:
        return f"{self.sheet}!{self.cell}" if self.cell else self.sheet

    @property
    def title(self) -> str:
        """Address and label together, as a colleague would say it."""
        book = f"[{PurePath(self.file).name}]" if self.file else ""
        return f"{book}{self.address}（{self.label}）" if self.label else f"{book}{self.address}"


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One fault. `places[0]` is the cell to look at first; `expected` and `actual` are printed figures; `explained` is
    what the unit says of it, where that may stand instead of a correction: then it blocks no longer.
    """

    code: str
    severity: Severity
    message: Phrase
    hint: Phrase
    places: tuple[Place, ...] = ()
    expected: str | None = None
    actual: str | None = None
    exit_code: int = 4
    explained: str = ""

    @property
    def is_error(self) -> bool:
        return self.severity == "error"


@dataclass(frozen=True, slots=True)
class Kind:
    """A row of the table of codes: what one kind of fault is called and how it is said."""

    code: str
    severity: Severity
    message: Phrase
    hint: Phrase
    exit_code: int

    def at(
        self, *places: Place, expected: str | None = None, actual: str | None = None, **facts: Phrase | str
    ) -> Diagnostic:
        """The finding at these places; `{where}` in the message is the first of them, by address and label."""
        facts.setdefault("where", places[0].title if places else "")
        facts.setdefault("value", (places[0].value if places else None) or "")
        facts.setdefault("expected", expected or "")
        facts.setdefault("actual", actual or "")
        facts = {name: _quoted(fact, QUOTED if name == "value" else FACT) for name, fact in facts.items()}
        message, hint = self.message.filled(facts), self.hint.filled(facts)
        return Diagnostic(self.code, self.severity, message, hint, places, expected, actual, self.exit_code)


def _quoted(fact: Phrase | str, longest: int) -> Phrase | str:
    """A fact fit for one line: control characters shown by their code, the end cut off where it is long.

    The text of a cell must not forge a line of the report or drive a terminal.
    """
    if isinstance(fact, Phrase):
        return fact
    short = fact if len(fact) <= longest else f"{fact[:longest]}…"
    return _CONTROLS.sub(lambda found: "␤" if found[0] == "\n" else f"\\x{ord(found[0]):02x}", short)


def worst(diagnostics: Iterable[Diagnostic], *, strict: bool = False) -> int:
    """The exit code that these findings call for; 0 when none of them is an error (or, strict, a warning)."""
    blocking = ("error", "warning") if strict else ("error",)
    return max((d.exit_code for d in diagnostics if d.severity in blocking and not d.explained), default=0)
