"""From arguments to the command that they name, and what is said when they name none or when it fails."""

from __future__ import annotations

import errno
from pathlib import Path

from docgen.cli import INTERRUPTED
from docgen.cli.caller import Caller
from docgen.cli.commands import command
from docgen.cli.misuse import MisuseError, misuse
from docgen.cli.plain import plain
from docgen.cli.request import expanded
from docgen.cli.result import Entry, failed
from docgen.cli.spoken import lang_first, language_of
from docgen.cli.streams import Shell, as_utf8
from docgen.cli.trace import internal
from docgen.diagnostics.codes import CANNOT_WRITE, USAGE

_NOBODY_TAKES_IT = (errno.EPIPE, errno.ENOSPC, errno.EBADF)


def answered(arguments: list[str]) -> int:
    """The exit code of a command line whose answer goes to the streams."""
    as_utf8()
    try:
        arguments = expanded(arguments)
        return dispatched(arguments, Shell(language_of(arguments)))
    except Exception as error:
        return _failed(error, arguments)


def _failed(error: Exception, arguments: list[str]) -> int:
    # The help text meets a full or closed stdout here; everything else that is written is written by us.
    if isinstance(error, OSError) and error.errno in _NOBODY_TAKES_IT:
        return CANNOT_WRITE.exit_code
    as_data = "--json" in arguments or (isinstance(error, MisuseError) and error.as_data)
    return Shell(language_of(arguments)).report([faulty(error, arguments)], as_data=as_data)


def faulty(error: Exception, arguments: list[str]) -> Entry:
    """What is said of a command line that ended in an exception: it was wrong, or docgen is."""
    if isinstance(error, MisuseError):
        return failed("", USAGE.at(detail=misuse(error)))
    return failed("", internal(error, _result(arguments)))


def dispatched(arguments: list[str], caller: Caller) -> int:
    """The exit code of a command line; what it finds the caller is told. Raises MisuseError where it is wrong."""
    words = lang_first(arguments)
    if asked := plain(words):
        verb, how = asked
        return verb(how, caller)
    return _by_typer(words, caller)


def _by_typer(words: list[str], caller: Caller) -> int:
    import typer
    from typer.exceptions import TyperException

    try:
        code = command()(words, prog_name="docgen", standalone_mode=False, obj=caller)
        return code if isinstance(code, int) else 0
    except typer.Exit as ended:
        return ended.exit_code
    except typer.Abort:
        return INTERRUPTED
    except TyperException as error:
        raise MisuseError(*misuse(error)) from None


def _result(arguments: list[str]) -> Path | None:
    """The file that `--result` names, in whichever of its two ways."""
    for word, following in zip(arguments, [*arguments[1:], ""], strict=True):
        if word == "--result" and following:
            return Path(following)
        if word.startswith("--result="):
            return Path(word.partition("=")[2])
    return None
