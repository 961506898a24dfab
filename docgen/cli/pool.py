"""Several processes that do errands side by side."""

from __future__ import annotations

from concurrent.futures import Future, ThreadPoolExecutor
from queue import SimpleQueue
from types import TracebackType
from typing import Generic, TypeVar

from docgen.bounds import MEMORY
from docgen.cli.child import Child, Errand, Lost

T = TypeVar("T")


class Pool(Generic[T]):
    """A thread for each process waits for its answers; all of them end with the `with`."""

    def __init__(self, size: int, memory: int = MEMORY) -> None:
        self._threads = ThreadPoolExecutor(size)
        self._children = [Child[T](memory) for _ in range(size)]
        self._idle: SimpleQueue[Child[T]] = SimpleQueue()
        for child in self._children:
            self._idle.put(child)

    def send(self, errand: Errand[T], seconds: float) -> Future[T | Lost]:
        """The answer to come. The seconds count from when a process takes the errand up."""
        return self._threads.submit(self._do, errand, seconds)

    def _do(self, errand: Errand[T], seconds: float) -> T | Lost:
        child = self._idle.get()
        try:
            return child.do(errand, seconds)
        finally:
            self._idle.put(child)

    def cancel(self, errand: Errand[T], answer: Future[T | Lost]) -> None:
        """Has an errand not begun, or ended; its answer is cancelled, or comes as lost."""
        if not answer.cancel():
            for child in self._children:
                child.end(errand, "cancelled")

    def __enter__(self) -> Pool[T]:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Ends the processes, whatever they are at."""
        self._threads.shutdown(wait=False, cancel_futures=True)
        for child in self._children:
            child.close()
        self._threads.shutdown()
