"""The titles of parts in the properties of a file: its sheets and named ranges, as file managers list them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import TYPE_CHECKING

from docgen.excel.annotation.elements import Element, elements
from docgen.excel.annotation.splice import Change, appended, prefix, spliced, tagged
from docgen.excel.annotation.written import ascii_markup, escaped
from docgen.excel.digits import whole_number
from docgen.records import dataclass

if TYPE_CHECKING:
    from docgen.package.markup import Attributes

_PAIRS, _TITLES = "Properties/HeadingPairs/vector", "Properties/TitlesOfParts/vector"
_COUNT, _TITLE = f"{_PAIRS}/variant/i4", f"{_TITLES}/lpstr"
_PAIR = "<variant><lpstr>命名范围</lpstr></variant><variant><i4>1</i4></variant>"


@dataclass(frozen=True, slots=True)
class _Listing:
    """The two vectors: how many titles there are of each kind (sheets, charts, named ranges), and all of them."""

    pairs: Element
    whole: Element
    counters: Sequence[Element]
    counts: Sequence[int]
    titles: Sequence[Element]


def with_first_title(part: str, data: bytes, sheet: str, name: str, tabs: int) -> bytes:
    """The properties with a sheet before the `tabs` sheets there were, and one more named range.

    As they were where they list nothing, or not what is there: a list that is wrong is not made right by this.
    May raise PackageFault.
    """
    listing = _listing(part, data)
    if listing is None or tabs not in accumulate(listing.counts):
        return data
    return spliced(data, _changes(data, listing, sheet, name, tabs))


def _listing(part: str, data: bytes) -> _Listing | None:
    found = elements(part, data, _wanted)
    pairs, whole, counters, titles = (
        [element for element in found if element.path == path] for path in (_PAIRS, _TITLES, _COUNT, _TITLE)
    )
    texts = [data[counter.inside : counter.until].decode("ascii", "replace") for counter in counters]
    counts = [whole_number(text.strip()) or 0 for text in texts]
    sound = len(pairs) == len(whole) == 1 and titles and sum(counts) == len(titles)
    return _Listing(pairs[0], whole[0], counters, counts, titles) if sound else None


def _wanted(path: str, _: Attributes) -> bool:
    return path in (_PAIRS, _TITLES, _COUNT, _TITLE)


def _changes(data: bytes, listing: _Listing, sheet: str, name: str, tabs: int) -> Iterator[Change]:
    """Worksheets are the first kind. Named ranges are the one after as many titles as there are sheets, or none yet."""
    lead = prefix(data, listing.titles[0])
    ranges = list(accumulate(listing.counts)).index(tabs) + 1
    grown = {0, ranges}
    for at, counter in enumerate(listing.counters):
        if at in grown:
            yield Change(counter.inside, counter.until, str(listing.counts[at] + 1).encode())
    if ranges == len(listing.counters):
        size = {"size": str(2 * ranges + 2)}
        yield from appended(data, listing.pairs, ascii_markup(_PAIR, prefix(data, listing.pairs)), size)
    first, last = listing.titles[0].begin, listing.titles[sum(listing.counts[: ranges + 1]) - 1].end
    yield tagged(data, listing.whole, {"size": str(len(listing.titles) + 2)})
    yield Change(first, first, ascii_markup(f"<lpstr>{escaped(sheet)}</lpstr>", lead))
    yield Change(last, last, ascii_markup(f"<lpstr>{escaped(name)}</lpstr>", lead))
