"""The paragraphs of a narrative, in the template's own styles; their numbers are Word's."""

from __future__ import annotations

from collections.abc import Iterable

from docgen.report.content import Printed
from docgen.word.styles import HeadingStyle, Styles
from docgen.word.wordml import paragraph, run

_STOPS = frozenset("。．.！!？?：:；;，,、…—")


def paragraphs_xml(narrative: Iterable[Printed], styles: Styles) -> str:
    """The `w:p` elements of a narrative."""
    return "".join(_paragraph(printed, styles) for printed in narrative)


def _paragraph(printed: Printed, styles: Styles) -> str:
    if not printed.level:
        return paragraph(styles.body, run(printed.heading) + run(printed.text))
    heading = styles.headings[printed.level - 1]
    if printed.text:
        return _run_in(printed, heading, styles.body)
    return paragraph(heading.paragraph or styles.body, run(printed.heading))


def _run_in(printed: Printed, style: HeadingStyle, body: str) -> str:
    """A heading with its text behind it: body text that has the heading's number and, in front, its face.

    Not in the heading's own style: that would keep it with the next paragraph, put the whole of it into the
    navigation pane, and the text would have to undo the face, which Word's toggles (bold twice is light) forbid.
    """
    numbered = ""
    if style.list_id:
        numbered = (
            f'<w:numPr><w:ilvl w:val="{style.list_level}"/><w:numId w:val="{style.list_id}"/></w:numPr>'
        )
    face = f'<w:rStyle w:val="{style.character}"/>' if style.character else ""
    heading = printed.heading
    stop = "。" if heading and heading[-1] not in _STOPS else ""
    return paragraph(body, run(heading + stop, style=face) + run(printed.text), numbered)
