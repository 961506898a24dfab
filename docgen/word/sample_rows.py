"""The sample rows: what the loops of a template repeat, found and made ready before its tags are parsed.

`{%tr for item in penalties %}` and `{%tr endfor %}` have a row of a table each, as docxtpl has it; the rows between are
printed once for every line. What a typesetter would do to such rows (keep the first ones with the head, merge equal
neighbours) is written into them here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from docgen.diagnostics import Diagnostic, Phrase
from docgen.diagnostics.codes import TAG_SYNTAX, UNSAFE_TEMPLATE
from docgen.patterns import regex
from docgen.word.loop import FIRST, KEPT, KEPT_ON, MERGE
from docgen.word.wordml import W

if TYPE_CHECKING:
    from lxml.etree import _Element

    from docgen.word.names import Repeated

_LOOP_TAG = regex(r"\{%[a-z]*[-+]? *(?:for\b.*? in +(?P<over>[\w.]*)|for\b|endfor\b)[^}]*%\}")
_ROW_TAG = regex(r"\{%tr +(?:for|endfor)\b")
_BEGIN = regex(r"\{%tr +for +([A-Za-z][A-Za-z0-9_]*) +in +([A-Za-z0-9_]+) *%\}")
_END = regex(r"\{%tr +endfor *%\}")
_AFTER_MERGE = ("tcBorders", "shd", "noWrap", "tcMar", "textDirection", "tcFitText", "vAlign", "hideMark")

_MANNER = Phrase(
    "循环写成 {%tr for item in 明细表的键 %} 和 {%tr endfor %}，各占表格的一行",
    "a loop is {%tr for item in LIST %} and {%tr endfor %}, each in a row of its own",
)
_NO_LIST = Phrase("不是印明细表的循环", "a loop over something that is no list")
_UNCLOSED = Phrase("循环没有结尾 {%tr endfor %}", "the loop has no {%tr endfor %}")
_UNBEGUN = Phrase("循环没有开头 {%tr for … %}", "the loop has no {%tr for … %}")
_NESTED = Phrase("循环里不能再有循环", "a loop cannot stand within another")
_EMPTY = Phrase("循环里没有行", "there is no row in the loop")
_HEADLESS = Phrase(
    "表格里除了循环还要有别的行（如表头）", "the table needs a row beside the loop, such as a head"
)


MOST = 50  # loops; each may print 20,000 lines


class Loop(NamedTuple):
    """A loop: what it calls a line, the listing, its rows, and whether a row of the table follows."""

    target: str
    listing: str
    rows: tuple[_Element, ...]
    goes_on: bool


def with_loops(root: _Element, listings: Sequence[Repeated], file: str) -> tuple[Diagnostic, ...]:
    """Nothing but faults of loops, each with its table and row; the rows of sound ones are made ready.

    Reports: E305, E306 too many.
    """
    known = {listing.key: listing for listing in listings}
    search = _Search(file, frozenset(known))
    for number, table in enumerate(root.iter(_w("tbl")), 1):
        for loop in search.loops(table, number):
            if loop.listing in known:
                _prepare(loop, frozenset(known[loop.listing].merged))
    search.others(root)
    if search.count > MOST:
        many = Phrase(f"循环超过 {MOST} 个", f"more than {MOST} loops")
        return (UNSAFE_TEMPLATE.at(file=file, detail=many),)
    return tuple(search.found)


class _Search:
    """The loops of tables, and what is wrong with them."""

    def __init__(self, file: str, known: frozenset[str]) -> None:
        self.found: list[Diagnostic] = []
        self.count = 0
        self._known = known
        self._file = file
        self._seen: set[_Element] = set()

    def loops(self, table: _Element, number: int) -> list[Loop]:
        rows = [row for row in table.iter(_w("tr")) if _own_table(row) is table]
        tags = {at: text for at, row in enumerate(rows) if _ROW_TAG.search(text := _words(row))}
        found, begun, begin = [], -1, None
        for at, text in tags.items():
            opens, ends = _BEGIN.fullmatch(text), _END.fullmatch(text)
            wrong = _misplaced(opens is not None, ends is not None, begun)
            if wrong:
                self._fault(text, wrong, number, at)
            elif opens:
                begun, begin = at, opens
            elif begin:
                found.append(
                    Loop(begin[1], begin[2], tuple(rows[begun + 1 : at]), _is_row(rows[at + 1 : at + 2]))
                )
                self.count += 1
                self._check(found[-1], rows, tags[begun], number, begun)
                begun = -1
            self._seen.update(rows[at].iter(_w("p")))
        if begun >= 0:
            self._fault(tags[begun], _UNCLOSED, number, begun)
        return found

    def others(self, root: _Element) -> None:
        """Faults of loop tags that stand in no row of their own."""
        for paragraph in root.iter(_w("p")):
            if paragraph not in self._seen and (tag := _LOOP_TAG.search(_words(paragraph))):
                over = tag["over"]
                if over in self._known or (over is None and self._known):
                    self.found.append(TAG_SYNTAX.at(file=self._file, context=tag[0][:60], detail=_MANNER))
                else:
                    self.found.append(UNSAFE_TEMPLATE.at(file=self._file, detail=_NO_LIST))

    def _check(self, loop: Loop, rows: Sequence[_Element], tag: str, table: int, row: int) -> None:
        if not loop.rows:
            self._fault(tag, _EMPTY, table, row)
        elif not _is_row([one for one in rows if one not in loop.rows and not _is_tag(one)]):
            self._fault(tag, _HEADLESS, table, row)

    def _fault(self, tag: str, detail: Phrase, table: int, row: int) -> None:
        place = Phrase(
            f"第 {table} 个表第 {row + 1} 行：{detail.zh}", f"table {table}, row {row + 1}: {detail.en}"
        )
        self.found.append(TAG_SYNTAX.at(file=self._file, context=tag[:60], detail=place))


def _misplaced(opens: bool, ends: bool, begun: int) -> Phrase | None:
    """What is wrong with a tag of a loop where it stands."""
    if not (opens or ends):
        return _MANNER
    if opens and begun >= 0:
        return _NESTED
    return _UNBEGUN if ends and begun < 0 else None


def _prepare(loop: Loop, merged: frozenset[str]) -> None:
    """Writes into the rows what docgen has to say of them; where a line takes several, no cell goes on to the next."""
    merged = merged if len(loop.rows) == 1 else frozenset()
    kept = KEPT_ON if loop.goes_on else KEPT
    for row in loop.rows:
        for paragraph in row.iter(_w("p")):
            _keep(paragraph, kept)
        for cell in row.iter(_w("tc")):
            column = _column(cell, loop.target)
            if column in merged:
                _merge(cell, column)


def _keep(paragraph: _Element, name: str) -> None:
    """Gives a paragraph the tag that says whether its row stays with the next, unless it says so itself."""
    properties = paragraph.find(_w("pPr"))
    if properties is None:
        properties = paragraph.makeelement(_w("pPr"))
        paragraph.insert(0, properties)
    if properties.find(_w("keepNext")) is None:
        style = properties.find(_w("pStyle"))
        properties.insert(int(style is not None), _tagged(properties, "keepNext", name))


def _column(cell: _Element, target: str) -> str:
    """The column that a cell prints, "" where it holds anything else."""
    tag = regex(r"\{\{ *" + target + r"\.([A-Za-z0-9_.]+) *\}\}").fullmatch(_words(cell))
    return tag[1] if tag else ""


def _merge(cell: _Element, column: str) -> None:
    """Gives a cell the tag that says how it goes on from the one above; its words stand where it begins."""
    properties = cell.find(_w("tcPr"))
    if properties is None:
        properties = cell.makeelement(_w("tcPr"))
        cell.insert(0, properties)
    for own in list(properties.iter(_w("vMerge"))):
        properties.remove(own)
    later = {_w(name) for name in _AFTER_MERGE}
    at = next((index for index, child in enumerate(properties) if child.tag in later), len(properties))
    properties.insert(at, _tagged(properties, "vMerge", f"{MERGE}.{column}"))
    first, *others = cell.iter(_w("t"))
    first.text = f"{{{{ {FIRST}.{column} }}}}"
    for words in others:
        words.text = ""


def _tagged(near: _Element, element: str, name: str) -> _Element:
    attributes: Mapping[str, str] = {_w("val"): f"{{{{ {name} }}}}"}
    return near.makeelement(_w(element), dict(attributes))


def _is_row(rows: Sequence[_Element]) -> bool:
    return any(not _is_tag(row) for row in rows)


def _is_tag(row: _Element) -> bool:
    """Whether a row is only the place of a tag."""
    return "{%tr " in _words(row)


def _own_table(row: _Element) -> _Element | None:
    return next(row.iterancestors(_w("tbl")), None)


def _words(element: _Element) -> str:
    return "".join(_texts(element)).strip()


def _texts(element: _Element) -> Iterator[str]:
    return (words.text or "" for words in element.iter(_w("t")))


def _w(name: str) -> str:
    return f"{{{W}}}{name}"
