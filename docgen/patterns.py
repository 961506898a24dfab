"""Regular expressions, compiled once on a machine.

Python compiles them in Python: 160 of them were 750 of the 1,400 million instructions of a cold check (measured). What
each comes to is a list of numbers for the engine, which examines them before it runs them; they are kept in the cache,
for this very version of Python. Without a cache, or should the engine be another one, all is as with `re`.
"""

from __future__ import annotations

import atexit
import json
import re
import sys
from functools import lru_cache
from typing import NamedTuple

from docgen import cache

MOST = 2_000  # patterns that are kept; with the years those with the year in them would become ever more
_WORD = 4  # bytes of a number for the engine
_ODD = (TypeError, ValueError, RuntimeError, LookupError, OverflowError, AttributeError, ImportError)


class _Program(NamedTuple):
    """What the engine is given for a pattern (the last line of `re._compiler.compile`); `code` in bytes."""

    flags: int
    groups: int
    names: dict[str, int]
    code: bytes


_New = dict[tuple[str, int], _Program]
_new: _New = {}


def regex(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """`re.compile(pattern, flags)`, taken up where it was compiled before."""
    program = _kept().get((pattern, flags))
    try:
        return _started(pattern, program or _noted(pattern, flags))
    except _ODD:
        return re.compile(pattern, flags)


def _started(pattern: str, program: _Program) -> re.Pattern[str]:
    from _sre import compile as engine  # type: ignore[import-not-found] # the engine of `re`, which has no types

    names: list[str | None] = [None] * (program.groups + 1)
    for name, number in program.names.items():
        names[number] = name
    code = memoryview(program.code).cast("I").tolist()
    made: re.Pattern[str] = engine(pattern, program.flags, code, program.groups, program.names, tuple(names))
    return made


def _noted(pattern: str, flags: int) -> _Program:
    """The pattern compiled as `re` compiles it, and noted to be kept when the process ends."""
    from re import _compiler, _parser  # type: ignore[attr-defined] # where `re` does it, from 3.11 on

    parsed = _parser.parse(pattern, flags)
    code = b"".join(number.to_bytes(_WORD, sys.byteorder) for number in _compiler._code(parsed, flags))
    state = parsed.state
    program = _Program(flags | state.flags, state.groups - 1, dict(state.groupdict), code)
    if not _new:
        atexit.register(keep)
    _new[pattern, flags] = program
    return program


def keep() -> None:
    """Nothing: keeps what was compiled anew beside what was kept before, within bounds."""
    if _new:
        known = {**_kept(), **_new}
        cache.keep(_key(), _stored(known if len(known) <= MOST else _new))
        _new.clear()


@lru_cache
def _kept() -> _New:
    data = cache.kept(_key())
    try:
        return _restored(data) if data else {}
    except _ODD:
        return {}


def _key() -> str:
    return cache.key_of(b"patterns", sys.version.encode(), sys.implementation.name.encode())


def _stored(programs: _New) -> bytes:
    shapes = [[*key, *program[:3], len(program.code)] for key, program in programs.items()]
    return json.dumps(shapes).encode() + b"\n" + b"".join(program.code for program in programs.values())


def _restored(data: bytes) -> _New:
    head, _, body = data.partition(b"\n")
    found, begin = {}, 0
    for pattern, asked, flags, groups, names, length in json.loads(head):
        found[pattern, asked] = _Program(flags, groups, names, body[begin : begin + length])
        begin += length
    return found
