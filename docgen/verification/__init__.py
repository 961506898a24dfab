"""Verification: whether a printed document still says what its workbook says."""
