"""Mutated packages, sheets and definitions: each brings a named error or a result, in bounded time and memory.

python -m tests.proofs.fuzz                  # ten minutes, shared by all targets
python -m tests.proofs.fuzz 60 sheet         # a minute of one

With atheris, where it is installed, mutation follows the coverage; else it is our own, blind and from a fixed seed.
"""

from __future__ import annotations

import random
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

try:
    import atheris
except ImportError:
    atheris = None

if atheris:
    with atheris.instrument_imports(include=["docgen"]):
        from tests.proofs import targets
else:
    from tests.proofs import targets

SECONDS, SEED = 600, 9704
MEBIBYTES = 512  # of the fuzzer itself and the target
Holds = Callable[[bytes], None]


def led(holds: Holds, seeds: list[bytes], seconds: int) -> None:
    """Runs atheris, which ends the process; a broken invariant is its crash."""
    with TemporaryDirectory() as corpus:
        for number, seed in enumerate(seeds):
            (Path(corpus) / f"{number}").write_bytes(seed)
        options = (
            f"-max_total_time={seconds}",
            f"-rss_limit_mb={MEBIBYTES}",
            "-timeout=10",
            "-max_len=200000",
            f"-seed={SEED}",
        )
        atheris.Setup([sys.argv[0], *options, corpus], holds)
        atheris.Fuzz()


def blind(holds: Holds, seeds: list[bytes], seconds: int) -> None:
    chance, end, runs = random.Random(SEED), time.monotonic() + seconds, 0
    while time.monotonic() < end:
        data = mutated(chance.choice(seeds), chance)
        try:
            holds(data)
        except Exception:
            Path("fuzz-crash.bin").write_bytes(data)
            raise
        runs += 1
    print(f"{runs} mutations")


def mutated(seed: bytes, chance: random.Random) -> bytes:
    """Some bytes changed, cut out, doubled, or replaced by what has meaning in markup, TOML and zips."""
    data = bytearray(seed)
    for _ in range(chance.choice((1, 1, 2, 4, 16))):
        at = chance.randrange(len(data) + 1)
        piece = data[at : at + chance.choice((1, 2, 8, 64, 1024))]
        new = chance.choice(
            (b"", bytes(piece) * 2, chance.randbytes(len(piece)), chance.choice(targets.WORDS))
        )
        data[at : at + len(piece)] = new
    return bytes(data)


def one(name: str, seconds: int) -> None:
    """One target, in this process."""
    target = targets.TARGETS[name]
    (led if atheris else blind)(target.holds, target.seeds(), seconds)


def main(seconds: int, names: list[str]) -> int:
    failed = []
    for name in names:
        share = max(seconds // len(names), 1)
        print(f"{name}: {share} s with {'atheris' if atheris else 'blind mutation'}", flush=True)
        ran = subprocess.run(
            [sys.executable, "-m", "tests.proofs.fuzz", "--one", name, str(share)], check=False
        )
        failed += [name] if ran.returncode else []
    print(f"{len(names)} targets, {seconds} s, broken: {', '.join(failed) or 'none'}")
    return 1 if failed else 0


if __name__ == "__main__":
    if sys.argv[1:2] == ["--one"]:
        one(sys.argv[2], int(sys.argv[3]))
    else:
        given = sys.argv[1:]
        sys.exit(main(int(given.pop(0)) if given else SECONDS, given or list(targets.TARGETS)))
