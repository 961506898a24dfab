"""The safety of a template: it comes from many hands, and what it carries would be handed on in every report."""

from __future__ import annotations

from collections.abc import Iterator

from docgen.diagnostics import Phrase
from docgen.package import Package, parse

# Relationships that fetch something, run something, or bring in a document that nobody has checked.
_ACTIVE = frozenset({
    "aFChunk", "activeXControlBinary", "attachedTemplate", "control", "externalLink", "frame", "mailMergeHeaderSource",
    "mailMergeSource", "oleObject", "subDocument", "vbaProject",
})  # fmt: skip
_FETCHING = frozenset({
    "AUTOTEXT", "DATABASE", "DDE", "DDEAUTO", "EMBED", "IMPORT", "INCLUDE", "INCLUDEPICTURE", "INCLUDETEXT", "LINK",
    "MACROBUTTON",
})  # fmt: skip
_STORIES = (
    "document.main+xml",
    "header+xml",
    "footer+xml",
    "footnotes+xml",
    "endnotes+xml",
    "comments+xml",
    "glossary+xml",
)


def dangers(package: Package) -> Iterator[Phrase]:
    """What the template holds that no report may carry. May raise PackageFault."""
    for name in package.names:
        yield from _reaching_out(name, package)
        if package.content_type(name).endswith(_STORIES):
            yield from _fields(name, package.read(name))


def _reaching_out(part: str, package: Package) -> Iterator[Phrase]:
    if part.endswith(".rels"):
        return
    if "vbaProject" in package.content_type(part) or "activeX" in package.content_type(part):
        yield Phrase(f"宏或控件（{part}）", f"a macro or control ({part})")
    for arrow in package.relationships(part):
        if arrow.external and arrow.kind != "hyperlink":
            yield Phrase(f"外部内容 {arrow.target}", f"external content {arrow.target}")
        elif arrow.kind in _ACTIVE or (arrow.kind == "package" and "chart" not in package.content_type(part)):
            yield Phrase(
                f"嵌入的内容 {arrow.target}（{arrow.kind}）",
                f"embedded content {arrow.target} ({arrow.kind})",
            )


def _fields(part: str, content: bytes) -> Iterator[Phrase]:
    """The fields of a part that fetch or run something. Their codes may be spread over many runs."""
    codes: list[str] = []
    open_codes: list[list[str]] = []

    def mark(attributes: dict[str, str]) -> None:
        kind = _local(attributes, "fldCharType")
        if kind == "begin":
            open_codes.append([])
        elif kind == "end" and open_codes:
            codes.append("".join(open_codes.pop()))

    def code(text: str) -> None:
        if open_codes:
            open_codes[-1].append(text)
        else:
            codes.append(text)

    starts = {"fldChar": mark, "fldSimple": lambda attributes: codes.append(_local(attributes, "instr"))}
    parse(part, content, starts=starts, ends={"instrText": code})
    codes += ("".join(pieces) for pieces in open_codes)
    for found in codes:
        for word in sorted(_FETCHING.intersection(found.upper().replace('"', " ").split())):
            yield Phrase(f"域 {word}（{part}）", f"a field {word} ({part})")


def _local(attributes: dict[str, str], name: str) -> str:
    return next((value for key, value in attributes.items() if key.rpartition(" ")[2] == name), "")
