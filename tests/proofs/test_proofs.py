"""A tenth, or less, of what the long proofs show, of a fixed choice."""

import sys

import pytest

from tests.command import docgen
from tests.proofs import damage, fuzz, interrupted, same, targets
from tests.proofs.__main__ import PROOFS
from tests.tenth import WHOLE


@pytest.mark.parametrize("name", [name for name in damage.SAMPLES if WHOLE or name != "template"])
def test_damaged_files_are_read_rightly_or_refused(name):
    counts, failures = damage.tried(name, every=10)
    assert failures == []
    assert counts["refused"] > 150


def test_a_wrong_figure_would_be_seen():
    assert damage.wrong(('{"a": 2}', ()), '{"a": 1}') == "another answer"
    assert damage.wrong((None, ()), '{"a": 1}') == "refused without a word"


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_what_is_stopped_leaves_the_old_document_or_the_new_one(tmp_path):
    for number, (means, after) in enumerate(interrupted.moments(5)):
        folder = tmp_path / f"{number}"
        folder.mkdir()
        assert interrupted.stopped(folder, means, after) == [], (means, after)


def test_locale_zone_hash_seed_and_folder_change_no_byte(tmp_path, monkeypatch):
    odd = {"LC_ALL": "C", "TZ": "Pacific/Apia", "PYTHONHASHSEED": "7", "SOURCE_DATE_EPOCH": "1893456000"}
    monkeypatch.setattr(same, "SETTINGS", {"odd": odd})
    here = same.made(lambda words, folder: docgen(*words, cwd=folder).stdout, tmp_path)
    assert list(same.differing([sys.executable], here)) == []


@pytest.mark.parametrize("name", targets.TARGETS)
def test_mutations_bring_a_result_or_a_named_error(name):
    import random

    chance, target = random.Random(fuzz.SEED), targets.TARGETS[name]
    seeds = target.seeds()
    for _ in range(500):
        target.holds(fuzz.mutated(chance.choice(seeds), chance))


def test_the_invariant_is_seen_to_break():
    with pytest.raises(AssertionError):
        targets.bounded(lambda _: (None, ()))(b"")


def test_every_proof_is_a_module():
    from importlib.util import find_spec

    assert all(find_spec(proof.module) for proof in PROOFS)
