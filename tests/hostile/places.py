"""Places where an output cannot go, or should not."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from tests.hostile import standard
from tests.hostile.case import INPUT, OUTPUT, Case


def to(
    name: str,
    target: str,
    code: int,
    *codes: str,
    place: str = "",
    prepare: object = None,
    output: str = "",
    left: tuple[str, ...] = (),
    input_name: str = INPUT,
) -> Case:
    arguments = (
        ("render", f"{{}}/{input_name}", "-o", target, "--json")
        if target
        else ("render", f"{{}}/{input_name}", "--json")
    )
    return Case(
        f"places/{name}",
        {input_name: standard.workbook},
        arguments,
        code,
        codes,
        place,
        output=output,
        left=left,
        prepare=prepare,
    )  # type: ignore[arg-type]


def folder_there(folder: Path) -> None:
    (folder / "taken.docx").mkdir()


def broken_link(folder: Path) -> None:
    (folder / "link.docx").unlink(missing_ok=True)
    (folder / "link.docx").symlink_to(folder / "nowhere" / "x.docx")


def stale(folder: Path) -> None:
    """What a killed run left behind an hour and more ago, and what a running one is writing now."""
    for name, age in ((".~docgen-0123456789ab.tmp", 4000), (".~docgen-ba9876543210.tmp", 0)):
        (folder / name).write_bytes(b"x")
        if age:
            then = (folder / name).stat().st_mtime - age
            os.utime(folder / name, (then, then))


def cases() -> Iterator[Case]:
    yield to("missing-folder", "{}/no/out.docx", 6, "E401", place="out.docx")
    yield to("a-folder-of-that-name", "{}/taken.docx", 6, "E401", place="taken.docx", prepare=folder_there)
    yield to("a-file-for-a-folder", f"{{}}/{INPUT}/out.docx", 6, "E401", place="out.docx")
    yield to("name-of-300", "{}/" + "长" * 100 + ".docx", 6, "E401", place="长")
    yield to("path-of-5000", "{}/" + "d/" * 2500 + "out.docx", 6, "E401", place="d/d/d/")
    yield to("no-device", "/dev/null/out.docx", 6, "E401", place="out.docx")
    yield to("no-writing", "/proc/out.docx", 6, "E401", place="out.docx")
    yield to("over-the-input", f"{{}}/{INPUT}", 6, "E401", place=INPUT)
    yield to("a-link-to-nowhere", "{}/link.docx", 0, prepare=broken_link, output="link.docx")
    yield to("reserved-name", "{}/CON.docx", 0, output="CON.docx")
    yield to("leading-dash", "{}/-rf.docx", 0, output="-rf.docx")
    yield to("quotes-and-blanks", "{}/a 'b' \"c\" & $d.docx", 0, output="a 'b' \"c\" & $d.docx")
    yield to("chinese-and-emoji", "{}/年报😀（终稿）.docx", 0, output="年报😀（终稿）.docx")
    yield to("line-break", "{}/a\nb.docx", 0, output="a\nb.docx")
    yield to(
        "leftovers", f"{{}}/{OUTPUT}", 0, prepare=stale, output=OUTPUT, left=(".~docgen-0123456789ab.tmp",)
    )
    yield to("beside-it", "", 0, "E404", place="in.docx", output="in.docx", left=("in.改动前.docx",))
