"""The elements of GB/T 9704 that a report may have beside its text, and the fields of the cover that fill them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from docgen.patterns import regex
from docgen.report.characters import lines_of
from docgen.report.cover import field_text
from docgen.report.definition import Definition
from docgen.report.entry import Fault
from docgen.report.report import Report

FORM, SEAL = "form", "seal"
ELEMENTS = (
    FORM, SEAL, "copy_number", "secrecy", "urgency", "issuer", "number", "signer", "addressees", "attachments",
    "copies_to", "printer", "printed_on",
)  # fmt: skip
NO_HEAD, DOCUMENT, LETTER = "不带版头", "文件格式", "信函格式"
NOT_SEALED, SEALED = "不加盖印章", "加盖印章"
_CHOICES = {FORM: (NO_HEAD, DOCUMENT, LETTER), SEAL: (NOT_SEALED, SEALED)}
_LISTED = {"issuer": r"[、\n]+", "signer": r"[、，,\s]+", "attachments": r"[、\n]+"}
_LETTERED = ("copy_number", "secrecy", "urgency", "issuer", "number", "copies_to")
_AROUND = {LETTER: _LETTERED, DOCUMENT: (*_LETTERED, "signer", "printer", "printed_on")}
_NUMBER = regex(r"(附件[:：])?\s*(\d{1,2}\s*[.．、])?\s*")


def elements_of(report: Report, definition: Definition) -> Mapping[str, tuple[str, ...]]:
    """What each element says: one text, or as many as the cover lists; elements left blank are absent."""
    found = {
        element: tuple(_said(element, key, report, definition))
        for element, key in definition.elements.items()
    }
    return {element: texts for element, texts in found.items() if texts}


def _said(element: str, key: str, report: Report, definition: Definition) -> Iterator[str]:
    field = definition.field(key)
    text = field_text(field, report.fields.get(key)) if field else ""
    for part in _parts(text, _LISTED.get(element, "")):
        said = " ".join(part.split())
        if element == "attachments":
            said = _NUMBER.sub("", said, count=1).rstrip("。；;，, ")
        if said:
            # 份号 has six digits; Excel drops the noughts in front of a number.
            yield said.zfill(6) if element == "copy_number" and said.isdecimal() else said


def _parts(text: str, marks: str) -> list[str]:
    """The texts of a list; names in 《》 that hold a 、 stay whole."""
    lines = lines_of(text)
    if not marks or len([line for line in lines if line.strip()]) > 1:
        return lines if marks else [text]
    return re.split(f"(?:{marks})(?![^《]*》)", text)


def is_issued(elements: Mapping[str, tuple[str, ...]]) -> bool:
    """Whether the report goes out as a document or a letter, with a head of its own."""
    return elements.get(FORM, ("",))[0] in (DOCUMENT, LETTER)


def elements_around(elements: Mapping[str, tuple[str, ...]]) -> Iterator[tuple[str, str]]:
    """What is printed above the title and behind the date in the form of issue: each element with each of its texts."""
    for element in _AROUND.get(elements.get(FORM, ("",))[0], ()):
        texts = elements.get(element, ())
        for text in texts:
            joint = element == "issuer" and len(texts) > 1
            yield element, text.removesuffix("文件") if joint else text


def addressee_lines(elements: Mapping[str, tuple[str, ...]]) -> list[str]:
    """主送机关 as it is printed below the title, at most one line."""
    names = elements.get("addressees", ())
    return [f"{names[0].rstrip('：:')}："] if names and is_issued(elements) else []


def attachment_lines(elements: Mapping[str, tuple[str, ...]]) -> list[str]:
    """附件说明 as it is printed below the text, a line for each attachment, numbered when they are several."""
    names = elements.get("attachments", ())
    lines = [f"{number}.{name}" for number, name in enumerate(names, 1)] if len(names) > 1 else list(names)
    return [f"附件：{lines[0]}", *lines[1:]] if lines else []


def odd_elements(definition: Definition) -> list[Fault]:
    """Elements filled by a field that is not there, and choices of another wording than the standard's."""
    faults = []
    for element, key in definition.elements.items():
        field = definition.field(key)
        if field is None:
            faults.append(Fault(f"document.{element}", f"there is no field “{key}”"))
        elif not set(field.choices) >= set(_CHOICES.get(element, ())):
            wanted = "、".join(_CHOICES[element])
            faults.append(Fault(f"document.{element}", f"the field must offer the choices {wanted}"))
    return faults
