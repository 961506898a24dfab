"""Stopped at random moments, by every means: the old document byte for byte, or the new one whole, and nothing beside it.

python -m tests.proofs.interrupted        # fifty moments
python -m tests.proofs.interrupted 5
"""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.hostile import standard

SEED, MOMENTS = 9704, 50
MEANS = (signal.SIGINT, signal.SIGTERM, signal.SIGKILL)
# A signal that comes before Python has started is answered by the system alone.
ENDINGS = {signal.SIGINT: (0, 130, -2), signal.SIGTERM: (0, 143, -15), signal.SIGKILL: (0, -9)}
OLD = b"the old document"
# A shell's background job, and so perhaps this one, ignores SIGINT; a terminal's does not. The byte says when it begins.
LISTENING = (
    "import os, signal, sys; signal.signal(signal.SIGINT, signal.default_int_handler);"
    "import docgen.cli; os.write(1, b'.'); docgen.cli.main()"
)


def stopped(folder: Path, means: signal.Signals, after: float) -> list[str]:
    """What is wrong after a run was stopped so many seconds after it had begun."""
    source, target = folder / "in.xlsx", folder / "out.docx"
    source.write_bytes(standard.workbook())
    target.write_bytes(OLD)
    command = [sys.executable, "-c", LISTENING, "render", str(source), "-o", str(target)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:
        assert running.stdout
        running.stdout.read(1)
        time.sleep(after)
        running.send_signal(means)
        asked = time.monotonic()
        _, said = running.communicate(timeout=60)
        took = time.monotonic() - asked
    wrong = [f"exit {running.returncode}"] if running.returncode not in ENDINGS[means] else []
    wrong += ["a traceback"] if b"Traceback" in said else []
    wrong += (
        [f"{took:.1f} s until it ended"] if took > 5 else []
    )  # a second, with room for a machine that has other work
    return wrong + _left(folder, killed=means is signal.SIGKILL, done=running.returncode == 0)


def _left(folder: Path, *, killed: bool, done: bool) -> list[str]:
    content = (folder / "out.docx").read_bytes()
    wanted = (standard.document(),) if done else (OLD, standard.document())
    wrong = [] if content in wanted else [f"a document of {len(content)} bytes that is neither"]
    beside = {path.name for path in folder.iterdir()} - {"in.xlsx", "out.docx"}
    # Nobody can tidy up after SIGKILL; the next run does, an hour later.
    litter = [name for name in beside if not (killed and name.startswith(".~docgen-"))]
    return wrong + [f"litter: {name}" for name in litter]


def moments(count: int) -> list[tuple[signal.Signals, float]]:
    """How and when, within the time that a whole run takes here."""
    chance, usual = random.Random(SEED), _usual()
    return [(MEANS[number % len(MEANS)], chance.uniform(0, usual)) for number in range(count)]


def _usual() -> float:
    """Seconds that a whole run takes here, from its first line on."""
    with TemporaryDirectory() as folder:
        started = time.monotonic()
        (Path(folder) / "in.xlsx").write_bytes(standard.workbook())
        command = [sys.executable, "-m", "docgen", "render", f"{folder}/in.xlsx"]
        subprocess.run(command, check=True, capture_output=True)
        return time.monotonic() - started


def main(count: int) -> int:
    failed = 0
    for means, after in moments(count):
        with TemporaryDirectory() as folder:
            wrong = stopped(Path(folder), means, after)
        failed += bool(wrong)
        if wrong:
            print(f"{means.name} after {after:.3f} s: {'; '.join(wrong)}")
    print(f"{count - failed} of {count} moments: the old document or the new one, whole")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if sys.argv[1:] else MOMENTS))
