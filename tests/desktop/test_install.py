"""The launcher put on a desktop and taken away: all of it, nothing else."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from docgen.desktop.launcher.associations import with_default, without_default
from docgen.desktop.launcher.linux import desktop

SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MANAGERS = ("nautilus", "caja", "nemo", "dolphin", "dde-file-manager", "thunar")


@pytest.fixture
def person(screen):
    """The screen of somebody whose name and folders are Chinese, with blanks."""
    home = screen.folder / "张 三"
    (home / "桌面").mkdir(parents=True)
    (home / ".config").mkdir()
    (home / ".config/user-dirs.dirs").write_text('XDG_DESKTOP_DIR="$HOME/桌面"\n', encoding="utf-8")
    screen.environment |= {"HOME": str(home), "XDG_DATA_HOME": "", "XDG_CONFIG_HOME": "", "DISPLAY": ""}
    return screen


def home_of(screen) -> Path:
    return Path(screen.environment["HOME"])


def everything(folder: Path) -> dict[str, bytes]:
    return {
        str(file.relative_to(folder)): file.read_bytes() if file.is_file() else b""
        for file in folder.rglob("*")
    }


def installed(screen) -> list[str]:
    ran = screen.docgen("install")
    assert (ran.returncode, ran.stderr) == (0, b"")
    return ran.stdout.decode().splitlines()


def test_it_says_what_it_wrote_and_that_is_there(person):
    assert installed(person) == [
        str(home_of(person) / ".local/share/applications/docgen.desktop"),
        str(home_of(person) / "桌面/生成公文.desktop"),
    ]
    icon = home_of(person) / "桌面/生成公文.desktop"
    assert os.access(icon, os.X_OK)
    assert f"Exec={sys.executable} -P -m docgen drop %F" in icon.read_text(encoding="utf-8").splitlines()


def test_each_file_manager_that_is_there_gets_its_menu(person):
    person.has(*MANAGERS)
    home = home_of(person)
    assert [str(Path(file).relative_to(home)) for file in installed(person)[2:]] == [
        ".local/share/nautilus/scripts/生成公文",
        ".config/caja/scripts/生成公文",
        ".local/share/nemo/actions/docgen.nemo_action",
        ".local/share/kio/servicemenus/docgen.desktop",
        ".local/share/deepin/dde-file-manager/oem-menuextensions/docgen.desktop",
        ".local/share/Thunar/sendto/docgen.desktop",
    ]
    assert os.access(home / ".local/share/nautilus/scripts/生成公文", os.X_OK)


def test_twice_is_once(person):
    person.has(*MANAGERS)
    first = installed(person)
    before = everything(home_of(person))
    assert installed(person) == first
    assert everything(home_of(person)) == before


def test_all_of_it_goes_and_nothing_else(person):
    person.has(*MANAGERS)
    home = home_of(person)
    (home / ".local/share/nemo/actions").mkdir(parents=True)
    (home / ".local/share/nemo/actions/other.nemo_action").write_text("[Nemo Action]\n")
    before = everything(home)
    written = installed(person)
    ran = person.docgen("uninstall")
    assert (ran.returncode, ran.stderr) == (0, b"")
    assert sorted(ran.stdout.decode().splitlines()) == sorted(written)
    assert everything(home) == before


def test_without_an_installation_there_is_nothing_to_take_away(person):
    before = everything(home_of(person))
    ran = person.docgen("uninstall")
    assert (ran.returncode, ran.stdout, ran.stderr) == (0, b"", b"")
    assert everything(home_of(person)) == before


def test_a_file_of_somebody_else_is_left_and_named(person):
    icon = home_of(person) / "桌面/生成公文.desktop"
    icon.write_text("[Desktop Entry]\n")
    ran = person.docgen("install")
    assert ran.returncode == 6
    assert "E410" in ran.stderr.decode()
    assert str(icon) in ran.stderr.decode()
    assert str(icon) not in ran.stdout.decode()
    assert person.docgen("uninstall").returncode == 0
    assert icon.read_text() == "[Desktop Entry]\n"


def test_what_somebody_put_in_place_of_ours_stays(person):
    installed(person)
    icon = home_of(person) / "桌面/生成公文.desktop"
    icon.write_text("[Desktop Entry]\nName=mine\n")
    assert person.docgen("uninstall").returncode == 0
    assert icon.read_text() == "[Desktop Entry]\nName=mine\n"


def test_an_icon_on_a_desktop_that_moved_goes_along(person):
    installed(person)
    home = home_of(person)
    (home / "Desktop").mkdir()
    (home / ".config/user-dirs.dirs").write_text('XDG_DESKTOP_DIR="$HOME/Desktop"\n')
    assert str(home / "Desktop/生成公文.desktop") in installed(person)
    assert not (home / "桌面/生成公文.desktop").exists()


def test_a_home_that_cannot_be_written_is_a_finding(person):
    ran = person.docgen("install", HOME="/proc/nowhere")
    assert ran.returncode == 6
    assert "E401" in ran.stderr.decode()


def test_without_a_home_there_is_nobody_to_install_for(person):
    ran = person.docgen("install", HOME="")
    assert (ran.returncode, ran.stdout) == (6, b"")
    assert "没有 HOME" in ran.stderr.decode()


def test_workbooks_go_on_opening_in_the_program_that_opened_them(person):
    person.has("xdg-mime", says="calc.desktop")
    home = home_of(person)
    before = everything(home)
    installed(person)
    entry = (home / ".local/share/applications/docgen.desktop").read_text(encoding="utf-8")
    assert SHEET in entry
    assert f"{SHEET}=calc.desktop" in (home / ".config/mimeapps.list").read_text().splitlines()
    person.docgen("uninstall")
    assert everything(home) == before


def test_a_default_that_the_user_chose_is_neither_changed_nor_taken_away(person):
    person.has("xdg-mime", says="wps.desktop")
    chosen = home_of(person) / ".config/mimeapps.list"
    chosen.write_text(f"[Default Applications]\n{SHEET}=wps.desktop\ntext/plain=gedit.desktop\n")
    before = chosen.read_text()
    installed(person)
    person.docgen("uninstall")
    assert chosen.read_text() == before


def test_where_nothing_opens_workbooks_the_launcher_does_not_offer_to(person):
    installed(person)
    entry = home_of(person) / ".local/share/applications/docgen.desktop"
    assert "MimeType" not in entry.read_text(encoding="utf-8")


LISTS = [
    "",
    "[Added Associations]\na/b=c.desktop;\n",
    "[Default Applications]\na/b=c.desktop\n\n[Added Associations]\nx/y=z.desktop;\n",
    "[Default Applications]\n[Added Associations]\nx/y=z.desktop;\n",
    "[Added Associations]\nx/y=z.desktop;\n\n[Default Applications]\na/b=c.desktop",
    "no newline",
]


@pytest.mark.parametrize("text", LISTS)
def test_a_default_goes_into_its_section_and_out_again(text):
    added = with_default(text, "x/y", "calc.desktop")
    section = added.partition("[Default Applications]\n")[2].partition("[")[0]
    assert "x/y=calc.desktop" in section.splitlines()
    assert with_default(added, "x/y", "other.desktop") == added
    assert entries_of(without_default(added, "x/y", "calc.desktop")) == entries_of(text)


def entries_of(text: str) -> list[str]:
    return [line for line in text.split("\n") if line and line != "[Default Applications]"]


@pytest.mark.parametrize(
    ("text", "folder"),
    [
        ('XDG_DESKTOP_DIR="$HOME/桌面"', "桌面"),
        ('# XDG_DESKTOP_DIR="$HOME/x"\nXDG_DESKTOP_DIR="$HOME/Desktop"\n', "Desktop"),
        ('XDG_DESKTOP_DIR="$HOME/"', None),
        ('XDG_DESKTOP_DIR="$HOME/gone"', None),
        ("", "桌面"),
    ],
)
def test_the_desktop_is_where_the_user_has_it(tmp_path, text, folder):
    for name in ("桌面", "Desktop"):
        (tmp_path / name).mkdir()
    assert desktop(tmp_path, text) == (tmp_path / folder if folder else None)


def test_a_record_that_is_damaged_is_no_obstacle(person):
    written = installed(person)
    record = home_of(person) / ".local/share/docgen/launcher.json"
    record.write_text("{")
    assert installed(person) == written
    assert json.loads(record.read_text())["files"] == written


# on a real (virtual) screen


@pytest.fixture
def virtual():
    """The number of a virtual screen."""
    for name in ("Xvfb", "gio", "zenity", "xdotool"):
        if not shutil.which(name):
            pytest.skip(f"no {name}: tests/desktop/setup.sh installs it where it can")
    end, begin = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(begin), "-screen", "0", "1024x768x24"],
        pass_fds=[begin],
        stderr=subprocess.DEVNULL,
    )
    os.close(begin)
    with os.fdopen(end) as said:
        number = said.readline().strip()
    yield f":{number}"
    server.terminate()
    server.wait(10)


def on(display: str, home: Path, *words: str, seconds: float = 60) -> str:
    names = {**os.environ, "HOME": str(home), "DISPLAY": display, "XDG_DATA_HOME": "", "XDG_CONFIG_HOME": ""}
    ran = subprocess.run(words, env=names, capture_output=True, timeout=seconds, check=True)
    return ran.stdout.decode()


def test_the_icon_is_launched_by_its_own_exec_line(person, bad, virtual):
    home = home_of(person)
    installed(person)
    workbook = bad.rename(home / "有错 (终稿) & 50% $HOME.xlsx")
    launch = subprocess.Popen(
        ["gio", "launch", str(home / "桌面/生成公文.desktop"), str(workbook)],
        env={**os.environ, "HOME": str(home), "DISPLAY": virtual},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    (window,) = on(
        virtual, home, "xdotool", "search", "--sync", "--onlyvisible", "--name", "^docgen$"
    ).split()
    assert workbook.with_name("有错 (终稿) & 50% $HOME.批注.xlsx").exists()
    on(virtual, home, "xdotool", "key", "--window", window, "Return")
    launch.wait(30)
