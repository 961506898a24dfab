"""The templates, each compiled once on a machine: as shipped, as kept in the cache, or now."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from docgen import cache
from docgen.catalogue import shipped
from docgen.diagnostics.codes import BAD_TEMPLATE
from docgen.diagnostics.system import refusal

if TYPE_CHECKING:
    from docgen.diagnostics import Diagnostic
    from docgen.word import Names, Template

COMPILED = ".compiled"
"""The suffix of a shipped template's compiled form, which lies beside it."""


def template_at(path: Path, names: Names) -> tuple[Template | None, tuple[Diagnostic, ...]]:
    """The template in a file, compiled for reports with these names; and what is wrong with it.

    Reports: as `compile_template`, and E303 when the file cannot be read.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        return None, (BAD_TEMPLATE.at(file=str(path), detail=refusal(error)),)
    return _compiled(data, names, path)


@lru_cache(maxsize=8)
def _compiled(data: bytes, names: Names, path: Path) -> tuple[Template | None, tuple[Diagnostic, ...]]:
    """The template of these bytes, taken up or compiled, once however many documents are made from it."""
    template = _as_shipped(data, names, path) or _as_kept(data, names, path)
    if template:
        return template, template.warnings
    return _compiled_now(data, names, path)


def _as_shipped(data: bytes, names: Names, path: Path) -> Template | None:
    """Only below our own folder: a folder from elsewhere could say of a dangerous template that it is compiled."""
    if path.parent.parent != shipped():
        return None
    key = key_as_shipped(data, names)
    return _restored(cache.read_entry(path.with_suffix(COMPILED), key), path)


def _as_kept(data: bytes, names: Names, path: Path) -> Template | None:
    return _restored(cache.kept(_key_as_kept(data, names)), path)


def _restored(data: bytes | None, path: Path) -> Template | None:
    from docgen.word.stored import restored

    return restored(data, path.name) if data else None


def _compiled_now(data: bytes, names: Names, path: Path) -> tuple[Template | None, tuple[Diagnostic, ...]]:
    from docgen.word.compilation import compile_template
    from docgen.word.stored import stored

    template, found = compile_template(data, names, path.name)
    if template and (form := stored(template)):
        cache.keep(_key_as_kept(data, names), form)
    return template, found


def key_as_shipped(data: bytes, names: Names) -> str:
    """What a compiled form follows from: the template, the names of its report type, and docgen's version."""
    facts = (
        names.report,
        *sorted(names.fields),
        "",
        *names.figures,
        "",
        *names.narratives,
        "",
        *names.blocks,
        *(part for key, *columns in names.listings for part in ("", key, *map("\1".join, columns))),
    )
    return cache.key_of(b"template", data, "\0".join(facts).encode())


def _key_as_kept(data: bytes, names: Names) -> str:
    return cache.key_of_code(key_as_shipped(data, names), "word")
