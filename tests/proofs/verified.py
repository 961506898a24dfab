"""Whether `verify` finds every edit of a printed document, and is silent on unchanged ones in every layout.

python -m tests.proofs.verified       # every report of the corpus, drawn anew twice
"""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from random import Random

from docgen.pipeline import verify
from tests.corpus.redraw import redraw
from tests.corpus.source import Source, sources
from tests.verification.edits import EDITS, Printed
from tests.verification.layouts import LAYOUTS, Made, saved_again

SEED, DRAWS = 2021, 2


def drawn(draws: int) -> Iterator[tuple[str, Source]]:
    """Every report as it is, and drawn anew so many times less one."""
    for number in range(draws):
        draw = Random(f"{SEED} {number}")
        yield from ((f"{one.name} {number}", redraw(one, draw) if number else one) for one in sources())


def unchanged(draws: int) -> Iterator[tuple[str, Made]]:
    """Each report in every layout; and as LibreOffice saves it, where there is one."""
    last: list[Made] = []
    for name, source in drawn(draws):
        for layout, made in LAYOUTS.items():
            document, reading = made(source)
            last.append((document, reading))
            yield f"{name} ({layout})", (document, reading)
    if shutil.which("soffice"):
        again = saved_again([document for document, _ in last[::7]])
        for (_, reading), document in zip(last[::7], again, strict=True):
            yield f"{reading.unit} (saved by LibreOffice)", (document, reading)


def planted(draws: int) -> Iterator[tuple[str, bool, int]]:
    """For each edit of each report whether it was found, and how many findings nobody planted."""
    for name, source in drawn(draws):
        for typed in (False, True):
            printed = Printed(LAYOUTS["as it is"](source)[1], typed=typed)
            for kind, edit in EDITS.items():
                case = edit(printed, Random(f"{SEED} {name} {typed} {kind}"))
                found = [d for d in verify(case.document, printed.reading) if d.severity != "info"]
                hits = [d for d in found if d.code == case.code and _names(d.places, case.path)]
                yield f"{name} {kind}", bool(hits), len(found) - bool(hits)


def _names(places: tuple[object, ...], path: str) -> bool:
    return not path or any(getattr(place, "path", "") == path for place in places)


if __name__ == "__main__":
    count = int(sys.argv[1]) if sys.argv[1:] else DRAWS
    silent = [(name, verify(*made)) for name, made in unchanged(count)]
    alarms = [f"{name}: {d.code} {d.message.zh}" for name, found in silent for d in found]
    edits = list(planted(count))
    missed = [f"{name}: missed" for name, found, _ in edits if not found]
    noise = [f"{name}: {more} more" for name, _, more in edits if more]
    said = (
        f"{len(silent)} unchanged documents, {len(alarms)} false alarms; {len(edits) - len(missed)} of {len(edits)} edits found,"
        f" {len(noise)} with more said than was planted"
    )
    sys.stdout.write("\n".join([*alarms, *missed, *noise, said, ""]))
    sys.exit(1 if alarms or missed or noise else 0)
