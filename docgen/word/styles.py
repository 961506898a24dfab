"""The styles of a template: those that narratives are set in, found by name.

Only names hold everywhere: in a document that a Chinese Word has saved, "heading 1" has the id "1" or "2".
"""

from __future__ import annotations

from xml.parsers import expat

from docgen.records import dataclass
from docgen.word.wordml import W

BODY = "body text"
HEADINGS = tuple(f"heading {level}" for level in range(1, 5))
CONTENTS = ("toc 1", "toc 2")
TITLE, SIGNATURE, DATE = "title", "signature", "date"


@dataclass(frozen=True, slots=True)
class HeadingStyle:
    """A level: its paragraph style, the character style linked to it, and its place in the list ("" for none)."""

    paragraph: str = ""
    character: str = ""
    list_id: str = ""
    list_level: str = ""


@dataclass(frozen=True, slots=True)
class Styles:
    """Style ids; "" where the template has no such style. `missing` names those that narratives would want.

    `title_em` is how wide a character of the title is, in twips: 2号, 22 pt, unless the style says otherwise.
    """

    body: str
    headings: tuple[HeadingStyle, ...]
    title: str
    signature: str
    date: str
    contents: tuple[str, ...]
    title_em: int = 440
    missing: tuple[str, ...] = ()


@dataclass(slots=True)
class _Style:
    id: str
    kind: str
    name: str = ""
    link: str = ""
    list_id: str = ""
    list_level: str = ""
    half_points: str = ""


def styles_of(content: bytes) -> Styles:
    """The styles that a sound `word/styles.xml` defines; with no content, none."""
    found = _read(content) if content else []
    by_name = {style.name.lower(): style for style in found if style.kind == "paragraph"}
    characters = {style.id for style in found if style.kind == "character"}

    def id_of(name: str) -> str:
        return by_name[name].id if name in by_name else ""

    return Styles(
        body=id_of(BODY),
        headings=tuple(_heading(by_name.get(name), level, characters) for level, name in enumerate(HEADINGS)),
        title=id_of(TITLE),
        signature=id_of(SIGNATURE),
        date=id_of(DATE),
        contents=tuple(id_of(name) for name in CONTENTS),
        title_em=_em(by_name.get(TITLE)),
        missing=tuple(name for name in (BODY, *HEADINGS) if name not in by_name),
    )


def _heading(style: _Style | None, level: int, characters: set[str]) -> HeadingStyle:
    if style is None:
        return HeadingStyle()
    character = style.link if style.link in characters else ""
    return HeadingStyle(style.id, character, style.list_id, style.list_level or str(level))


def _em(title: _Style | None) -> int:
    stated = title.half_points if title else ""
    return int(stated) * 10 if stated.isdecimal() and stated != "0" else 440


def _read(content: bytes) -> list[_Style]:
    found: list[_Style] = []

    def opened(name: str, attributes: dict[str, str]) -> None:
        value = attributes.get(f"{W} val", "")
        if name == f"{W} style":
            found.append(_Style(attributes.get(f"{W} styleId", ""), attributes.get(f"{W} type", "")))
        elif found and (known := _PROPERTIES.get(name)):
            setattr(found[-1], known, value)

    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler = opened
    parser.Parse(content, True)
    return found


_PROPERTIES = {
    f"{W} name": "name",
    f"{W} link": "link",
    f"{W} numId": "list_id",
    f"{W} ilvl": "list_level",
    f"{W} sz": "half_points",
}
