"""The samples shipped in `excel_inputs/`: written from data here, so that a test can prove that they are current.

`python tests/samples/write.py` writes them anew.
"""
