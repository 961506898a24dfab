"""Templates from strangers, filled with the clean workbook."""

from __future__ import annotations

import io
import random
import re
from collections.abc import Iterator
from functools import partial

from docx import Document

from tests.hostile import standard
from tests.hostile.bombs import DOCTYPES
from tests.hostile.case import INPUT, RENDER, TEMPLATE, Case, Make
from tests.hostile.files import compound
from tests.packages import ARROWS, zipped

DOCUMENT, RELATED, TYPES, STYLES, FOOTER = (
    "word/document.xml", "word/_rels/document.xml.rels", "[Content_Types].xml", "word/styles.xml", "word/footer-odd.xml",
)  # fmt: skip
TITLE = "{{ title }}"
MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml"
FOOTNOTES = "word/footnotes.xml"
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
SEPARATORS = (
    f'<w:footnotes {W}><w:footnote w:id="1"><w:p><w:r><w:t>%s</w:t></w:r></w:p></w:footnote></w:footnotes>'
)

ATTACKS = {
    "globals-of-cycler": "{{ cycler.__init__.__globals__.os.getcwd() }}", "globals-of-lipsum": "{{ lipsum.__globals__['os'].environ }}",
    "class-of-a-string": "{{ ''.__class__.__mro__[1].__subclasses__() }}", "class-of-a-field": "{{ title.__class__ }}",
    "attribute-by-filter": "{{ title|attr('__class__') }}", "format-trick": "{{ '{0.__class__}'.format(title) }}",
    "format-map-trick": "{{ '{a.__class__}'.format_map({'a': title}) }}", "self": "{{ self.__init__ }}", "config": "{{ config }}",
    "range": "{{ range(10**9) }}", "repeated": "{{ 'x' * 2000000000 }}", "power": "{{ 9**(9**9) }}", "percent": "{{ '%0999999999d' % 1 }}",
    "ljust": "{{ 'x'.ljust(10**9) }}", "center": "{{ title|center(10**9) }}", "safe": "{{ title|safe }}", "loop": "{% for a in title %}{{ a }}{% endfor %}",
    "nested-loops": "{% for a in range(99999) %}{% for b in range(99999) %}x{% endfor %}{% endfor %}", "set": "{% set a = title %}",
    "macro": "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}", "include": "{% include '/etc/passwd' %}", "import": "{% import 'os' as os %}",
    "extends": "{% extends 'x' %}", "call": "{{ title.upper() }}", "index": "{{ title[0] }}", "list": "{{ [1] * 999999999 }}",
    "number-of-5000-digits": "{{ " + "9" * 5000 + " }}", "concat": "{{ title ~ title ~ title }}",
}  # fmt: skip
WRITTEN_WRONG = {
    "full-width-braces": "｛｛ title ｝｝", "half-full-width": "{｛ title ｝}", "unfinished": "{{ title", "crossed": "{{ title %}",
    "empty": "{{ }}", "two-names": "{{ title year }}", "unknown-statement": "{% something %}", "if-without-end": "{% if title %}甲",
    "end-without-if": "甲{% endif %}", "slash": "{{ a/b/ }}", "brackets": "{{ " + "(" * 2000 + "title" + ")" * 2000 + " }}",
}  # fmt: skip
_CODES = {"number-of-5000-digits": "E305", "config": "E304"}
_NEAR = {"if-without-end": "{{ date }}", "brackets": "{{"}
FIELDS = {
    "INCLUDETEXT": ' INCLUDETEXT "c:/x.docx" ', "DDEAUTO": ' DDEAUTO c:\\windows\\cmd.exe "/k calc" ', "DDE": " DDE excel x ",
    "INCLUDEPICTURE": ' INCLUDEPICTURE "http://x/y.png" ', "LINK": " LINK Excel.Sheet.12 x ", "DATABASE": ' DATABASE \\d "x" ',
    "EMBED": " EMBED Package ", "IMPORT": " IMPORT x ", "MACROBUTTON": " MACROBUTTON AutoOpen x ", "lower-case": " includetext x ",
}  # fmt: skip
ACTIVE = (
    "extensibility",
    "webextensiontaskpanes",
    "aFChunk",
    "oleObject",
    "vbaProject",
    "control",
    "subDocument",
    "package",
    "mailMergeSource",
)
OUTSIDE = ("attachedTemplate", "image", "oleObject", "frame", "subDocument", "linked-image", "stylesheet")


def changed(old: str, new: str, part: str = DOCUMENT) -> bytes:
    return standard.replaced(part, (old, new), data=standard.template())


def tagged(tag: str) -> bytes:
    return changed(TITLE, tag.replace("&", "&amp;").replace("<", "&lt;"))


def rels(arrow: str, *others: tuple[str, bytes | str]) -> bytes:
    return standard.packed_with(
        changed("</Relationships>", f"{arrow}</Relationships>", RELATED), dict(others)
    )


def arrow(kind: str, target: str, mode: str = "") -> str:
    return f'<Relationship Id="rId99" Type="{ARROWS}/{kind}" Target="{target}" {mode}/>'


def embedded(kind: str) -> bytes:
    return rels(arrow(kind, "embedded.xml"), ("word/embedded.xml", "<x/>"))


def outside(kind: str, target: str = "http://127.0.0.1:9/x") -> bytes:
    return rels(arrow(kind, target, 'TargetMode="External"'))


def field(code: str, *, simple: bool) -> bytes:
    text = code.replace('"', "&quot;")
    if simple:
        return changed("<w:body>", f'<w:body><w:p><w:fldSimple w:instr="{text}"/></w:p>')
    half = len(text) // 2 if "&" not in text else 4
    runs = "".join(
        f'<w:r><w:instrText xml:space="preserve">{piece}</w:instrText></w:r>'
        for piece in (text[:half], text[half:])
    )
    marks = [f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "end")]
    return changed("<w:body>", f"<w:body><w:p>{marks[0]}{runs}{marks[1]}</w:p>")


def with_part(name: str, content: str | bytes, content_type: str, kind: str) -> bytes:
    typed = changed("</Types>", f'<Override PartName="/{name}" ContentType="{content_type}"/></Types>', TYPES)
    related = standard.replaced(
        RELATED,
        ("</Relationships>", f"{arrow(kind, name.removeprefix('word/'))}</Relationships>"),
        data=typed,
    )
    return standard.packed_with(related, {name: content})


def footnotes(text: str, sections: int = 1) -> bytes:
    """docxtpl renders footnotes once for every section, each time what the time before put in."""
    data = with_part(FOOTNOTES, SEPARATORS % text, f"{MAIN}.footnotes+xml", "footnotes")
    breaks = '<w:p><w:pPr><w:sectPr><w:pgSz w:w="11906" w:h="16838"/></w:sectPr></w:pPr></w:p>' * (
        sections - 1
    )
    reference = '<w:p><w:r><w:footnoteReference w:id="1"/></w:r></w:p>'
    return standard.replaced(DOCUMENT, ("<w:body>", f"<w:body>{reference}{breaks}"), data=data)


def typed(content_type: str) -> bytes:
    return changed(f"{MAIN}.document.main+xml", content_type, TYPES)


def strict() -> bytes:
    return changed(
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument",
        "http://purl.oclc.org/ooxml/officeDocument/relationships/officeDocument",
        "_rels/.rels",
    )


def chained(count: int) -> bytes:
    """Parts that each point to the next: python-docx walks them recursively."""
    parts: dict[str, bytes | str | None] = {}
    for n in range(count):
        parts[f"word/c{n}.xml"] = "<a/>"
        parts[f"word/_rels/c{n}.xml.rels"] = (
            f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{arrow("image", f"c{n + 1}.xml")}</Relationships>'
        )
    parts[f"word/c{count}.xml"] = "<a/>"
    return standard.packed_with(rels(arrow("image", "c0.xml")), parts)


def picture(size: int) -> bytes:
    return standard.packed_with(standard.template(), {"word/media/image.png": bytes(size << 20)})


def empty_cell() -> bytes:
    """A choice that empties a cell: Word demands a paragraph there."""
    text = standard.unpacked(standard.template())[DOCUMENT].decode()
    cell = re.search(r"</w:tcPr>(<w:p>.*?</w:p>)</w:tc>", text)
    assert cell
    chosen = (
        "<w:p><w:r><w:t>{%p if document_number %}</w:t></w:r></w:p>"
        + cell[1]
        + "<w:p><w:r><w:t>{%p endif %}</w:t></w:r></w:p>"
    )
    return standard.packed_with(
        standard.template(), {DOCUMENT: text.replace(cell[0], cell[0].replace(cell[1], chosen), 1)}
    )


def split_choice() -> bytes:
    """A choice that begins in one paragraph and ends within another."""
    both = changed(TITLE, "{% if not document_number %}{{ title }}")
    return standard.replaced(DOCUMENT, ("{{ signature }}", "{{ signature }}{% endif %}"), data=both)


def without(part: str) -> bytes:
    return standard.packed_with(standard.template(), {part: None})


def paragraphs(count: int) -> bytes:
    return changed("<w:body>", "<w:body>" + "<w:p/>" * count)


def other_document(*lines: str) -> bytes:
    stream = io.BytesIO()
    document = Document()
    for line in lines:
        document.add_paragraph(line)
    document.save(stream)
    return stream.getvalue()


def case(
    name: str,
    make: Make,
    code: int,
    *codes: str,
    place: str = "",
    prints: tuple[str, ...] = (),
    hides: tuple[str, ...] = (),
) -> Case:
    files = {INPUT: standard.workbook, TEMPLATE: make}
    arguments = (*RENDER, "--template", f"{{}}/{TEMPLATE}")
    return Case(f"templates/{name}", files, arguments, code, codes, place, prints, hides)


def cases() -> Iterator[Case]:
    for name, tag in ATTACKS.items():
        if name == "concat":
            yield case(name, partial(tagged, tag), 0, prints=("青禾市2024年政府信息公开工作年度报告" * 3,))
        else:
            yield case(name, partial(tagged, tag), 5, _CODES.get(name, "E306"))
    for name, tag in WRITTEN_WRONG.items():
        place = _NEAR.get(name, "关于")
        yield case(f"written-wrong-{name}", partial(tagged, f"关于{tag}的"), 5, "E305", place=place)
    yield case("unknown-name", partial(tagged, "{{ titel }}"), 5, "E304", place="{{ titel }}")
    yield case(
        "unknown-figure",
        partial(tagged, "{{ applications.recieved.total }}"),
        5,
        "E304",
        place="{{ applications.recieved.total }}",
    )
    yield case("5001-tags", partial(tagged, TITLE * 5001), 5, "E306", place="5000")
    yield case("20000-openings", partial(tagged, "{%" * 20_000), 5, "E306")
    yield case(
        "4000-tags", partial(tagged, TITLE * 4000), 0, prints=("青禾市2024年政府信息公开工作年度报告" * 4000,)
    )
    for name, code in FIELDS.items():
        yield case(
            f"field-{name}",
            partial(field, code, simple=False),
            5,
            "E306",
            place=name.upper().replace("LOWER-CASE", "INCLUDETEXT"),
        )
    yield case(
        "simple-field", partial(field, FIELDS["INCLUDETEXT"], simple=True), 5, "E306", place="INCLUDETEXT"
    )
    yield case(
        "field-in-a-footer",
        partial(changed, "<w:p>", f"<w:p><w:fldSimple w:instr='{FIELDS['DDE']}'/>", FOOTER),
        5,
        "E306",
        place="DDE",
    )
    yield case("field-of-page-numbers", partial(field, " PAGE ", simple=False), 0)
    for kind in ACTIVE:
        yield case(f"embedded-{kind}", partial(embedded, kind), 5, "E306", place="word/embedded.xml")
    for kind in OUTSIDE:
        yield case(f"outside-{kind}", partial(outside, kind), 5, "E306", place="127.0.0.1")
    yield case("hyperlink", partial(outside, "hyperlink", "https://www.gov.cn"), 0)
    yield case(
        "hyperlink-that-runs",
        partial(outside, "hyperlink", "file://host/x.exe"),
        5,
        "E306",
        place="file://host",
    )
    for element in ("altChunk", "object", "subDoc", "control"):
        yield case(
            f"element-{element}",
            partial(changed, "<w:body>", f"<w:body><w:p><w:r><w:{element}/></w:r></w:p>"),
            5,
            "E306",
            place=element,
        )
    merge = (
        '<w:mailMerge><w:connectString w:val="DSN=x"/><w:query w:val="SELECT 1"/></w:mailMerge></w:settings>'
    )
    yield case(
        "mail-merge",
        partial(changed, "</w:settings>", merge, "word/settings.xml"),
        5,
        "E306",
        place="mailMerge",
    )
    yield from _packages()
    yield from _contents()


def _packages() -> Iterator[Case]:
    macro = {
        "docm": "application/vnd.ms-word.document.macroEnabled.main+xml",
        "dotx": f"{MAIN}.template.main+xml",
    }
    for name, content_type in macro.items():
        yield case(name, partial(typed, content_type), 5, "E303", place=f".{name}")
    for name, make, place in (
        ("empty", b"", "空"), ("doc", compound("WordDocument"), ".doc"), ("encrypted", compound("EncryptedPackage"), "密码"),
        ("workbook", standard.workbook, "Excel"), ("pdf", b"%PDF-1.7", "PDF"), ("strict", strict, "Strict"),
        ("cut-off", lambda: standard.template()[:5000], "缺失"), ("no-content-types", partial(without, TYPES), TYPES),
        ("no-document", partial(without, DOCUMENT), ""), ("no-relationships", partial(without, "_rels/.rels"), "_rels/.rels"),
        ("finished-report", standard.document, "不印"), ("without-figures", partial(other_document, TITLE), "不印"),
        ("300-mebibytes", partial(picture, 300), "word/media/image.png"), ("17-mebibytes-of-nought", partial(picture, 17), "word/media/image.png"),
        ("ill-formed", partial(changed, "</w:body>", ""), DOCUMENT), ("ill-formed-footer", partial(changed, "</w:p>", "", FOOTER), FOOTER),
        ("ill-formed-settings", partial(changed, "</w:settings>", "", "word/settings.xml"), "word/settings.xml"),
        ("namespace-undeclared", partial(changed, "<w:body>", "<w:body><zz:x/>"), DOCUMENT),
        ("deep", partial(changed, "<w:body>", "<w:body>" + "<w:sdt>" * 5000 + "</w:sdt>" * 5000), DOCUMENT),
        ("3-million-elements", partial(paragraphs, 3_000_000), DOCUMENT), ("400000-elements", partial(paragraphs, 400_000), DOCUMENT),
        ("noise", random.Random(3).randbytes(4000), "认不出"),
    ):  # fmt: skip
        yield case(name, make, 5, "E303", place=place)
    for name, doctype in DOCTYPES.items():
        yield case(
            f"doctype-{name}",
            partial(changed, "<w:document", f"{doctype}<w:document"),
            5,
            "E303",
            place="DOCTYPE",
        )
    yield case("entity-used", partial(changed, TITLE, "{{ title }}&e;"), 5, "E303", place=DOCUMENT)
    nowhere = (*RENDER, "--template", "{}/nowhere.docx")
    yield Case("templates/missing", {INPUT: standard.workbook}, nowhere, 5, ("E303",), "nowhere.docx")


def _contents() -> Iterator[Case]:
    yield case("2-chained-relationships", partial(chained, 2), 0)
    yield case("900-chained-relationships", partial(chained, 900), 0)
    yield case(
        "thumbnail-missing",
        partial(
            changed,
            "</Relationships>",
            f"{arrow('metadata/thumbnail', 'docProps/thumbnail.jpeg')}</Relationships>",
            "_rels/.rels",
        ),
        0,
    )
    yield case(
        "no-grid",
        lambda: standard.packed_with(
            standard.template(),
            {
                DOCUMENT: re.sub(
                    rb"<w:tblGrid>.*?</w:tblGrid>", b"", standard.unpacked(standard.template())[DOCUMENT]
                )
            },
        ),
        5,
        "E306",
        place="tblGrid",
    )
    yield case("empty-cell", empty_cell, 0)
    yield case("choice-over-paragraphs", split_choice, 0)
    yield case("choice-over-a-table", partial(choice_over_a_table), 5, "E307", place=DOCUMENT)
    yield case(
        "tags-in-comments",
        partial(
            with_part,
            "word/comments.xml",
            f'<w:comments {W}><w:comment w:id="1"><w:p><w:r><w:t>{TITLE}</w:t></w:r></w:p></w:comment></w:comments>',
            f"{MAIN}.comments+xml",
            "comments",
        ),
        5,
        "E305",
        place="word/comments.xml",
    )
    yield case("footnote", partial(footnotes, "注：{{ unit }}"), 0, prints=("注：青禾市人民政府",))
    files = {
        INPUT: partial(standard.with_text, f"{standard.COVER}!B4", "{{ 7*7 }}县"),
        TEMPLATE: partial(footnotes, "注：{{ unit }}", 3),
    }
    arguments = (*RENDER, "--template", f"{{}}/{TEMPLATE}")
    yield Case(
        "templates/footnotes-are-rendered-once",
        files,
        arguments,
        prints=("注：{{ 7*7 }}县",),
        hides=("49县",),
    )
    files = {
        INPUT: partial(standard.with_text, f"{standard.COVER}!B4", "甲&乙<县>"),
        TEMPLATE: partial(changed, "<w:p>", "<w:p><w:r><w:t>{{ unit }}</w:t></w:r>", FOOTER),
    }
    yield Case("templates/ampersand-in-a-footer", files, arguments, prints=("甲&乙<县>",))
    yield case("missing-styles", partial(changed, 'w:val="heading 2"', 'w:val="other 2"', STYLES), 0, "E309")
    yield case("surrogate-in-a-tag", partial(changed, TITLE, "{{ title }}&#x1F600;"), 0, prints=("报告😀",))
    yield case(
        "a-zip-within",
        lambda: standard.packed_with(standard.template(), {"word/media/x.png": zipped({"a": "b"})}),
        0,
    )


def choice_over_a_table() -> bytes:
    """A choice that begins in a cell and ends after the table."""
    text = standard.unpacked(standard.template())[DOCUMENT].decode()
    at = text.index("<w:t", text.index("</w:tcPr>")) + len('<w:t xml:space="preserve">')
    begun = text[:at] + "{% if document_number %}" + text[at:]
    return standard.packed_with(
        standard.template(), {DOCUMENT: begun.replace("{{ signature }}", "{% endif %}{{ signature }}")}
    )
