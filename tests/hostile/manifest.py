"""The manifest: every case with its expected outcome, group by group."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

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
