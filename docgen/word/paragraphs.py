"""The paragraphs of a narrative, in the template's own styles; their numbers are Word's."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from docgen.report.content import Printed
from docgen.word.fitting import ems
from docgen.word.styles import HeadingStyle, Styles
from docgen.word.wordml import paragraph, run

# The last two lines of the text go with the ending: 署名 and date never stand alone on a page.
_WITH_ENDING = "<w:keepNext/><w:widowControl/>"
# Word parts such a paragraph before its last two lines. LibreOffice moves it whole, and keeps nothing together that is
# taller than a page (measured): with a seal and three attachments twelve lines are not.
_KEPT_EMS = 12 * 28


def paragraphs_xml(
    narrative: Sequence[Printed],
    styles: Styles,
    *,
    before_ending: bool = False,
    around: Callable[[str, str], str] | None = None,
) -> str:
    """The `w:p` elements of a narrative, the last of them kept with the ending when that follows.

    `around` puts what a draft needs around the words of a paragraph, given its path.
    """
    last = len(narrative) - 1 if before_ending and narrative and _is_short(narrative[-1]) else -1
    written = (
        _paragraph(printed, styles, _WITH_ENDING if number == last else "")
        for number, printed in enumerate(narrative)
    )
    if around is None:
        return "".join(written)
    return "".join(around(printed.path, markup) for printed, markup in zip(narrative, written, strict=True))


def _is_short(printed: Printed) -> bool:
    return ems(printed.heading + printed.text) <= _KEPT_EMS


def _paragraph(printed: Printed, styles: Styles, kept: str) -> str:
    if not printed.level:
        return paragraph(styles.body, run(printed.heading) + run(printed.text), kept)
    heading = styles.headings[printed.level - 1]
    if printed.text:
        return _run_in(printed, heading, styles.body, kept)
    return paragraph(heading.paragraph or styles.body, run(printed.heading), kept)


def _run_in(printed: Printed, style: HeadingStyle, body: str, kept: str) -> str:
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
    heading = run(printed.heading + printed.stop, style=face)
    return paragraph(body, heading + run(printed.text), kept + numbered)
