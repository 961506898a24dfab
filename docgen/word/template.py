"""The template as rendering takes it: compiled, and nothing left in it that has to be read again."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

from docgen.diagnostics import Diagnostic
from docgen.diagnostics.codes import LACKS_STYLE, TEMPLATE_LACKS
from docgen.package import Packed
from docgen.records import dataclass
from docgen.word.page import Page
from docgen.word.placing import Line
from docgen.word.structure import Fault, Reader
from docgen.word.styles import Styles


@dataclass(frozen=True, eq=False)
class Template:
    """A compiled template. `pages` are the parts with tags, `parts` all others as they lie in the file.

    `contents` are all parts unpacked, empty those with tags; `last` is the narrative that the 署名 follows;
    `unprinted` are the tags that it lacks, `unstyled` the styles that its narratives would want.
    """

    file: str
    report: str
    parts: Mapping[str, Packed]
    pages: Mapping[str, Page]
    styles: Styles
    title_line: Line
    contents: Mapping[str, bytes]
    known_faults: frozenset[Fault]
    last: str = ""
    unprinted: tuple[str, ...] = ()
    unstyled: tuple[str, ...] = ()

    @cached_property
    def reader(self) -> Reader:
        """What reads its documents when their structure is checked."""
        return Reader(self.contents)

    @property
    def warnings(self) -> tuple[Diagnostic, ...]:
        """What is not printed, or not as it should be."""
        lacking = (TEMPLATE_LACKS.at(file=self.file, tag=tag) for tag in self.unprinted)
        return (*lacking, *(LACKS_STYLE.at(file=self.file, style=style) for style in self.unstyled))
