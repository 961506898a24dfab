"""The anchors: from the marks in the words of a document to the ranges that comments stand at."""

from __future__ import annotations

import re
from copy import deepcopy
from typing import TYPE_CHECKING

from docgen.word.marks import MARK, begins
from docgen.word.wordml import W

if TYPE_CHECKING:
    from lxml.etree import _Element

_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def anchor(root: _Element, first: int, count: int) -> None:
    """Nothing: gives each of `count` marks the range of a comment, whose ids begin with `first`.

    Of a mark that stands in several places the first counts, and one that stands nowhere has its range at the
    title, which is marked with `count` itself; where no title is printed, at the first paragraph.
    """
    anchors = _Anchors(first, count)
    for words in [element for element in root.iter(_w("t")) if MARK.search(element.text or "")]:
        if next(words.iterancestors(_w("txbxContent")), None) is None:  # Word allows no comment in a text box
            anchors.place(words)
    anchors.bring_home(root)


class _Anchors:
    """The ranges so far: those that have begun, and the numbers of those that have ended."""

    def __init__(self, first: int, count: int) -> None:
        self._first, self._count = first, count
        self._begun: dict[int, _Element] = {}
        self._ended: set[int] = set()
        self._home: _Element | None = None

    def place(self, words: _Element) -> None:
        """Cuts the run of these words at each mark, and puts there what the mark means."""
        runs = [_parent(words)]
        while mark := MARK.search(words.text or ""):
            words = _cut(words, mark)
            self._put(mark, runs[-1])
            runs.append(_parent(words))
        for run in runs:
            if _is_empty(run):
                _parent(run).remove(run)

    def bring_home(self, root: _Element) -> None:
        """Puts what has found no place round the words of the title."""
        home = next(root.iter(_w("p"))) if self._home is None else self._home
        for number in sorted(set(range(self._count)) - self._ended):
            if number in self._begun:
                _parent(self._begun[number]).remove(self._begun[number])
            begin, end, reference = _range(home, self._first + number)
            home.insert(int(home.find(_w("pPr")) is not None), begin)
            home.extend((end, reference))

    def _put(self, mark: re.Match[str], run: _Element) -> None:
        number = int(mark[1])
        if number == self._count and self._home is None:
            self._home = next(run.iterancestors(_w("p")))
        if number >= self._count:
            return
        begin, end, reference = _range(run, self._first + number)
        if begins(mark) and number not in self._begun:
            self._begun[number] = begin
            run.addnext(begin)
        elif not begins(mark) and number in self._begun and number not in self._ended:
            self._ended.add(number)
            run.addnext(reference)
            run.addnext(end)


def _cut(words: _Element, mark: re.Match[str]) -> _Element:
    """The words behind the mark, in a run of their own with all that followed them; the mark itself is gone."""
    run = _parent(words)
    behind = words.makeelement(_w("t"), {_SPACE: "preserve"})
    behind.text = mark.string[mark.end() :]
    words.text = mark.string[: mark.start()]
    words.set(_SPACE, "preserve")
    rest = run.makeelement(_w("r"))
    properties = run.find(_w("rPr"))
    rest.extend(() if properties is None else (deepcopy(properties),))
    rest.extend((behind, *words.itersiblings()))
    run.addnext(rest)
    return behind


def _range(near: _Element, number: int) -> tuple[_Element, _Element, _Element]:
    """Beginning and end of a comment's range, and the run that refers to the comment."""
    named = {_w("id"): str(number)}
    reference = near.makeelement(_w("r"))
    reference.append(near.makeelement(_w("commentReference"), named))
    return (
        near.makeelement(_w("commentRangeStart"), named),
        near.makeelement(_w("commentRangeEnd"), named),
        reference,
    )


def _is_empty(run: _Element) -> bool:
    return all(child.tag == _w("rPr") or (child.tag == _w("t") and not child.text) for child in run)


def _parent(element: _Element) -> _Element:
    """The parent, of an element that has one: all that are asked for stand within a body."""
    parent = element.getparent()
    assert parent is not None
    return parent


def _w(name: str) -> str:
    return f"{{{W}}}{name}"
