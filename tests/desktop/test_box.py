"""A message is shown by what the machine has, and nothing that failed to show it counts."""

import pytest

from docgen.desktop import box, progress


@pytest.fixture(autouse=True)
def bare(screen, monkeypatch):
    """A desktop with no program but those that a test puts there, and no tkinter."""
    for file in screen.programs.iterdir():
        file.unlink()
    monkeypatch.setenv("PATH", str(screen.programs))
    monkeypatch.setenv("DISPLAY", ":fake")
    monkeypatch.delenv("XDG_CURRENT_DESKTOP", raising=False)
    monkeypatch.setattr(box, "_tkinter", lambda _: False)


@pytest.mark.parametrize(
    "name", ["zenity", "kdialog", "notify-send", "xmessage", "gnome-terminal", "x-terminal-emulator", "xterm"]
)
def test_each_way_carries_the_message(screen, name):
    screen.has(name)
    assert box.tell("有 3 处错误")
    assert any("有 3 处错误" in word for word in screen.shown(name))


def test_a_desktop_of_kde_uses_its_own(screen, monkeypatch):
    monkeypatch.setenv("XDG_CURRENT_DESKTOP", "UKUI:KDE")
    screen.has("zenity", "kdialog")
    assert box.tell("好")
    assert [call[0] for call in screen.seen] == ["kdialog"]


def test_a_box_closed_by_its_corner_was_read(screen):
    screen.has("zenity", code=1)
    screen.has("kdialog")
    assert box.tell("好")
    assert [call[0] for call in screen.seen] == ["zenity"]


def test_a_program_that_has_no_screen_did_not_show_it(screen):
    screen.has("zenity", code=1, complains="Gtk-WARNING: cannot open display: ")
    screen.has("notify-send")
    assert box.tell("好")
    assert [call[0] for call in screen.seen] == ["zenity", "notify-send"]


def test_a_message_on_a_terminal_is_data_not_a_command(screen):
    screen.has("xterm")
    assert box.tell('"; exit 9 #$(id)')
    assert screen.shown("xterm")[-1] == '"; exit 9 #$(id)'


def test_where_there_is_nothing_nothing_was_shown(screen):
    assert box.tell("好") is False
    assert box.notify("好") is False


def passing(seconds: list[float], monkeypatch) -> None:
    monkeypatch.setattr(progress.time, "monotonic", lambda: seconds.pop(0))


def test_a_short_run_shows_no_bar(screen, monkeypatch):
    screen.has("zenity")
    passing([0.0, 0.1, 0.2, 0.3], monkeypatch)
    assert list(progress.watched("abcd", 4)) == list("abcd")
    assert screen.seen == []


def test_a_long_run_shows_how_far_it_is(screen, monkeypatch):
    screen.has("zenity")
    (screen.programs / "zenity").write_text(
        f"#!/bin/sh\nwhile read -r line; do echo \"$line\"; done >'{screen.folder}/bar'\n"
    )
    passing([0.0, 0.1, 2.0, 3.0], monkeypatch)
    assert list(progress.watched("abcd", 4)) == list("abcd")
    assert (screen.folder / "bar").read_text().splitlines() == [
        "# 2 / 4",
        "50",
        "# 3 / 4",
        "75",
        "# 4 / 4",
        "100",
    ]


def test_a_bar_that_somebody_closed_stops_nothing(screen, monkeypatch):
    screen.has("zenity")
    passing([0.0, 2.0], monkeypatch)
    assert len(list(progress.watched(range(500), 500))) == 500


def test_kde_s_bar_is_driven_over_its_bus(screen, monkeypatch):
    screen.has("kdialog", says="org.kde.kdialog-7 /ProgressDialog")
    screen.has("qdbus")
    passing([0.0, 2.0], monkeypatch)
    assert list(progress.watched("ab", 2)) == ["a", "b"]
    orders = [
        call[3:] for call in screen.seen if call[:3] == ["qdbus", "org.kde.kdialog-7", "/ProgressDialog"]
    ]
    assert orders[0] == ["Set", "", "value", "1"]
    assert orders[-1] == ["close"]


def test_on_a_terminal_the_bar_is_a_line(monkeypatch, capsys):
    monkeypatch.setattr(progress.sys.stderr, "isatty", lambda: True, raising=False)
    passing([0.0, 2.0], monkeypatch)
    assert list(progress.watched("ab", 2)) == ["a", "b"]
    assert capsys.readouterr().err.endswith(f"\r[{'#' * 30}] 2/2\n")
