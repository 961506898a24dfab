"""The handbook: every code, docgen's own and those of report types, with its explanation."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from importlib.resources import files

from docgen.catalogue import ReportType, every_type
from docgen.diagnostics import CODES, Diagnostic, Phrase, Severity
from docgen.diagnostics.codes import BAD_DEFINITION
from docgen.diagnostics.finding import SEVERITIES, SEVERITY_WORDS, Language
from docgen.diagnostics.system import refusal
from docgen.records import dataclass, replace
from docgen.report.entry import Fault, nearest
from docgen.report.explanation import Explanation, load_explanations

EXPLANATIONS = "explanations.toml"
_LABELS = (
    ("means", Phrase("什么意思：", "What it means: ")),
    ("why", Phrase("为什么要紧：", "Why it matters: ")),
    ("remedy", Phrase("怎么改：", "What to do: ")),
    ("example", Phrase("例如：", "For example: ")),
)
_OF_REPORTS = Phrase("报表：", "Report: ")
_AND = Phrase("、", ", ")


@dataclass(frozen=True, slots=True)
class Section:
    """A code with its severities and explanation; `reports` are the names of the types that define it, none for
    docgen's own; `exit_code` is what an error of it leads to.
    """

    code: str
    severities: tuple[Severity, ...]
    explanation: Explanation
    reports: tuple[Phrase, ...] = ()
    exit_code: int = 4

    @property
    def title(self) -> Phrase:
        return self.explanation.title

    def severity(self, language: Language) -> str:
        words = (SEVERITY_WORDS[severity].within(language) for severity in self.severities)
        return _AND.within(language).join(words)

    def parts(self, language: Language) -> Iterator[tuple[str, str]]:
        """Label and text of each part of the explanation that is there."""
        for key, label in _LABELS:
            if text := getattr(self.explanation, key).within(language):
                yield label.within(language), text
        if self.reports:
            names = (name.within(language) for name in self.reports)
            yield _OF_REPORTS.within(language), _AND.within(language).join(names)


def handbook(types: Iterable[ReportType] | None = None) -> tuple[Section, ...]:
    """Every section in the order of the codes: E101 before E102, F2 before F11."""
    own = own_explanations()
    sections = [
        Section(code, _ranked(kind.severity for kind in kinds), own.get(code, Explanation()), (),
                max(kind.exit_code for kind in kinds))
        for code, kinds in CODES.items()
    ]  # fmt: skip
    for kind in every_type() if types is None else types:
        sections += _of_type(kind)
    return tuple(sorted(_united(sections), key=lambda section: _natural(section.code)))


def sections_of(code: str) -> tuple[Section, ...]:
    """What is said of a code, however its letters are written; several sections where report types differ."""
    return tuple(section for section in handbook() if section.code.lower() == code.lower())


def nearest_code(code: str) -> str:
    """The likeliest of the known codes, or a dash."""
    return nearest(code.upper(), [section.code for section in handbook()])


def own_explanations() -> Mapping[str, Explanation]:
    """The explanations of docgen's own codes, which are shipped beside their table."""
    text = files("docgen.diagnostics").joinpath(EXPLANATIONS).read_text(encoding="utf-8")
    return load_explanations(text)[0]


def explanations_of(kind: ReportType) -> tuple[Mapping[str, Explanation], tuple[Diagnostic, ...]]:
    """The explanations that a report type gives of its rules, none where it has no such file.

    Reports: E301 where the file cannot be read, is at fault, or explains a code that no rule of the type has.
    """
    file = kind.folder / EXPLANATIONS
    try:
        found, faults = load_explanations(file.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        return {}, ()
    except OSError as error:
        return {}, (BAD_DEFINITION.at(file=str(file), path="—", detail=refusal(error)),)
    except UnicodeDecodeError as error:
        return {}, (BAD_DEFINITION.at(file=str(file), path="—", detail=str(error)),)
    faults = (*faults, *_unknown(found, codes_of(kind)))
    return found, tuple(
        BAD_DEFINITION.at(file=str(file), path=path or "—", detail=detail) for path, detail in faults
    )


def codes_of(kind: ReportType) -> tuple[str, ...]:
    """The codes that the rules of a report type have, each once, in their order."""
    heads = kind.definition.heads if kind.definition else ()
    return tuple(dict.fromkeys(head.code for head in heads))


def _unknown(explained: Iterable[str], codes: Sequence[str]) -> Iterator[Fault]:
    for code in explained:
        if code not in codes:
            yield Fault(code, f"no rule has this code; the nearest is {nearest(code, codes)}")


def _of_type(kind: ReportType) -> Iterator[Section]:
    if kind.definition is None:
        return
    explanations, _ = explanations_of(kind)
    for code in codes_of(kind):
        same = [head for head in kind.definition.heads if head.code == code]
        explanation = explanations.get(code, Explanation())
        titled = replace(explanation, title=explanation.title if explanation.title.zh else same[0].title)
        yield Section(code, _ranked(head.severity for head in same), titled, (kind.definition.name,))


def _united(sections: Sequence[Section]) -> Iterator[Section]:
    """Sections that say the same of different report types as one."""
    by_words: dict[Section, list[Phrase]] = {}
    for section in sections:
        by_words.setdefault(replace(section, reports=()), []).extend(section.reports)
    return (replace(section, reports=tuple(reports)) for section, reports in by_words.items())


def _ranked(severities: Iterable[Severity]) -> tuple[Severity, ...]:
    return tuple(sorted(set(severities), key=SEVERITIES.index))


def _natural(code: str) -> list[tuple[int, str]]:
    return [(int(part), "") if part.isdigit() else (0, part) for part in re.split(r"(\d+)", code)]
