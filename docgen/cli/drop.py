"""`docgen drop`: what the launcher on the desktop calls. The answer is what a person sees; hosts call `render`."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from docgen.cli import streams
from docgen.cli.annotation import MARK
from docgen.cli.crew import Crew
from docgen.cli.inputs import Input, inputs
from docgen.cli.render import Job, render_tasks
from docgen.cli.result import Entry, failed
from docgen.cli.trace import internal
from docgen.desktop import box
from docgen.desktop.launcher.windows import DROPPED, dropped
from docgen.desktop.opening import is_open, open_file
from docgen.desktop.progress import watched
from docgen.desktop.sentence import Outcome, sentence
from docgen.desktop.words import say
from docgen.diagnostics import Phrase
from docgen.diagnostics.codes import MARKED_COPY, USAGE
from docgen.diagnostics.finding import Language
from docgen.records import replace


def drop(paths: Sequence[str], language: Language) -> list[Entry]:
    """Renders what was dropped, opens the one result, and says in one sentence what became of it all."""
    paths = dropped(os.environ.pop(DROPPED, "")) or paths
    if not paths:
        _tell(say("nothing"), language)
        return [failed("", USAGE.at(detail=say("nothing")))]
    try:
        return _answered(paths, language)
    except Exception as error:
        fault = internal(error)  # told here: nobody sees a launcher's stderr
        _tell(say("internal", fault=fault.message, hint=fault.hint), language)
        return [failed("", fault)]


def _answered(paths: Sequence[str], language: Language) -> list[Entry]:
    found = [_refused_copy(single) for single in inputs(paths)]
    entries = list(watched(Crew().done(render_tasks(found, Job(annotate=language))), len(found)))
    outcomes = [_outcome(entry) for entry in entries]
    if len(outcomes) == 1:
        outcomes = [_opened(outcomes[0])]
    said = sentence(outcomes)
    if _speaks_for_itself(outcomes):
        streams.err([said.within(language)], language)
        box.notify(said.within(language))
    else:
        _tell(said, language)
    return entries


def _refused_copy(single: Input) -> Input:
    """An annotated copy is docgen's own: taken for a workbook it would be annotated again, and again when that opens."""
    is_copy = single.path is not None and single.path.stem.endswith(MARK)
    return replace(single, finding=MARKED_COPY.at(file=Path(single.name).name)) if is_copy else single


def _outcome(entry: Entry) -> Outcome:
    document = Path(entry.output).absolute() if entry.output else None
    annotated = Path(entry.annotated).absolute() if entry.annotated else None
    result = document or annotated
    held = result is not None and is_open(result)
    return Outcome(Path(entry.input).name, document, annotated, entry.diagnostics, held=held)


def _opened(outcome: Outcome) -> Outcome:
    """The outcome with its result opened; not where a window has it already, which would only come to the front."""
    result = outcome.result
    return replace(outcome, shown=result is not None and not outcome.held and open_file(result))


def _speaks_for_itself(outcomes: Sequence[Outcome]) -> bool:
    """One document, opened, with nothing to be said of it: a box would only have to be clicked away."""
    return len(outcomes) == 1 and outcomes[0].shown and not outcomes[0].noted and not outcomes[0].errors


def _tell(said: Phrase, language: Language) -> None:
    text = said.within(language)
    streams.err(text.splitlines(), language)
    box.tell(text)
