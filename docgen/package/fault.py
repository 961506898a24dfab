"""The fault: the one exception that reading a package raises, with its finding inside."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from docgen.diagnostics.finding import Diagnostic


class PackageFault(Exception):  # noqa: N818 - a fault of the file, not an error of the program
    """Carries a finding from deep inside a part to the `open_…` function that returns it as a value."""

    def __init__(self, diagnostic: Diagnostic) -> None:
        super().__init__(diagnostic.message.en)
        self.diagnostic = diagnostic
