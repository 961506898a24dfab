"""Lays documents out with LibreOffice and reads back what stands where (pages)."""
