"""The document: the official layout, the template, and what a report looks like in Word."""

from docgen.word.layout import official_template
from docgen.word.names import Names, names_of
from docgen.word.render import render
from docgen.word.seal import is_untouched
from docgen.word.template import Template, compile_template

__all__ = [
    "Names",
    "Template",
    "compile_template",
    "is_untouched",
    "names_of",
    "official_template",
    "render",
]
