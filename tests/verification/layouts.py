"""Layouts: the ways in which one report may come to lie on paper, none of which makes it say anything else."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from docgen.pipeline import Reading, drafted, examine, read, render
from docgen.report.compose import compose
from docgen.word import compile_template, names_of, official_template
from docgen.word import render as fill
from tests.corpus.guises import pasted, workbook
from tests.corpus.source import Source
from tests.corpus.write import as_json
from tests.report.test_readback import printed
from tests.workbooks import filled

Made = tuple[bytes, Reading]
HEAD = {
    "issuer": "青禾市人民政府文件", "document_number": "青政发〔2025〕5号", "secrecy": "秘密★1年", "urgency": "特急", "copy_number": 1,
    "signer": "王某、李某某", "addressees": "省人民政府", "attachments": "清单、名册", "copies_to": "市委办公室，市人大常委会办公室",
    "printer": "青禾市人民政府办公室", "printed_on": "2025-01-23", "seal": "加盖印章",
}  # fmt: skip


def taken(data: bytes) -> Reading:
    reading, found = read(data)
    assert reading, found
    return reading


def issued(form: str, **fields: str) -> Callable[[Source], Made]:
    """With a head and an imprint of its own."""

    def made(source: Source) -> Made:
        data = json.loads(as_json(source.data()))
        data["fields"] |= {**HEAD, "issue_form": form, **fields}
        reading = taken(filled(data))
        return printed(reading), reading

    return made


def as_it_is(source: Source) -> Made:
    reading = taken(workbook(source))
    return printed(reading), reading


def typed(source: Source) -> Made:
    reading = taken(workbook(source))
    return printed(reading, typed=True), reading


def from_pasted(source: Source) -> Made:
    reading = taken(pasted(source))
    return printed(reading), reading


def draft(source: Source) -> Made:
    reading, found = examine(workbook(source))
    assert reading
    document, found = render(reading, draft=drafted(reading, found, "zh"))
    assert document, found
    return document, reading


def captioned(source: Source) -> Made:
    """With captions above its tables and a table of contents."""
    reading = taken(workbook(source))
    kind = replace(reading.definition, captions=True, contents=True)
    template, found = compile_template(official_template(kind), names_of(kind), "official.docx")
    assert template, found
    document, found = fill(template, compose(reading.report, kind))
    assert document, found
    return document, replace(reading, definition=kind)


LAYOUTS: dict[str, Callable[[Source], Made]] = {
    "as it is": as_it_is, "typed numbers": typed, "from pasted text": from_pasted, "draft": draft, "captions and contents": captioned,
    "文件格式": issued("文件格式"), "信函格式": issued("信函格式"), "joint issue": issued("文件格式", issuer="甲市人民政府文件、乙市人民政府文件"),
}  # fmt: skip


def saved_again(documents: list[bytes]) -> list[bytes]:
    """The documents opened and saved by LibreOffice, all in one run of it."""
    with TemporaryDirectory() as folder:
        given, taken_back = Path(folder, "in"), Path(folder, "out")
        given.mkdir()
        names = [f"{number}.docx" for number in range(len(documents))]
        for name, document in zip(names, documents, strict=True):
            (given / name).write_bytes(document)
        profile = f"-env:UserInstallation=file://{folder}/profile"
        command = ["soffice", profile, "--headless", "--convert-to", "docx", "--outdir", str(taken_back)]
        subprocess.run(
            [*command, *(str(given / name) for name in names)], capture_output=True, check=True, timeout=600
        )
        return [(taken_back / name).read_bytes() for name in names]
