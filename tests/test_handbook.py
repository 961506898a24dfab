"""The handbook: every code explained, in both languages, and nothing explained that is not there."""

import re

import pytest

from docgen.catalogue import every_type, load_type, shipped
from docgen.diagnostics import CODES
from docgen.handbook import explanations_of, handbook, nearest_code, own_explanations, sections_of

PARTS = ("title", "means", "why", "remedy", "example")
SHIPPED = [kind for kind in every_type() if kind.folder.parent == shipped()]
HAN = re.compile(r"[\u3400-\u9fff]")
# What English may quote from the workbook as it stands there.
QUOTED = re.compile(r"“[^”]*”|[《〖#].*?[》〗]|[\u3000-\u9fff\uff00-\uffef0-9×…·]+")


@pytest.mark.parametrize("part", PARTS)
def test_every_code_is_explained_in_both_languages(part):
    for section in handbook(SHIPPED):
        chinese, english = getattr(section.explanation, part)
        assert HAN.search(chinese) or part == "example", (section.code, part)
        assert chinese, (section.code, part)
        assert re.search(r"[A-Za-z]{2}", QUOTED.sub("", english)) or part == "example", (section.code, part)
        assert english, (section.code, part)


def test_docgen_explains_no_code_that_it_does_not_have():
    assert set(own_explanations()) == set(CODES)


def test_report_types_explain_only_their_own_rules():
    assert [explanations_of(kind)[1] for kind in SHIPPED] == [()] * len(SHIPPED)


def test_the_codes_stand_in_their_order():
    codes = [section.code for section in handbook(SHIPPED)]
    assert (
        codes.index("E409") < codes.index("E901") < codes.index("F2") < codes.index("F11") < codes.index("R1")
    )
    assert codes.index("R3") < codes.index("R3b") < codes.index("R4") < codes.index("R5")


def test_a_code_that_two_types_explain_alike_has_one_section_that_names_both():
    (section,) = [section for section in handbook(SHIPPED) if section.code == "R3"]
    assert len(section.reports) == 2


def test_a_code_of_several_severities_names_them_all_the_gravest_first():
    (section,) = sections_of("f5")
    assert section.severity("zh") == "错误、警告"
    assert section.severity("en") == "error, warning"


def test_what_is_like_a_code_is_offered():
    assert nearest_code("r33") in {"R3", "R3b"}
    assert sections_of("R33") == ()


@pytest.fixture
def other(tmp_path):
    """A report type of somebody's own, with the explanations that a test gives it."""

    def made(text: str | bytes):
        folder = tmp_path / "own"
        folder.mkdir(exist_ok=True)
        definition = (SHIPPED[0].folder / "report.toml").read_text(encoding="utf-8")
        (folder / "report.toml").write_text(definition.replace(SHIPPED[0].id, "own"), encoding="utf-8")
        (folder / "explanations.toml").write_bytes(text if isinstance(text, bytes) else text.encode())
        return load_type(folder)

    return made


def test_types_that_differ_have_a_section_each(other):
    kind = other('[R3]\nmeans = ["另说", "otherwise"]\n')
    found = [section for section in handbook([*SHIPPED, kind]) if section.code == "R3"]
    assert [(section.explanation.means.zh == "另说", len(section.reports)) for section in found] == [
        (False, 2),
        (True, 1),
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('[R33]\nmeans = ["甲", "a"]\n', "no rule has this code; the nearest is R3"),
        ('[R3]\nmaens = ["甲", "a"]\n', "unknown key; the nearest is means"),
        ('[R3]\nmeans = ["甲"]\n', "must be two texts"),
        ("R3 = 1\n", "must be a table"),
        ("[R3\n", "Expected"),
        (b"\xff\xfe\x00", "utf-8"),
    ],
)
def test_what_is_wrong_with_explanations_is_named(other, text, said):
    _, found = explanations_of(other(text))
    assert [finding.code for finding in found] == ["E301"]
    assert said in found[0].message.en


def test_a_type_without_explanations_is_sound(other):
    kind = other("")
    (kind.folder / "explanations.toml").unlink()
    assert explanations_of(kind) == ({}, ())
    (section,) = [section for section in handbook([kind]) if section.code == "R3"]
    assert section.title.zh.startswith("（七）总计")
