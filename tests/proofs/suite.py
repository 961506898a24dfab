"""The suite with nothing left out: all cases where it runs a tenth of them, and every command a process of its own.

python -m tests.proofs.suite
python -m tests.proofs.suite -k hosts     # any pytest arguments
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence


def main(arguments: Sequence[str]) -> int:
    """The exit code of pytest, whose closing line is the result."""
    command = [sys.executable, "-m", "pytest", "-q", *arguments]
    return subprocess.run(command, env={**os.environ, "DOCGEN_TESTS_WHOLE": "1"}, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
