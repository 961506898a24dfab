"""A screen made of programs that write down what they were asked to show."""

import shutil
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.command import BAD, GOOD, Ran, docgen


@dataclass
class Screen:
    """A desktop whose programs are ours: what they were called with is `seen`, one list of words a call."""

    folder: Path
    environment: dict[str, str] = field(default_factory=lambda: {"DISPLAY": ":fake"})

    @property
    def programs(self) -> Path:
        return self.folder / "programs"

    def has(self, *names: str, code: int = 0, says: str = "", complains: str = "") -> None:
        """Puts programs on the path; each ends with this code."""
        self.programs.mkdir(exist_ok=True)
        for name in names:
            file = self.programs / name
            lines = (
                "#!/bin/sh",
                f"{{ printf '%s\\037' {name} \"$@\"; printf '\\036'; }} >>'{self.folder}/seen'",
                f"printf '%s' '{says}'; printf '%s' '{complains}' >&2",
                f"exit {code}",
            )
            file.write_text("\n".join(lines), encoding="utf-8")
            file.chmod(0o755)

    @property
    def seen(self) -> list[list[str]]:
        log = self.folder / "seen"
        text = log.read_text(encoding="utf-8") if log.exists() else ""
        return [call.split("\x1f")[:-1] for call in text.split("\x1e") if call]

    def shown(self, name: str) -> list[str]:
        """What a program was called with, where it was called once."""
        (words,) = [words[1:] for words in self.seen if words[0] == name]
        return words

    def box(self) -> str:
        """The text of the one message box; a slow run has had a bar by the same program."""
        (words,) = [words for words in self.seen if words[:2] == ["zenity", "--info"]]
        return words[-1].removeprefix("--text=")

    def docgen(self, *arguments: object, **environment: str) -> Ran:
        names = {"PATH": str(self.programs), **self.environment, **environment}
        return docgen(*arguments, cwd=self.folder, **names)


@pytest.fixture
def screen(tmp_path: Path) -> Screen:
    made = Screen(tmp_path)
    made.has("xdg-open", "zenity", "notify-send")
    return made


@pytest.fixture
def good(tmp_path: Path) -> Path:
    return Path(shutil.copy(GOOD, tmp_path / "年报 (终稿) R&D.xlsx"))


@pytest.fixture
def bad(tmp_path: Path) -> Path:
    return Path(shutil.copy(BAD, tmp_path / "有错.xlsx"))
