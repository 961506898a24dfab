"""`rollup`: the units' workbooks read and checked one after another, and one workbook written that sums them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from docgen.cli.inputs import STDIN, Identity, Input, content, identities, identity, inputs, is_lost, one
from docgen.cli.result import Entry, Room, failed
from docgen.cli.streams import shows_all
from docgen.cli.trace import guarded
from docgen.cli.verbs import guard, not_both
from docgen.diagnostics import Diagnostic, Phrase, worst
from docgen.diagnostics.codes import CANNOT_WRITE, LOST_NAME, OVER_INPUT, TOO_LARGE
from docgen.diagnostics.sum_codes import NOT_SUMMED
from docgen.output import write_new
from docgen.pipeline import Reading
from docgen.records import dataclass, replace
from docgen.report.listing import CELLS
from docgen.report.metadata import metadata_of
from docgen.rollup import office_in, roll_up, unit_in
from docgen.rules.units import odd_units

if TYPE_CHECKING:
    from docgen.cli.caller import Caller
    from docgen.report.rollup import RollUp, Unit

MOST = 2000  # units that are read for one sum: each takes 0.02 s and 0.1 MiB
_MANY = Phrase(
    f"一次汇总多于 {MOST} 个单位，请分片汇总，再汇总各片",
    f"more than {MOST} units: sum parts, then the parts",
)

Take = Callable[[bytes, str, str | None], tuple[Reading | None, "Unit | None", tuple[Diagnostic, ...]]]


@dataclass(frozen=True, slots=True)
class Asked:
    """A command line of `rollup`, as it was typed."""

    units: Sequence[str]
    output: str
    own: str | None = None
    report: str | None = None
    as_data: bool = False
    result: Path | None = None
    strict: bool = False
    recursive: bool = False
    force: bool = False


@dataclass(frozen=True, slots=True)
class _Given:
    """An input that was taken up: its entry, and what it hands in where it could be read."""

    entry: Entry
    unit: Unit | None = None
    reading: Reading | None = None


def rollup(asked: Asked, caller: Caller) -> int:
    """Sums the units, and says what became of each and of the sum. Raises MisuseError."""
    not_both(asked.output, as_data=asked.as_data)
    # Path by path, for a workbook that two of them name is given twice, and is to be named.
    found = [single for path in asked.units for single in inputs([path], recursive=asked.recursive)]
    office = one(asked.own) if asked.own else None
    guard(asked.result, [*found, *([office] if office else [])])
    entries = _entries(asked, found, office)
    written = [entry.output for entry in entries if entry.output and entry.output != STDIN]
    return caller.report(entries, as_data=asked.as_data, result=asked.result, paths=written)


def _entries(asked: Asked, found: Sequence[Input], office: Input | None) -> list[Entry]:
    """An entry for the sum, one for each unit, and one for the office's own workbook where it is given."""
    room = None if shows_all(asked.result) else Room()
    units = list(_units(found[:MOST], asked, room))
    own = [_taken(office, office_in, asked, room)] if office else []
    given = _held_together([*units, *own])
    sources = identities([*found, *([office] if office else [])])
    if refused := _refused(asked, found, sources):
        summed = failed(asked.output, refused)
    elif stopped := [single for single in given if single.entry.exit_code]:
        summed = failed(asked.output, NOT_SUMMED.at(count=str(len(stopped))))
        summed = replace(summed, exit_code=max(single.entry.exit_code for single in stopped))
    else:
        summed = guarded(asked.output, lambda: _summed(asked, given, with_own=bool(own)), asked.result)
    return [summed, *(single.entry for single in given)]  # what became of all is read first


def _units(found: Sequence[Input], asked: Asked, room: Room | None) -> Iterator[_Given]:
    """The units. Of hundreds neither texts nor every finding is kept, nor more lines of lists than a sum may have."""
    cells = 0
    for single in found:
        given = replace(_taken(single, unit_in, asked, room), reading=None)
        cells += given.unit.cells if given.unit else 0
        kept = given.unit if cells <= CELLS else given.unit and given.unit.counted
        yield replace(given, unit=kept)


def _refused(asked: Asked, found: Sequence[Input], sources: Collection[Identity]) -> Diagnostic | None:
    """Why there can be no sum, or no file of it, whatever the units are."""
    if len(found) > MOST:
        return TOO_LARGE.at(detail=_MANY)
    if is_lost(asked.output):
        return replace(LOST_NAME.at(file=asked.output), exit_code=CANNOT_WRITE.exit_code)
    over = asked.output != STDIN and identity(Path(asked.output)) in sources
    return OVER_INPUT.at(file=asked.output) if over else None


def _summed(asked: Asked, given: Sequence[_Given], *, with_own: bool) -> Entry:
    """The sum written, or what is wrong with it."""
    own = given[-1] if with_own else _Given(Entry("", "checked"))
    units = [single.unit for single in given[: len(given) - with_own] if single.unit]
    rolled, found = roll_up(units, own.reading, own.unit)
    known = _known(Entry("", "failed", found), rolled)
    if code := worst(found, strict=asked.strict):
        return replace(known, exit_code=code)
    from docgen.excel.standard.details import summed_workbook

    return _written(replace(known, status="written"), summed_workbook(rolled), asked)


def _known(entry: Entry, rolled: RollUp) -> Entry:
    metadata = metadata_of(rolled.report, rolled.definition)
    return replace(entry, report=rolled.definition.id, unit=metadata["unit"], metadata=metadata)


def _written(entry: Entry, data: bytes, asked: Asked) -> Entry:
    import hashlib  # OpenSSL, which a check does without

    entry = replace(entry, output=asked.output, sha256=hashlib.sha256(data).hexdigest())
    if asked.output == STDIN:
        return replace(entry, document=data)
    found = write_new(Path(asked.output), data, force=asked.force)
    if not found:
        return entry
    diagnostics = (*entry.diagnostics, *found)
    return replace(
        entry, status="failed", output=None, sha256=None, diagnostics=diagnostics, exit_code=worst(found)
    )


def _taken(single: Input, take: Take, asked: Asked, room: Room | None) -> _Given:
    """What became of an input, and what it hands in; its findings as many as an answer has room for."""
    taken: list[_Given] = []

    def work() -> Entry:
        taken.append(_read(single, take, asked))
        return taken[0].entry

    entry = guarded(single.name, work, asked.result)
    given = replace(taken[0], entry=entry) if taken else _Given(entry)
    return replace(given, entry=room.shortened(entry)) if room else given


def _read(single: Input, take: Take, asked: Asked) -> _Given:
    data, finding = content(single)
    if finding:
        return _Given(failed("", finding))
    reading, unit, found = take(data, single.name, asked.report)
    code = worst(found, strict=asked.strict)
    entry = Entry("", "failed" if code else "checked", found, exit_code=code)
    if reading is None:
        return _Given(entry)
    metadata = metadata_of(reading.report, reading.definition)
    known = replace(entry, report=reading.definition.id, unit=reading.unit, metadata=metadata)
    return _Given(known, unit, reading)


def _held_together(given: Sequence[_Given]) -> list[_Given]:
    """The same, each with what keeps it from being summed with the others."""
    odd = iter(odd_units([single.unit for single in given if single.unit]))
    return [_with(single, next(odd)) if single.unit else single for single in given]


def _with(single: _Given, found: tuple[Diagnostic, ...]) -> _Given:
    if not found:
        return single
    entry, code = single.entry, max(single.entry.exit_code, worst(found))
    return replace(
        single,
        entry=replace(entry, status="failed", diagnostics=(*entry.diagnostics, *found), exit_code=code),
    )
