"""A table of a TOML file under its key path, read key by key so that every fault is collected and none raised."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple, TypeVar

from docgen.patterns import regex

Choice = TypeVar("Choice", bound=str)
_KEY = regex(r"[a-z][a-z0-9_]*", re.ASCII)


class Fault(NamedTuple):
    """What is wrong at a key path of the definition (`sections[2].tables[0].columns`)."""

    path: str
    detail: str


class Entry:
    """One table of the file; `faults` is shared by all entries of the file."""

    def __init__(self, values: Mapping[str, object], path: str, faults: list[Fault]) -> None:
        self._values = values
        self._asked: set[str] = set()
        self.path = path
        self.faults = faults

    def fault(self, key: str, detail: str) -> None:
        self.faults.append(Fault(f"{self.path}.{key}".strip("."), detail))

    def has(self, key: str) -> bool:
        self._asked.add(key)
        return key in self._values

    def text(self, key: str, default: str | None = None) -> str:
        value = self._value(key, default)
        if isinstance(value, str):
            return value
        self.fault(key, "must be a text")
        return ""

    def key(self, key: str, default: str | None = None) -> str:
        """A name that figures, fields and tags are called by: lower-case ASCII letters, digits, underscores."""
        value = self.text(key, default)
        if (value or default is None) and not _KEY.fullmatch(value):
            self.fault(key, f"“{value}” is not a key (lower-case letters, digits and _)")
        return value

    def number(self, key: str, default: int) -> int:
        value = self._value(key, default)
        if isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= 10**6:
            return value
        self.fault(key, "must be a whole number")
        return default

    def size(self, key: str, default: float) -> float:
        value = self._value(key, default)
        if isinstance(value, int | float) and not isinstance(value, bool) and 4 <= value <= 72:
            return float(value)
        self.fault(key, "must be a size in points, from 4 to 72")
        return default

    def flag(self, key: str) -> bool:
        value = self._value(key, default=False)
        if isinstance(value, bool):
            return value
        self.fault(key, "must be true or false")
        return False

    def choice(self, key: str, allowed: Mapping[str, Choice], default: Choice) -> Choice:
        value = self._value(key, default)
        if isinstance(value, str) and value in allowed:
            return allowed[value]
        self.fault(key, f"must be one of: {', '.join(filter(None, allowed))}")
        return default

    def texts(self, key: str) -> tuple[str, ...]:
        value = self._value(key, [])
        if isinstance(value, list) and all(isinstance(item, str) for item in value):
            return tuple(value)
        self.fault(key, "must be a list of texts")
        return ()

    def numbers(self, key: str) -> tuple[int, ...]:
        value = self._value(key, [])
        if isinstance(value, list) and all(isinstance(item, int) and item > 0 for item in value):
            return tuple(value)
        self.fault(key, "must be a list of whole numbers above nought")
        return ()

    def entry(self, key: str) -> Entry:
        value = self._value(key, {})
        if not isinstance(value, dict):
            self.fault(key, "must be a table")
            value = {}
        return Entry(value, f"{self.path}.{key}".strip("."), self.faults)

    def entries(self, key: str) -> list[Entry]:
        value = self._value(key, [])
        if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
            self.fault(key, "must be a list of tables")
            return []
        return [
            Entry(item, f"{self.path}.{key}[{n}]".strip("."), self.faults) for n, item in enumerate(value)
        ]

    def names(self) -> tuple[str, ...]:
        """Every key of a table whose keys are names of the author's own."""
        return tuple(self._values)

    def done(self) -> None:
        """Names every key that nothing asked for: a misspelt key is never passed over."""
        for key in self._values:
            if key not in self._asked:
                self.fault(key, f"unknown key; the nearest is {nearest(key, self._asked)}")

    def _value(self, key: str, default: object) -> object:
        self._asked.add(key)
        return self._values.get(key, default)


def named(pattern: str) -> tuple[frozenset[str], str]:
    """The {names} in a pattern; and what is wrong with it, if anything: only plain names are allowed."""
    from string import Formatter  # only where a definition is loaded

    try:
        places = [place for place in Formatter().parse(pattern) if place[1] is not None]
    except ValueError as error:
        return frozenset(), str(error)
    if any(spec or conversion for _, _, spec, conversion in places):
        return frozenset(), "only plain {names} are allowed"
    return frozenset(name for _, name, _, _ in places if name is not None), ""


def nearest(word: str, among: Iterable[str]) -> str:
    """The likeliest of the known words, or a dash where none is like it."""
    import difflib  # only where something is wrong

    close = difflib.get_close_matches(word, list(among), n=1, cutoff=0.4)
    return close[0] if close else "—"
