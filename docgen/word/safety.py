"""The safety of a template: it comes from many hands, and what it carries would be handed on in every report."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from docgen.diagnostics import Phrase
from docgen.package import Package, Relationship, local_attributes, parse

if TYPE_CHECKING:
    from docgen.package.markup import Attributes, Ends, Starts

# Relationships that fetch something, run something, or bring in a document that nobody has checked.
_ACTIVE = frozenset({
    "aFChunk", "activeXControlBinary", "attachedTemplate", "attachedToolbars", "control", "extensibility", "externalLink",
    "frame", "keyMapCustomizations", "mailMergeHeaderSource", "mailMergeSource", "oleObject", "subDocument", "vbaProject",
    "webextension", "webextensiontaskpanes",
})  # fmt: skip
_ELEMENTS = ("altChunk", "control", "mailMerge", "object", "subDoc")
_SCHEMES = ("http://", "https://", "mailto:", "#")  # of a link that a reader may follow
MAX_ELEMENTS = 250_000  # of a story; 400,000 take 234 MiB as the tree that tags are placed in
_FETCHING = frozenset({
    "AUTOTEXT", "DATABASE", "DDE", "DDEAUTO", "EMBED", "IMPORT", "INCLUDE", "INCLUDEPICTURE", "INCLUDETEXT", "LINK",
    "MACROBUTTON",
})  # fmt: skip
_STORIES = (
    "document.main+xml",
    "header+xml",
    "footer+xml",
    "footnotes+xml",
    "endnotes+xml",
    "comments+xml",
    "glossary+xml",
    "settings+xml",
)


def dangers(package: Package) -> Iterator[Phrase]:
    """What the template holds that no report may carry. May raise PackageFault."""
    for name in package.names:
        yield from _reaching_out(name, package)
        if package.content_type(name).endswith(_STORIES):
            yield from _contents(name, package.read(name))


def _reaching_out(part: str, package: Package) -> Iterator[Phrase]:
    if part.endswith(".rels"):
        return
    if "vbaProject" in package.content_type(part) or "activeX" in package.content_type(part):
        yield Phrase(f"宏或控件（{part}）", f"a macro or control ({part})")
    for arrow in package.relationships(part):
        if arrow.external and not _is_link(arrow):
            yield Phrase(f"外部内容 {arrow.target}", f"external content {arrow.target}")
        elif arrow.kind in _ACTIVE or (arrow.kind == "package" and "chart" not in package.content_type(part)):
            yield Phrase(
                f"嵌入的内容 {arrow.target}（{arrow.kind}）",
                f"embedded content {arrow.target} ({arrow.kind})",
            )


def _is_link(arrow: Relationship) -> bool:
    """Whether an arrow out of the file is one that a reader follows by a click, to a page and not to a program."""
    return arrow.kind == "hyperlink" and arrow.target.lower().startswith(_SCHEMES)


def _contents(part: str, content: bytes) -> Iterator[Phrase]:
    heard = _Heard()
    parse(part, content, starts=heard.starts, ends=heard.ends, most=MAX_ELEMENTS)
    for word in sorted(heard.fetching()):
        yield Phrase(f"域 {word}（{part}）", f"a field {word} ({part})")
    for name in sorted(heard.active):
        yield Phrase(f"{name}（{part}）", f"{name} ({part})")
    if heard.gridless:
        yield Phrase(f"没有列定义（tblGrid）的表格（{part}）", f"a table without columns (tblGrid) ({part})")


class _Heard:
    """Hears a story: its fields, whose codes may be spread over many runs, its active elements, its tables."""

    def __init__(self) -> None:
        self.active: set[str] = set()
        self.gridless = False
        self._codes: list[str] = []
        self._open_codes: list[list[str]] = []
        self._grids: list[bool] = []

    @property
    def starts(self) -> Starts:
        return {
            **{name: self._noting(name) for name in _ELEMENTS},
            "fldChar": self._mark,
            "fldSimple": lambda attributes: self._codes.append(local_attributes(attributes).get("instr", "")),
            "tbl": lambda _: self._grids.append(False),
            "tblGrid": self._grid,
        }

    @property
    def ends(self) -> Ends:
        return {"instrText": self._code, "tbl": self._table_closed}

    def fetching(self) -> frozenset[str]:
        """The fields that fetch or run something; codes of fields that never end count too."""
        codes = [*self._codes, *("".join(pieces) for pieces in self._open_codes)]
        return _FETCHING.intersection(
            word for code in codes for word in code.upper().replace('"', " ").split()
        )

    def _noting(self, name: str) -> Callable[[Attributes], None]:
        return lambda _: self.active.add(name)

    def _mark(self, attributes: Attributes) -> None:
        kind = local_attributes(attributes).get("fldCharType")
        if kind == "begin":
            self._open_codes.append([])
        elif kind == "end" and self._open_codes:
            self._codes.append("".join(self._open_codes.pop()))

    def _code(self, text: str) -> None:
        if self._open_codes:
            self._open_codes[-1].append(text)
        else:
            self._codes.append(text)

    def _grid(self, _: Attributes) -> None:
        if self._grids:
            self._grids[-1] = True

    def _table_closed(self, _: str) -> None:
        self.gridless |= not self._grids.pop()
