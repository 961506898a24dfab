"""`--pdf`: LibreOffice as a user has it, and as he has not."""

import json
import os
import subprocess
import sys
from pathlib import Path

from docgen import pdf

from . import pages
from .reports import RENDERED


def rendered(cls: type) -> type:
    for mark in RENDERED:
        cls = mark(cls)
    return cls


SAMPLE = Path(__file__).parents[2] / "excel_inputs" / "gov-info-annual-2021" / "sample.xlsx"


def _docgen(*arguments: str, **environment: str) -> tuple[int, dict]:
    command = [sys.executable, "-m", "docgen", "render", str(SAMPLE), "--json", *arguments]
    ran = subprocess.run(command, capture_output=True, check=False, env=os.environ | environment)
    return ran.returncode, json.loads(ran.stdout)["results"][0]


@rendered
class TestWithLibreOffice:
    def test_the_pdf_lies_beside_the_document(self, tmp_path):
        code, entry = _docgen("-o", str(tmp_path / "年报.docx"), "--pdf")

        assert (code, entry["pdf"]) == (0, str(tmp_path / "年报.pdf"))
        assert len(pages.read_pages(tmp_path / "年报.pdf")) == 5
        assert sorted(path.name for path in tmp_path.iterdir()) == ["年报.docx", "年报.pdf"]

    def test_time_runs_out(self, tmp_path):
        document = tmp_path / "a.docx"
        document.write_bytes(b"")
        made, found = pdf.pdf_beside(document, seconds=0.01)

        assert made is None
        assert [finding.code for finding in found] == ["E408"]


def test_without_libreoffice_the_document_stands(tmp_path):
    code, entry = _docgen("-o", str(tmp_path / "a.docx"), "--pdf", PATH=str(tmp_path))

    assert (code, entry["exit_code"], entry["pdf"]) == (6, 6, None)
    assert entry["diagnostics"][0]["code"] == "E407"
    assert (tmp_path / "a.docx").is_file()


def test_a_pdf_does_not_go_to_a_pipe():
    ran = subprocess.run(
        [sys.executable, "-m", "docgen", "render", str(SAMPLE), "-o", "-", "--pdf"],
        capture_output=True,
        check=False,
    )

    assert ran.returncode == 2
