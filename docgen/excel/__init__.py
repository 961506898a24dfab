"""Workbooks: everything that touches Excel files."""

from docgen.excel.open import open_workbook

__all__ = ["open_workbook"]
