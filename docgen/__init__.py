"""docgen: official reports from standard Excel workbooks.

    from docgen import load, read, check, render

    reading, found = read(Path("年报.xlsx").read_bytes())      # the report, and how it was filled in
    reading, found = check(reading)                            # every rule
    document, found = render(reading)                          # the bytes of a .docx

Each returns its value and its findings; the value is None where the findings say why. What `__all__` lists is
stable, nothing else.
"""

from typing import TYPE_CHECKING

__version__ = "0.1.0"
__all__ = ["__version__", "check", "load", "read", "render"]

if TYPE_CHECKING:
    from docgen.pipeline import check, load, read, render


def __getattr__(name: str) -> object:
    """The four functions, loaded when they are asked for: a command line that shows its help needs none."""
    if name not in __all__:
        raise AttributeError(name)
    from docgen import pipeline

    return getattr(pipeline, name)
