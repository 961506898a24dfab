"""What is wrong with a command line, said in both languages; typer says it in English only."""

from __future__ import annotations

import re

from docgen.diagnostics import Phrase


class MisuseError(Exception):
    """A command line that asks for what cannot be. Raised by the commands, said as E001."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(en)
        self.phrase = Phrase(zh, en)
        self.as_data = False  # whether a host asked for JSON in a way that the arguments do not show


_CHINESE = (
    (r"No such option: (\S+?)\.?(?: .*)?", "没有选项 {0}"),
    (r"Missing argument '(.+)'\.", "少了 {0}"),
    (r"Missing option (.+)\.", "少了选项 {0}"),
    (r"Option '(.+)' requires an argument\.", "选项 {0} 后面少了值"),
    (r"Invalid value for '(.+?)': '(.*)' is not one of (.+)\.", "{0} 不能是 {1}，只能是 {2}"),
    (
        r"Invalid value for '(.+?)': '(.*)' is not a valid (?:float|int)\w*(?: range)?\.",
        "{0} 应是一个数，不能是 {1}",
    ),
    (r"Invalid value for '(.+?)': (\S+) is not in the range (.+)\.", "{0} 不能是 {1}，范围是 {2}"),
    (r"Option '(.+)' does not take a value\.", "选项 {0} 不带值"),
    (r"Got unexpected extra arguments? \((.+)\)", "多了 {0}"),
)
"""Patterns of what typer says, compiled only where a command line is wrong, and the same in Chinese."""


def misuse(error: Exception) -> Phrase:
    """The fault of a command line; what typer says and we do not know stays as it is."""
    if isinstance(error, MisuseError):
        return error.phrase
    english = str(getattr(error, "format_message", lambda: str(error))())
    for pattern, chinese in _CHINESE:
        match = re.fullmatch(pattern, english)
        if match:
            return Phrase(chinese.format(*match.groups()), english)
    return Phrase(english, english)
