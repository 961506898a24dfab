"""A small chart of bars, as SVG."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple
from xml.sax.saxutils import escape

WIDTH, NAMES, BAR, LINE = 880, 480, 320, 24
OWN, OTHERS, INK = "#c0392b", "#9aa5b1", "#333"


class Bar(NamedTuple):
    name: str
    value: float
    is_ours: bool


def chart(groups: Mapping[str, Sequence[Bar]]) -> str:
    """The groups below one another, each to its own scale."""
    lines = [line for title, bars in groups.items() for line in _group(title, bars)]
    height = LINE * (len(lines) + 1)
    placed = (f'<g transform="translate(0 {LINE * n})">{line}</g>' for n, line in enumerate(lines, 1))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{height}" viewBox="0 0 {WIDTH} {height}" '
        f'font-family="sans-serif" font-size="13" fill="{INK}">\n'
        f'<rect width="100%" height="100%" fill="#fff"/>\n' + "\n".join(placed) + "\n</svg>\n"
    )


def _group(title: str, bars: Sequence[Bar]) -> Iterator[str]:
    yield f'<text x="12" font-weight="bold">{escape(title)}</text>'
    longest = max(bar.value for bar in bars)
    for bar in bars:
        yield _drawn(bar, BAR * bar.value / longest)


def _drawn(bar: Bar, length: float) -> str:
    colour = OWN if bar.is_ours else OTHERS
    return (
        f'<text x="{NAMES}" text-anchor="end">{escape(bar.name)}</text>'
        f'<rect x="{NAMES + 8}" y="-11" width="{length:.1f}" height="14" fill="{colour}"/>'
        f'<text x="{NAMES + 14 + length:.1f}">{bar.value:.{1 if bar.value < 100 else 0}f}</text>'
    )
