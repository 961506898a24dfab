"""The page: what its steps print is, byte for byte, what Jinja prints."""

from functools import cache
from unittest import mock

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from docgen.word import compile_template, render, tags
from docgen.word.page import Steps, is_sound
from docgen.word.stored import restored, stored
from tests.tenth import WHOLE, few

TITLE = "{{ title }}"
SAID = [
    "{{ title }}{{ unit }}",
    "{{ number }}",
    "{% if number %}（{{ number }}）{% endif %}",
    "{% if number %}有{% else %}无{% endif %}",
    "{% if number %}一{% elif year == '2021' %}二{% elif unit %}三{% else %}四{% endif %}",
    "{% if unit %}{% if number %}甲{% else %}乙{% endif %}丙{% endif %}",
    "{{ title | upper }}{{ unit | lower }}{{ year | trim }}{{ year | trim('2') }}{{ title | length }}",
    "{{ number | default('无') }}{{ number | default('无', true) }}{{ number | default }}{{ year | default('无', false) }}",
    "{{ unit ~ '“' ~ year ~ 5 ~ '&lt;b&gt;' }}",
    "{{ 'a\"&amp;b' }}{{ 'x' | upper }}{{ 1.5 }}{{ none }}{{ true }}",
    "{{ title if year == '2021' else unit }}",
    "{{ number or unit }}{{ number and unit }}{{ not number }}{{ year == '2021' and unit }}",
    "{{ '2' in year }}{{ '9' not in year }}{{ year != '2021' }}{{ '2' &lt;= year &lt; '3' }}{{ 2 &gt; 1 &gt;= 1 }}",
    "{{ applications.received.total }}{{ disclosure.item_1.rules.made | length }}",
    "{# note #}{{ title }}",
    "{{ unit ~ '\"' ~ preamble }}",
    "{{ preamble if unit else title }}{{ preamble | trim | length }}",
]
SAID_BY_JINJA = ["{{ title if unit }}", "{{ number | default(default_value='无') }}"]
TEXTS = st.text(st.characters(codec="utf-8"), max_size=20) | st.sampled_from(
    ["", "12", "-3.50", "a\nb\tc\r\n", "<w:t>&amp;\"'", "{{ title }}", "罗平县", "\x00\x0b￾", "𠮷"]
)


@pytest.fixture(scope="module")
def both(names, reworked):
    """A template with these words for its title, filled by steps and filled by Jinja."""

    @cache
    def compile_(tag: str):
        data = reworked(TITLE, tag)
        template, found = compile_template(data, names, "t.docx")
        assert template, found
        with mock.patch.object(tags, "steps_of", return_value=None):
            oracle, _ = compile_template(data, names, "t.docx")
        assert not any(isinstance(page, Steps) for page in oracle.pages.values())
        return template, oracle

    return compile_


each = pytest.mark.parametrize("tag", SAID if WHOLE else ["".join(SAID)])


@each
def test_steps_print_what_jinja_prints(both, saying, tag):
    template, oracle = both(tag)
    assert isinstance(template.pages["word/document.xml"], Steps)

    for said in ({}, {"number": "罗政〔2022〕1号", "year": "2020"}, {"unit": "", "year": "<&\"'>\n\t"}):
        assert render(template, saying(**said)) == render(oracle, saying(**said))


@each
def test_a_stored_template_prints_what_the_compiled_one_does(both, content, tag):
    template, _ = both(tag)

    again = restored(stored(template), "t.docx")

    assert render(again, content) == render(template, content)
    assert again.warnings == template.warnings


def test_a_stored_template_is_whole(official, names, reworked):
    for data in (
        official,
        reworked('<w:name w:val="heading 2"/>', '<w:name w:val="mine"/>', part="word/styles.xml"),
    ):
        template, _ = compile_template(data, names, "t.docx")

        again = restored(stored(template), "t.docx")

        pages_aside = [{**vars(one), "pages": None} for one in (again, template)]
        assert pages_aside[0] == pages_aside[1]
        assert {name: page.steps for name, page in again.pages.items()} == {
            name: page.steps for name, page in template.pages.items()
        }


@settings(max_examples=few(200), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(TEXTS, TEXTS, TEXTS)
def test_whatever_the_values_both_print_the_same(both, saying, unit, number, figure):
    template, oracle = both("{{ unit ~ number }}{% if number %}{{ unit | trim }}{% endif %}")
    said = saying(figures={"applications.received.total": figure}, unit=unit, number=number)

    assert render(template, said) == render(oracle, said)


@pytest.mark.parametrize("tag", SAID_BY_JINJA)
def test_what_steps_cannot_say_jinja_prints(both, saying, tag):
    template, oracle = both(tag)

    assert not isinstance(template.pages["word/document.xml"], Steps)
    assert stored(template) is None
    assert render(template, saying(number="1")) == render(oracle, saying(number="1"))


def test_a_value_that_is_not_there_is_no_empty_text(both, content):
    template, _ = both("{{ number | default('无') }}{{ unit }}")
    page = template.pages["word/document.xml"]
    values = dict.fromkeys((*content.figures, *content.narratives), "") | dict.fromkeys(
        ("_title_indent", "_signature_indent", "_date_indent", "signature", "date"), ""
    )

    with pytest.raises(LookupError, match="unit"):
        page.filled(values)
    assert "无" in page.filled(values | {"unit": ""})


@pytest.mark.parametrize(
    "steps",
    [
        None, "text", {"value": "x"}, [["value"]], [["value", 1]], [["value", "a", "b"]], [None], [1], [[]], [["constant", []]],
        [["__import__", ["constant", "os"]]], [["if", ["value", "x"], "text", []]], [["if", ["value", "x"], ["text"]]],
        [["upper"]], [["eq", ["value", "x"]]], [["and", ["value", "x"], "y"]], [["default"]], [["choose", ["value", "x"]]],
        [["if", ["if", ["value", "x"], [], []], [], []]],
    ],
)  # fmt: skip
def test_what_steps_would_not_be_is_refused(steps):
    assert not is_sound(steps)
