"""Characters that need a word of their own: those that no document can hold, and those that nobody sees."""

from __future__ import annotations

from docgen.patterns import regex

FORBIDDEN = regex("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
"""What XML 1.0 forbids, and DEL and the C1 controls, which print as nothing or as boxes: they are left out."""

UNSEEN = regex(
    "[\u00ad\u0300-\u036f\u200b-\u200f\u2028-\u202e\u2060-\u2064\u2066-\u2069\ue000-\uf8ff\ufeff\U000f0000-\U0010fffd]"
)
"""What is printed as it is, but turns words round, has no width, no letter in any font, or sits on another letter."""

_LAYOUT = regex(r"[\s\u200b-\u200f\u2060\ufeff\u00ad]+")
_LINE_END = regex("\r\n?|\n")


def lines_of(text: str) -> list[str]:
    """The lines of a cell's text, at least one. Only CR, LF and both end one, where `str.splitlines` knows ten ends."""
    return _LINE_END.split(text)


def bare(text: str) -> str:
    """The characters that are seen: without white space, which is layout, and what no document holds."""
    return _LAYOUT.sub("", FORBIDDEN.sub("", text))


def named(characters: set[str]) -> str:
    """`U+0007、U+202E`."""
    return "、".join(f"U+{ord(character):04X}" for character in sorted(characters))
