"""Regular expressions from the cache: the same as those of `re`, and nobody notices where they come from."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from docgen import cache, patterns

ROOT = Path(__file__).parents[1]
SAMPLES = ["a", "", "12年", "收到申请12件", "（一）x", "[2021]", "甲乙", "a\nb", "aaaa b", "Ａ１"]
TEXTS = [
    ("", 0), ("a|b", 0), (r"(?P<year>\d{4})年(?P<n>[一二三])?", 0), (r"[\u4e00-\u9fff\u3400-\u4dbf”》]+(?=\d)", 0),
    (r"\d+", re.ASCII), ("A", re.IGNORECASE), (r"(?<=收到)…{0,14}?件|(a)(b)?(?:c)+", 0), (r"^\s*(.+?)\s*$", re.MULTILINE | re.DOTALL),
    (r"(?P<a>x)(?P=a)|(?!y)[^z]{2,}", re.VERBOSE),
]  # fmt: skip


@pytest.fixture(autouse=True)
def own_cache(monkeypatch, tmp_path):
    monkeypatch.setenv("DOCGEN_CACHE", str(tmp_path))
    monkeypatch.setattr(patterns, "_new", {})
    patterns._kept.cache_clear()
    yield tmp_path
    patterns._kept.cache_clear()


def entry_of(folder: Path) -> Path:
    (entry,) = folder.glob(f"*{cache.SUFFIX}")
    return entry


def found(pattern: re.Pattern[str]) -> list[object]:
    return [
        [(m.span(), m.groups(), m.groupdict(), m.lastgroup) for m in pattern.finditer(text)]
        for text in SAMPLES
    ]


def test_a_pattern_taken_up_is_the_pattern_compiled(own_cache):
    for text, flags in TEXTS:
        assert patterns.regex(text, flags) == re.compile(text, flags)
    patterns.keep()
    patterns._kept.cache_clear()
    assert len(patterns._kept()) == len(TEXTS)

    for text, flags in TEXTS:
        taken, compiled = patterns.regex(text, flags), re.compile(text, flags)

        assert taken == compiled
        assert (taken.flags, taken.groups, taken.groupindex) == (
            compiled.flags,
            compiled.groups,
            compiled.groupindex,
        )
        assert found(taken) == found(compiled)
    assert patterns._new == {}


def test_a_wrong_pattern_is_wrong_as_ever():
    with pytest.raises(re.error, match="unterminated"):
        patterns.regex("(a")


@pytest.mark.parametrize(
    "body",
    [b"", b"[]", b"null\n", b'[["a",0,32,0,{},8]]\nxxxxxxxx', b'[["a",0,32,0,{},4]]\nabcd', b'[["a",0,"x",0,{},0]]\n', b'[["a",0,32,-5,{},0]]\n',
     b'[["a",0,32,0,{"n":9},4]]\n\0\0\0\0', b'[["a"]]\n', b"[" * 50_000],
)  # fmt: skip
def test_what_is_no_program_is_not_run(own_cache, body):
    cache.keep(patterns._key(), body)

    assert patterns.regex("a") == re.compile("a")
    assert found(patterns.regex("a")) == found(re.compile("a"))


def test_without_a_cache_all_is_as_with_re(monkeypatch):
    monkeypatch.setenv("DOCGEN_CACHE", "")

    assert patterns.regex("a+") == re.compile("a+")
    patterns.keep()


def test_another_engine_is_no_matter(monkeypatch):
    monkeypatch.setitem(sys.modules, "_sre", None)

    assert patterns.regex("a+") == re.compile("a+")


def test_the_cache_stays_bounded(own_cache, monkeypatch):
    monkeypatch.setattr(patterns, "MOST", 3)
    for batch in (["a", "b"], ["c", "d"]):
        for text in batch:
            patterns.regex(text)
        patterns.keep()
        patterns._kept.cache_clear()

    assert {text for text, _ in patterns._kept()} == {"c", "d"}


def test_a_process_keeps_what_it_compiled_when_it_ends(own_cache):
    program = "from docgen.patterns import _kept, regex; print(len(_kept())); regex('a+b'); regex('c')"

    ran = [
        subprocess.run([sys.executable, "-c", program], capture_output=True, check=True, cwd=ROOT).stdout
        for _ in range(2)
    ]

    assert ran == [b"0\n", b"2\n"]
    assert entry_of(own_cache)
