"""How the reports of many units become one, as `[rollup]` and `[[cautions]]` say: what is summed, and what with care."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from docgen.records import dataclass
from docgen.report.entry import Entry, nearest

if TYPE_CHECKING:
    from docgen.report.definition import Field, Head

FACTS = frozenset({"where", "sum", "count", "units"})
"""What a caution's own message may name: the cell of the sum, the sum, and how many units make it, and which."""


@dataclass(frozen=True, slots=True)
class Caution:
    """A rule on sums: these figures, added up over several units, may count one thing twice."""

    head: Head
    paths: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Summing:
    """What becomes of a report's values in a roll-up. Figures of tables are summed but for those in `own`, which the
    office that rolls up states itself. Lines of the cover are its own too, but for those that are `summed` and those
    that are the `same` in every report.
    """

    own: tuple[str, ...] = ()
    summed: tuple[str, ...] = ()
    same: tuple[str, ...] = ()


def load_summing(entry: Entry, figures: Sequence[str], fields: tuple[Field, ...]) -> Summing:
    """The table `[rollup]`; years are the same in every report without being named."""
    numbers = [field.key for field in fields if field.kind == "number"]
    others = [field.key for field in fields if field.kind not in {"number", "year"}]
    years = [field.key for field in fields if field.kind == "year"]
    summing = Summing(
        own=_paths(entry, "own", figures),
        summed=_known(entry, "sum", numbers),
        same=(*years, *_known(entry, "same", others)),
    )
    entry.done()
    return summing


def load_caution(entry: Entry, head: Head, figures: Sequence[str], summing: Summing) -> Caution:
    """A table of `[[cautions]]`, whose head is read; what is not summed cannot be counted twice."""
    caution = Caution(head, _paths(entry, "figures", figures))
    if not entry.has("figures"):
        entry.fault("figures", "at least one figure is needed")
    if both := set(caution.paths) & set(summing.own):
        entry.fault("figures", f"“{min(both)}” is not summed: rollup.own names it")
    entry.done()
    return caution


def _paths(entry: Entry, key: str, known: Sequence[str]) -> tuple[str, ...]:
    """The paths of figures that patterns name, in the order of the form."""
    found: set[str] = set()
    for pattern in entry.texts(key):
        met = set(_met(pattern, known))
        if not met:
            entry.fault(key, f"there is no “{pattern}”; the nearest is {nearest(pattern, known)}")
        found |= met
    return tuple(path for path in known if path in found)


def _met(pattern: str, known: Iterable[str]) -> Iterator[str]:
    """The paths that a pattern stands for; a `*` between two points is any key, or several one below the other."""
    wanted = re.compile(r"\.".join(".+" if key == "*" else re.escape(key) for key in pattern.split(".")))
    return (path for path in known if wanted.fullmatch(path))


def _known(entry: Entry, key: str, known: Sequence[str]) -> tuple[str, ...]:
    named = entry.texts(key)
    for name in named:
        if name not in known:
            entry.fault(key, f"“{name}” is no such line of the cover; the nearest is {nearest(name, known)}")
    return tuple(dict.fromkeys(named))
