"""What is written on Windows, made and read on any system."""

import pytest

from docgen.desktop.launcher.windows import batch, dropped, registry, spelled

WORDS = (r"C:\docgen\.venv\Scripts\python.exe", "-P", "-m", "docgen", "drop")
FOLDERS = {
    "LOCALAPPDATA": r"C:\Users\张三\AppData\Local",
    "USERPROFILE": r"C:\Users\张三",
    "SystemDrive": "C:",
}


def no_short_name(path: str) -> None:
    return None


def test_the_batch_file_is_ascii_with_windows_line_ends():
    content = batch(WORDS)
    assert content.isascii()
    assert content.count(b"\n") == content.count(b"\r\n") == len(content.splitlines())


def test_it_quotes_the_program_and_leaves_the_names_as_explorer_quoted_them():
    lines = batch(WORDS).decode().splitlines()
    assert lines[0] == "@echo off"
    assert rf'"{WORDS[0]}" -P -m docgen drop %*' in lines
    assert '"%*"' not in "".join(lines)


def test_a_message_that_nobody_could_read_waits_for_a_key():
    lines = batch(WORDS).decode().splitlines()
    assert "if not errorlevel 2 if errorlevel 1 pause" in lines
    assert lines[lines.index(":gone") + 2] == "pause"


def test_the_rest_of_a_line_cut_at_an_ampersand_is_never_run():
    lines = batch(WORDS).decode().splitlines()
    assert all(line.startswith("exit ") and "/b" not in line for line in lines if line.startswith("exit"))


@pytest.mark.parametrize(
    ("path", "text"),
    [
        (r"D:\docgen\python.exe", r"D:\docgen\python.exe"),
        (r"D:\100%\python.exe", r"D:\100%%\python.exe"),
        (r"C:\Users\张三\AppData\Local\docgen\python.exe", r"%LOCALAPPDATA%\docgen\python.exe"),
        (r"c:\users\张三\venv 1\python.exe", r"%USERPROFILE%\venv 1\python.exe"),
        (r"D:\办公\python.exe", None),
        (r"C:\Users\张三丰\python.exe", None),
    ],
)
def test_a_path_is_spelled_in_ascii(path, text):
    assert spelled(path, FOLDERS, no_short_name) == text


def test_the_short_name_is_the_last_resort():
    assert spelled(r"D:\办公\python.exe", FOLDERS, lambda _: r"D:\BG~1\python.exe") == r"D:\BG~1\python.exe"
    assert spelled(r"D:\办公\python.exe", FOLDERS, lambda path: path) is None


@pytest.mark.parametrize(
    ("line", "files"),
    [
        (
            r'C:\Windows\system32\cmd.exe /c ""C:\Users\张三\Desktop\生成公文.cmd" C:\a&b.xlsx"',
            [r"C:\a&b.xlsx"],
        ),
        (
            r'cmd.exe /C ""D:\生成公文.cmd" "C:\年 报 (1).xlsx" C:\R&D^%x%!.xlsx "D:\文 件夹""',
            [r"C:\年 报 (1).xlsx", r"C:\R&D^%x%!.xlsx", r"D:\文 件夹"],
        ),
        (r'C:\Windows\system32\cmd.exe /c ""C:\生成公文.cmd" "', []),
        (r'"C:\Windows\system32\cmd.exe" ', []),
        ("", []),
    ],
)
def test_the_files_are_those_of_the_line_that_explorer_made(line, files):
    assert dropped(line) == files


def test_the_menu_s_verb_needs_no_console_and_quotes_the_name():
    values = {
        (value.key, value.name): value.content for value in registry(("C:\\办 公\\python.exe", *WORDS[1:]))
    }
    key = r"Software\Classes\SystemFileAssociations\.xlsx\shell\docgen"
    assert values[key, ""] == "生成公文"
    assert values[rf"{key}\command", ""] == r'"C:\办 公\pythonw.exe" -P -m docgen drop "%1"'
    assert sorted({each.split("\\")[3] for each, _ in values}) == [".xlsm", ".xlsx"]


def test_the_line_of_a_drop_goes_before_the_arguments_it_was_cut_to(screen, good):
    line = rf'cmd.exe /c ""C:\生成公文.cmd" "{good}""'
    ran = screen.docgen("drop", str(good)[:-8], DOCGEN_DROPPED=line)
    assert ran.returncode == 0
    assert screen.shown("xdg-open") == [str(good.with_suffix(".docx"))]
