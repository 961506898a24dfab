"""The runs of a paragraph: its words as they are printed, and how far the first of them have a face of their own."""

from __future__ import annotations

from itertools import takewhile
from typing import TYPE_CHECKING, NamedTuple

from docgen.package import local_attributes
from docgen.records import dataclass
from docgen.word.lists import value_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from docgen.package.markup import Attributes, Ends, Starts
    from docgen.word.levels import Levels

_OFF = ("0", "false", "off", "none")


@dataclass(slots=True)
class Face:
    """How a run is set, as far as it may tell a heading from the text behind it."""

    style: str = ""
    font: str = ""
    bold: bool = False
    hidden: bool = False

    def is_like(self, other: Face) -> bool:
        return (self.style, self.font, self.bold) == (other.style, other.font, other.bold)


class Piece(NamedTuple):
    """Words in one face."""

    text: str
    face: Face


class Runs:
    """Hears the runs of one paragraph after the other. Instructions of fields and hidden words are not printed."""

    def __init__(self) -> None:
        self._pieces: list[Piece] = []
        self._face = Face()
        # For each open field, the outermost first, whether its result has begun; and how many have none yet.
        self._fields: list[bool] = []
        self._instructions = 0

    @property
    def starts(self) -> Starts:
        return {
            "r": self._run,
            "rStyle": self._styled,
            "rFonts": self._fonts,
            "b": self._bold,
            "vanish": self._hidden,
            "fldChar": self._field,
        }

    @property
    def ends(self) -> Ends:
        return {
            "t": self._say,
            "tab": self._saying("\t"),
            "ptab": self._saying("\t"),
            "br": self._saying("\n"),
            "cr": self._saying("\n"),
            "noBreakHyphen": self._saying("-"),
        }

    def taken(self) -> tuple[Piece, ...]:
        """The pieces so far; the next paragraph starts empty.

        A field's result may reach into it, as that of a table of contents does; an instruction that has not ended
        here is broken, and must not swallow the rest of the document.
        """
        pieces = tuple(self._pieces)
        self._pieces.clear()
        if self._instructions:
            self._fields.clear()
            self._instructions = 0
        return pieces

    def _run(self, _: Attributes) -> None:
        self._face = Face()

    def _styled(self, attributes: Attributes) -> None:
        self._face.style = value_of(attributes)

    def _fonts(self, attributes: Attributes) -> None:
        """Only the font of Han characters: digits in Times New Roman are no heading."""
        own = local_attributes(attributes)
        self._face.font = own.get("eastAsia", "") or own.get("eastAsiaTheme", "")

    def _bold(self, attributes: Attributes) -> None:
        self._face.bold = value_of(attributes) not in _OFF

    def _hidden(self, attributes: Attributes) -> None:
        self._face.hidden = value_of(attributes) not in _OFF

    def _field(self, attributes: Attributes) -> None:
        kind = local_attributes(attributes).get("fldCharType", "")
        if kind == "begin":
            self._fields.append(False)
            self._instructions += 1
        elif self._fields and kind == "separate":
            self._instructions -= not self._fields[-1]
            self._fields[-1] = True
        elif self._fields and kind == "end":
            self._instructions -= not self._fields.pop()

    def _saying(self, text: str) -> Callable[[str], None]:
        return lambda _: self._say(text)

    def _say(self, text: str) -> None:
        if text and not (self._face.hidden or self._instructions):
            self._pieces.append(Piece(text, self._face))


class Lead(NamedTuple):
    """The first words of a paragraph, where they have a face of their own, and the level whose face it is, or 0."""

    words: str = ""
    level: int = 0


def lead_of(pieces: tuple[Piece, ...], levels: Levels) -> Lead:
    """The first words, where they are set in the face of a heading or in one that the rest nowhere has."""
    first = next((piece.face for piece in pieces if piece.text.strip()), Face())
    level = levels.face(first.style)
    lead = tuple(takewhile(lambda piece: piece.face.is_like(first) or not piece.text.strip(), pieces))
    rest = [piece for piece in pieces[len(lead) :] if piece.text.strip()]
    again = any(piece.face.is_like(first) for piece in rest)
    if not rest or (again and not level):
        return Lead()
    return Lead("".join(piece.text for piece in lead), level)
