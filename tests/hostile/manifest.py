"""The manifest: every case with its expected outcome, group by group."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from tests.hostile import (
    bombs,
    data,
    definitions,
    files,
    giants,
    places,
    sheets,
    templates,
    texts,
    values,
    zips,
)
from tests.hostile.case import Case
from tests.tenth import tenth

GROUPS: Mapping[str, Callable[[], Iterator[Case]]] = {
    "files": files.cases, "zips": zips.cases, "bombs": bombs.cases, "sheets": sheets.cases, "values": values.cases,
    "texts": texts.cases, "templates": templates.cases, "definitions": definitions.cases, "data": data.cases,
    "places": places.cases,
}  # fmt: skip
LONG: Mapping[str, Callable[[], Iterator[Case]]] = {"giants": giants.cases}
WORKBOOKS = ("files", "zips", "bombs", "sheets", "values", "texts", "giants")
"""The groups whose cases are workbooks alone, so that any program may be judged by them."""


def cases(group: str) -> list[Case]:
    return list({**GROUPS, **LONG}[group]())


def some(groups: Iterable[str]) -> list[Case]:
    """A tenth of the cases of groups: each group, command, exit code and code of a finding is in it."""
    return tenth([case for group in groups for case in cases(group)], _kinds)


def _kinds(case: Case) -> tuple[object, ...]:
    return case.name.partition("/")[0], case.arguments[0], case.exit, *case.codes
