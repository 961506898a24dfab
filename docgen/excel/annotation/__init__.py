"""The annotated copy: marks, comments and a register spliced into a workbook that else stays byte for byte."""
