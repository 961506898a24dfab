"""The workbook part: which sheets there are, from when dates count, and which ranges have names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docgen.diagnostics.codes import TOO_LARGE
from docgen.diagnostics.finding import Phrase
from docgen.excel.digits import whole_number
from docgen.package import PackageFault, local_attributes, parse
from docgen.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Mapping

    from docgen.package.markup import Attributes

MAX_SHEETS = 3_000
MAX_NAMES = 10_000
_TRUE = ("1", "true", "on")


@dataclass(frozen=True, slots=True)
class Tab:
    """A sheet as the workbook lists it, with the relationship that leads to its part."""

    name: str
    relationship: str
    hidden: bool


@dataclass(frozen=True, slots=True)
class Contents:
    """What the workbook part says. `names` of one sheet only are keyed `sheet!name`."""

    is_workbook: bool
    date1904: bool
    tabs: tuple[Tab, ...]
    names: Mapping[str, str]


def read_contents(part: str, data: bytes) -> Contents:
    """The contents of the workbook part. Names beyond the first 10,000 are left out; more than 3,000 sheets fail."""
    workbook = _Workbook(part)
    starts = {
        "workbook": workbook.root,
        "workbookPr": workbook.settings,
        "sheet": workbook.sheet,
        "definedName": workbook.named,
    }
    parse(part, data, starts=starts, ends={"definedName": workbook.meant})
    return Contents(workbook.is_workbook, workbook.date1904, tuple(workbook.tabs), workbook.names)


class _Workbook:
    """Hears workbook.xml."""

    def __init__(self, part: str) -> None:
        self.is_workbook = False
        self.date1904 = False
        self.tabs: list[Tab] = []
        self.names: dict[str, str] = {}
        self._part = part
        self._name: Attributes = {}

    def root(self, _: Attributes) -> None:
        self.is_workbook = True

    def settings(self, attributes: Attributes) -> None:
        self.date1904 = attributes.get("date1904") in _TRUE

    def sheet(self, attributes: Attributes) -> None:
        facts = local_attributes(attributes)
        hidden = facts.get("state", "visible") != "visible"
        self.tabs.append(Tab(facts.get("name", ""), facts.get("id", ""), hidden))
        if len(self.tabs) > MAX_SHEETS:
            raise PackageFault(TOO_LARGE.at(detail=_TOO_MANY))

    def named(self, attributes: Attributes) -> None:
        self._name = attributes

    def meant(self, reference: str) -> None:
        scope = whole_number(self._name.get("localSheetId"))
        name = self._name.get("name", "")
        if scope is not None:
            name = f"{self.tabs[scope].name}!{name}" if scope < len(self.tabs) else ""
        if name and len(self.names) < MAX_NAMES:
            self.names[name] = reference


_TOO_MANY = Phrase(f"工作表多于 {MAX_SHEETS:,} 张", f"more than {MAX_SHEETS:,} sheets")
