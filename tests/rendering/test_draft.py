"""The draft laid out: the same pages, each with the watermark, and comments that outlive LibreOffice."""

import subprocess
from pathlib import Path

import pytest
from docx import Document

from docgen.pipeline import make

from . import pages
from .reports import RENDERED, words

pytestmark = RENDERED

SAMPLES = Path(__file__).parents[2] / "excel_inputs"
BAD, GOOD = (SAMPLES / "gov-info-annual-2019" / f"{name}.xlsx" for name in ("sample-with-mistakes", "sample"))


def written(folder: Path, name: str, source: Path, **options) -> Path:
    file = folder / f"{name}.docx"
    _, document, _ = make(source.read_bytes(), **options)
    file.write_bytes(document)
    return file


@pytest.fixture(scope="module")
def laid(tmp_path_factory) -> dict[str, Path]:
    """PDFs: a draft with errors, and a sound report as a draft and as a document."""
    folder = tmp_path_factory.mktemp("drafts")
    files = [
        written(folder, "bad", BAD, draft="zh"),
        written(folder, "draft", GOOD, draft="zh"),
        written(folder, "document", GOOD),
    ]
    return {pdf.stem: pdf for pdf in pages.to_pdfs(files, folder)}


def grey(pdf: Path) -> list[float]:
    """The share of each page that has the grey of the watermark, at 30 dots an inch (measured: 2.5 % against 0.5 to 1 %)."""
    subprocess.run(["pdftoppm", "-gray", "-r", "30", pdf, pdf.with_suffix("")], check=True)
    return [_grey(page.read_bytes()) for page in sorted(pdf.parent.glob(f"{pdf.stem}-*.pgm"))]


def _grey(image: bytes) -> float:
    *_, pixels = image.split(b"\n", 3)
    return sum(220 <= pixel < 230 for pixel in pixels) / len(pixels)


def test_a_draft_has_the_pages_of_its_document_and_the_watermark_on_each(laid):
    draft, document = (pages.read_pages(laid[name]) for name in ("draft", "document"))
    assert [words(page) for page in draft] == [words(page) for page in document]
    shaded, plain = grey(laid["draft"]), grey(laid["document"])
    assert len(shaded) == len(plain) > 2
    assert all(more > less + 0.01 for more, less in zip(shaded, plain, strict=True))


def test_comments_outlive_a_round_through_libreoffice(laid, tmp_path):
    source = laid["bad"].with_suffix(".docx")
    (back,) = pages.converted([source], tmp_path, "docx")
    ours, theirs = ([(c.author, c.text) for c in Document(str(file)).comments] for file in (source, back))
    assert len(ours) > 5
    assert sorted(theirs) == sorted(ours)
