"""What a document says, ready to be set: every value as the text that is printed, and nothing to look up any more."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from docgen.records import dataclass, field

_STOPS = frozenset("。．.！!？?：:；;，,、…—")


@dataclass(frozen=True, slots=True)
class Printed:
    """One paragraph of the document; no line breaks in it. Heading and text together are a run-in heading.

    `level` 1–4 is the heading's level and 0 body text; `path` is where it came from (`narratives.overview.2`).
    """

    text: str
    level: int = 0
    heading: str = ""
    path: str = ""

    @property
    def stop(self) -> str:
        """What is printed between a heading and the text behind it, where the heading does not end in a stop itself."""
        run_in = self.level and self.heading and self.text
        return "。" if run_in and self.heading[-1] not in _STOPS else ""

    @property
    def line(self) -> str:
        """The words of the paragraph, without the number that is put before them."""
        return f"{self.heading}{self.stop}{self.text}"


@dataclass(frozen=True, slots=True)
class PrintedLines:
    """The lines of a listing, column by column: what each prints, the index too.

    `goes_on` says of each column whose equal neighbours are one cell, line by line, whether it goes on from the line
    before. All columns have `count` texts.
    """

    count: int
    columns: Mapping[str, Sequence[str]]
    goes_on: Mapping[str, Sequence[bool]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Content:
    """Fields and figures by key path, narratives by key, the texts of each element of GB/T 9704 that is there, and the
    lines of listings by key.
    """

    fields: Mapping[str, str]
    figures: Mapping[str, str]
    narratives: Mapping[str, tuple[Printed, ...]]
    elements: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    listings: Mapping[str, PrintedLines] = field(default_factory=dict)
