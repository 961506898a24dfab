"""How far many inputs have got, on a terminal and nowhere else."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from typing import TypeVar

T = TypeVar("T")
_WIDTH = 30


def shown(entries: Iterable[T], total: int) -> Iterator[T]:
    """The same entries, with a bar on stderr that grows as they come and is taken away after the last."""
    if total < 2 or not sys.stderr.isatty():
        yield from entries
        return
    _draw(0, total)
    try:
        for number, entry in enumerate(entries, 1):
            _draw(number, total)
            yield entry
    finally:
        _say("\r" + " " * (_WIDTH + 24) + "\r")


def _draw(number: int, total: int) -> None:
    full = _WIDTH * number // total
    _say(f"\r[{'#' * full}{'.' * (_WIDTH - full)}] {number}/{total}")


def _say(text: str) -> None:
    sys.stderr.write(text)
    sys.stderr.flush()
