"""`render` and `check`: what is asked of them, and the exit code that they end with."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from docgen.cli import streams
from docgen.cli.inputs import STDIN, Input, inputs, is_input
from docgen.cli.misuse import MisuseError
from docgen.records import dataclass

if TYPE_CHECKING:
    from docgen.cli.caller import Caller
    from docgen.cli.render import Job


@dataclass(frozen=True, slots=True)
class Asked:
    """A command line of either, as it was typed."""

    paths: Sequence[str]
    report: str | None = None
    as_data: bool = False
    result: Path | None = None
    strict: bool = False
    recursive: bool = False
    annotate: bool = False
    against: Path | None = None
    fix: bool = False
    output: str | None = None
    template: Path | None = None
    pdf: bool = False
    typed: bool = False
    draft: bool = False
    jobs: int | None = None
    timeout: float | None = None


def render(asked: Asked, caller: Caller) -> int:
    """Writes the document of every workbook, and says so. Raises MisuseError."""
    from docgen.cli.crew import Crew
    from docgen.cli.render import render_tasks

    found, job = inputs(asked.paths, recursive=asked.recursive), _job(asked, caller)
    guard(asked.result, found)
    _has_one_place(asked, found, job)
    tasks = render_tasks(found, job, asked.result)
    entries = Crew(asked.jobs, asked.timeout).entries(tasks, whole=streams.shows_all(asked.result))
    files = [path for entry in entries for path in (entry.output, entry.pdf, entry.annotated)]
    written = [path for path in files if path and asked.output != STDIN]
    return caller.report(entries, as_data=asked.as_data, result=asked.result, paths=written)


def check(asked: Asked, caller: Caller) -> int:
    """Says what is wrong with every workbook. Raises MisuseError."""
    from docgen.cli.crew import Crew
    from docgen.cli.render import check_tasks

    found = inputs(asked.paths, recursive=asked.recursive)
    guard(asked.result, found)
    _has_place(asked.paths, copies=asked.annotate or asked.fix)
    tasks = check_tasks(found, _job(asked, caller), asked.result)
    entries = Crew(asked.jobs, asked.timeout).entries(tasks, whole=streams.shows_all(asked.result))
    written = [path for entry in entries for path in (entry.annotated, entry.fixed) if path]
    return caller.report(entries, as_data=asked.as_data, result=asked.result, paths=written)


def _job(asked: Asked, caller: Caller) -> Job:
    from docgen.cli.render import Job

    return Job(
        asked.report,
        asked.template,
        asked.output,
        asked.strict,
        pdf=asked.pdf,
        typed=asked.typed,
        annotate=caller.language if asked.annotate else None,
        draft=caller.language if asked.draft else None,
        against=asked.against,
        fix=asked.fix,
    )


def _has_one_place(asked: Asked, found: Sequence[Input], job: Job) -> None:
    """Raises MisuseError where a document would go to no place, or several to one."""
    not_both(asked.output, as_data=asked.as_data)
    if asked.output == STDIN and asked.pdf:
        raise MisuseError("-o - 和 --pdf 不能同时用", "-o - excludes --pdf")
    if len(found) > 1 and (job.is_file or asked.output == STDIN):
        raise MisuseError("多个工作簿不能写到一个文件", "several workbooks do not fit into one file")
    if STDIN in asked.paths and asked.output is None:
        raise MisuseError("从标准输入读时要用 -o", "name the output with -o when reading stdin")
    if asked.output == STDIN:
        _has_place(asked.paths, copies=asked.annotate)


def not_both(output: str | None, *, as_data: bool) -> None:
    """Raises MisuseError where a file and JSON would share stdout."""
    if output == STDIN and as_data:
        raise MisuseError("-o - 和 --json 不能同时用；请用 --result", "-o - excludes --json: use --result")


def _has_place(paths: Sequence[str], *, copies: bool) -> None:
    if copies and STDIN in paths:
        raise MisuseError(
            "从标准输入读的工作簿旁边放不了副本", "a copy has no place beside a workbook from stdin"
        )


def guard(result: Path | None, found: Sequence[Input]) -> None:
    """Raises MisuseError where the result would be written over one of the inputs."""
    if result and is_input(result, found):
        raise MisuseError(
            "--result 不能写在输入的工作簿上", "--result would overwrite a workbook that was given"
        )
