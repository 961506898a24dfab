"""The splice: changes to the bytes of a part, each at its place, everything between them as it was."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from docgen.excel.annotation.elements import START, Element

Settings = Mapping[str, str | None]
"""Attributes to set; None takes one away."""

_ATTRIBUTE = re.compile(rb"""\s+([^\s=]+)\s*=\s*("[^"]*"|'[^']*')""")


class Change(NamedTuple):
    """New bytes in the place of those from `begin` to `end`; where these are equal, an insertion."""

    begin: int
    end: int
    new: bytes


def spliced(data: bytes, changes: Iterable[Change]) -> bytes:
    """The data with all changes made; insertions at one place stand in the order given."""
    pieces: list[bytes] = []
    at = 0
    for change in sorted(changes, key=lambda change: change[:2]):
        pieces += (data[at : change.begin], change.new)
        at = change.end
    return b"".join((*pieces, data[at:]))


def retagged(markup: bytes, settings: Settings) -> bytes:
    """The markup, which begins with a start tag, with attributes of that tag set."""
    tag = START.match(markup)
    assert tag is not None  # the bytes of an element
    written: dict[bytes, bytes] = dict(_ATTRIBUTE.findall(tag[0]))
    for name, value in settings.items():
        if value is None:
            written.pop(name.encode(), None)
        else:
            written[name.encode()] = b'"%s"' % value.encode("ascii", "xmlcharrefreplace")
    attributes = b"".join(b" %s=%s" % pair for pair in written.items())
    closing = b"/>" if tag[0].endswith(b"/>") else b">"
    return b"<%s%s%s%s" % (_name(tag), attributes, closing, markup[tag.end() :])


def tagged(data: bytes, element: Element, settings: Settings) -> Change:
    """The change that sets attributes of an element."""
    return Change(element.begin, element.inside, retagged(data[element.begin : element.inside], settings))


def appended(
    data: bytes, element: Element, content: bytes, settings: Settings | None = None
) -> Iterator[Change]:
    """The changes that put content at the end of an element and set attributes of it; `<a/>` is opened for it."""
    tag = START.match(data, element.begin)
    assert tag is not None  # elements are found by it
    if element.is_closed:
        opened = retagged(tag[0], settings or {}).removesuffix(b"/>")
        yield Change(element.begin, element.end, b"%s>%s</%s>" % (opened, content, _name(tag)))
        return
    if settings:
        yield tagged(data, element, settings)
    yield Change(element.until, element.until, content)


def after(children: Sequence[Element], names: Sequence[str], root: Element) -> int:
    """Where an element goes that the schema wants after those of these names: behind the last there is."""
    before = [child.end for child in children if child.path.rpartition("/")[2] in names]
    return max(before, default=root.inside)


def prefix(data: bytes, element: Element) -> bytes:
    """The prefix of an element's name with its colon, or nothing: what is written beside it needs the same."""
    tag = START.match(data, element.begin)
    return (tag and tag["prefix"]) or b""


def _name(tag: re.Match[bytes]) -> bytes:
    return (tag["prefix"] or b"") + tag["name"]
