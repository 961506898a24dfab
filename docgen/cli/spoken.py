"""`--lang`, which holds wherever it stands in a command line, and the language that it asks for."""

from __future__ import annotations

import os
from collections.abc import Sequence
from itertools import islice

from docgen.diagnostics.finding import Language

_OPTION, _PATHS_FOLLOW = "--lang", "--"


def language_of(arguments: Sequence[str]) -> Language:
    """The language of the messages: as `--lang` has it, else as the environment has it, else Chinese."""
    asked = lang_first(arguments)[:2]
    if asked[:1] == [_OPTION]:
        return "en" if asked[1:] == ["en"] else "zh"
    return "en" if os.environ.get("DOCGEN_LANG", "").lower().startswith("en") else "zh"


def lang_first(arguments: Sequence[str]) -> list[str]:
    """The arguments with `--lang` moved to the front, where the command line proper knows it."""
    kept: list[str] = []
    language: list[str] = []
    words = iter(arguments)
    for word in words:
        if word == _PATHS_FOLLOW:
            return [*language, *kept, word, *words]
        if word == _OPTION:
            language = [word, *islice(words, 1)]
        elif word.startswith(f"{_OPTION}="):
            language = [_OPTION, word.removeprefix(f"{_OPTION}=")]
        else:
            kept.append(word)
    return [*language, *kept]
