"""The paging: fields that print the page of a bookmark, and what a program that lays pages out made of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeAlias

from docgen.diagnostics import Phrase
from docgen.package import PackageFault, local_attributes, open_package, parse
from docgen.patterns import regex
from docgen.word.wordml import run

if TYPE_CHECKING:
    from docgen.package.markup import Attributes

LayOut: TypeAlias = Callable[[bytes], tuple[bytes, Phrase]]
"""What lays a document's pages out: the document once more, its page fields as printed; or nothing, and why."""

_NO_PROGRAM = Phrase("没有给出排版的程序", "no program to lay out the pages was named")
_INSTRUCTION = regex(r"\s*PAGEREF\s+(\S+)")


def not_laid_out(_: bytes) -> tuple[bytes, Phrase]:
    return b"", _NO_PROGRAM


def page_field(bookmark: str, number: str = "0") -> str:
    """The runs of a field that prints the page of a bookmark; with its result, so that it asks for no update."""
    return (
        f'{_mark("begin")}<w:r><w:instrText xml:space="preserve"> PAGEREF {bookmark} \\h </w:instrText></w:r>'
        f"{_mark('separate')}{run(number)}{_mark('end')}"
    )


def page_numbers(document: bytes) -> dict[str, str]:
    """The pages that the fields of a document print, by bookmark; none where it cannot be read."""
    package, _ = open_package(document)
    if package is None:
        return {}
    fields = _Fields()
    try:
        fields.read(package.main_part, package.read(package.main_part))
    except PackageFault:
        return {}
    return {bookmark: number for bookmark, number in fields.results.items() if number}


class _Fields:
    """Hears the fields of a part: an instruction, and after it what it came to."""

    def __init__(self) -> None:
        self.results: dict[str, str] = {}
        self._bookmark = ""

    def read(self, part: str, content: bytes) -> None:
        ends = {"instrText": self._instructed, "t": self._printed}
        parse(part, content, starts={"fldChar": self._marked}, ends=ends)

    def _instructed(self, text: str) -> None:
        if found := _INSTRUCTION.match(text):
            self._bookmark = found[1]

    def _printed(self, text: str) -> None:
        if self._bookmark:
            self.results[self._bookmark] = self.results.get(self._bookmark, "") + text

    def _marked(self, attributes: Attributes) -> None:
        if local_attributes(attributes).get("fldCharType") == "end":
            self._bookmark = ""


def _mark(kind: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'
