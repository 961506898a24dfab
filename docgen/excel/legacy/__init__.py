"""Workbooks of other formats (.xls, .et, .ods), read by python-calamine where `docgen[legacy]` is installed."""
