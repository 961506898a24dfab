"""What is to be written for the launcher, before anything is: files here, values of the registry on Windows."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

NAME = "生成公文"
MARK = "docgen drop"
"""Stands in every file that we write: by it our own are known again, and no other is touched."""


@dataclass(frozen=True, slots=True)
class Planned:
    """A file of the launcher; `runs` when it is started itself and so must be executable."""

    path: Path
    content: bytes
    runs: bool = False


class Value(NamedTuple):
    """A value below HKEY_CURRENT_USER; the default value of its key where `name` is empty."""

    key: str
    name: str
    content: str


def command() -> tuple[str, ...]:
    """The words that start `docgen drop`, wherever they are started from.

    By the interpreter of the environment that this runs in; -P keeps it from importing what lies in the folder that
    a file manager is showing.
    """
    if getattr(sys, "frozen", False):
        return sys.executable, "drop"
    return sys.executable, "-P", "-m", "docgen", "drop"
