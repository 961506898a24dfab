"""The draft: a document in spite of errors, watermarked, with the findings as comments where they belong."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from docgen.diagnostics import Phrase
from docgen.diagnostics.finding import SEVERITY_WORDS
from docgen.word.marks import Marks, unmarked

if TYPE_CHECKING:
    from docgen.diagnostics import Diagnostic
    from docgen.diagnostics.finding import Language
    from docgen.report.notes import Note

WATERMARK = "草稿"
MOST = 1_000  # comments: nobody reads more, and Word becomes slow; a workbook in ruins has tens of thousands
_HINT = Phrase("提示：", "hint: ")
_MORE = Phrase("另有 {n} 条，这里没有列出。", "{n} more are not shown here.")


class Draft:
    """The notes of one draft, in one language: their marks for its values, and its comments once it is filled."""

    def __init__(self, notes: Sequence[Note], language: Language) -> None:
        ranked = sorted(notes, key=lambda note: note.finding.severity)  # errors, then warnings
        self._texts = [_text(note.finding, language) for note in ranked[:MOST]]
        if len(ranked) > MOST:
            self._texts.append(_MORE.within(language).format(n=len(ranked) - MOST))
        self.marks = Marks([note.paths for note in ranked[:MOST]], len(self._texts))

    def drawn(self, parts: Mapping[str, bytes]) -> dict[str, bytes]:
        """The filled parts with comments and watermark, and without marks."""
        from docgen.word.comments import with_comments
        from docgen.word.watermark import with_watermark

        commented = with_comments(parts, self._texts) if self._texts else parts
        drawn = with_watermark(commented, WATERMARK)
        return {name: unmarked(content) for name, content in drawn.items()}


def _text(finding: Diagnostic, language: Language) -> str:
    lead = f"{SEVERITY_WORDS[finding.severity].within(language)}[{finding.code}] "
    hint = finding.hint.within(language)
    return lead + finding.message.within(language) + (f"\n{_HINT.within(language)}{hint}" if hint else "")
