"""The tabs of a workbook: a sheet put before all others, and what counts sheets counted anew."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from docgen.excel.annotation.elements import Element, elements
from docgen.excel.annotation.splice import Change, after, appended, prefix, spliced, tagged
from docgen.excel.annotation.written import ascii_markup, escaped
from docgen.excel.digits import whole_number

if TYPE_CHECKING:
    from docgen.package.markup import Attributes

_SHEET, _VIEW, _NAME = (
    "workbook/sheets/sheet",
    "workbook/bookViews/workbookView",
    "workbook/definedNames/definedName",
)
_BEFORE_NAMES = ("sheets", "functionGroups", "externalReferences")


def with_first_tab(
    part: str, data: bytes, tab: tuple[str, str], arrows: str, names: Mapping[str, str]
) -> bytes:
    """The workbook part with a sheet (name, relationship) before all others, shown first, with names of its own."""
    found = elements(part, data, _wanted)
    root = found[0]
    sheets = [element for element in found if element.path == _SHEET]
    changes = [
        _first(data, sheets, tab, arrows),
        *_counted_on(data, found),
        *_shown(data, found, root),
        *_named(data, found, root, names),
    ]
    return spliced(data, changes)


def without_selection(part: str, data: bytes) -> bytes:
    """A sheet that is not selected: of two that are, both would take what is typed into one."""
    if b"tabSelected" not in data:
        return data
    views = elements(part, data, lambda path, _: path.endswith("/sheetViews/sheetView"))
    selected = (view for view in views if "tabSelected" in view.attributes)
    return spliced(data, [tagged(data, view, {"tabSelected": None}) for view in selected])


def _wanted(path: str, _: Attributes) -> bool:
    return path.count("/") <= 1 or path in (_SHEET, _VIEW, _NAME)


def _first(data: bytes, sheets: Sequence[Element], tab: tuple[str, str], arrows: str) -> Change:
    taken = [whole_number(sheet.attributes.get("sheetId")) or 0 for sheet in sheets]
    name, relationship = tab
    markup = (
        f'<sheet xmlns:r="{arrows}" name="{escaped(name)}" sheetId="{max(taken) + 1}" r:id="{relationship}"/>'
    )
    at = sheets[0].begin
    return Change(at, at, ascii_markup(markup, prefix(data, sheets[0])))


def _counted_on(data: bytes, found: Sequence[Element]) -> Iterator[Change]:
    """Names of one sheet say which by its place in the row of tabs, from 0."""
    for name in found:
        scope = whole_number(name.attributes.get("localSheetId")) if name.path == _NAME else None
        if scope is not None:
            yield tagged(data, name, {"localSheetId": str(scope + 1)})


def _shown(data: bytes, found: Sequence[Element], root: Element) -> Iterator[Change]:
    views = [element for element in found if element.path == _VIEW]
    for view in views:
        yield tagged(data, view, {"activeTab": None, "firstSheet": None})
    if not views:  # the view of the first sheet refers to one
        at = next(element.begin for element in found if element.path == "workbook/sheets")
        yield Change(at, at, ascii_markup("<bookViews><workbookView/></bookViews>", prefix(data, root)))


def _named(
    data: bytes, found: Sequence[Element], root: Element, names: Mapping[str, str]
) -> Iterator[Change]:
    hidden = ' hidden="1"'
    markup = "".join(
        f'<definedName name="{name}" localSheetId="0"{hidden if name.endswith("FilterDatabase") else ""}>'
        f"{escaped(meaning)}</definedName>"
        for name, meaning in names.items()
    )
    table = next((element for element in found if element.path == "workbook/definedNames"), None)
    if table:
        yield from appended(data, table, ascii_markup(markup, prefix(data, table)))
        return
    at = after([child for child in found if child.path.count("/") == 1], _BEFORE_NAMES, root)
    yield Change(at, at, ascii_markup(f"<definedNames>{markup}</definedNames>", prefix(data, root)))
