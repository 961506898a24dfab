"""The document that people look at in Word and WPS is what docgen prints today."""

from .acceptance import DOCS, acceptance
from .conftest import unpacked


def test_the_acceptance_document_is_current():
    kept = (DOCS / "acceptance.docx").read_bytes()

    assert unpacked(kept) == unpacked(acceptance()), "run python -m tests.word.acceptance"
