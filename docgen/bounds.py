"""Bounds that the system keeps for a process, whatever its code does: memory, and time in the last resort."""

from __future__ import annotations

import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager

MEMORY = 2 << 30  # bytes of address space: a workbook at every limit of size takes 0.9 GiB


def limit_memory(size: int) -> None:
    """Makes this process unable to hold more: MemoryError, or its end, is what comes of trying."""
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (size, resource.getrlimit(resource.RLIMIT_AS)[1]))


@contextmanager
def lifted() -> Iterator[None]:
    """Without the bound on memory, for programs started meanwhile: LibreOffice maps several GiB to use few."""
    if sys.platform == "win32":
        yield
        return
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (hard, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, (soft, hard))


def end_after(seconds: float) -> None:
    """Lets the kernel end this process in so many seconds, 0 for never: also in the middle of C code, also when the
    process that would have ended it is gone.
    """
    if sys.platform != "win32":
        signal.setitimer(signal.ITIMER_REAL, seconds)


def peak_memory() -> int:
    """The most memory that this process has held, in bytes; 0 where the system does not say."""
    if sys.platform == "win32":
        return 0
    import resource

    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else peak << 10
