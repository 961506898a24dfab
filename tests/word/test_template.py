"""The template: what is refused, what is warned of, and that both are said before any data is read."""

import io

import pytest
from docx import Document

from docgen.package import write_package
from docgen.word import Names, compile_template

from .conftest import unpacked

TITLE = "{{ title }}"
PREAMBLE = "{{p preamble }}"
RELATIONSHIPS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


@pytest.fixture
def findings(names):
    """What compiling says, as code and English message; an error means that there is no template."""

    def compile_(data: bytes) -> list[tuple[str, str]]:
        template, found = compile_template(data, names, "t.docx")
        assert (template is None) == any(finding.is_error for finding in found)
        assert all(finding.exit_code == 5 for finding in found)
        return [(finding.code, finding.message.en) for finding in found]

    return compile_


def test_the_official_template_compiles_without_a_word(official, findings):
    assert findings(official) == []


def test_an_unknown_name_is_found_with_the_nearest_known_one(reworked, names):
    _, (finding,) = compile_template(
        reworked("applications.received.person", "applications.recieved.person"), names, "t.docx"
    )

    assert finding.code == "E304"
    assert "{{ applications.recieved.person }}" in finding.message.en
    assert "{{ applications.received.person }}" in finding.hint.en


def test_every_unknown_name_is_found_at_once(reworked, findings):
    found = findings(reworked(TITLE, "{{ unti }} {% if yaer %}{{ yaer }}{% endif %}"))

    assert [code for code, _ in found] == ["E304", "E304"]


@pytest.mark.parametrize(
    "tag",
    ["{{ title", "{{ title }", "title }}", "{% if title %}", "{{ title | }}", "{{ 1 2 }}", "{% nonsense %}", "{{ }}", "{% if title }}",
     "{{ " + "(" * 500 + ")" * 500 + " }}", "{{ " + "9" * 5000 + " }}", "{# note"],
)  # fmt: skip
def test_a_tag_that_cannot_be_read_is_shown_in_its_words(reworked, findings, tag):
    ((code, message),) = findings(reworked(TITLE, f"关于{tag}的报告"))

    assert code == "E305"
    assert "关于" in message or "{{" in message


@pytest.mark.parametrize("tag", ["｛｛ title ｝｝", "{｛ title ｝}", "｛% if title %｝"])
def test_full_width_braces_are_found(reworked, findings, tag):
    ((code, message),) = findings(reworked(TITLE, tag))

    assert code == "E305"
    assert "full-width" in message


@pytest.mark.parametrize(
    "tag",
    [
        "{{ cycler.__init__.__globals__.os.getcwd() }}",
        "{{ ''.__class__.__mro__ }}",
        "{{ title.__class__ }}",
        "{{ lipsum.__globals__ }}",
        "{{ range(10**9) }}",
        "{{ title * 2000000000 }}",
        "{{ 9 ** 9 ** 9 }}",
        "{{ '%0999999999d' % 1 }}",
        "{{ title.ljust(10**9) }}",
        "{{ title | safe }}",
        "{{ title | attr('__class__') }}",
        "{{ title | center(10**9) }}",
        "{{ title | format(1) }}",
        "{{ title['x'] }}",
        "{% for c in title %}{{ c }}{% endfor %}",
        "{% set x = title %}",
        "{% macro m() %}{% endmacro %}",
        "{% include 'x' %}",
        "{% import 'x' as x %}",
        "{% extends 'x' %}",
        "{{ [title, title] }}",
        "{% with x = title %}{% endwith %}",
        "{% filter upper %}{% endfilter %}",
    ],
)
def test_a_tag_that_could_run_code_or_use_up_the_machine_is_refused(reworked, findings, tag):
    found = findings(reworked(TITLE, tag.replace("<", "&lt;")))

    assert {code for code, _ in found} <= {"E306", "E304"}


def test_too_many_tags_are_refused_before_they_take_minutes(reworked, findings):
    ((code, message),) = findings(reworked(TITLE, "{{ title }}" * 5001))

    assert (code, "5000" in message) == ("E306", True)


def test_a_tag_in_pieces_is_read_as_one(reworked, findings):
    pieces = "</w:t></w:r><w:proofErr w:type='spellStart'/><w:r><w:t>"

    assert findings(reworked(TITLE, f"{{{pieces}{{ ti{pieces}tle }}{pieces}}}")) == []


@pytest.mark.parametrize("tag", ["{% if number %}（{{ number }}）{% endif %}", "{{ title | upper }}", "{{ unit ~ year }}",
                                 "{{ number | default('无', true) }}", "{{ title if year == '2021' else unit }}", "{# note #}{{ title }}"])  # fmt: skip
def test_names_may_be_chosen_between(reworked, findings, tag):
    assert findings(reworked(TITLE, tag)) == []


def test_a_narrative_within_a_line_is_found(reworked, findings):
    ((code, message),) = findings(reworked(TITLE, "关于{{ preamble }}的"))

    assert (code, "preamble" in message) == ("E305", True)


def test_a_field_in_place_of_a_paragraph_is_found(reworked, findings):
    found = findings(reworked(PREAMBLE, "{{p unit }}"))

    assert [code for code, _ in found] == ["E305"]


def test_words_beside_a_narrative_are_found_because_they_would_be_lost(reworked, findings):
    ((code, message),) = findings(reworked(PREAMBLE, "前言：{{p preamble }}"))

    assert (code, "alone" in message) == ("E305", True)


def test_what_is_never_printed_is_warned_of(reworked, findings):
    found = findings(reworked(PREAMBLE, "略"))

    assert found == [("E308", "the template t.docx has no {{p preamble }}: it is not printed")]


def test_a_table_left_out_is_one_warning(names, findings):
    document = Document()
    document.add_paragraph("{{p preamble }}")
    buffer = io.BytesIO()
    document.save(buffer)

    found = findings(buffer.getvalue())

    assert [message for _, message in found if "*" in message] == [
        "the template t.docx has no {{ disclosure.* }}: it is not printed",
        "the template t.docx has no {{ applications.* }}: it is not printed",
    ]


def test_a_document_that_prints_nothing_of_the_report_is_no_template(findings):
    document = Document()
    document.add_paragraph("{{ title }}")
    buffer = io.BytesIO()
    document.save(buffer)

    ((code, message),) = findings(buffer.getvalue())

    assert (code, "prints no figure and no text" in message) == ("E303", True)


def test_a_missing_style_is_warned_of(reworked, findings):
    data = reworked('<w:name w:val="heading 2"/>', '<w:name w:val="my heading"/>', part="word/styles.xml")

    assert findings(data) == [
        ("E309", "the template t.docx has no style “heading 2”; its text falls back to another")
    ]


@pytest.mark.parametrize(
    ("kind", "target"),
    [
        ("attachedTemplate", "http://x/y.dotm"),
        ("image", "http://x/y.png"),
        ("oleObject", "http://x/y"),
        ("frame", "file:///x"),
    ],
)
def test_external_content_is_refused(official, findings, kind, target):
    relation = (
        f'<Relationship Id="rId99" Type="{RELATIONSHIPS}/{kind}" Target="{target}" TargetMode="External"/>'
    )
    parts = unpacked(official)
    parts["word/_rels/document.xml.rels"] = parts["word/_rels/document.xml.rels"].replace(
        b"</Relationships>", f"{relation}</Relationships>".encode()
    )

    ((code, message),) = findings(write_package(parts))

    assert (code, target in message) == ("E306", True)


def test_a_hyperlink_is_allowed(official, findings):
    relation = f'<Relationship Id="rId99" Type="{RELATIONSHIPS}/hyperlink" Target="http://www.gov.cn" TargetMode="External"/>'
    parts = unpacked(official)
    parts["word/_rels/document.xml.rels"] = parts["word/_rels/document.xml.rels"].replace(
        b"</Relationships>", f"{relation}</Relationships>".encode()
    )

    assert findings(write_package(parts)) == []


@pytest.mark.parametrize("kind", ["aFChunk", "oleObject", "vbaProject", "control", "package"])
def test_embedded_content_is_refused(official, findings, kind):
    relation = f'<Relationship Id="rId99" Type="{RELATIONSHIPS}/{kind}" Target="embedded.xml"/>'
    parts = unpacked(official) | {"word/embedded.xml": b"<x/>"}
    parts["word/_rels/document.xml.rels"] = parts["word/_rels/document.xml.rels"].replace(
        b"</Relationships>", f"{relation}</Relationships>".encode()
    )

    ((code, _),) = findings(write_package(parts))

    assert code == "E306"


@pytest.mark.parametrize(
    "field",
    [
        '<w:fldSimple w:instr=" INCLUDETEXT &quot;c:/x&quot; "/>',
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>DDE</w:instrText></w:r>'
        '<w:r><w:instrText>AUTO cmd</w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>',
    ],
)
def test_fields_that_fetch_or_run_are_refused(reworked, findings, field):
    found = findings(reworked('<w:bookmarkStart w:id="1"', f'{field}<w:bookmarkStart w:id="1"'))

    assert [code for code, _ in found] == ["E306"]


@pytest.mark.parametrize(
    ("content_type", "said"),
    [
        ("application/vnd.ms-word.document.macroEnabled.main+xml", ".docm"),
        ("application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml", ".dotx"),
        ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml", "Excel"),
    ],
)
def test_other_types_of_file_are_named(reworked, findings, content_type, said):
    document = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"

    ((code, message),) = findings(reworked(document, content_type, part="[Content_Types].xml"))

    assert (code, said in message) == ("E303", True)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "empty"),
        (b"%PDF-1.7", "PDF"),
        (b"PK\x03\x04 cut off", "damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le") + b"\0\0", ".doc"),
    ],
)
def test_what_is_no_document_is_named(findings, data, said):
    ((code, message),) = findings(data)

    assert (code, said in message) == ("E303", True)


def test_a_document_type_declaration_is_refused(official, findings):
    parts = unpacked(official)
    parts["word/document.xml"] = parts["word/document.xml"].replace(
        b"<w:document", b'<!DOCTYPE x [<!ENTITY e "x">]><w:document', 1
    )

    ((code, message),) = findings(write_package(parts))

    assert (code, "DOCTYPE" in message) == ("E303", True)


@pytest.mark.parametrize(
    "part",
    ["word/document.xml", "word/styles.xml", "word/settings.xml", "docProps/core.xml", "word/footer-odd.xml"],
)
def test_an_ill_formed_part_is_named(official, findings, part):
    parts = unpacked(official)
    parts[part] = parts[part][:-10]

    ((code, message),) = findings(write_package(parts))

    assert (code, part in message) == ("E303", True)


def test_cutting_the_file_anywhere_gives_a_finding_and_no_exception(official, findings):
    for length in range(0, len(official), 97):
        assert findings(official[:length])[0][0] == "E303"


def test_names_are_known_by_report_type(definition, names):
    assert names == Names(
        report="small-report",
        fields=frozenset({"title", "signature", "date", "unit", "year", "number"}),
        figures=names.figures,
        narratives=("preamble", "overview", "problems"),
    )
    assert names.figures[0] == "disclosure.item_1.rules.made"
    assert "applications.denied.secret.total" in names.figures
