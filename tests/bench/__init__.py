"""How fast docgen is, beside what others would use for the same report: `python -m tests.bench` fills docs/performance.md."""
