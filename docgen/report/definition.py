"""The definition of a report type, as `report.toml` says it: fields, sections, tables, rules.

Everything else is derived from it: the standard workbook, the grids in Word, the keys of the data, the totals'
formulas, the tag names of the template. Nothing is stated twice, so nothing can drift.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import Literal

from docgen.diagnostics import Phrase, Severity
from docgen.records import dataclass, field
from docgen.report.expression import Expression, Relation, keys
from docgen.report.summing import Caution, Summing
from docgen.report.tables import Listing, Table

LIMIT = 1 << 20  # characters of a definition; the annual report's has some 12,000
INSTRUCTIONS = "填报说明"  # the workbook's first sheet; no other may have its name
DETAILS = "汇总明细"  # the sheet of a summed workbook that says where its figures come from; no other may have its name

LAST = "last."
"""What a key of last year's report begins with: `carried_in = last.carried_out`."""

FIELDS = "fields."
"""What a line of the cover begins with: `fields.year >= 2021`."""

FieldKind = Literal["text", "year", "date", "number", "choice"]


Condition = tuple[tuple[str, tuple[str, ...]], ...]
"""What the cover must say: each field with the texts of which it holds one; an empty text is a blank line."""


@dataclass(frozen=True, slots=True)
class Point:
    """Something that a narrative has to speak of: its name, words of which one is used, and when it is asked for."""

    name: str
    words: tuple[str, ...]
    where: Condition = ()


@dataclass(frozen=True, slots=True)
class Narrative:
    """The text of a section: its key in the data, its sheet, and what the clerk is told about it.

    `required`: something must stand there. `points` are what it has to cover. `problems` and `measures` are the words
    by which the two halves of a section are known that names problems and what is done about them; `ahead`: it may
    speak of the coming year; `carried`: it is the same every year.
    """

    key: str
    sheet: str
    hint: str = ""
    required: bool = False
    ahead: bool = False
    points: tuple[Point, ...] = ()
    problems: tuple[str, ...] = ()
    measures: tuple[str, ...] = ()
    carried: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the document: a heading (none before the first number), a narrative, tables, or both."""

    heading: str = ""
    narrative: Narrative | None = None
    tables: tuple[Table | Listing, ...] = ()


@dataclass(frozen=True, slots=True)
class Field:
    """A line of the cover sheet. `default` is a pattern over other fields, used when the line is left blank.

    `carried`: next year's report begins with the same, a year with the next one.
    """

    key: str
    label: str
    kind: FieldKind = "text"
    required: bool = False
    default: str = ""
    hint: str = ""
    choices: tuple[str, ...] = ()
    carried: bool = False


@dataclass(frozen=True, slots=True)
class Head:
    """What every rule says of itself: its code and words, the covers that it is for, and whether a unit may explain
    a breach (a warning always may).
    """

    code: str
    severity: Severity
    title: Phrase
    message: Phrase
    hint: Phrase
    where: Condition = ()
    explainable: bool = False


@dataclass(frozen=True, slots=True)
class Instance:
    """A rule at one place: the relation over full figure paths, the path to look at first, and when it is made."""

    relation: Relation
    first: str
    when: Relation | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule over figures. `instances` are its rows, columns or places; `fills` makes totals formulas of it; `carries`
    begins the next year's workbook with what it says.

    With a `listing` it holds for each line of that, and its keys are columns.
    """

    head: Head
    instances: tuple[Instance, ...]
    fills: bool = False
    listing: str = ""
    carries: bool = False


@dataclass(frozen=True, slots=True)
class Claim:
    """A rule between the text and the figures: how sentences state a value, and what the value is.

    `values`: any of them may be meant. `says` are patterns with a number in them, `none` patterns that say “not one”
    (`report/pattern.py`). `near` are words of which the paragraph must have used one, `unless` words that make the
    sentence speak of something else. `after` names the claim that must go before in the same sentence: a part is a
    part of what was said last. `measure` is the 计量单位 that the number should have.
    """

    head: Head
    values: tuple[Expression, ...]
    says: tuple[str, ...] = ()
    none: tuple[str, ...] = ()
    near: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    name: str = ""
    after: tuple[str, ...] = ()
    measure: str = ""


@dataclass(frozen=True, slots=True)
class Wording:
    """A rule over the text alone: of `must` one is said, of `never` none; `alike` is how many per cent of it may
    stand in last year's report.
    """

    head: Head
    narratives: tuple[str, ...]
    must: tuple[str, ...] = ()
    never: tuple[str, ...] = ()
    alike: int = 0


@dataclass(frozen=True, eq=False)
class Definition:
    """A report type, one object for the life of the process (compared by identity: hashing by value walks it all).

    `version` grows when the workbook's labels change; `whole_year`: its figures are those of one calendar year; `title`
    is a pattern over the fields; `elements` are those of GB/T 9704 that the report may have beside its text, each with
    the field that fills it; `summing` and `cautions` say how reports are rolled up;
    `contents` asks for a table of contents, `captions` for “表1　…” above each table.
    """

    id: str
    version: int
    name: Phrase
    title: str
    source: str
    cover: str
    citations: str
    instructions: tuple[str, ...]
    fields: tuple[Field, ...]
    sections: tuple[Section, ...]
    rules: tuple[Rule, ...]
    claims: tuple[Claim, ...] = ()
    wordings: tuple[Wording, ...] = ()
    summing: Summing = Summing()
    cautions: tuple[Caution, ...] = ()
    leftovers: tuple[str, ...] = ()
    whole_year: bool = False
    exceptions: str = "出错说明"
    signature: str = "{unit}"
    dated: str = "issued_on"
    elements: Mapping[str, str] = field(default_factory=dict)
    contents: bool = False
    captions: bool = False

    @cached_property
    def narratives(self) -> tuple[Narrative, ...]:
        return tuple(s.narrative for s in self.sections if s.narrative)

    @cached_property
    def tables(self) -> tuple[Table | Listing, ...]:
        return tuple(table for section in self.sections for table in section.tables)

    @cached_property
    def forms(self) -> tuple[Table, ...]:
        """The tables whose rows are the form's own."""
        return tuple(table for table in self.tables if isinstance(table, Table))

    @cached_property
    def listings(self) -> tuple[Listing, ...]:
        """The tables of as many lines as are filled in."""
        return tuple(table for table in self.tables if isinstance(table, Listing))

    @cached_property
    def heads(self) -> tuple[Head, ...]:
        """What every rule says of itself, rules over figures first."""
        rules: tuple[Rule | Claim | Wording | Caution, ...] = (
            *self.rules, *self.claims, *self.wordings, *self.cautions,
        )  # fmt: skip
        return tuple(rule.head for rule in rules)

    @cached_property
    def between_years(self) -> frozenset[str]:
        """The codes of rules that compare with last year's report."""
        rules = (
            rule.head.code for rule in self.rules if any(_is_last(i.relation.keys) for i in rule.instances)
        )
        claims = (
            claim.head.code for claim in self.claims if any(_is_last(keys(value)) for value in claim.values)
        )
        return frozenset(
            (*rules, *claims, *(wording.head.code for wording in self.wordings if wording.alike))
        )

    @cached_property
    def derived(self) -> frozenset[str]:
        """What rules make of listings: `sum(penalties.fine)`, `count(penalties)`."""
        relations = (
            one for rule in self.rules for i in rule.instances for one in (i.relation, i.when) if one
        )
        named = [key for relation in relations for key in relation.keys]
        named += [key for claim in self.claims for value in claim.values for key in keys(value)]
        return frozenset(key.removeprefix(LAST) for key in named if key.endswith(")"))

    def field(self, key: str) -> Field | None:
        return next((field for field in self.fields if field.key == key), None)

    @property
    def numbered(self) -> Iterator[Section]:
        """The sections that have a heading, in order: 一、 is the first."""
        return (section for section in self.sections if section.heading)


def _is_last(names: Iterable[str]) -> bool:
    return any(name.startswith(LAST) for name in names)
