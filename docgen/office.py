"""LibreOffice, asked politely: a document in another form, made in a process and with a profile of its own."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

from docgen.bounds import lifted
from docgen.diagnostics import Phrase

SECONDS = 120.0  # a cold start takes 6 s on an idle machine, a long report 3 s more
_NAMES = ("soffice", "libreoffice")
_PLACES = (
    r"C:\Program Files\LibreOffice\program\soffice.exe",
    r"C:\Program Files (x86)\LibreOffice\program\soffice.exe",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    "/opt/libreoffice/program/soffice",
)
_NONE = Phrase("这台电脑没有 LibreOffice", "there is no LibreOffice on this machine")


def libreoffice() -> str | None:
    """The program, on the path or where its installers put it."""
    found = (shutil.which(name) for name in _NAMES)
    return next(filter(None, found), None) or next(filter(os.path.exists, _PLACES), None)


def converted(office: str, document: bytes, kind: str, seconds: float = SECONDS) -> tuple[bytes, str]:
    """A document as a file of a kind (pdf, docx), or nothing and what LibreOffice said. Its exit code is 0 all the same."""
    with tempfile.TemporaryDirectory(prefix="docgen-office-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        # A profile of its own: a second LibreOffice on the user's ends at once and makes no file (measured).
        profile = (folder / "profile").as_uri()
        # A copy under a plain name: the real one may begin with a hyphen, or be open in another program.
        copy = folder / "document.docx"
        copy.write_bytes(document)
        command = [office, f"-env:UserInstallation={profile}", "--headless", "--norestore"]
        said = _run([*command, "--convert-to", kind, "--outdir", str(folder / "made"), str(copy)], seconds)
        made = folder / "made" / f"document.{kind}"
        return (made.read_bytes() if made.is_file() else b""), said


def laid_out(document: bytes, seconds: float = SECONDS) -> tuple[bytes, Phrase]:
    """The document with what only its pages tell, the results of its page fields; or nothing, and why.

    As .docx: LibreOffice lays the pages out before it writes that, but not before .odt, .txt or .html (measured).
    """
    office = libreoffice()
    if office is None:
        return b"", _NONE
    made, said = converted(office, document, "docx", seconds)
    return made, Phrase(f"LibreOffice 没有排出来（{said}）", f"LibreOffice did not lay it out ({said})")


def _run(command: list[str], seconds: float) -> str:
    """What the program said; it and its children are ended when the time is up."""
    try:
        with lifted():
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
