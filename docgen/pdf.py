"""The PDF of a document, made by LibreOffice where the machine has one, in a process of its own."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

from docgen.diagnostics import Diagnostic
from docgen.diagnostics.codes import NO_LIBREOFFICE, NO_PDF
from docgen.output import write_whole

SECONDS = 120.0  # a cold start takes 6 s on an idle machine, a long report 3 s more
_NAMES = ("soffice", "libreoffice")
_PLACES = (
    r"C:\Program Files\LibreOffice\program\soffice.exe",
    r"C:\Program Files (x86)\LibreOffice\program\soffice.exe",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    "/opt/libreoffice/program/soffice",
)


def pdf_beside(document: Path, seconds: float = SECONDS) -> tuple[Path | None, tuple[Diagnostic, ...]]:
    """The PDF of a document that lies on disk, under its name beside it. Reports: E407, E408, and as `write_whole`."""
    office = libreoffice()
    if office is None:
        return None, (NO_LIBREOFFICE.at(file=str(document)),)
    with tempfile.TemporaryDirectory(prefix="docgen-pdf-", ignore_cleanup_errors=True) as folder:
        made, said = _converted(office, document, Path(folder), seconds)
    if not made:
        return None, (NO_PDF.at(file=str(document), detail=said),)
    target = document.with_suffix(".pdf")
    found = write_whole(target, made)
    return (None if found else target), found


def libreoffice() -> str | None:
    """The program, on the path or where its installers put it."""
    found = (shutil.which(name) for name in _NAMES)
    return next(filter(None, found), None) or next(filter(os.path.exists, _PLACES), None)


def _converted(office: str, document: Path, folder: Path, seconds: float) -> tuple[bytes, str]:
    """The bytes of the PDF, or none and what LibreOffice said. Its exit code is 0 all the same (measured)."""
    # A profile of its own: a second LibreOffice on the user's ends at once and makes no file (measured).
    profile = (folder / "profile").as_uri()
    # A copy under a plain name: the real one may begin with a hyphen, or be open in another program.
    copy = folder / "document.docx"
    shutil.copyfile(document, copy)
    command = [office, f"-env:UserInstallation={profile}", "--headless", "--norestore"]
    said = _run([*command, "--convert-to", "pdf", "--outdir", str(folder), str(copy)], seconds)
    made = copy.with_suffix(".pdf")
    return (made.read_bytes() if made.is_file() else b""), said


def _run(command: list[str], seconds: float) -> str:
    """What the program said; it and its children are ended when the time is up."""
    try:
        process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    except OSError as error:
        return error.strerror or str(error)
    try:
        said, _ = process.communicate(timeout=seconds)
    except subprocess.TimeoutExpired:
        _end(process)
        return f"> {seconds:g} s"
    except BaseException:
        _end(process)
        raise
    return said.decode(errors="replace").strip()[-200:] or f"exit {process.returncode}"


def _end(process: subprocess.Popen[bytes]) -> None:
    """Nothing: soffice is a script or a starter, and what works is its child."""
    if sys.platform == "win32":
        subprocess.run(["taskkill", "/F", "/T", "/PID", str(process.pid)], capture_output=True, check=False)
    else:
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
