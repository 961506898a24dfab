"""The standard workbook: blank or filled in, as openpyxl writes it."""
