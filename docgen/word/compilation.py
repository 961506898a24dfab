"""The compilation of a template: a .docx with tags, checked against its report type, made ready for many documents."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from docgen.diagnostics import Diagnostic, Phrase
from docgen.diagnostics.codes import (
    BAD_TEMPLATE,
    NOT_A_DOCUMENT,
    TAG_SYNTAX,
    UNSAFE_TEMPLATE,
)
from docgen.package import Package, PackageFault, described, open_package, packed, parse
from docgen.word.cleaning import cleaned, has_tags, plain_source
from docgen.word.grammar import LINES
from docgen.word.loop import FIRST
from docgen.word.placing import Line, type_width
from docgen.word.properties import dated, with_seal
from docgen.word.safety import dangers
from docgen.word.structure import faults
from docgen.word.styles import Styles, styles_of
from docgen.word.tags import Tags, compile_tags
from docgen.word.template import Template

if TYPE_CHECKING:
    from docgen.word.names import Names, Repeated

_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
MAX_TOTAL = 48 << 20  # bytes of all parts inflated: each is kept as it is and as it becomes
MAX_ELEMENTS = 1_000_000  # of all parts
_FILLED = ("document.main+xml", "header+xml", "footer+xml", "footnotes+xml", "endnotes+xml")
CORE = "core-properties+xml"
_OTHER_TYPES = {
    "document.macroEnabled.main": Phrase("带宏的 Word 文档（.docm）", "a Word document with macros (.docm)"),
    "template.macroEnabledTemplate.main": Phrase(
        "带宏的 Word 模板（.dotm）", "a Word template with macros (.dotm)"
    ),
    "wordprocessingml.template.main": Phrase("Word 模板文件（.dotx）", "a Word template file (.dotx)"),
}
_STRICT = Phrase(
    "它是以 Strict Open XML 格式保存的，请另存为普通的 .docx",
    "it was saved as Strict Open XML; save it as an ordinary .docx",
)
_POINTLESS = Phrase("_rels/.rels 里没有指明正文在哪里", "_rels/.rels does not say where its text is")
_NO_TAGS = Phrase("它不印这种报表的任何数据和文字", "it prints no figure and no text of this report")
_UNFILLED = Phrase("这里的标签不会填写", "tags are not filled in there")


def compile_template(data: bytes, names: Names, file: str) -> tuple[Template | None, tuple[Diagnostic, ...]]:
    """The compiled template, or None; and what is wrong with it, warnings too.

    Reports: E303 no template at all, E304 unknown name, E305 a tag that cannot be read, E306 what may not be in
    a template, E308 a name of the report that is never printed.
    """
    package, broken = open_package(data, wrong_type=NOT_A_DOCUMENT, most=MAX_TOTAL)
    if package is None:
        return None, tuple(BAD_TEMPLATE.at(file=file, detail=fault.message) for fault in broken)
    try:
        return _compiled(package, names, file)
    except PackageFault as fault:
        return None, (BAD_TEMPLATE.at(file=file, detail=fault.diagnostic.message),)


def _compiled(package: Package, names: Names, file: str) -> tuple[Template | None, tuple[Diagnostic, ...]]:
    refusals = tuple(_refusals(package, file))
    if refusals:
        return None, refusals
    stored = {name: package.read(name) for name in package.names}
    elements = MAX_ELEMENTS
    for name, content in stored.items():
        if _is_xml(name):
            elements -= parse(name, content, starts={}, ends={}, most=elements)
    contents = with_seal(stored)
    styles = styles_of(_styles_part(package))
    tagged = dict(_tagged_parts(package, contents, styles, names, file))
    findings = tuple(finding for tags in tagged.values() for finding in tags.findings)
    findings += tuple(_astray(package, contents, file))
    if findings:
        return None, findings
    pages = {name: tags.page for name, tags in tagged.items() if tags.page}
    printed = frozenset(path for tags in tagged.values() for path in tags.printed)
    if printed.isdisjoint(_contents_of(names)):
        # Somebody's finished report, say: every document made from it would be that one again.
        return None, (BAD_TEMPLATE.at(file=file, detail=_NO_TAGS),)
    parts = {
        name: package.packed(name) if content is stored.get(name) else packed(content)
        for name, content in contents.items()
        if name not in pages
    }
    template = Template(
        file=file,
        report=names.report,
        parts=parts,
        pages=pages,
        styles=styles,
        title_line=Line(type_width(contents[package.main_part]), styles.title_em),
        contents={name: b"" if name in pages else content for name, content in contents.items()},
        known_faults=frozenset(faults(contents)),
        last=names.narratives[-1] if names.narratives else "",
        unprinted=tuple(_unprinted(names, printed)),
        unstyled=styles.missing if printed.intersection(names.narratives) else (),
    )
    return template, template.warnings


def _contents_of(names: Names) -> Iterator[str]:
    """The names of what a report says, its cover apart."""
    yield from (*names.figures, *names.narratives)
    yield from (f"{listing.key}{LINES}" for listing in names.listings)


def _refusals(package: Package, file: str) -> Iterator[Diagnostic]:
    """Why this package is no template: another type of file, or one that holds what reports must not."""
    content_type = package.content_type(package.main_part)
    if content_type != _MAIN:
        kind = next(
            (words for mark, words in _OTHER_TYPES.items() if mark in content_type), described(package)
        )
        yield BAD_TEMPLATE.at(file=file, detail=NOT_A_DOCUMENT.at(kind=kind).message)
        return
    if any(arrow.type.startswith("http://purl.oclc.org/") for arrow in package.relationships()):
        yield BAD_TEMPLATE.at(file=file, detail=_STRICT)
    if not any(arrow.kind == "officeDocument" for arrow in package.relationships()):
        yield BAD_TEMPLATE.at(file=file, detail=_POINTLESS)
    for danger in dangers(package):
        yield UNSAFE_TEMPLATE.at(file=file, detail=danger)


def _is_xml(name: str) -> bool:
    return name.endswith((".xml", ".rels"))


def _styles_part(package: Package) -> bytes:
    arrows = package.relationships(package.main_part)
    target = next((arrow.target for arrow in arrows if arrow.kind == "styles"), "")
    return package.read(target) if target in package else b""


def _tagged_parts(
    package: Package, contents: Mapping[str, bytes], styles: Styles, names: Names, file: str
) -> Iterator[tuple[str, Tags]]:
    """The parts that are filled in, by name, each with its tags."""
    for name, content in contents.items():
        content_type = package.content_type(name)
        if content_type.endswith(CORE):
            yield name, compile_tags(plain_source(dated(content)), names, file, plain=True)
        elif content_type.endswith(_FILLED) and has_tags(content):
            source, findings = cleaned(content, styles, names.listings, file)
            yield name, Tags(findings=list(findings)) if findings else compile_tags(source, names, file)


def _astray(package: Package, contents: Mapping[str, bytes], file: str) -> Iterator[Diagnostic]:
    """Tags in parts that are not filled in: charts, comments."""
    for name, content in contents.items():
        filled = package.content_type(name).endswith((*_FILLED, CORE))
        if _is_xml(name) and not filled and (b"{{" in content or b"{%" in content):
            yield TAG_SYNTAX.at(file=file, context=name, detail=_UNFILLED)


def _unprinted(names: Names, printed: frozenset[str]) -> Iterator[str]:
    """The tags of what the report has and the template does not print."""
    yield from (f"{{{{ {path} }}}}" for path in _lacking("", names.figures, printed))
    yield from (f"{{{{p {narrative} }}}}" for narrative in names.paragraphs if narrative not in printed)
    for listing in names.listings:
        yield from _unrepeated(listing, printed)


def _unrepeated(listing: Repeated, printed: frozenset[str]) -> Iterator[str]:
    """The loop over a list, where there is none; else the columns that none prints."""
    lines = f"{listing.key}{LINES}"
    if lines not in printed:
        yield f"{{%tr for item in {listing.key} %}}"
        return
    for name in listing.columns:
        if printed.isdisjoint((f"{lines}.{name}", f"{lines}.{FIRST}.{name}")):
            yield f"{{{{ item.{name} }}}}"


def _lacking(prefix: str, figures: tuple[str, ...], printed: frozenset[str]) -> Iterator[str]:
    """The figures that are not printed; a table, row or group of which none is stands for all its figures."""
    if figures == (prefix.rstrip("."),):
        yield from () if figures[0] in printed else figures
    elif prefix and printed.isdisjoint(figures):
        yield f"{prefix}*"
    else:
        heads = dict.fromkeys(figure.removeprefix(prefix).partition(".")[0] for figure in figures)
        for head in heads:
            path = f"{prefix}{head}"
            below = tuple(figure for figure in figures if figure == path or figure.startswith(f"{path}."))
            yield from _lacking(f"{path}.", below, printed)
