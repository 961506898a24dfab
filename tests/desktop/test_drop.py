"""What a clerk sees after dropping files on the launcher."""

import json
import shutil

import pytest

from docgen.cli import drop as dropping
from tests.command import GOOD
from tests.workbooks import edited


@pytest.fixture
def faults(screen, bad):
    """How many errors the faulty workbook has: rules come and go."""
    (entry,) = json.loads(screen.docgen("check", bad, "--json").stdout)["results"]
    return sum(finding["severity"] == "error" for finding in entry["diagnostics"])


def test_a_sound_workbook_opens_its_document_and_asks_for_no_click(screen, good):
    ran = screen.docgen("drop", good)
    document = good.with_suffix(".docx")
    assert (ran.returncode, ran.stdout, ran.stderr.decode()) == (0, b"", f"{document.name} 已写好。\n")
    assert document.exists()
    assert screen.shown("xdg-open") == [str(document)]
    assert screen.shown("notify-send")[-1] == "年报 (终稿) R&amp;D.docx 已写好。"
    assert [call[0] for call in screen.seen] == ["xdg-open", "notify-send"]


def test_a_faulty_workbook_opens_its_annotated_copy_and_says_how_many_faults(screen, bad, faults):
    ran = screen.docgen("drop", bad)
    copy = bad.with_name("有错.批注.xlsx")
    assert ran.returncode == 4
    assert screen.shown("xdg-open") == [str(copy)]
    assert screen.box() == (
        f"有错.xlsx 有 {faults} 处错误，没有写文档：错处都标在打开的 有错.批注.xlsx 里，第一张表“问题清单”列着，"
        "请在 有错.xlsx 里改好、保存，再拖一次。"
    )
    assert sorted(file.name for file in bad.parent.glob("有错*")) == ["有错.xlsx", "有错.批注.xlsx"]


def test_a_file_that_is_no_workbook_is_named_with_what_to_do(screen, tmp_path):
    (tmp_path / "年报.xlsx").write_bytes(b"%PDF-1.7\n")
    ran = screen.docgen("drop", tmp_path / "年报.xlsx")
    assert ran.returncode == 3
    assert screen.box().startswith("年报.xlsx 没有写文档：这是PDF")
    assert "另存为" in screen.box()
    assert [call[0] for call in screen.seen] == ["zenity"]


def test_warnings_are_listed_because_nothing_else_shows_them(screen, good):
    def odd(book):
        book["二、主动公开"]["B13"].value = "4086 "

    good.write_bytes(edited(good.read_bytes(), odd))
    assert screen.docgen("drop", good).returncode == 0
    first, *rows = screen.box().splitlines()
    assert first == "年报 (终稿) R&D.docx 已写好，有 1 处请看一眼："
    assert rows[0].startswith("二、主动公开!B13")
    assert screen.shown("xdg-open") == [str(good.with_suffix(".docx"))]


def test_several_files_get_one_summary_and_none_is_opened(screen, good, bad, faults, tmp_path):
    (tmp_path / "丙.xlsx").write_bytes(b"text")
    ran = screen.docgen("drop", good, bad, tmp_path / "丙.xlsx")
    assert ran.returncode == 4
    assert screen.box().splitlines() == [
        "共 3 个工作簿：写好 1 个文档；1 个有错误没有写，错处标在各自旁边的 *.批注.xlsx 里；1 个不能用或写不了。",
        f"有错.xlsx：{faults} 处错误",
        "丙.xlsx：这是纯文本，不是 .xlsx 工作簿",
    ]
    assert "xdg-open" not in [call[0] for call in screen.seen]


def test_a_folder_is_dropped_like_the_files_in_it(screen, good, bad, tmp_path):
    screen.docgen("drop", tmp_path)
    assert screen.box().startswith("共 2 个工作簿：写好 1 个文档；1 个有错误没有写")


def test_a_double_click_on_the_launcher_says_what_it_is_for(screen):
    assert screen.docgen("drop").returncode == 2
    assert "拖到“生成公文”的图标上" in screen.box()


def test_an_annotated_copy_is_not_taken_for_a_workbook(screen, bad):
    screen.docgen("drop", bad)
    (screen.folder / "seen").unlink()
    ran = screen.docgen("drop", bad.with_name("有错.批注.xlsx"))
    assert ran.returncode == 3
    assert "请在原来的工作簿里改好、保存，再拖原来的那一份" in screen.box()
    assert not bad.with_name("有错.批注.批注.xlsx").exists()


@pytest.mark.parametrize("lock", [".~lock.{}#", ".~{}", "~${}"])
def test_a_document_that_a_window_still_shows_is_named_and_not_opened(screen, tmp_path, lock):
    workbook = shutil.copy(GOOD, tmp_path / "年报.xlsx")
    (tmp_path / lock.format("年报.docx")).touch()
    assert screen.docgen("drop", workbook).returncode == 0
    assert screen.box().startswith("年报.docx 已写好，可是它正在 Word 或 WPS 里打开着，窗口里还是旧的")
    assert [call[0] for call in screen.seen] == ["zenity"]


def test_word_s_lock_file_of_a_long_name_is_known(screen, good):
    (good.parent / f"~${good.stem[2:]}.docx").touch()
    screen.docgen("drop", good)
    assert "窗口里还是旧的" in screen.box()


def test_a_document_that_somebody_edited_is_kept_and_that_is_said(screen, tmp_path):
    workbook = shutil.copy(GOOD, tmp_path / "年报.xlsx")
    (tmp_path / "年报.docx").write_bytes(b"edited")
    screen.docgen("drop", workbook)
    assert "原来的 年报.docx 有人改过，已改名为 年报.改动前.docx" in screen.box()
    assert (tmp_path / "年报.改动前.docx").read_bytes() == b"edited"


def test_where_nothing_opens_documents_the_box_says_where_it_lies(screen, good):
    screen.has("xdg-open", code=3)
    screen.docgen("drop", good)
    assert screen.box() == f"文档已写好，请自己打开：{good.with_suffix('.docx')}"


def test_the_second_opener_is_tried(screen, good):
    screen.has("xdg-open", code=3)
    screen.has("gio")
    screen.docgen("drop", good)
    assert screen.shown("gio") == ["open", str(good.with_suffix(".docx"))]
    assert "zenity" not in [call[0] for call in screen.seen]


def test_without_a_screen_the_sentence_goes_to_stderr(screen, bad, faults):
    ran = screen.docgen("drop", bad, DISPLAY="", WAYLAND_DISPLAY="")
    assert ran.returncode == 4
    assert ran.stderr.decode().startswith(f"有错.xlsx 有 {faults} 处错误")
    assert str(bad.with_name("有错.批注.xlsx")) in ran.stderr.decode()
    assert screen.seen == []


def test_in_english_too(screen, bad, faults):
    screen.docgen("drop", bad, "--lang", "en")
    assert screen.box().startswith(f"有错.xlsx has {faults} error(s), so no document was written")


def test_a_fault_of_ours_is_shown_with_where_its_trace_is(monkeypatch, tmp_path):
    told = []

    def broken(*_: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(dropping.box, "tell", told.append)
    monkeypatch.setattr(dropping, "inputs", broken)
    monkeypatch.setenv("DOCGEN_CACHE", str(tmp_path))
    (entry,) = dropping.drop(["a.xlsx"], "zh")
    assert entry.exit_code == 70
    (trace,) = tmp_path.iterdir()
    assert told[0].startswith(f"docgen 自己出了错（RuntimeError），详情在 {trace}")


def test_inputs_that_are_not_there_are_each_said_to_be_missing(screen):
    screen.docgen("drop", "甲.xlsx", "乙.xlsx")
    assert screen.box().splitlines()[1:] == ["甲.xlsx：找不到文件 甲.xlsx", "乙.xlsx：找不到文件 乙.xlsx"]
