"""The commands as they are parsed: what they are called, and which options each has."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from typer._click import Command


@lru_cache
def command() -> Command:
    """The command line as it is parsed. Made once: it takes 6 ms, and a worker is asked ten thousand times."""
    import typer

    from docgen.cli.app import app

    return typer.main.get_command(app)


def commands() -> Mapping[str, Command]:
    """Every command by its name; `""` is docgen without one."""
    root = command()
    return {"": root, **getattr(root, "commands", {})}
