"""Whether reports may be summed: each unit once, all of one type, version and year (formats, U3)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from docgen.diagnostics import Diagnostic
from docgen.diagnostics.sum_codes import OTHER_REPORT, OTHER_SUBJECT, OTHER_VERSION, SAME_FILE, SAME_UNIT
from docgen.report.cover import field_text
from docgen.report.grid import folded
from docgen.report.rollup import Unit

Findings = tuple[Diagnostic, ...]


def odd_units(units: Sequence[Unit]) -> list[Findings]:
    """For each unit what keeps it from being summed with the others. What most of them are is what is summed.

    Reports: E261 given twice, E262 another type, E263 another year or the like, E264 another version.
    """
    kept = _wanted([unit.definition.id for unit in units])
    alike = [unit for unit in units if unit.definition.id == kept]
    odd = {
        unit: (*version, *subject)
        for unit, version, subject in zip(alike, _versions(alike), _subjects(alike), strict=True)
    }
    return [
        (*twice, *(odd[unit] if unit in odd else _other_report(unit, alike[0])))
        for unit, twice in zip(units, _twice(units), strict=True)
    ]


def _wanted(values: Sequence[str]) -> str:
    """What most have; of several that as many have, the first."""
    return next((value for value, _ in Counter(values).most_common(1)), "")


def _other_report(unit: Unit, other: Unit) -> Findings:
    return (OTHER_REPORT.at(found=unit.definition.name, wanted=other.definition.name),)


def _twice(units: Sequence[Unit]) -> Iterator[Findings]:
    files: dict[bytes, Unit] = {}
    names: dict[str, Unit] = {}
    for unit in units:
        name = folded(unit.unit.text) if unit.unit else ""
        same, namesake = files.get(unit.digest), names.get(name)
        if same:
            yield (SAME_FILE.at(other=same.file),)
        elif unit.unit and namesake:
            yield (SAME_UNIT.at(unit.unit.place, unit=unit.unit.text, other=namesake.file),)
        else:
            yield ()
        files.setdefault(unit.digest, unit)
        if name:
            names.setdefault(name, unit)


def _versions(units: Sequence[Unit]) -> Iterator[Findings]:
    wanted = _wanted([str(unit.version) for unit in units])
    for unit in units:
        odd = str(unit.version) != wanted
        yield (OTHER_VERSION.at(found=str(unit.version), wanted=wanted),) if odd else ()


def _subjects(units: Sequence[Unit]) -> Iterator[Findings]:
    """The lines of the cover that all must agree on; one that is blank has a finding of its own if it may not be."""
    keys = units[0].definition.summing.same if units else ()
    wanted = {key: _wanted([text for unit in units if (text := _text(unit, key))]) for key in keys}
    for unit in units:
        odd = [key for key in keys if _text(unit, key) not in {"", wanted[key]}]
        yield tuple(
            OTHER_SUBJECT.at(unit.same[key].place, found=_text(unit, key), wanted=wanted[key]) for key in odd
        )


def _text(unit: Unit, key: str) -> str:
    field, value = unit.definition.field(key), unit.same.get(key)
    return field_text(field, value) if field and value else ""
