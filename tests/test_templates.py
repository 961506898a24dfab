"""The templates taken up: as shipped, from the cache, or compiled, and always the same document of them."""

import os
import shutil
import stat
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from pathlib import Path

import pytest

from docgen import cache, catalogue, pipeline, templates
from docgen.catalogue import shipped
from docgen.report.load import load
from docgen.report.stored import restored, stored
from docgen.word import names_of, tags
from tests.samples.write import compiled_forms, definition
from tests.word.short import short_template

SAMPLES = sorted((Path(__file__).parents[1] / "excel_inputs").glob("*/sample.xlsx"))
SAMPLE = SAMPLES[-1]
ROOT = Path(__file__).parents[1]


@pytest.fixture(autouse=True)
def own_cache(monkeypatch, tmp_path):
    """A cache of the test's own, and nothing remembered from before."""
    monkeypatch.setenv("DOCGEN_CACHE", str(tmp_path / "cache"))
    templates._compiled.cache_clear()
    yield tmp_path / "cache"
    templates._compiled.cache_clear()


@pytest.fixture
def template(tmp_path):
    """A template that is not below our own folder."""
    file = tmp_path / "template.docx"
    file.write_bytes(short_template())
    return file


@lru_cache
def reading(sample: Path) -> pipeline.Reading:
    read, found = pipeline.read(sample.read_bytes())
    assert read, found
    return read


def document(template: Path | None = None, sample: Path = SAMPLE) -> bytes:
    data, found = pipeline.render(reading(sample), template)
    assert data, found
    templates._compiled.cache_clear()
    return data


@pytest.fixture(scope="session")
def compiled(tmp_path_factory):
    """What the short template prints, and its entry: compiled once for all tests that harm it."""
    place = tmp_path_factory.mktemp("compiled")
    (place / "template.docx").write_bytes(short_template())
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("DOCGEN_CACHE", str(place / "cache"))
        printed = document(place / "template.docx")
    (entry,) = entries(place / "cache")
    return printed, entry


@pytest.fixture
def good(compiled, own_cache):
    """What the template prints, its entry in the test's own cache."""
    printed, entry = compiled
    own_cache.mkdir()
    shutil.copy(entry, own_cache)
    return printed


@pytest.fixture
def never(monkeypatch):
    """From now on nothing is compiled."""

    def refuse(*_: object) -> None:
        raise AssertionError("compiled")

    return lambda: monkeypatch.setattr("docgen.word.compilation.compile_template", refuse)


def entries(folder: Path) -> list[Path]:
    return sorted(folder.glob(f"*{cache.SUFFIX}")) if folder.exists() else []


def test_the_compiled_forms_are_current():
    found = dict(compiled_forms())

    assert [path.parent.name for path in found] == [
        sample.parent.name for sample in SAMPLES for _ in range(2)
    ]
    for path, data in found.items():
        assert path.read_bytes() == data, "run python -m tests.samples.write"


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.parent.name)
def test_a_shipped_form_gives_what_jinja_gives(sample, monkeypatch, never, own_cache, tmp_path):
    with monkeypatch.context() as patched:
        patched.setattr(tags, "steps_of", lambda *_: None)
        copy = tmp_path / "template.docx"
        copy.write_bytes((shipped() / sample.parent.name / "template.docx").read_bytes())
        by_jinja = document(copy, sample)
    never()

    assert document(sample=sample) == by_jinja
    assert entries(own_cache) == []


def test_a_template_is_compiled_once_and_then_taken_from_the_cache(template, never, own_cache):
    compiled = document(template)
    (entry,) = entries(own_cache)
    never()

    assert document(template) == compiled
    assert stat.S_IMODE(entry.stat().st_mode) == 0o600


def test_another_template_another_entry(template, own_cache):
    document(template)
    names = names_of(definition(SAMPLE.parent.name))

    assert cache.kept(templates._key_as_kept(template.read_bytes(), names))
    assert cache.kept(templates._key_as_kept(template.read_bytes()[:-1], names)) is None
    other = names_of(definition("gov-info-annual-2019"))
    assert cache.kept(templates._key_as_kept(template.read_bytes(), other)) is None


def test_another_version_another_entry(template, own_cache, monkeypatch):
    document(template)
    monkeypatch.setattr(cache, "__version__", "99")
    document(template)

    assert len(entries(own_cache)) == 2


def harmed(entry: Path, how: str) -> None:
    data = entry.read_bytes()
    key = entry.name.removesuffix(cache.SUFFIX)
    changes = {
        "empty": b"",
        "cut off": data[:-1],
        "a byte of the hash": bytes([data[0] ^ 1]) + data[1:],
        "a byte of the data": data[:5000] + bytes([data[5000] ^ 1]) + data[5001:],
        "another entry's": cache.entry("00" * 32, data[64:]),
        "no JSON": cache.entry(key, b"\x80\n"),
        "nested too deep": cache.entry(key, b"[" * 100_000),
        "code for steps": cache.entry(
            key, data[64:].replace(b'["value", "title"]', b'["eval", ["constant", "1"]]')
        ),
        "a part too few": cache.entry(key, data[64:].replace(b'"word/styles.xml": [', b'"word/other.xml": [')),
        "another check sum": cache.entry(key, data[64:-9] + bytes(9)),
        "a shape too few": cache.entry(key, data[64:].replace(b'"unstyled": [],', b"").replace(b'"last": ', b'"lost": ')),
    }  # fmt: skip
    entry.write_bytes(changes[how])


@pytest.mark.parametrize(
    "how",
    ["empty", "cut off", "a byte of the hash", "a byte of the data", "another entry's", "no JSON", "nested too deep",
     "code for steps", "a part too few", "another check sum", "a shape too few"],
)  # fmt: skip
def test_an_entry_that_is_not_as_it_was_written_is_ignored_and_replaced(template, good, own_cache, how):
    (entry,) = entries(own_cache)
    kept = entry.read_bytes()
    harmed(entry, how)
    assert entry.read_bytes() != kept

    assert document(template) == good
    assert entry.read_bytes() == kept


@pytest.mark.skipif(os.name == "nt", reason="modes and owners are POSIX's")
@pytest.mark.parametrize("how", ["writable by others", "another owner", "a link", "a pipe", "a folder"])
def test_an_entry_that_somebody_else_may_have_written_is_not_read(
    template, good, own_cache, how, monkeypatch
):
    (entry,) = entries(own_cache)
    forged = entry.read_bytes().replace("报告".encode(), "假的".encode())
    key = entry.name.removesuffix(cache.SUFFIX)
    forged = cache.entry(key, forged[64:])
    entry.write_bytes(forged)
    assert document(template) != good, "an entry of our own is read: the forgery would show"

    if how == "writable by others":
        entry.chmod(0o666)
    elif how == "another owner":
        monkeypatch.setattr(os, "geteuid", lambda: 4711)
        monkeypatch.setattr(cache, "ROOT", 4712)
    else:
        entry.unlink()
        if how == "a link":
            other = own_cache.with_name("forged")
            other.write_bytes(forged)
            entry.symlink_to(other)
        elif how == "a pipe":
            os.mkfifo(entry)
        else:
            entry.mkdir()

    assert document(template) == good


def test_an_empty_variable_turns_the_cache_off(template, own_cache, monkeypatch, tmp_path):
    monkeypatch.setenv("DOCGEN_CACHE", "")
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "home"))

    assert cache.folder() is None
    assert document(template)
    assert entries(own_cache) == []
    assert not (tmp_path / "home").exists()


@pytest.mark.parametrize("place", ["/dev/null/nowhere", "/proc/nowhere"])
def test_a_place_that_cannot_be_written_is_no_matter(template, good, monkeypatch, place):
    monkeypatch.setenv("DOCGEN_CACHE", place)

    assert document(template) == good


def test_without_a_home_there_is_no_cache(template, monkeypatch):
    for name in ("DOCGEN_CACHE", "HOME", "XDG_CACHE_HOME", "LOCALAPPDATA"):
        monkeypatch.delenv(name, raising=False)

    assert cache.folder() is None
    assert document(template)


def test_the_users_own_place_is_the_default(monkeypatch):
    monkeypatch.delenv("DOCGEN_CACHE")
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
    monkeypatch.setenv("HOME", "/home/li")
    assert cache.folder() == Path("/home/li/.cache/docgen")

    monkeypatch.setenv("XDG_CACHE_HOME", "/var/li")
    assert cache.folder() == Path("/var/li/docgen")


def test_many_writers_at_once_leave_one_whole_entry(own_cache):
    data = os.urandom(100_000)
    program = (
        "import sys; from docgen import cache\n"
        "data = sys.stdin.buffer.read()\n"
        "for _ in range(50):\n"
        "    cache.keep('ab' * 32, data)\n"
        "    assert cache.kept('ab' * 32) == data\n"
    )

    def write(_: int) -> subprocess.CompletedProcess[bytes]:
        return subprocess.run(
            [sys.executable, "-c", program], input=data, capture_output=True, check=False, cwd=ROOT
        )

    with ThreadPoolExecutor(4) as pool:
        ran = list(pool.map(write, range(4)))

    assert [(run.returncode, run.stderr) for run in ran] == [(0, b"")] * 4
    assert [path.name for path in own_cache.iterdir()] == [f"{'ab' * 32}{cache.SUFFIX}"]


def test_the_cache_is_bounded_and_the_oldest_go_first(own_cache, monkeypatch):
    monkeypatch.setattr(cache, "ENTRIES", 3)
    for number in range(5):
        cache.keep(f"{number:02}" * 32, b"x")
        for age, file in enumerate(reversed(entries(own_cache))):
            os.utime(file, (1_000_000 - age, 1_000_000 - age))

    assert [path.name[:2] for path in entries(own_cache)] == ["02", "03", "04"]

    monkeypatch.setattr(cache, "LIMIT", 4000)
    cache.keep("99" * 32, bytes(900))
    cache.keep("98" * 32, bytes(2000))
    assert cache.kept("98" * 32) is None, "an entry that would fill a quarter of the cache is not kept"
    assert sum(path.stat().st_size for path in entries(own_cache)) <= 4000
    assert cache.kept("99" * 32)


def test_what_a_writer_left_behind_is_swept(own_cache):
    own_cache.mkdir()
    (own_cache / "notes.txt").write_text("somebody's")
    for number in range(cache.ENTRIES + 3):
        left = own_cache / f".{number}{cache.SUFFIX}"
        left.write_bytes(b"half")
        os.utime(left, (1, 1))

    cache.keep("ab" * 32, b"x")

    assert len(entries(own_cache)) == cache.ENTRIES
    assert (own_cache / "notes.txt").exists()
    assert cache.kept("ab" * 32) == b"x"


def test_a_compiled_form_in_a_folder_from_elsewhere_is_not_believed(tmp_path, never):
    folder = tmp_path / SAMPLE.parent.name
    folder.mkdir()
    for file in (shipped() / SAMPLE.parent.name).iterdir():
        (folder / file.name).write_bytes(file.read_bytes())
    never()

    with pytest.raises(AssertionError, match="compiled"):
        document(folder / "template.docx")


def test_a_stored_definition_is_the_loaded_one():
    for file in shipped().glob("*/report.toml"):
        loaded, _ = load(file.read_text(encoding="utf-8"))

        again = restored(stored(loaded))

        assert repr(again) == repr(loaded)


@pytest.mark.parametrize(
    "harm",
    [b"", b"[]", b'["Definition"]', b"null", b'["os"]', b"[" * 100_000, b'["Phrase","a","b"]', b'["0","x"]'],
)
def test_what_is_no_definition_is_not_taken_for_one(harm):
    assert restored(harm) is None


def test_a_definition_from_elsewhere_is_loaded_once(tmp_path, own_cache, monkeypatch):
    folder = tmp_path / "petitions"
    folder.mkdir()
    source = (shipped() / SAMPLE.parent.name / "report.toml").read_text(encoding="utf-8")
    (folder / "report.toml").write_text(source.replace(SAMPLE.parent.name, "petitions"), encoding="utf-8")
    monkeypatch.setenv("DOCGEN_REPORTS", str(folder))
    catalogue._loaded.cache_clear()
    loaded = catalogue.type_of("petitions")
    assert len(entries(own_cache)) == 1
    monkeypatch.setattr("docgen.report.load.load", None)
    catalogue._loaded.cache_clear()

    assert repr(catalogue.type_of("petitions")) == repr(loaded)
    assert catalogue.type_of("petition") is None


def test_a_type_is_found_by_its_id_alone(monkeypatch, tmp_path):
    texts = {
        "broken": "id = ",
        "other": 'id = "gov-info-annual-2021-x"\nname = 1',
        "late": "name = 'x'\n id = \"gov-info-annual-2021\"",
    }
    for name, text in texts.items():
        (tmp_path / name).mkdir()
        (tmp_path / name / "report.toml").write_text(text, encoding="utf-8")
    monkeypatch.setenv("DOCGEN_REPORTS", str(tmp_path))
    asked = []
    load_type = catalogue.load_type
    monkeypatch.setattr(catalogue, "load_type", lambda folder: asked.append(folder.name) or load_type(folder))

    found = catalogue.type_of("gov-info-annual-2021")

    assert found == load_type(shipped() / "gov-info-annual-2021")
    assert asked == ["broken", "late", "gov-info-annual-2021"]
