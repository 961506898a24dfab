"""The bench's folder: the sample, the template in each peer's own tags, the values, workbooks that differ, the peers."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path

from docgen.catalogue import find_type, shipped
from docgen.package import open_package, write_package
from docgen.pipeline import Reading, read
from docgen.report.compose import compose
from docgen.report.cover import field_text

REPORT = "gov-info-annual-2021"
PACKAGES = ("docxtemplater@3.71.0", "pizzip@3.3.0", "carbone@3.8.2")
MANY = 20  # workbooks that differ, taken in turn where many are asked for
_HERE = Path(__file__).parent
_TAG = re.compile(r"\{\{(p)? *([a-z0-9_.]+) *\}\}")


def prepare(folder: Path) -> str:
    """Fills the folder; returns why the peers on Node are not there, "" when they are."""
    sample = (_HERE.parents[1] / "excel_inputs" / REPORT / "sample.xlsx").read_bytes()
    (folder / "in.xlsx").write_bytes(sample)
    template = (shipped() / REPORT / "template.docx").read_bytes()
    (folder / "template.docx").write_bytes(template)
    (folder / "template-docxtemplater.docx").write_bytes(_retagged(template, "{{2}}"))
    (folder / "template-carbone.docx").write_bytes(_retagged(template, "{d.2}"))
    shutil.copy(_HERE / "plain.py", folder)
    reading, found = read(sample)
    assert reading, found
    _write_values(reading, folder)
    _write_cells(reading, folder)
    (folder / "many").mkdir(exist_ok=True)
    for number in range(MANY):
        (folder / "many" / f"{number:02}.xlsx").write_bytes(varied(sample, number))
    return _install(folder)


def varied(sample: bytes, number: int) -> bytes:
    """The sample of another office: its name and every paragraph are others, and the figures agree as before."""
    package, found = open_package(sample)
    assert package, found
    name = f"青{chr(0x5C71 + number)}市".encode()
    parts = {part: package.read(part) for part in package.names}
    return write_package({
        part: content.replace("青禾市".encode(), name) if part.startswith("xl/") else content
        for part, content in parts.items()
    })  # fmt: skip


def _retagged(template: bytes, form: str) -> bytes:
    """The template with its tags in another form, in which 2 stands for the path."""
    package, found = open_package(template)
    assert package, found
    parts = {name: package.read(name) for name in package.names}
    text = parts["word/document.xml"].decode()
    parts["word/document.xml"] = _TAG.sub(lambda tag: form.replace("2", tag[2]), text).encode()
    return write_package(parts)


def _write_values(reading: Reading, folder: Path) -> None:
    content = compose(reading.report, reading.definition)
    texts = {key: "\n".join(p.heading + p.text for p in said) for key, said in content.narratives.items()}
    flat = {**content.fields, **content.figures, **texts}
    (folder / "data.json").write_text(json.dumps(flat), encoding="utf-8")
    nested: dict[str, object] = {}
    for path, value in flat.items():
        *groups, last = path.split(".")
        place = nested
        for group in groups:
            place = place.setdefault(group, {})  # type: ignore[assignment] # a dict of dicts
        place[last] = value
    (folder / "nested.json").write_text(json.dumps(nested), encoding="utf-8")


def _write_cells(reading: Reading, folder: Path) -> None:
    """Where each value stands, as the author of a script would have typed it."""
    report, definition = reading.report, reading.definition
    fields = [
        (field.key, report.fields[field.key].place.sheet, report.fields[field.key].place.cell)
        for field in definition.fields
        if field_text(field, report.fields.get(field.key))
    ]
    fields += [("title", *fields[0][1:]), ("signature", *fields[0][1:]), ("date", *fields[0][1:])]
    figures = [(path, figure.place.sheet, figure.place.cell) for path, figure in report.figures.items()]
    narratives = [(narrative.key, narrative.sheet) for narrative in definition.narratives]
    text = f"FIELDS = {fields!r}\nFIGURES = {figures!r}\nNARRATIVES = {narratives!r}\n"
    (folder / "cells.py").write_text(text, encoding="utf-8")


def _install(folder: Path) -> str:
    if not shutil.which("npm"):
        return "npm is not installed"
    (folder / "package.json").write_text("{}", encoding="utf-8")
    command = ["npm", "install", "--no-audit", "--no-fund", *PACKAGES]
    ran = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    return "" if ran.returncode == 0 else ran.stderr.strip()[-300:]


def names() -> int:
    """How many tags the template has."""
    kind, _ = find_type(REPORT)
    assert kind
    package, _ = open_package(kind.template.read_bytes())
    assert package
    return len(_TAG.findall(package.read("word/document.xml").decode()))
