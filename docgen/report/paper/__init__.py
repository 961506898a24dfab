"""The report on paper: what a printed document says, read back by its labels and headings."""
