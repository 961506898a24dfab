"""Turns a Word document into pages that a test can measure.

Lengths are millimetres from the top left corner of the paper. Ask unavailable() first and skip
with its answer: without the fonts, line counts prove nothing.
"""

import atexit
import glob
import os
import re
import shutil
import signal
import subprocess
import tempfile
import threading
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from xml.etree import ElementTree as ET

from . import fonts

_PROGRAMS = ("soffice", "pdftotext", "pdftoppm", "pdffonts", "fc-match")
_SECONDS = 120  # a cold start takes 6 s on an idle machine
_MM_PER_POINT = 25.4 / 72
_NOT_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_SUBSET_PREFIX = re.compile(r"^[A-Z]{6}\+")

# A space of Times New Roman is a quarter of an em wide, and a box at most 1.3 em high.
_SPACE_PER_HEIGHT = 0.15

_one_at_a_time = threading.Lock()


@dataclass(frozen=True, slots=True)
class Line:
    """A stretch of text at one height, ended by a tab, a cell border or another wide gap.

    The box, in mm, goes from ascent to descent as the font in the PDF gives them; it is not the ink:
    compare the tops of lines in one font only.
    A space in the text stands for a gap. LibreOffice leaves one between Han and Latin characters
    whether or not the document has a space there.
    """

    left: float
    top: float
    right: float
    bottom: float
    text: str

    @property
    def middle(self) -> float:
        """The height of the box's middle, in mm."""
        return (self.top + self.bottom) / 2


@dataclass(frozen=True, slots=True)
class Page:
    """One page: the size of the paper in mm, and its lines from top to bottom, left to right."""

    width: float
    height: float
    lines: tuple[Line, ...]

    @property
    def rows(self) -> tuple[tuple[Line, ...], ...]:
        """The lines that stand side by side, together: what a reader would count as one line."""
        return tuple(_rows(self.lines))


@cache
def unavailable() -> str | None:
    """The reason why nothing can be laid out here, or None."""
    if missing := [program for program in _PROGRAMS if shutil.which(program) is None]:
        return f"not installed: {', '.join(missing)}"
    if names := fonts.unresolved():
        return f"no font that will do for {', '.join(names)}"
    return None


def to_pdf(docx: Path, folder: Path) -> Path:
    """The PDF that LibreOffice makes of the document, in the folder, under the document's name."""
    return converted([docx], folder, "pdf")[0]


def to_pdfs(documents: Sequence[Path], folder: Path) -> list[Path]:
    """The PDFs of documents with different names, in the folder, made in one call."""
    return converted(documents, folder, "pdf")


def converted(documents: Sequence[Path], folder: Path, kind: str) -> list[Path]:
    """What LibreOffice makes of the documents: files of the kind (pdf, docx) under their names, in the folder."""
    made = [folder / f"{document.stem}.{kind}" for document in documents]
    for file in made:
        file.unlink(missing_ok=True)
    with _one_at_a_time:
        said = _soffice("--convert-to", kind, "--outdir", str(folder), *map(str, documents))
    if missing := [file.name for file in made if not file.is_file()]:  # its exit code is 0 all the same
        raise RuntimeError(f"LibreOffice did not make {missing}: {said.strip()}")
    return made


def to_png(pdf: Path, folder: Path, dpi: int = 60) -> list[Path]:
    """One picture for each page, in order, in the folder."""
    pattern = f"{glob.escape(pdf.stem)}-*.png"
    for old in folder.glob(pattern):
        old.unlink()
    _output("pdftoppm", "-r", str(dpi), "-png", str(pdf), str(folder / pdf.stem))
    return sorted(folder.glob(pattern))


def fonts_used(pdf: Path) -> set[str]:
    """The fonts in the PDF by their PostScript names, without the subset prefix.

    A look-alike shows up under the name of its face: FandolFang-Regular for 仿宋_GB2312.
    """
    rows = _output("pdffonts", str(pdf)).splitlines()[2:]  # below the heading and its rule
    return {_SUBSET_PREFIX.sub("", row.split()[0]) for row in rows}


def read_pages(pdf: Path) -> tuple[Page, ...]:
    """The pages of the PDF with their lines, in mm."""
    text = _NOT_XML.sub("", _output("pdftotext", "-bbox-layout", str(pdf), "-"))
    # What stands around this element is about the document, and not always well-formed.
    start, end = text.index("<doc>"), text.index("</doc>") + len("</doc>")
    return tuple(_page(page) for page in ET.fromstring(text[start:end]).iter("page"))


@cache
def _profile() -> str:
    # One for the process: the second document takes 1.3 s instead of 2.3. Never the user's own: a
    # second LibreOffice on the same profile ends without a file.
    folder = tempfile.mkdtemp(prefix="docgen-soffice-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


def _soffice(*arguments: str) -> str:
    command = ["soffice", f"-env:UserInstallation={Path(_profile()).as_uri()}", "--headless", *arguments]
    with subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        env=_same_everywhere(),
        start_new_session=True,
    ) as process:
        try:
            said, _ = process.communicate(timeout=_SECONDS)
        except BaseException:
            _abandon(process)
            raise
    return said.decode(errors="replace")


def _abandon(process: subprocess.Popen[bytes]) -> None:
    # soffice is a script: what works, and holds our pipe open, is its grandchild.
    os.killpg(process.pid, signal.SIGKILL)
    _profile.cache_clear()  # may be locked or half written


def _same_everywhere() -> dict[str, str]:
    return os.environ | {"LC_ALL": "C.UTF-8"}


def _output(*command: str) -> str:
    call = subprocess.run(command, capture_output=True, check=True, timeout=_SECONDS)
    return call.stdout.decode(errors="replace")


def _page(page: ET.Element) -> Page:
    lines = [_line(line) for line in page.iter("line")]
    ordered = (line for row in _rows(lines) for line in row)
    return Page(_mm(page, "width"), _mm(page, "height"), tuple(ordered))


def _line(line: ET.Element) -> Line:
    left, top, right, bottom = (_mm(line, side) for side in ("xMin", "yMin", "xMax", "yMax"))
    return Line(left, top, right, bottom, _text(line, (bottom - top) * _SPACE_PER_HEIGHT))


def _text(line: ET.Element, space: float) -> str:
    parts: list[str] = []
    reached = 0.0
    for word in line.iter("word"):
        if parts and _mm(word, "xMin") - reached > space:
            parts.append(" ")
        parts.append(word.text or "")
        reached = _mm(word, "xMax")
    return "".join(parts)


def _mm(element: ET.Element, name: str) -> float:
    return round(float(element.attrib[name]) * _MM_PER_POINT, 2)


def _rows(lines: Iterable[Line]) -> Iterator[tuple[Line, ...]]:
    row: list[Line] = []
    for line in sorted(lines, key=lambda line: line.middle):
        if row and not _side_by_side(row[0], line):
            yield _from_left(row)
            row = []
        row.append(line)
    if row:
        yield _from_left(row)


def _side_by_side(one: Line, other: Line) -> bool:
    return one.top < other.middle < one.bottom and other.top < one.middle < other.bottom


def _from_left(row: Iterable[Line]) -> tuple[Line, ...]:
    return tuple(sorted(row, key=lambda line: line.left))
