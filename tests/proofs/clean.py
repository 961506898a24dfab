"""How often the checker speaks of reports in which nothing is wrong: every clean report redrawn, in every guise.

python -m tests.proofs.clean      # ten draws of each report
"""

from __future__ import annotations

import sys
from collections import Counter
from random import Random

from tests.corpus.guises import GUISES, heard
from tests.corpus.redraw import redraw
from tests.corpus.source import sources

SEED, DRAWS = 2021, 10


def alarms(draws: int) -> tuple[int, Counter[str], list[str]]:
    """Reports checked, the false alarms by code, and each in words."""
    checked, codes, words = 0, Counter[str](), []
    for number in range(draws):
        draw = Random(f"{SEED} {number}")
        for index, source in enumerate(sources()):
            guise = list(GUISES)[(index + number) % len(GUISES)]
            found = heard(redraw(source, draw) if number else source, guise)
            checked += 1
            codes.update(d.code for d in found)
            words += [f"{source.name} ({guise}): {d.code} {d.severity} {d.message.zh}" for d in found]
    return checked, codes, words


if __name__ == "__main__":
    reports, false, said = alarms(int(sys.argv[1]) if sys.argv[1:] else DRAWS)
    sys.stdout.write(
        "\n".join([*said, f"{reports} clean reports, {false.total()} false alarms {dict(false)}", ""])
    )
    sys.exit(1 if said else 0)
