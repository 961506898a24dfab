"""All long proofs, one after the other, each a module of its own: `python -m tests.proofs`, or with names only those.

python -m tests.proofs --list
"""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Sequence
from typing import NamedTuple


class Proof(NamedTuple):
    """A module, below `tests.proofs` unless said otherwise: exit 0 and its closing line are its result."""

    name: str
    shows: str
    minutes: int
    within: str = "tests.proofs"

    @property
    def module(self) -> str:
        return f"{self.within}.{self.name}"


PROOFS = (
    Proof("suite", "the suite with nothing left out, every command a process of its own", 5),
    Proof("clean", "the checker is silent on clean reports in every guise", 10),
    Proof("planted", "the checker finds what was planted, and nothing else", 10),
    Proof(
        "verified", "verify finds what was edited in printed documents, and is silent on unchanged ones", 6
    ),
    Proof("hostile", "every hostile case and the giants; the plain program for comparison", 8),
    Proof("damage", "workbooks and templates cut at every 97th byte, flipped at 2,000 places", 8),
    Proof("interrupted", "stopped at 50 random moments: the old file or the new one, whole", 3),
    Proof("same", "the same bytes in any locale, zone, hash seed and folder, by every Python there is", 2),
    Proof("validators", "Microsoft's validator and openxml-audit find nothing that the template had not", 5),
    Proof("fuzz", "ten minutes of mutated packages, sheets and definitions: a named error or a result", 10),
    Proof(
        "soak", "thousands of mixed requests to one worker: every answer right, memory flat", 8, "tests.cli"
    ),
    Proof("offline", "built, carried to a machine without a network, installed and used there", 4),
)


def proved(proof: Proof) -> tuple[bool, float, str]:
    """Whether it holds, the seconds it took, and its closing line. What it prints is passed on as it comes."""
    started, last = time.monotonic(), ""
    command = [sys.executable, "-u", "-m", proof.module]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, encoding="utf-8") as running:
        for line in running.stdout or ():
            sys.stdout.write(line)
            last = line.strip() or last
    return running.returncode == 0, time.monotonic() - started, last


def main(names: Sequence[str]) -> int:
    """The exit code: 0 when all of them hold."""
    held = True
    table = ["", "| proof | holds | minutes | result |", "|---|---|---|---|"]
    for proof in PROOFS:
        if names and proof.name not in names:
            continue
        holds, seconds, last = proved(proof)
        held &= holds
        table.append(f"| {proof.name} | {'yes' if holds else 'NO'} | {seconds / 60:.1f} | {last} |")
    print("\n".join(table))
    return 0 if held else 1


if __name__ == "__main__":
    if sys.argv[1:] == ["--list"]:
        print("\n".join(f"{proof.name:12} {proof.minutes:3} min  {proof.shows}" for proof in PROOFS))
    else:
        sys.exit(main(sys.argv[1:]))
