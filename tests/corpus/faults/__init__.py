"""The kinds of faults: each a function that plants one in a draft and says what must be found, if it can there."""

from __future__ import annotations

from collections.abc import Callable

from tests.corpus.draft import Draft

Fault = Callable[[Draft], bool]
"""Plants the fault; False where this report gives no room for it, and then nothing was changed."""
FAULTS: dict[str, Fault] = {}


def fault(name: str) -> Callable[[Fault], Fault]:
    """Registers a kind of fault under the code it is about and a word: `N1 stated`."""

    def register(plant: Fault) -> Fault:
        assert name not in FAULTS
        FAULTS[name] = plant
        return plant

    return register
