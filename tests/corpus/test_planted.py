"""Planted faults are found, and nothing else is: a sample of what `python -m tests.proofs.planted` measures."""

from __future__ import annotations

from tests.corpus.faults import FAULTS
from tests.corpus.plant import cases, judged

LANDED = (
    "F10", "F11", "F12", "F13", "F2", "F4", "F5", "F6", "F7", "F8", "N6", "R1", "R2", "R3", "R3b", "R4", "R5", "R6",
    "R7", "R8", "R9", "W", "X", "Y1", "Y2", "Y3", "Y4", "Y6",
)  # fmt: skip
"""The kinds, by code, of which every case is found and nothing else."""


def test_planted_faults_and_no_others_are_found():
    number = sum(name.startswith(LANDED) for name in FAULTS)
    for case in cases(2021, number, LANDED):
        verdict = judged(case)
        false = [d for d in verdict.false if d.code.startswith(LANDED)]
        missed = [finding for finding in verdict.missed if finding.codes.startswith((*LANDED, "*"))]
        assert not false, (case.kind, case.name, [d.message.zh for d in false])
        assert not missed, (case.kind, case.name)
