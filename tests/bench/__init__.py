"""The bench: docgen beside what others would use for the same report. `python -m tests.bench`; no part of the tests."""
