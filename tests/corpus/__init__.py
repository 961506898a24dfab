"""Clean reports, written for the checker, and faults planted in them: the truth it is measured by.

    source/*.toml   the reports as they are written: base figures, and prose that names the figures it states
    clean/*.json    the same as data (docs/data.md), written by `python -m tests.corpus.write`

Nothing here knows the rules' code: what must be found follows from the arithmetic of the official form alone.
"""
