"""The plain command line: `render` or `check` with its everyday options, understood without typer.

Loading typer and building its commands takes longer than a whole check (300 of 750 million instructions, measured).
What is not plain (help, another command, a rare option, anything odd) is left to typer, which alone says what is
wrong with a command line; a test holds the two to the same understanding.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

    from docgen.cli.caller import Caller
    from docgen.cli.verbs import Asked

    Verb = Callable[[Asked, Caller], int]

_FLAGS = {"--json": "as_data", "--strict": "strict", "--recursive": "recursive", "--annotate": "annotate"}
_TEXTS = {"--report": "report"}
_FILES = {"--result": "result", "--against": "against"}
_RENDER = (
    {**_FLAGS, "--pdf": "pdf", "--draft": "draft"},
    {**_TEXTS, "-o": "output", "--output": "output"},
    {**_FILES, "--template": "template"},
)
_CHECK = ({**_FLAGS, "--fix": "fix"}, _TEXTS, _FILES)


class _NotPlainError(Exception):
    pass


def plain(words: list[str]) -> tuple[Verb, Asked] | None:
    """What a command line (with `--lang` in front, if it has one) asks for; None where typer has to say."""
    if words[:1] == ["--lang"]:
        if words[1:2] not in (["zh"], ["en"]):
            return None
        words = words[2:]
    try:
        return _understood(words)
    except _NotPlainError:
        return None


def _understood(words: list[str]) -> tuple[Verb, Asked]:
    from docgen.cli import verbs

    first, *rest = words or [""]
    if first == "check":
        return verbs.check, verbs.Asked(**_asked(rest, *_CHECK))
    if first == "render":
        return verbs.render, verbs.Asked(**_asked(rest, *_RENDER))
    if first.startswith("-") or "." in first:  # no command's name has a dot, and a path nearly always
        return verbs.render, verbs.Asked(**_asked(words, *_RENDER))
    raise _NotPlainError


def _asked(
    words: list[str], flags: Mapping[str, str], texts: Mapping[str, str], files: Mapping[str, str]
) -> dict[str, Any]:
    paths: list[str] = []
    asked: dict[str, Any] = {"paths": paths}  # flags, texts, paths: as the option has it
    rest = iter(words)
    for word in rest:
        if word in flags:
            asked[flags[word]] = True
        elif word in texts:
            asked[texts[word]] = _value(rest)
        elif word in files:
            asked[files[word]] = Path(_value(rest))
        elif word.startswith("-") and word != "-":
            raise _NotPlainError
        else:
            paths.append(word)
    if not paths:
        raise _NotPlainError
    return asked


def _value(rest: Iterator[str]) -> str:
    """The word after an option. One that looks like an option itself is not plain."""
    value = next(rest, "")
    if not value or (value.startswith("-") and value != "-"):
        raise _NotPlainError
    return value
