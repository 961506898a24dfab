"""Planted faults are found, and nothing else is: a sample of what `python -m tests.proofs.planted` measures."""

from __future__ import annotations

import pytest

from tests.corpus.faults import FAULTS
from tests.corpus.plant import cases, judged

LANDED = ("F11", "F13", "F2", "F4", "F5", "R1", "R2", "R3", "R3b", "R4", "R5")
"""The codes whose rules are there; the kinds that are about them are planted here."""


@pytest.mark.parametrize("seed", range(2))
def test_planted_faults_and_no_others_are_found(seed: int):
    number = sum(name.startswith(LANDED) for name in FAULTS)
    for case in cases(seed, number, LANDED):
        verdict = judged(case)
        assert not verdict.false, (case.kind, case.name, [d.message.zh for d in verdict.false])
        missed = [finding for finding in verdict.missed if finding.codes in LANDED]
        assert not missed, (case.kind, case.name)
