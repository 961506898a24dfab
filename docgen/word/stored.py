"""The stored template: a compiled template as bytes, for the next process to take up. Data, never code.

A first line of JSON for what has a shape, then the packed parts end to end.
"""

from __future__ import annotations

import json
import zlib
from typing import NoReturn, TypeAlias

from docgen.diagnostics import Phrase
from docgen.package import Packed
from docgen.word.page import Steps, is_sound
from docgen.word.placing import Line
from docgen.word.structure import Fault
from docgen.word.styles import HeadingStyle, Styles
from docgen.word.template import Template

Json: TypeAlias = "str | int | float | list[Json] | dict[str, Json] | None"


def stored(template: Template) -> bytes | None:
    """The bytes of a template; None where Jinja has to fill one of its pages."""
    pages = {name: page for name, page in template.pages.items() if isinstance(page, Steps)}
    if len(pages) < len(template.pages):
        return None
    styles, line = template.styles, template.title_line
    shape: dict[str, object] = {
        "report": template.report,
        "pages": {name: [page.plain, page.steps] for name, page in pages.items()},
        "order": list(template.contents),
        "parts": {name: [part.method, part.crc, part.size, len(part.data)] for name, part in template.parts.items()},
        "headings": [[level.paragraph, level.character, level.list_id, level.list_level] for level in styles.headings],
        "styles": [styles.body, styles.title, styles.signature, styles.date],
        "contents": styles.contents,
        "missing": styles.missing,
        "sizes": [styles.title_em, line.width, line.em],
        "faults": sorted([fault.part, *fault.detail] for fault in template.known_faults),
        "last": template.last,
        "unprinted": template.unprinted,
        "unstyled": template.unstyled,
    }  # fmt: skip
    parts = (part.data for part in template.parts.values())
    return json.dumps(shape, ensure_ascii=False).encode("utf-8", "surrogatepass") + b"\n" + b"".join(parts)


def restored(data: bytes, file: str) -> Template | None:
    """The template of such bytes; None where they are not what `stored` would have written."""
    head, _, body = data.partition(b"\n")
    try:
        return _template(_Shape(json.loads(head)), body, file)
    except (ValueError, TypeError, LookupError, RecursionError, zlib.error):
        return None


def _template(shape: _Shape, body: bytes, file: str) -> Template:
    title_em, width, em = shape.numbers("sizes")
    body_style, title, signature, date = shape.texts("styles")
    styles = Styles(
        body=body_style,
        headings=tuple(HeadingStyle(*level) for level in shape.rows("headings")),
        title=title,
        signature=signature,
        date=date,
        contents=shape.texts("contents"),
        title_em=title_em,
        missing=shape.texts("missing"),
    )
    parts, pages, order = _parts(shape, body), _pages(shape), shape.texts("order")
    if sorted(order) != sorted((*parts, *pages)):
        _refuse("order")
    return Template(
        file=file,
        report=shape.text("report"),
        parts=parts,
        pages=pages,
        styles=styles,
        title_line=Line(width, em),
        contents={name: parts[name].unpacked() if name in parts else b"" for name in order},
        known_faults=frozenset(Fault(part, Phrase(zh, en)) for part, zh, en in shape.rows("faults")),
        last=shape.text("last"),
        unprinted=shape.texts("unprinted"),
        unstyled=shape.texts("unstyled"),
    )


def _pages(shape: _Shape) -> dict[str, Steps]:
    pages = {}
    for name, page in shape.table("pages").items():
        match page:
            case [bool(plain), steps] if is_sound(steps):
                pages[name] = Steps(steps, plain=plain)
            case _:
                _refuse(name)
    return pages


def _parts(shape: _Shape, body: bytes) -> dict[str, Packed]:
    parts, begin = {}, 0
    for name, facts in shape.table("parts").items():
        match facts:
            case [int(method), int(crc), int(size), int(length)] if 0 <= length <= len(body) - begin:
                parts[name] = Packed(body[begin : begin + length], method, crc, size)
                begin += length
            case _:
                _refuse(name)
    return parts


class _Shape:
    """The values by name, each of the type that it is asked for as, or ValueError."""

    def __init__(self, values: Json) -> None:
        self._values = values if isinstance(values, dict) else _refuse("shape")

    def table(self, name: str) -> dict[str, Json]:
        value = self._values[name]
        return value if isinstance(value, dict) else _refuse(name)

    def text(self, name: str) -> str:
        value = self._values[name]
        return value if isinstance(value, str) else _refuse(name)

    def texts(self, name: str) -> tuple[str, ...]:
        return _texts(self._values[name])

    def rows(self, name: str) -> list[tuple[str, ...]]:
        value = self._values[name]
        return [_texts(row) for row in value] if isinstance(value, list) else _refuse(name)

    def numbers(self, name: str) -> tuple[int, ...]:
        value = self._values[name]
        found = (
            tuple(number for number in value if isinstance(number, int)) if isinstance(value, list) else ()
        )
        return found if isinstance(value, list) and len(found) == len(value) else _refuse(name)


def _texts(value: Json) -> tuple[str, ...]:
    found = tuple(text for text in value if isinstance(text, str)) if isinstance(value, list) else ()
    return found if isinstance(value, list) and len(found) == len(value) else _refuse("texts")


def _refuse(name: str) -> NoReturn:
    raise ValueError(name)
