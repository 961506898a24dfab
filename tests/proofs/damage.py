"""Files cut at every 97th byte and flipped at 2,000 places: the right answer or a named refusal, never another figure.

python -m tests.proofs.damage             # all of it
python -m tests.proofs.damage 10          # every tenth, of a fixed choice
"""

from __future__ import annotations

import json
import random
import sys
from collections import Counter
from collections.abc import Callable, Iterator

from docgen.diagnostics import Diagnostic
from docgen.pipeline import read
from docgen.report.data import as_data
from docgen.word import compile_template, names_of
from tests.hostile import standard
from tests.packages import zipped
from tests.word.short import short_template
from tests.workbooks import definition

SEED, STEP, FLIPS = 9704, 97, 2000
Answer = tuple[str | None, tuple[Diagnostic, ...]]


def workbook(data: bytes) -> Answer:
    """Everything that a workbook says, as data."""
    reading, found = read(data)
    return (json.dumps(as_data(reading.report, reading.definition)) if reading else None), found


def template(data: bytes) -> Answer:
    """Every page that a template would print."""
    compiled, found = compile_template(data, names_of(definition()), "t.docx")
    return (repr(sorted(compiled.contents.items())) if compiled else None), found


def damaged(data: bytes) -> Iterator[tuple[str, bytes]]:
    """The data in every state of damage, each with its name."""
    for length in range(0, len(data), STEP):
        yield f"cut at {length}", data[:length]
    chance = random.Random(SEED)
    for _ in range(FLIPS):
        at, bit = chance.randrange(len(data)), 1 << chance.randrange(8)
        yield f"bit {bit} of byte {at} flipped", data[:at] + bytes([data[at] ^ bit]) + data[at + 1 :]


def wrong(answer: Answer, right: str) -> str:
    """What is wrong with an answer to a damaged file, or ""."""
    said, found = answer
    if said is None:
        return (
            ""
            if any(finding.is_error and finding.message.zh for finding in found)
            else "refused without a word"
        )
    return "" if said == right else "another answer"


SAMPLES: dict[str, tuple[Callable[[bytes], Answer], Callable[[], bytes]]] = {
    "workbook": (workbook, standard.workbook),
    # Stored parts: a flipped bit is another digit, and only the check sum tells.
    "stored workbook": (workbook, lambda: zipped(standard.parts(), 0)),
    "template": (template, standard.template),
    "short template": (template, short_template),
}


def tried(name: str, every: int = 1) -> tuple[Counter[str], list[str]]:
    """How often it was read and refused, and what went wrong."""
    answer, make = SAMPLES[name]
    data = make()
    right = answer(data)[0]
    assert right is not None
    counts, failures = Counter[str](), list[str]()
    for number, (state, content) in enumerate(damaged(data)):
        if (number * 7919 + SEED) % every:
            continue
        given = answer(content)
        counts["refused" if given[0] is None else "read"] += 1
        if fault := wrong(given, right):
            failures.append(f"{name}, {state}: {fault}")
    return counts, failures


def main(every: int) -> int:
    total, failures = Counter[str](), list[str]()
    for name in SAMPLES:
        counts, failed = tried(name, every)
        print(f"{name}: {dict(counts)}")
        total += counts
        failures += failed
    print(
        "\n".join(
            [*failures, f"{total.total()} damaged files, {total['read']} read rightly, {len(failures)} wrong"]
        )
    )
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if sys.argv[1:] else 1))
