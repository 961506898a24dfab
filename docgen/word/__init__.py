"""The document: the official layout, the template, and what a report looks like in Word."""

from typing import TYPE_CHECKING

__all__ = [
    "Names",
    "Template",
    "compile_template",
    "is_untouched",
    "names_of",
    "official_template",
    "render",
]

_HOMES = {
    "Names": "names",
    "Template": "template",
    "compile_template": "compilation",
    "is_untouched": "seal",
    "names_of": "names",
    "official_template": "layout",
    "render": "rendering",
}

if TYPE_CHECKING:
    from docgen.word.compilation import compile_template
    from docgen.word.layout import official_template
    from docgen.word.names import Names, names_of
    from docgen.word.rendering import render
    from docgen.word.seal import is_untouched
    from docgen.word.template import Template


def __getattr__(name: str) -> object:
    """What is listed above, loaded when asked for: who renders needs neither the layout nor the compilation."""
    if name not in _HOMES:
        raise AttributeError(name)
    from importlib import import_module

    return getattr(import_module(f"docgen.word.{_HOMES[name]}"), name)
