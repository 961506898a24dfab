"""The samples shipped in `excel_inputs/`: written from data here, so that a test can prove that they are current.

`python -m tests.samples.write` writes them anew.
"""
