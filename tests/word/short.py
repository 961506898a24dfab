"""A short template of the annual report: what is true of the official one is, and it is compiled four times as fast."""

from __future__ import annotations

from functools import cache
from io import BytesIO

from docx import Document

TEXTS = ("{{ title }}", "报告收到{{ applications.received.total }}件。", "{{p overview }}", "{{ date }}")


@cache
def short_template() -> bytes:
    document, target = Document(), BytesIO()
    for style in [
        style for style in document.styles if style.name not in {"Normal", "Default Paragraph Font"}
    ]:
        style.delete()
    for text in TEXTS:
        document.add_paragraph(text)
    document.save(target)
    return target.getvalue()
